"""Scores ``kg annotate`` on the gold and compares with the floors. Run by scripts/eval.

    python tests/eval/run.py [--errors N]

Prints precision, recall, F and the size of the gold for each measure, then N errors of each; leaves with 1 when a
measure is below its floor of floors.json. The floors are F, a bit below what the product reached when they were set:
raise them when it gets better.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))  # so that this runs as a program too

from kg.errors import KgError  # noqa: E402
from kg.pipeline import Failure, annotate  # noqa: E402
from tests.eval.score import Json, Score, score  # noqa: E402

SHARED = ROOT.parent / "shared"
SETS = {
    "invented": (HERE / "gold", HERE / "gold"),
    "layouts": (HERE / "layouts", HERE / "layouts"),
    "shared": (SHARED / "gold", SHARED / "seeds"),
}
"""Name → folder of the gold, folder of the texts."""
HELD_OUT = {"unseen": (HERE / "unseen", HERE / "unseen")}
"""Likewise; nothing is learned from these."""
EVERY = SETS | HELD_OUT


def present(name: str) -> bool:
    """Return whether a set lies here: the shared one is beside the checkout or is not."""
    return all(folder.is_dir() for folder in EVERY[name])


def annotations(name: str) -> Iterator[Json]:
    """Yield what the product reads in the documents of a set."""
    gold, texts = EVERY[name]
    stems = [path.name.removesuffix(".units.jsonl") for path in sorted(gold.glob("*.units.jsonl"))]
    return annotated(file for stem in stems for file in sorted(texts.glob(f"{stem}[._]*txt")))


def annotated(files: Iterable[Path]) -> Iterator[Json]:
    """Yield what the product reads in files.

    Raises:
        KgError: one of them could not be read.
    """
    for annotation in annotate([str(file) for file in files]):
        if isinstance(annotation, Failure):
            raise KgError(annotation.reason)
        yield annotation


def below(name: str, result: Score) -> list[str]:
    """Return a line for each measure below its floor."""
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))[name]
    return [
        f"{name}: {measure} is {result.counts[measure].f:.3f}, its floor {floor:.3f}"
        for measure, floor in floors.items()
        if result.counts[measure].f < floor
    ]


def table(name: str, result: Score) -> str:
    """Return the scores of a set as lines."""
    head = f"{name:<20}      P      R      F   gold"
    rows = [
        f"{measure:<20}  {c.precision:.3f}  {c.recall:.3f}  {c.f:.3f}  {c.gold:>5}"
        for measure, c in result.counts.items()
    ]
    return "\n".join([head, *rows, ""])


def main() -> int:
    """Score all sets that are here, print, and say by the exit code whether all floors hold."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N errors of each measure")
    wanted = parser.parse_args()
    lines, failed = [], []
    for name in filter(present, EVERY):
        result = score(EVERY[name][0], annotations(name))
        lines.append(table(name, result))
        lines += [f"{what}: {e}" for what, many in result.errors.items() for e in many[: wanted.errors]]
        failed += below(name, result)
    lines += failed or ["all floors hold"]
    sys.stdout.write("\n".join([*lines, ""]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
