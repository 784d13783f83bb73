"""Runs the W3C tests and prints a table by section. Run by scripts/conformance."""

import sys
import tomllib
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.conformance.runner import failure
from tests.conformance.suite import HOW, PARTS, Case, cases, located
from tests.conformance.target import Endpoint, Engine, Target

EXCEPTIONS = Path(__file__).with_name("exceptions.toml")


def exceptions() -> Mapping[str, str]:
    """Return which tests are not passed, and why."""
    tables = tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8")).values()
    return {test: reason for table in tables for test, reason in table.items()}


def main() -> int:
    """Run them all; 0 if the exceptions fail and nothing else does."""
    wanted = _wanted()
    suite = wanted.suite or located()
    if suite is None:
        sys.stderr.write(f"no suite: {HOW}\n")
        return 2
    target = _target(wanted)
    failed = {case: failure(case, target) for case in cases(suite)}
    sys.stdout.writelines(f"{line}\n" for line in _lines(failed))
    return int(any((reason is not None) != (case.id in exceptions()) for case, reason in failed.items()))


def _wanted() -> Namespace:
    parser = ArgumentParser(prog="scripts/conformance", description="Run the W3C tests of SPARQL 1.1.")
    parser.add_argument("suite", nargs="?", type=Path, help=HOW)
    parser.add_argument(
        "--query", metavar="URL", help="the endpoint for queries; without it, the engine alone"
    )
    parser.add_argument("--update", metavar="URL", help="the endpoint for updates, if it is another")
    parser.add_argument("--token", help="the bearer token for updates")
    return parser.parse_args()


def _target(wanted: Namespace) -> Target:
    if wanted.query is None:
        return Engine()
    return Endpoint(wanted.query, wanted.update or wanted.query, wanted.token)


def _lines(failed: Mapping[Case, str | None]) -> Iterator[str]:
    """Yield how many of each section are passed, and what is wrong with the others."""
    for part, sections in PARTS.items():
        total = Counter(case.section for case in failed if case.part == part)
        passed = Counter(case.section for case, reason in failed.items() if case.part == part and not reason)
        for section in sections:
            if total[section]:
                yield f"{part:8} {section:20} {passed[section]:4} of {total[section]:4}"
        yield f"{part:8} {'':20} {passed.total():4} of {total.total():4}\n"
    for case, reason in failed.items():
        named = exceptions().get(case.id)
        if reason is not None:
            yield f"{case.id}: {f'exception: {named}' if named else reason[:600]}"
        elif named:
            yield f"{case.id}: is passed, and no exception any more"


if __name__ == "__main__":
    sys.exit(main())
