"""Where the nodes of a map lie: those in most statements in the middle, parts side by side, labels apart."""

import math
from collections.abc import Mapping

import networkx as nx
import numpy as np

from kg.views.web import layout_cache
from kg.views.web.overlaps import Array, Numbers, Point, Size, spread
from kg.views.web.scope import Progress, silent
from kg.views.web.sfdp import SfdpError, find_sfdp, sfdp, version
from kg.views.web.springs import SPRINGS, Web, springs

_VERSION = 2  # of what is done here; places kept by another are not used
_KEPT = 100  # nodes; fewer are placed anew faster than a file is worth
_TOLD = 500  # nodes; fewer take less than a second, nobody waits
_FILLED = 0.4  # of the area is under symbols and labels: denser moves more of them from their places
_WIDE = 1.3  # width by height, about that of a window
_EVEN = 0.75  # of the way to an even density: an outlier costs all the others size
_INWARD = (0.6, 0.5, 0.4, 0.3, 0.2, 0.1)  # how far a place follows the number of statements, most first
_TORN = 1.25  # as far as that makes ties no longer than this, on average
_BETWEEN = 50.0  # pixels between parts
_ROW = 1000.0  # pixels, the least width of rows of parts

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def places(
    graph: "nx.Graph[str]", sizes: Mapping[str, Size], progress: Progress = silent
) -> dict[str, Point]:
    """Return a place in pixels for each node; ``sizes`` say how much room it takes.

    Nodes with many ``statements`` are drawn to the middle, ties of much ``weight`` (claims) are short. The
    result depends on the graph alone, not on the order in which it was made, nor on whether it was kept from
    last time; with sfdp on the PATH it is another one for graphs of more than about a thousand nodes.
    """
    program = find_sfdp() if len(graph) > SPRINGS else None
    try:
        return _kept(graph, sizes, program, progress)
    except SfdpError as error:
        progress(f"sfdp: {error}; placing by springs instead")
        return _kept(graph, sizes, None, progress)


def _kept(
    graph: "nx.Graph[str]", sizes: Mapping[str, Size], program: str | None, progress: Progress
) -> dict[str, Point]:
    """Return places from last time if they were kept, or find and keep them.

    Raises:
        SfdpError: ``program`` is of no use.
    """
    if len(graph) <= _KEPT:
        return _shelved(graph, sizes, None)
    names = sorted(graph)
    key = _key(graph, names, sizes, program)
    known = layout_cache.read(key, len(names))
    if known is not None:
        return dict(zip(names, known, strict=True))
    tell = progress if len(graph) > _TOLD else silent
    tell(f"placing {len(graph):,} names and events by {'sfdp' if program else 'springs'}")
    found = _shelved(graph, sizes, program)
    layout_cache.write(key, [found[name] for name in names], tell)
    return found


def _key(graph: "nx.Graph[str]", names: list[str], sizes: Mapping[str, Size], program: str | None) -> str:
    how = (_VERSION, nx.__version__, version(program) if program else "springs")
    nodes = ((name, tuple(sizes[name]), graph.nodes[name].get("statements", 0)) for name in names)
    ties = sorted((*sorted(tie[:2]), tie[2]) for tie in graph.edges.data("weight", 1))
    return layout_cache.key((how, *nodes, *ties))


def _shelved(graph: "nx.Graph[str]", sizes: Mapping[str, Size], program: str | None) -> dict[str, Point]:
    """Place each connected part, the largest above, the others below it in rows."""
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda p: (-len(p), p))
    spots = [_part(graph, part, sizes, program) for part in parts]
    boxes = [_box(part, sizes) for part in spots]
    row = max(boxes[0][2] - boxes[0][0], _row(boxes), _ROW) if boxes else _ROW
    shelves: dict[str, Point] = {}
    x = y = line = 0.0
    for number, (part, (left, top, right, bottom)) in enumerate(zip(spots, boxes, strict=True)):
        if number == 1 or (number and x + right - left > row):
            x, y, line = 0.0, y + line + _BETWEEN, 0.0
        shelves.update(
            (name, (round(x + px - left, 1), round(y + py - top, 1))) for name, (px, py) in part.items()
        )
        x, line = x + right - left + _BETWEEN, max(line, bottom - top)
    return shelves


def _row(boxes: list[Box]) -> float:
    area = sum((right - left + _BETWEEN) * (bottom - top + _BETWEEN) for left, top, right, bottom in boxes)
    return math.sqrt(area * _WIDE)


def _box(spots: Mapping[str, Point], sizes: Mapping[str, Size]) -> Box:
    return (
        min(x - sizes[name].width / 2 for name, (x, _) in spots.items()),
        min(y - sizes[name].above for name, (_, y) in spots.items()),
        max(x + sizes[name].width / 2 for name, (x, _) in spots.items()),
        max(y + sizes[name].below for name, (_, y) in spots.items()),
    )


def _part(
    graph: "nx.Graph[str]", part: list[str], sizes: Mapping[str, Size], program: str | None
) -> dict[str, Point]:
    """Return places for one connected part, around its own middle."""
    web = _web(graph, part)
    raw = sfdp(web, program) if program and web.nodes > SPRINGS else springs(web)
    statements = np.array([graph.nodes[name].get("statements", 0) for name in part])
    areas = np.array([size.width * (size.above + size.below) for size in (sizes[name] for name in part)])
    tall = math.sqrt(areas.sum() / _FILLED / math.pi / _WIDE)
    at = inward(raw, web.ends, statements, areas) * (tall * _WIDE, tall)
    return spread({name: (float(x), float(y)) for name, (x, y) in zip(part, at, strict=True)}, sizes)


def _web(graph: "nx.Graph[str]", part: list[str]) -> Web:
    number = {name: place for place, name in enumerate(part)}
    ties = sorted(
        (*sorted((number[one], number[other])), claims)
        for one, other, claims in graph.edges(part, data="weight", default=1)
        if one != other
    )
    ends = np.array([tie[:2] for tie in ties], dtype=np.int64).reshape(-1, 2)
    return Web(len(part), ends, 1 + np.log2(np.array([tie[2] for tie in ties], dtype=float)))


def inward(raw: Array, ends: Numbers, statements: Numbers, areas: Array) -> Array:
    """Return places in a disc of radius 1 at which those in many statements are nearer to the middle.

    Each keeps its direction; the distances are dealt out anew, as far as that does not tear neighbours apart.

    Args:
        raw: Places of shape (nodes, 2), in any unit.
        ends: The nodes at the ends of each tie, of shape (ties, 2).
        statements: How many statements each node is in.
        areas: How much room each node takes, in any unit.
    """
    spot = raw - raw.mean(axis=0)
    far = np.hypot(*spot.T)
    by_place = _ranks(far)
    by_statements = _ranks(by_place - len(far) * statements)  # among equals each keeps its turn
    kept = _dealt(spot, by_place, areas)
    bound = _TORN * _length(kept, ends)
    for share in _INWARD:
        moved = _dealt(spot, _ranks((1 - share) * by_place + share * by_statements), areas)
        if _length(moved, ends) <= bound:
            return moved
    return kept


def _dealt(spot: Array, turns: Numbers, areas: Array) -> Array:
    """Return places at distances in the order of ``turns``, most of the way to those of an even density."""
    far = np.hypot(*spot.T)
    order = np.argsort(turns, kind="stable")
    inside = np.cumsum(areas[order])
    even = np.sqrt((inside - areas[order] / 2) / max(inside[-1], 1e-9))
    radius = np.empty(len(far))
    radius[order] = _EVEN * even + (1 - _EVEN) * np.sort(far) / max(far.max(), 1e-9)
    found: Array = spot * (radius / np.maximum(far, 1e-9))[:, None]
    return found


def _ranks(values: Array | Numbers) -> Numbers:
    ranks = np.empty(len(values), dtype=np.int64)
    ranks[np.argsort(values, kind="stable")] = np.arange(len(values))
    return ranks


def _length(spot: Array, ends: Numbers) -> float:
    """Return the mean length of ties."""
    return float(np.hypot(*(spot[ends[:, 0]] - spot[ends[:, 1]]).T).mean()) if len(ends) else 0.0
