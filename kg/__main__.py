"""The command ``kg``, also as ``python -m kg``."""

import sys

from kg.cli.app import run


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run())


if __name__ == "__main__":
    main()
