"""Where the nodes of a map lie: springs within each connected part, parts side by side, labels apart."""

import math
from collections.abc import Mapping
from typing import NamedTuple

import networkx as nx

Point = tuple[float, float]


class Size(NamedTuple):
    """The room that a symbol with its label takes around its place, in pixels."""

    width: float
    above: float
    below: float


_SEED = 20  # any; fixed, so that the same graph is the same picture
_SPRINGS = 400  # nodes; above 499 networkx wants scipy for its springs
_PITCH = 100.0  # pixels between neighbours, about one label
_DRAW_IN = 0.7  # of 1: an outlier costs everybody else size on the screen
_ROUNDS = 200


def places(graph: "nx.Graph[str]", sizes: Mapping[str, Size]) -> dict[str, Point]:
    """Return a place for each node; ``sizes`` say how much room it takes.

    The result depends on the graph alone, not on the order in which it was made.
    """
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda p: (-len(p), p))
    shelves: dict[str, Point] = {}
    x = y = line = 0.0
    for number, part in enumerate(parts):
        spots = spread(_springs(graph, part), sizes)
        left, top, right, bottom = _box(spots, sizes)
        if number == 1 or (number and x + right - left > _shelf(shelves, sizes)):
            x, y, line = 0.0, y + line + _PITCH / 2, 0.0
        shelves.update({node: (x + px - left, y + py - top) for node, (px, py) in spots.items()})
        x, line = x + right - left + _PITCH / 2, max(line, bottom - top)
    return shelves


def _shelf(placed: Mapping[str, Point], sizes: Mapping[str, Size]) -> float:
    left, _, right, _ = _box(placed, sizes)
    return max(right - left, 10 * _PITCH)


def _box(spots: Mapping[str, Point], sizes: Mapping[str, Size]) -> tuple[float, float, float, float]:
    return (
        min(x - sizes[node].width / 2 for node, (x, _) in spots.items()),
        min(y - sizes[node].above for node, (_, y) in spots.items()),
        max(x + sizes[node].width / 2 for node, (x, _) in spots.items()),
        max(y + sizes[node].below for node, (_, y) in spots.items()),
    )


def _springs(graph: "nx.Graph[str]", part: list[str]) -> dict[str, Point]:
    """Return places by springs for the best connected, and beside a neighbour for the rest."""
    core = sorted(sorted(part, key=lambda node: (-graph.degree[node], node))[:_SPRINGS])
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(core)
    inside = set(core)
    ordered.add_edges_from(sorted((min(edge), max(edge)) for edge in graph.subgraph(core).edges))
    size = _PITCH * math.sqrt(len(core))
    found = nx.spring_layout(ordered, k=1.6 / math.sqrt(len(core)), iterations=150, seed=_SEED)
    spots = {node: _drawn_in(float(x), float(y), size) for node, (x, y) in found.items()}
    for number, node in enumerate(sorted(set(part) - inside)):
        anchor = next((spots[near] for near in sorted(graph[node]) if near in spots), (0.0, 0.0))
        angle = number * 2.399963  # the golden angle spreads any number of points evenly
        spots[node] = (anchor[0] + _PITCH * math.cos(angle), anchor[1] + _PITCH * math.sin(angle))
    return spots


def _drawn_in(x: float, y: float, size: float) -> Point:
    """Return a place in a slightly wide oval, with outliers drawn in towards the others."""
    far = math.hypot(x, y)
    scale = size * far**_DRAW_IN / far if far else 0.0
    return (x * scale * 1.1, y * scale)


def spread(spots: Mapping[str, Point], sizes: Mapping[str, Size]) -> dict[str, Point]:
    """Return places at which no label covers another, near to ``spots``.

    >>> box = Size(width=60.0, above=10.0, below=20.0)
    >>> spread({"a": (0.0, 0.0), "b": (0.0, 10.0)}, {"a": box, "b": box})
    {'a': (0.0, -10.5), 'b': (0.0, 20.5)}
    """
    at = {node: [x, y] for node, (x, y) in sorted(spots.items())}
    for _ in range(_ROUNDS):
        if not _push(at, sizes):
            break
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in at.items()}


def _push(at: dict[str, list[float]], sizes: Mapping[str, Size]) -> bool:
    """Push every overlapping pair apart, along the axis where less is needed; say whether there was one."""
    moved = False
    rows = sorted(at, key=lambda node: (at[node][1], node))
    tallest = max(sizes[node].above for node in at)
    for number, upper in enumerate(rows):
        for lower in rows[number + 1 :]:
            gap = at[lower][1] - at[upper][1]
            if gap >= sizes[upper].below + tallest:
                break
            down = sizes[upper].below + sizes[lower].above - gap
            across = (sizes[upper].width + sizes[lower].width) / 2 - abs(at[lower][0] - at[upper][0])
            if across > 0 and down > 0:
                moved = True
                axis, push = (1, down / 2 + 0.5) if down <= across else (0, across / 2 + 0.5)
                sign = 1 if at[lower][axis] >= at[upper][axis] else -1
                at[lower][axis] += sign * push
                at[upper][axis] -= sign * push
    return moved
