"""A logistic regression, and how well what it says agrees with what is."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.eval.calibrate_samples import KINDS, Sample

SEEN = 6
"""A trait that fewer samples have gets no weight."""
PENALTY = 1.5
"""Of the squares of the weights, the bias left out: it draws them to nought where little was seen."""
GOLD_COUNTS = 5.0
"""A sample of the stand-off gold counts as often: it says who is meant, and knows more genres than PolNeAR,
which is ten times as large."""
PARTS, DRAWS, SEED = 5, 200, 1
STEPS, SMALL = 100, 1e-8
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weight:
    """Of a trait, and how many samples had it."""

    value: float
    seen: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Samples that were said to be about equally likely.

    Attributes:
        tenth: 0 to 9: of which tenth of the chances they are.
        said: the mean of what was said.
        right: the share that is right.
        many: how many samples there are.
    """

    tenth: int
    said: float
    right: float
    many: int


def fit(found: Sequence[Sample], corpus: str) -> dict[str, Weight]:
    """Return the weight of each trait that is not too rare, ``bias`` first.

    Args:
        found: attributions.
        corpus: the set whose samples count once.
    """
    every = sorted({name for one in found for name in one.traits or ()} - {"bias"})
    names = ["bias", *every]
    table = _table(found, names)
    seen = (table != 0).sum(axis=0)
    kept = [i for i, many in enumerate(seen) if many >= SEEN]
    weights = regression(table[:, kept], _right(found), _counts(found, corpus))
    return {names[i]: Weight(float(w), int(seen[i])) for i, w in zip(kept, weights, strict=True)}


def held_out(found: Sequence[Sample], corpus: str) -> list[float]:
    """Return the chance of each sample by weights that were fitted without its document, in parts."""
    part = _parts(found)
    chances = [0.0] * len(found)
    for out in range(PARTS):
        weights = fit([one for one, p in zip(found, part, strict=True) if p != out], corpus)
        for i, one in enumerate(found):
            if part[i] == out:
                chances[i] = chance(one.traits or {}, weights)
    return chances


def chance(traits: Mapping[str, float], weights: Mapping[str, Weight]) -> float:
    """Return the chance in [0, 1] that weights give to traits."""
    total = sum(weights[name].value * value for name, value in traits.items() if name in weights)
    return float(1 / (1 + np.exp(-total)))


def regression(table: Numbers, right: Numbers, counts: Numbers) -> Numbers:
    """Return the weights of a logistic regression, by Newton's method.

    Args:
        table: samples × traits; the first trait is the bias.
        right: 0 or 1 of each sample.
        counts: how often each sample counts.

    Raises:
        ValueError: all samples are right, or all are wrong: no finite weight of the bias fits.
        ArithmeticError: it found no end.
    """
    if not 0 < right.mean() < 1:
        raise ValueError("nothing to tell apart: all samples are right, or all are wrong")
    penalty = np.full(table.shape[1], PENALTY)
    penalty[0] = 0
    weights = np.zeros(table.shape[1])
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (counts * (chances - right)) + penalty * weights
        bend = (table.T * (counts * chances * (1 - chances))) @ table + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < SMALL:
            return weights
    raise ArithmeticError(f"no weights after {STEPS} steps")


def _table(found: Sequence[Sample], names: Sequence[str]) -> Numbers:
    return np.array([[(one.traits or {}).get(name, 0.0) for name in names] for one in found])


def _right(found: Sequence[Sample]) -> Numbers:
    return np.array([float(one.right) for one in found])


def _counts(found: Sequence[Sample], corpus: str) -> Numbers:
    return np.array([1.0 if one.of == corpus else GOLD_COUNTS for one in found])


def _parts(found: Sequence[Sample]) -> list[int]:
    """The part of each sample's document: every set is spread over all parts."""
    documents = sorted({(one.of, one.doc) for one in found})
    random.Random(SEED).shuffle(documents)
    documents.sort(key=lambda pair: pair[0])
    part = {document: i % PARTS for i, document in enumerate(documents)}
    return [part[one.of, one.doc] for one in found]


def bins(chances: Sequence[float], right: Sequence[bool]) -> list[Bin]:
    """Return the samples by tenths of what was said, the empty ones left out."""
    of: list[list[int]] = [[] for _ in range(10)]
    for i, said in enumerate(chances):
        of[min(int(said * 10), 9)].append(i)
    return [
        Bin(tenth, sum(chances[i] for i in ids) / len(ids), sum(right[i] for i in ids) / len(ids), len(ids))
        for tenth, ids in enumerate(of)
        if ids
    ]


def calibration_error(tenths: Sequence[Bin]) -> float:
    """Return how far what is said lies from what is, on average over the samples (ECE)."""
    return sum(one.many * abs(one.said - one.right) for one in tenths) / sum(one.many for one in tenths)


def by_chance(chances: Sequence[float]) -> float:
    """Return the calibration error to expect of so many samples if all that is said were true."""
    drawn = random.Random(SEED)
    tries = ([drawn.random() < said for said in chances] for _ in range(DRAWS))
    return sum(calibration_error(bins(chances, right)) for right in tries) / DRAWS


def brier(chances: Sequence[float], right: Sequence[bool]) -> float:
    """Return the mean square of the difference between what is said, and 0 or 1."""
    return sum((said - is_) ** 2 for said, is_ in zip(chances, right, strict=True)) / len(chances)


def rates(found: Sequence[Sample]) -> dict[str, Weight]:
    """Return how likely each kind of statement is right, with how many there were.

    By Laplace's rule of succession: a dozen without a fault do not make the next one certain.
    """
    of = {kind: [one.right for one in found if one.kind == kind] for kind in KINDS}
    return {kind: Weight((sum(right) + 1) / (len(right) + 2), len(right)) for kind, right in of.items()}
