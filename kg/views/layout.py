"""Where the nodes of a map lie: springs within each connected part, parts side by side, labels apart."""

import math
from collections.abc import Mapping

import networkx as nx

Point = tuple[float, float]

_SEED = 20  # any; fixed, so that the same graph is the same picture
_SPRINGS = 400  # nodes; above 499 networkx wants scipy for its springs
_PITCH = 100.0  # pixels between neighbours, about one label
_LINE = 58.0  # pixels that a symbol with its label takes in height
_DRAW_IN = 0.7  # of 1: an outlier costs everybody else size on the screen
_ROUNDS = 200


def places(graph: "nx.Graph[str]", widths: Mapping[str, float]) -> dict[str, Point]:
    """Return a place for each node; ``widths`` are the widths of the labels in pixels.

    The result depends on the graph alone, not on the order in which it was made.
    """
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda p: (-len(p), p))
    shelves: dict[str, Point] = {}
    x = y = line = 0.0
    for number, part in enumerate(parts):
        spots = spread(_springs(graph, part), widths)
        left, top, right, bottom = _box(spots, widths)
        if number == 1 or (number and x + right - left > _shelf(shelves, widths)):
            x, y, line = 0.0, y + line + _LINE, 0.0
        shelves.update({node: (x + px - left, y + py - top) for node, (px, py) in spots.items()})
        x, line = x + right - left + _PITCH / 2, max(line, bottom - top)
    return shelves


def _shelf(placed: Mapping[str, Point], widths: Mapping[str, float]) -> float:
    left, _, right, _ = _box(placed, widths)
    return max(right - left, 10 * _PITCH)


def _box(spots: Mapping[str, Point], widths: Mapping[str, float]) -> tuple[float, float, float, float]:
    return (
        min(x - widths[node] / 2 for node, (x, _) in spots.items()),
        min(y for _, y in spots.values()) - _LINE / 2,
        max(x + widths[node] / 2 for node, (x, _) in spots.items()),
        max(y for _, y in spots.values()) + _LINE / 2,
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
    """Return a place in a wide rectangle, with outliers drawn in towards the others."""
    far = math.hypot(x, y)
    scale = size * far**_DRAW_IN / far if far else 0.0
    return (x * scale * 1.25, y * scale * 0.85)


def spread(spots: Mapping[str, Point], widths: Mapping[str, float]) -> dict[str, Point]:
    """Return places at which no label covers another, near to ``spots``.

    >>> spread({"a": (0.0, 0.0), "b": (0.0, 10.0)}, {"a": 60.0, "b": 60.0})
    {'a': (0.0, -24.5), 'b': (0.0, 34.5)}
    """
    at = {node: [x, y] for node, (x, y) in sorted(spots.items())}
    for _ in range(_ROUNDS):
        if not _push(at, widths):
            break
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in at.items()}


def _push(at: dict[str, list[float]], widths: Mapping[str, float]) -> bool:
    """Push every overlapping pair apart, along the axis where less is needed; say whether there was one."""
    moved = False
    rows = sorted(at, key=lambda node: (at[node][1], node))
    for number, upper in enumerate(rows):
        for lower in rows[number + 1 :]:
            down = _LINE - abs(at[lower][1] - at[upper][1])
            if at[lower][1] - at[upper][1] >= _LINE:
                break
            across = (widths[upper] + widths[lower]) / 2 + 8 - abs(at[lower][0] - at[upper][0])
            if across > 0 and down > 0:
                moved = True
                axis, push = (1, down / 2 + 0.5) if down <= across else (0, across / 2 + 0.5)
                sign = 1 if at[lower][axis] >= at[upper][axis] else -1
                at[lower][axis] += sign * push
                at[upper][axis] -= sign * push
    return moved
