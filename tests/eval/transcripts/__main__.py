"""Scores the turns that are read in made-up transcripts. Run by ``scripts/eval transcripts``."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.eval.run import annotated
from tests.eval.score import Score, score
from tests.eval.transcripts import articles, briefings, interviews, sessions
from tests.eval.transcripts.page import Page

LAYOUTS = {**interviews.LAYOUTS, **briefings.LAYOUTS, **sessions.LAYOUTS, **articles.LAYOUTS}
NEGATIVE = frozenset(articles.LAYOUTS)
DOCUMENTS, FLOOR = 20, 0.98
"""Of each layout; the least F of its turns."""
MEASURE = "speakers/turn"


def page(layout: str, number: int) -> Page:
    """Return the ``number``-th document of a layout: the same in every run."""
    return LAYOUTS[layout](Random(f"{layout} {number}"))


def write(folder: Path, layout: str, numbers: Sequence[int]) -> list[Path]:
    """Write documents and their gold into a folder, and return the texts' paths."""
    paths = []
    for number in numbers:
        made, stem = page(layout, number), f"{layout}-{number:03}"
        units = "".join(json.dumps(unit, ensure_ascii=False) + "\n" for unit in made.units)
        (folder / f"{stem}.units.jsonl").write_text(units, encoding="utf-8")
        (folder / f"{stem}.facts.json").write_text(json.dumps(made.facts()), encoding="utf-8")
        paths.append(folder / f"{stem}.txt")
        paths[-1].write_text(made.text, encoding="utf-8")
    return paths


def scored(layout: str, numbers: Sequence[int], folder: Path) -> Score:
    """Return the score of a layout; its documents stay in ``folder``, which holds no others."""
    folder.mkdir(parents=True, exist_ok=True)
    return score(folder, annotated(write(folder, layout, numbers)))


def holds(layout: str, result: Score) -> bool:
    """Return whether the turns of a layout are read well enough; of an article's there must be none."""
    turns = result.counts[MEASURE]
    return turns.wrong == 0 if layout in NEGATIVE else turns.f >= FLOOR


def main() -> int:
    """Score layouts, print a line for each, and say by the exit code whether all are read well enough."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS, metavar="N", help="of each layout")
    parser.add_argument("--layout", action="append", choices=LAYOUTS, help="only this one; may be repeated")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N errors of each layout")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="keep the documents and their gold")
    wanted = parser.parse_args()
    failed = []
    with TemporaryDirectory() as temporary:
        for layout in wanted.layout or LAYOUTS:
            folder = (wanted.write or Path(temporary)) / layout
            result = scored(layout, range(wanted.documents), folder)
            turns, kinds = result.counts[MEASURE], result.counts["segments"]
            verdict = "" if holds(layout, result) else "  too low"
            failed += [layout] * bool(verdict)
            rates = f"{turns.precision:.3f}  {turns.recall:.3f}  {turns.f:.3f}  {turns.gold:>5}"
            sys.stdout.write(f"{layout:<20} {rates}  kinds {kinds.f:.3f}{verdict}\n")
            sys.stdout.writelines(f"    {error}\n" for error in result.errors[MEASURE][: wanted.errors])
            sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
