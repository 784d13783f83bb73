"""Symbols and lines as points, for pictures that we draw ourselves. All in pixels, y down."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.views.web.overlaps import Point

_HEAD = 8.0  # length of an arrowhead; it is two thirds as wide
_PARALLEL = 1e-9  # what is less is rounding
_GAP = 1.5  # between the tip and the border of the symbol


def _ring(corners: int, turned: float, *radii: float) -> tuple[Point, ...]:
    """Return corners on a circle, the first one ``turned`` full turns behind noon; radii take turns."""
    angles = [2 * math.pi * (number / corners + turned) for number in range(corners)]
    far = [radii[number % len(radii)] for number in range(corners)]
    return tuple((r * math.sin(angle), -r * math.cos(angle)) for r, angle in zip(far, angles, strict=True))


def _shifted(down: float, points: Sequence[Point]) -> tuple[Point, ...]:
    return tuple((x, y + down) for x, y in points)


# Of radius 1; triangles and stars stand a little lower or higher, so that they look centred.
_OUTLINES: Mapping[str, tuple[Point, ...]] = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": _ring(4, 0, 1.15),
    "triangle": _shifted(0.275, _ring(3, 0, 1.33)),
    "triangleDown": _shifted(-0.275, _ring(3, 0.5, 1.33)),
    "hexagon": _ring(6, 1 / 12, 1.1),
    "star": _shifted(0.1, _ring(10, 0, 1.25, 0.55)),
}


def outline(shape: str, radius: float) -> tuple[Point, ...]:
    """Return the corners of a symbol around (0, 0); none for a disc."""
    return tuple((x * radius, y * radius) for x, y in _OUTLINES.get(shape, ()))


def rim(shape: str, radius: float, towards: Point) -> float:
    """Return how far the border of a symbol is from its place, in a direction.

    >>> rim("square", 10, (1, 0)), rim("dot", 10.0, (3, 4))
    (10.0, 10.0)
    """
    corners = outline(shape, radius)
    dx, dy = _unit(towards)
    sides = zip(corners, (*corners[1:], *corners[:1]), strict=True)
    return max((_crossing(dx, dy, *side) for side in sides), default=0.0) or radius


def reach(shape: str, radius: float) -> float:
    """Return how far the border of a symbol is from its place where it is farthest.

    >>> reach("dot", 10.0)
    10.0
    """
    return max((math.hypot(*corner) for corner in outline(shape, radius)), default=radius)


def turned(way: Point, bend: float) -> Point:
    """Return where a line along ``way`` is bent to, from its start: as vis-network has it for roundness.

    >>> turned((10.0, 0.0), 0), turned((0.0, 10.0), 1)
    ((5.0, 0.0), (-10.0, 0.0))
    """
    (dx, dy), far, angle = way, (1 + abs(bend)) / 2, bend * math.pi / 2
    ahead, right = far * math.cos(angle), far * math.sin(angle)
    return round(dx * ahead - dy * right, 6), round(dy * ahead + dx * right, 6)


def _crossing(dx: float, dy: float, a: Point, b: Point) -> float:
    """Return how far along a ray from (0, 0) it meets the side from ``a`` to ``b``; 0 where it does not."""
    ex, ey = b[0] - a[0], b[1] - a[1]
    across = dx * ey - dy * ex
    if abs(across) < _PARALLEL:
        return 0.0
    far, along = (a[0] * ey - a[1] * ex) / across, (a[0] * dy - a[1] * dx) / across
    return far if far > 0 and -_PARALLEL <= along <= 1 + _PARALLEL else 0.0


def _unit(vector: Point) -> Point:
    length = math.hypot(*vector) or 1.0
    return vector[0] / length, vector[1] / length


@dataclass(frozen=True, slots=True)
class Symbol:
    """The end of a line: a symbol at its place."""

    place: Point
    shape: str
    radius: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from rim to rim, bent towards ``control``, and the corners of its arrowhead, the tip first."""

    start: Point
    control: Point
    end: Point
    head: tuple[Point, Point, Point]

    def at(self, part: float) -> Point:
        """Return the point at that part of the way, in [0, 1]."""
        back = 1 - part
        weights = back * back, 2 * back * part, part * part
        knots = self.start, self.control, self.end
        x, y = (sum(w * knot[axis] for w, knot in zip(weights, knots, strict=True)) for axis in (0, 1))
        return x, y


def stroke(source: Symbol, target: Symbol, bend: float, width: float) -> Stroke | None:
    """Return the line between two symbols, or None where they touch.

    Args:
        source: where it starts.
        target: where its tip is.
        bend: how far it bends, as in ``turned``; positive to the right.
        width: of the line; the head grows with it.
    """
    (ax, ay), (bx, by) = source.place, target.place
    dx, dy = bx - ax, by - ay
    turn = turned((dx, dy), bend)
    control = ax + turn[0], ay + turn[1]
    start = _on_rim(source, control, _GAP)
    tip = _on_rim(target, control, _GAP)
    long = _HEAD + 1.5 * width
    if (tip[0] - start[0]) * dx + (tip[1] - start[1]) * dy <= long * math.hypot(dx, dy):
        return None
    ux, uy = _unit((tip[0] - control[0], tip[1] - control[1]))
    end = (tip[0] - long * ux, tip[1] - long * uy)
    half = long / 3
    corners = (end[0] - half * uy, end[1] + half * ux), (end[0] + half * uy, end[1] - half * ux)
    return Stroke(start, control, end, (tip, *corners))


def _on_rim(symbol: Symbol, towards: Point, gap: float) -> Point:
    x, y = symbol.place
    direction = towards[0] - x, towards[1] - y
    ux, uy = _unit(direction)
    far = rim(symbol.shape, symbol.radius, direction) + gap
    return x + far * ux, y + far * uy
