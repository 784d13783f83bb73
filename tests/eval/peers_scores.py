"""The scores of attributions, document by document, so that intervals over documents can be drawn.

PolNeAR is scored by ``score_attribution.py`` of the folder beside the checkout, stand-off gold by ``score.py`` here
and, where no entity is needed, by the measure that training uses.
"""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from kg.training.agreement import agreement, claims
from tests.eval.peers_systems import Attribution, Extent
from tests.eval.score import Count, Json, Score, score_document

RESAMPLES, SEED = 1000, 1
Counts = Counter[str]
"""Of one document: ``found right``, ``found``, ``gold right``, ``gold``."""
Tally = dict[str, Counts]
"""Counts by measure."""


def load_scorer(path: Path) -> ModuleType:
    """Return the scorer beside the checkout.

    Raises:
        ImportError: it cannot be loaded.
    """
    spec = spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"not a Python file: {path}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def against_polnear(scorer: ModuleType, article: Json, found: Sequence[Attribution]) -> Tally:
    """Score the attributions of an article of PolNeAR."""
    ours = [{"source": one.source, "cue": one.cue, "content": one.content} for one in found]
    counted = scorer.score_document(article["text"], article["attributions"], ours, article["ignore"])
    names = ("found right", "found", "gold right", "gold")
    return {name: Counter(dict(zip(names, counts, strict=True))) for name, counts in counted.items()}


def against_gold(
    folder: Path, doc: str, units: Sequence[Json], ours: Json, found: Sequence[Attribution]
) -> Tally:
    """Score the annotation of a document for who speaks, and the attributions for what is said, turns left out."""
    result = Score()
    score_document(result, folder, doc, ours)
    tally = {name: _counts(result.counts[name]) for name in ("speakers/direct", "speakers/indirect")}
    return {**tally, "contents": _contents(units, found)}


def _counts(count: Count) -> Counts:
    found = count.right + count.wrong
    return Counter(
        {"found right": count.right, "found": found, "gold right": count.right, "gold": count.gold}
    )


def _contents(units: Sequence[Json], found: Sequence[Attribution]) -> Counts:
    """Contents that agree, unit by unit, as the gold has them."""
    text = _text(units)
    gold, ours = [], []
    for unit in units:
        gold += [
            [(unit["start"] + place, unit["start"] + place + len(one["content"]))]
            for one in unit["attributions"]
            if one["mode"] != "turn"
            for place in [unit["text"].index(one["content"])]
        ]
        ours += [parts for one in found if (parts := _within(one.content, unit))]
    sides = [claims(text, [{"content": parts, "source": []} for parts in side]) for side in (gold, ours)]
    sides = [[one for one in side if one.content] for side in sides]
    counted = agreement(*sides)
    right, many = counted["content"], counted["content found"]
    return Counter(
        {"found right": right, "found": many, "gold right": right, "gold": counted["content gold"]}
    )


def _text(units: Sequence[Json]) -> str:
    """The text of a document, blank between its units."""
    letters = [" "] * max(unit["end"] for unit in units)
    for unit in units:
        letters[unit["start"] : unit["end"]] = unit["text"]
    return "".join(letters)


def _within(content: Sequence[Extent], unit: Json) -> list[Extent]:
    cut = [(max(a, unit["start"]), min(b, unit["end"])) for a, b in content]
    return [(a, b) for a, b in cut if a < b]


def summed(tallies: Sequence[Mapping[str, Counts]], measure: str) -> Counts:
    """Return the counts of a measure over documents."""
    return sum((tally[measure] for tally in tallies if measure in tally), Counter())


def precision_recall_f(counts: Counts) -> tuple[float, float, float]:
    """Return the three in percent."""
    precision = 100 * counts["found right"] / max(1, counts["found"])
    recall = 100 * counts["gold right"] / max(1, counts["gold"])
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def interval(tallies: Sequence[Mapping[str, Counts]], measure: str) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of F, documents drawn anew."""
    drawn = random.Random(SEED)
    scores = sorted(
        precision_recall_f(summed(drawn.choices(tallies, k=len(tallies)), measure))[2]
        for _ in range(RESAMPLES)
    )
    return scores[RESAMPLES // 40], scores[-1 - RESAMPLES // 40]
