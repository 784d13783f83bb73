"""How sure the product may be: measured on the gold, beside what it says. Run by ``scripts/eval calibrate``.

    python -m tests.eval.calibrate [--write]

Reads every document of the gold with all that is unlikely, fits how likely an attribution is right, and prints the
weights, what documents that were held out say of them, and how often turns and quotations without an attribution are
right. With ``--write`` the numbers go into ontology/confidence.csv, tables and plot into docs.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.extract.confidence import LEAST
from tests.eval.calibrate_fit import Weight, fit, held_out, rates
from tests.eval.calibrate_pages import Group, chances_table, data, picture, reliability, weights_table
from tests.eval.calibrate_samples import Sample, samples
from tests.eval.peers_documents import POLNEAR, Case, cases, has_polnear
from tests.eval.peers_tables import insert
from tests.eval.run import ROOT, SHARED, present

DATA = ROOT / "ontology" / "confidence.csv"
PAGE = ROOT / "docs" / "attribution.md"
PLOT = ROOT / "docs" / "reliability.svg"
START = "<!-- begin: scripts/eval calibrate --write -->"


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was measured: weights of attributions, chances of other statements, and both shown in tables."""

    weights: dict[str, Weight]
    chances: dict[str, Weight]
    groups: list[Group]
    tables: str


def calibrate(found: Sequence[Sample]) -> Calibration:
    """Fit what was found, and measure what the fit is worth where it was held out."""
    attributions = [one for one in found if one.kind == "attribution"]
    others = [one for one in found if one.kind != "attribution"]
    likely = held_out(attributions, POLNEAR)
    groups = [
        _group(
            name, [(o, p) for o, p in zip(attributions, likely, strict=True) if (o.of == POLNEAR) is not_ours]
        )
        for name, not_ours in (("gold", False), (POLNEAR, True))
    ]
    groups = [group for group in groups if group.right]
    chances = rates(others)
    tables = f"{reliability(groups, LEAST)}\n{chances_table(others, chances)}"
    return Calibration(fit(attributions, POLNEAR), chances, groups, tables)


def _group(name: str, pairs: Iterable[tuple[Sample, float]]) -> Group:
    found = list(pairs)
    return Group(name, [one.right for one, _ in found], [chance for _, chance in found])


def _all(documents: Iterable[Case]) -> list[Sample]:
    found: list[Sample] = []
    for case in documents:
        sys.stderr.write(f"{case.of}: {case.document.source}\n")
        found += samples(case)
    return found


def missing() -> list[str]:
    """Return what is not beside the checkout."""
    sets = {POLNEAR: has_polnear(), "the shared gold": present("shared")}
    return [name for name, here in sets.items() if not here]


def write(measured: Calibration) -> None:
    """Put data, tables and plot where they belong."""
    page = insert(PAGE.read_text(encoding="utf-8"), measured.tables, START)
    PAGE.write_text(page, encoding="utf-8")
    PLOT.write_text(picture(measured.groups), encoding="utf-8")
    DATA.write_text(data(measured.weights, measured.chances), encoding="utf-8")


def main() -> int:
    """Print what was measured, or write it."""
    parser = argparse.ArgumentParser(prog="scripts/eval calibrate", description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true", help=f"into {DATA.relative_to(ROOT)} and docs")
    wanted = parser.parse_args()
    for name in missing():
        sys.stderr.write(f"without {name}, which is not in {SHARED}\n")
    if wanted.write and missing():
        parser.error("--write needs all of the gold: less would not be comparable")
    measured = calibrate(_all(cases()))
    if wanted.write:
        write(measured)
    sys.stdout.write(f"{weights_table(measured.weights)}\n{measured.tables}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
