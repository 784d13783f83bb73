"""How far each line of a map bends, so that it meets no symbol but those it joins.

A line that runs through a symbol is read as ending there: as a claim that nobody made.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from kg.views.web.looks import look_of
from kg.views.web.overlaps import Array, Numbers
from kg.views.web.picture import Edge, Picture, radius
from kg.views.web.strokes import reach, turned

LARGE = 600  # nodes; in larger maps no line gets around all symbols, and to look for a way takes long
_CLEAR = (8.0, 5.5)  # pixels between a line and a symbol that is not its own; if not the first, the second
_STEP, _STEPS = 0.05, 18
_APART = 0.2  # bends of lines between the same two differ by so much, or by less where they are many
_ROOM = _STEP * _STEPS  # half of what there is: each takes room on both sides
_POINTS = 97  # of a line, at which it is looked whether a symbol is near
_WIDEST = 0.5  # of the distance: farther aside no line runs

# The smallest first, to the right before to the left.
_TRIED = np.array([0.0, *(side * _STEP * step for step in range(1, _STEPS + 1) for side in (1, -1))])


def bends(picture: Picture) -> tuple[float, ...]:
    """Return, for each edge, how far it bends from the straight line; positive to the right of its way.

    Each has the smallest bend with which it meets no symbol but its own, where there is none the one with
    which it meets fewest; edges between the same two differ. 0 is straight, 1 the most (``turned``).
    """
    edges = picture.edges
    if not edges:
        return ()
    free = _Pairs(edges)
    found: dict[int, float] = {}
    hits = np.zeros((len(edges), len(_TRIED)))
    for clear in _CLEAR if len(picture.nodes) <= LARGE else (None,):
        near = None if clear is None else _Near(picture, clear)
        for turn, bend in enumerate(_TRIED):
            left = [number for number in range(len(edges)) if number not in found]
            if near and left:
                hits[left, turn] = near.met(bend, left)
            found.update(
                (number, bend) for number in left if not hits[number, turn] and free.take(number, bend)
            )
    for number in range(len(edges)):
        if number not in found:
            found[number] = free.least(number, hits[number])
    return tuple(round(float(found[number]), 2) + 0.0 for number in range(len(edges)))


class _Pairs:
    """Which bends are taken between each two, as seen from the one whose id comes first."""

    def __init__(self, edges: Sequence[Edge]) -> None:
        self._pairs = [tuple(sorted((edge.source, edge.target))) for edge in edges]
        self._sides = [1 if edge.source <= edge.target else -1 for edge in edges]
        self._counts = Counter(self._pairs)
        self._taken: defaultdict[tuple[str, ...], list[float]] = defaultdict(list)

    def take(self, number: int, bend: float) -> bool:
        """Take a bend for an edge if it is far enough from all that are taken."""
        pair, seen = self._pairs[number], self._sides[number] * bend
        gap = min(_APART, _ROOM / self._counts[pair]) - _STEP / 10
        if any(abs(seen - other) < gap for other in self._taken[pair]):
            return False
        self._taken[pair].append(seen)
        return True

    def least(self, number: int, hits: Array) -> float:
        """Take the bend with fewest ``hits`` that is not too near to another; if all are, the first."""
        order = np.argsort(hits, kind="stable")
        fit = (float(_TRIED[turn]) for turn in order if self.take(number, float(_TRIED[turn])))
        return next(fit, float(_TRIED[order[0]]))


class _Near:
    """The symbols near each edge, as seen by it: it runs from (0, 0) to (1, 0), right of it y is positive."""

    def __init__(self, picture: Picture, clear: float) -> None:
        number = {node.thing.id: place for place, node in enumerate(picture.nodes)}
        at = np.array([node.place for node in picture.nodes])
        far = np.array([_reach(node.thing.type, len(node.said)) + clear for node in picture.nodes])
        ends = np.array([(number[edge.source], number[edge.target]) for edge in picture.edges])
        self.edge, self.spot, self.far = _seen(at, far, ends)

    def met(self, bend: float, edges: Sequence[int]) -> Array:
        """Return how many symbols each of those edges meets with that bend."""
        known = np.zeros(max(int(self.edge.max(initial=0)), *edges) + 1, dtype=bool)
        known[list(edges)] = True
        here = known[self.edge]
        spot, far = self.spot[here], self.far[here]
        line = _line(bend)
        half = np.hypot(*np.diff(line, axis=0).T).max() / 2
        # |spot - point|² = |spot|² - (2 spot·point - |point|²): the nearest point has the largest of these.
        nearest = (2 * spot @ line.T - (line**2).sum(axis=1)).max(axis=1, initial=-np.inf)
        hit = (spot**2).sum(axis=1) - nearest < far**2 + half**2
        found = np.bincount(self.edge[here], weights=hit, minlength=len(known)).astype(np.float64)
        return found[list(edges)]


def _reach(kind: str, statements: int) -> float:
    return reach(look_of(kind).shape, radius(statements))


def _seen(at: Array, far: Array, ends: Numbers) -> tuple[Numbers, Array, Array]:
    """Return numbers of edges, places of symbols as these edges see them, and how far those symbols reach.

    Args:
        at: Places of shape (nodes, 2), in pixels.
        far: How far the symbols reach, in pixels.
        ends: The nodes at the ends of each edge, of shape (edges, 2).
    """
    start, way = at[ends[:, 0]], at[ends[:, 1]] - at[ends[:, 0]]
    length = np.maximum(np.hypot(*way.T), 1.0)
    ux, uy = (way / length[:, None]).T[:, :, None]
    dx, dy = ((at[None, :, axis] - start[:, None, axis]) / length[:, None] for axis in (0, 1))
    along, aside, wide = dx * ux + dy * uy, dy * ux - dx * uy, far[None, :] / length[:, None]
    near = (along > -wide) & (along < 1 + wide) & (abs(aside) < _WIDEST + wide)
    rows = np.arange(len(ends))[:, None]
    near[rows, ends] = False
    return np.nonzero(near)[0], np.stack((along[near], aside[near]), axis=1), wide[near]


def _line(bend: float) -> Array:
    """Return points of the line from (0, 0) to (1, 0) with that bend, of shape (points, 2)."""
    part = np.linspace(0, 1, _POINTS)[:, None]
    found: Array = 2 * (1 - part) * part * np.array(turned((1.0, 0.0), bend)) + part**2 * [1.0, 0.0]
    return found
