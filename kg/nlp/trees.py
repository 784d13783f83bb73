"""The best tree over a sentence from scores of arcs (Chu and Liu 1965, Edmonds 1967).

Of exactly one root: Stanojević and Cohen, "A Root of a Problem", EMNLP 2021.
"""

import numpy as np
from numpy.typing import NDArray

Arcs = NDArray[np.float32]
"""[words, words + 1]: what each word as head gives each word; column 0 is the root."""
ROOT = 0


def best_heads(arcs: Arcs) -> NDArray[np.int64]:
    """Return the head [words] of each word, counted from 1, of exactly one word the root (0).

    Of all such trees it is one of those whose arcs have the greatest sum.

    >>> best_heads(np.array([[0, -9, 5], [1, 4, -9]], dtype=np.float32)).tolist()
    [2, 0]
    """
    arcs = arcs.copy()
    n = len(arcs)
    arcs[np.arange(n), np.arange(n) + 1] = -np.inf
    heads: NDArray[np.int64] = arcs.argmax(1)
    if (heads == ROOT).sum() == 1 and not _cycle(heads):
        return heads
    return _with_one_root(arcs)


def _with_one_root(arcs: Arcs) -> NDArray[np.int64]:
    """The best tree of all: so much is taken from each arc of the root that no tree with two can be best.

    So one search is enough, and not one for each word as root.
    """
    scores = arcs.astype(np.float64)
    finite = scores[np.isfinite(scores)]
    scores[:, ROOT] -= (finite.max() - finite.min() + 1) * len(arcs)
    square = np.full((len(arcs) + 1, len(arcs) + 1), -np.inf, dtype=np.float64)
    square[1:] = scores
    heads: NDArray[np.int64] = _arborescence(square)[1:]
    return heads


def _cycle(heads: NDArray[np.int64]) -> list[int]:
    """Return the words (from 1) of a cycle, or nothing."""
    state = [0] * (len(heads) + 1)
    for start in range(1, len(heads) + 1):
        path, node = [], start
        while node and not state[node]:
            state[node] = start
            path.append(node)
            node = int(heads[node - 1])
        if node and state[node] == start:
            return path[path.index(node) :]
    return []


def _arborescence(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the head of each node of a square of scores [node, head]; node 0 is the root (its own head)."""
    np.fill_diagonal(scores, -np.inf)
    heads: NDArray[np.int64] = scores.argmax(1)
    heads[ROOT] = ROOT
    cycle = _cycle(heads[1:])
    if not cycle:
        return heads
    return _expanded(scores, heads, np.array(cycle))


def _expanded(
    scores: NDArray[np.float64], heads: NDArray[np.int64], cycle: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Contract the cycle to one node, solve, and open the cycle where the solution enters it."""
    rest = np.delete(np.arange(len(scores)), cycle)
    inner = scores[cycle, heads[cycle]]
    into = scores[np.ix_(cycle, rest)] - inner[:, None]
    out = scores[np.ix_(rest, cycle)]
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[-1, :-1] = into.max(0)
    small[:-1, -1] = out.max(1)
    solved = _arborescence(small)
    found = heads.copy()
    for i, node in enumerate(rest):
        if node != ROOT:
            found[node] = cycle[out[i].argmax()] if solved[i] == len(rest) else rest[solved[i]]
    entered = solved[-1]
    found[cycle[into[:, entered].argmax()]] = rest[entered]
    return found
