"""Spans from scores of BIO labels."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
"""[words, labels]: label 0 is outside, then B- and I- of each type in turn."""
NEVER = np.float32(-1e9)


def best_labels(scores: Scores) -> NDArray[np.int64]:
    """Return the best labels [words] in which every I- follows its own type.

    The best label of each word is taken where that is allowed; only stretches in which it is not are
    searched (Viterbi), each up to the nearest words outside: lawful, if not always the very best of all.
    """
    found: NDArray[np.int64] = scores.argmax(1)
    wrong = np.flatnonzero(_inside(found) & ~_continues(found))
    done = 0
    for place in wrong:
        if place < done:
            continue
        start, end = _stretch(found, int(place))
        found[start:end] = _viterbi(scores[start:end])
        done = end
    return found


def _inside(labels: NDArray[np.int64]) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = (labels > 0) & (labels % 2 == 0)
    return inside


def _continues(labels: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which words have the type of the word before."""
    before = np.concatenate([[0], labels[:-1]])
    same: NDArray[np.bool_] = (before > 0) & ((before + 1) // 2 == (labels + 1) // 2)
    return same


def _stretch(labels: NDArray[np.int64], place: int) -> tuple[int, int]:
    """The words around ``place`` up to the nearest ones outside any span, those included."""
    start, end = place, place
    while start > 0 and labels[start]:
        start -= 1
    while end < len(labels) and labels[end]:
        end += 1
    return start, min(end + 1, len(labels))


def _viterbi(scores: Scores) -> NDArray[np.int64]:
    allowed = _allowed(scores.shape[1])
    logs = scores - np.logaddexp.reduce(scores, 1, keepdims=True)
    best = np.where(_inside(np.arange(scores.shape[1])), NEVER, logs[0])
    before = []
    for row in logs[1:]:
        ways = best[:, None] + allowed
        before.append(ways.argmax(0))
        best = ways.max(0) + row
    path = [int(best.argmax())]
    for step in reversed(before):
        path.append(int(step[path[-1]]))
    return np.array(path[::-1])


def _allowed(labels: int) -> Scores:
    kinds = (np.arange(labels) + 1) // 2
    inside = _inside(np.arange(labels))
    bad = inside[None, :] & (kinds[:, None] != kinds[None, :])
    return np.where(bad, NEVER, np.float32(0))


def spans(labels: Sequence[int] | NDArray[np.int64]) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, type) of the spans, types counted from 0.

    >>> list(spans([1, 2, 0, 3, 3]))
    [(0, 2, 0), (3, 4, 1), (4, 5, 1)]
    """
    start, kind = 0, -1
    for i, label in enumerate((*labels, 0)):
        if kind >= 0 and label != 2 * kind + 2:
            yield start, i, kind
            kind = -1
        if label % 2:
            start, kind = i, label // 2
