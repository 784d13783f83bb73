"""Writes ``expected.nq`` of every golden case anew. Look at the difference before you commit it.

    python tests/golden/update.py

A case is a folder with ``input.txt`` or ``input.md`` and ``about.md``, which says what it is there for.
"""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))  # so that this runs as a program too

from kg.graph.store import memory_store  # noqa: E402
from kg.pipeline import build  # noqa: E402

CASES = sorted(path.parent for path in HERE.glob("*/about.md"))


def built(case: Path) -> bytes:
    """Return the sorted N-Quads of a case."""
    store = memory_store()
    build([str(case / "input.*")], store)
    return store.view().dump()


def main() -> None:
    """Write them all."""
    for case in CASES:
        (case / "expected.nq").write_bytes(built(case))


if __name__ == "__main__":
    main()
