"""No label covers another: the largest keep their places, a smaller one takes the nearest that is free."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Array = NDArray[np.float64]
Numbers = NDArray[np.int64]

GOLDEN_ANGLE = 2.399963
"""Radians; turned by it again and again, any number of points is spread evenly."""


class Size(NamedTuple):
    """The room that a symbol with its label takes around its place, in pixels."""

    width: float
    above: float
    below: float


_GAP = 0.5  # pixels around each box: more than rounding takes away
_SPOTS = 300  # looked at around a place before looking twice as far
_STEP = 0.6  # of half the height of a box: how close these spots lie
_TURNS = np.arange(1, _SPOTS + 1)
_ANGLES = _TURNS * GOLDEN_ANGLE
_SPIRAL = np.sqrt(_TURNS)[:, None] * np.stack((np.cos(_ANGLES), np.sin(_ANGLES)), axis=1)


def spread(spots: Mapping[str, Point], sizes: Mapping[str, Size]) -> dict[str, Point]:
    """Return places at which no label covers another, near to ``spots``.

    >>> box, small = Size(width=60.0, above=10.0, below=20.0), Size(width=20.0, above=5.0, below=5.0)
    >>> spread({"a": (0.0, 0.0), "b": (1.0, 30.0)}, {"a": box, "b": small})
    {'a': (0.0, 0.0), 'b': (1.0, 30.0)}
    """
    names = sorted(spots)
    rooms = np.array([sizes[name] for name in names], dtype=float).reshape(-1, 3)
    half = np.stack((rooms[:, 0], rooms[:, 1] + rooms[:, 2]), axis=1) / 2 + _GAP
    lower = np.stack((np.zeros(len(names)), (rooms[:, 2] - rooms[:, 1]) / 2), axis=1)
    at = np.array([spots[name] for name in names], dtype=float).reshape(-1, 2) + lower
    found = np.round(_parted(at, half) - lower, 1) + 0.0  # no minus zero
    return {name: (float(x), float(y)) for name, (x, y) in zip(names, found, strict=True)}


def _parted(at: Array, half: Array) -> Array:
    """Return the middles of boxes, moved until none covers another; ``half`` are half widths and heights."""
    order = np.argsort(-half.prod(axis=1), kind="stable")
    placed, rooms = at[order].T.copy(), half[order].T.copy()  # each row in one piece: that is much faster
    for number in range(1, len(order)):
        free = _free(placed[:, number], rooms[:, number], placed[:, :number], rooms[:, :number])
        placed[:, number] = free
    found = np.empty_like(at)
    found[order] = placed.T
    return found


def _free(spot: Array, room: Array, others: Array, rooms: Array) -> Array:
    """Return the nearest place, on a spiral around ``spot``, where a box covers none of the others.

    ``others`` and ``rooms`` have the shape (2, boxes), ``spot`` and ``room`` (2,).
    """
    gap = abs(others - spot[:, None]) - rooms - room[:, None]
    if not ((gap[0] < 0) & (gap[1] < 0)).any():
        return spot
    step = room[1] * _STEP
    while True:
        reach = step * np.sqrt(_SPOTS)
        near = (gap[0] < reach) & (gap[1] < reach)
        tried = spot + _SPIRAL * step
        (x, y), (wide, high) = others[:, near], rooms[:, near] + room[:, None]
        hit = ((abs(tried[:, :1] - x) < wide) & (abs(tried[:, 1:] - y) < high)).any(axis=1)
        if not hit.all():
            found: Array = tried[int(np.argmin(hit))]
            return found
        step *= 2
