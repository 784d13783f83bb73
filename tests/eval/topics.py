"""Learns what makes a sentence be about something. Run by scripts/train-about.

    python -m tests.eval.topics [GOLD TEXTS]...

Reads the documents of all sets of gold that are here (and of the folders given besides), fits a logistic regression
for each way in which something comes into a sentence, and writes ``ontology/lexicons/topic_weights.csv``. Prints
who_said when each document is read with weights learned from the others only.
"""

import argparse
import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.extract import statements
from kg.extract.about import Candidate, Topics
from kg.model import Span
from kg.pipeline import Failure, annotate
from tests.eval.run import ROOT, SETS, present
from tests.eval.score import Ids, Json, score, units_in, units_of

WEIGHTS = ROOT / "ontology" / "lexicons" / "topic_weights.csv"
RIDGE, STEPS = 4.0, 25
"""How strongly weights are held near zero; Newton's steps."""
UNSPOKEN = 0.4
"""How much a sentence counts in which nobody is quoted: who_said does not look at it."""
SEEN, FELT = 5, 0.05
"""A feature keeps its weight if it held so often, and the weight is at least so large."""
Weights = Mapping[str, Mapping[str, float]]
Seen = tuple[Span, Candidate]
UNDECIDED: Weights = {way: {"bias": 0.0} for way in ("adjective", "carried", "named", "we")}
"""With these the first of all candidates are taken: what is learned does not depend on the shipped weights."""


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate of one sentence: whether the sentence is about it, and how much that counts."""

    way: str
    features: Mapping[str, float]
    topic: bool
    counts: float


def documents(sets: Iterable[tuple[Path, Path]]) -> Iterator[tuple[Path, str, Path]]:
    """Yield folder of the gold, name, and text of each document with gold."""
    for gold, texts in sets:
        for units in sorted(gold.glob("*.units.jsonl")):
            stem = units.name.removesuffix(".units.jsonl")
            yield gold, stem, next(iter(sorted(texts.glob(f"{stem}[._]*txt"))))


def watched(text: Path, weights: Weights) -> tuple[Json, list[Seen]]:
    """Return what the product reads in a text, and what it weighed, with these weights."""
    seen: list[Seen] = []

    class Watched(Topics):
        def candidates(
            self, content: Sequence[Span], skip: Collection[Span] = (), self_: str | None = None
        ) -> list[Candidate]:
            self.weights = weights
            found = super().candidates(content, skip, self_)
            seen.extend((Span(content[0].start, content[-1].end), candidate) for candidate in found)
            return found

    shipped, statements.Topics = statements.Topics, Watched
    try:
        (annotation,) = annotate([str(text)])
    finally:
        statements.Topics = shipped
    if isinstance(annotation, Failure):
        sys.exit(annotation.reason)
    return annotation, seen


def rows(gold: Path, stem: str, annotation: Json, seen: Iterable[Seen]) -> Iterator[Row]:
    """Yield the candidates of a document as rows: a topic is what the gold gives the unit as such."""
    units = {unit["i"]: unit for unit in units_in(gold, stem)}
    facts = json.loads((gold / f"{stem}.facts.json").read_text(encoding="utf-8"))
    ids = Ids(facts["entities"], annotation["entities"])
    for span, candidate in seen:
        here = [units[i] for i in units_of((span.start, span.end), list(units.values()))]
        if here:
            topic = any(ids.get(candidate.id, candidate.id) in unit["about"] for unit in here)
            counts = max(len({a["speaker"] for a in u["attributions"]}) or UNSPOKEN for u in here)
            yield Row(candidate.way, candidate.features, topic, counts)


def fitted(given: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Return the weights of each way that explain the rows best."""
    return {way: _fitted([row for row in given if row.way == way]) for way in sorted({r.way for r in given})}


def _fitted(given: Sequence[Row]) -> dict[str, float]:
    often = Counter(name for row in given for name in row.features)
    names = sorted(name for name, n in often.items() if n >= SEEN)
    table = np.array([[*(row.features.get(n, 0.0) for n in names), 1.0] for row in given])
    topic = np.array([row.topic for row in given], dtype=float)
    found = _newton(table, topic, np.array([row.counts for row in given]))
    weights = dict(zip(["bias", *names], [found[-1], *found[:-1]], strict=True))
    return {n: round(float(w), 2) for n, w in weights.items() if n == "bias" or abs(w) >= FELT}


def _newton(
    table: NDArray[np.float64], topic: NDArray[np.float64], counts: NDArray[np.float64]
) -> NDArray[np.float64]:
    ridge = np.full(table.shape[1], RIDGE)
    ridge[-1] = 0.01  # the bias is free
    found = np.zeros(table.shape[1])
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (counts * (guess - topic)) + ridge * found
        bend = (table * (counts * guess * (1 - guess))[:, None]).T @ table + np.diag(ridge)
        found = found - np.linalg.solve(bend, slope)
    return found


def written(weights: Weights) -> str:
    """Return weights as a table."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["way", "feature", "weight"])
    table.writerows(
        (way, name, f"{w:.2f}") for way, row in sorted(weights.items()) for name, w in sorted(row.items())
    )
    return out.getvalue()


def _report(name: str, gold: Path, read: Callable[[Path, str], Json]) -> str:
    stems = [path.name.removesuffix(".units.jsonl") for path in sorted(gold.glob("*.units.jsonl"))]
    found = score(gold, [read(gold, stem) for stem in stems]).counts["who_said"]
    return f"{name}: P {found.precision:.3f} R {found.recall:.3f} F {found.f:.3f}\n"


def main() -> None:
    """Learn from all gold that is here, report, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="gold, texts, gold, texts …")
    folders = parser.parse_args().folders
    if len(folders) % 2:
        parser.error("a folder of gold needs a folder of its texts behind it")
    sets = {name: SETS[name] for name in SETS if present(name)}
    pairs = zip(folders[::2], folders[1::2], strict=True)
    sets |= {str(gold): (gold, texts) for gold, texts in pairs}
    known = {(gold, stem): text for gold, stem, text in documents(sets.values())}
    given = {key: list(rows(*key, *watched(text, UNDECIDED))) for key, text in known.items()}

    def unseen(gold: Path, stem: str) -> Json:
        others = [row for key, many in given.items() if key != (gold, stem) for row in many]
        return watched(known[gold, stem], fitted(others))[0]

    for name, (gold, _) in sets.items():
        sys.stdout.write(_report(name, gold, unseen))
    WEIGHTS.write_text(written(fitted([row for many in given.values() for row in many])), encoding="utf-8")


if __name__ == "__main__":
    main()
