"""What a map shows: nodes, the ties between them, and for every tie the statements that claim it."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from kg.query import Saying
from kg.views.text import cut, plain, width
from kg.views.web.layout import places
from kg.views.web.overlaps import Point, Size
from kg.views.web.receipts import LONGEST
from kg.views.web.scope import Progress, silent

SPEAKS_ABOUT = "speaks about"
TAKES_PART = "takes part in"

_LABEL = 30  # columns on the map; the panel shows the whole name
_LETTER = 0.56  # of the font size: the mean width of a column in sans serif


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity or event that may be drawn."""

    id: str
    label: str
    type: str
    note: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """One statement's claim that two things are tied.

    Attributes:
        claim: what is claimed, in words: "Vostania opposes Zembia".
        denied: whether the speaker says that it is not so.
        against: relations claimed of the same two that contradict this one, sorted.
    """

    source: str
    relation: str
    target: str
    statement: str
    claim: str = ""
    denied: bool = False
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A thing at its place, with the numbers of the statements that are about it or by it."""

    thing: Thing
    place: Point
    said: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """All ties of one relation between two things.

    Attributes:
        claims: for each tie the number of its statement, what it claims, and whether it denies that.
        against: relations between the same two, in the same direction, that contradict this one, sorted.
    """

    source: str
    relation: str
    target: str
    claims: tuple[tuple[int, str, bool], ...]
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A map ready to draw; ``nodes`` are ordered by the number of statements."""

    heading: str
    note: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    sayings: tuple[Saying, ...]


def compose(
    heading: str,
    things: Iterable[Thing],
    ties: Iterable[Tie],
    sayings: Sequence[Saying],
    max_nodes: int,
    progress: Progress = silent,
) -> Picture:
    """Choose what to show, and find a place for it.

    The ``max_nodes`` things with most statements are shown, as far as they are tied to each other.
    ``progress`` is told what takes long.
    """
    by_id = {thing.id: thing for thing in things}
    known = {saying.statement: number for number, saying in enumerate(sayings)}
    usable = [tie for tie in ties if {tie.source, tie.target} <= by_id.keys() and tie.statement in known]
    said = _said(usable, sayings, known)
    order = sorted(
        {end for tie in usable for end in (tie.source, tie.target)}, key=lambda k: (-len(said[k]), k)
    )
    best = set(order[:max_nodes])
    edges = tuple(_edges((tie for tie in usable if {tie.source, tie.target} <= best), known))
    drawn = {end for edge in edges for end in (edge.source, edge.target)}
    sizes = {name: room(by_id[name].label, len(said[name])) for name in drawn}
    spots = places(_graph(edges, said), sizes, progress)
    nodes = tuple(Node(by_id[name], spots[name], said[name]) for name in order if name in drawn)
    note = f"showing {len(nodes)} of {len(order)} names and events"
    if len(nodes) < len(order):
        note += ", those in most statements (--max-nodes shows more)"
    return Picture(heading, note, nodes, edges, tuple(sayings))


Numbers = Mapping[str, int]
"""Statement id → its number among the sayings."""


def _said(ties: Iterable[Tie], sayings: Sequence[Saying], known: Numbers) -> dict[str, tuple[int, ...]]:
    """Return, for each thing, the numbers of the statements about it, by it, or tying it to another."""
    said: dict[str, set[int]] = {}
    for tie in ties:
        for name in (tie.source, tie.target):
            said.setdefault(name, set()).add(known[tie.statement])
    for number, saying in enumerate(sayings):
        for name in (saying.speaker, *(key for key, _ in saying.about)):
            said.setdefault(name, set()).add(number)
    return {name: tuple(sorted(numbers)) for name, numbers in said.items()}


def _edges(ties: Iterable[Tie], known: Numbers) -> Iterator[Edge]:
    """Yield one edge for each pair and relation, with all its claims, in an order of its own."""
    found: dict[tuple[str, str, str], list[Tie]] = {}
    for tie in ties:
        if tie.source != tie.target:
            found.setdefault((tie.source, tie.target, tie.relation), []).append(tie)
    for (source, target, relation), same in sorted(found.items()):
        claims = sorted({(known[tie.statement], tie.claim, tie.denied) for tie in same})
        against = sorted({other for tie in same for other in tie.against})
        yield Edge(source, relation, target, tuple(claims), tuple(against))


def _graph(edges: Iterable[Edge], said: Mapping[str, Sequence[int]]) -> "nx.Graph[str]":
    """Return what is to be placed: nodes with their number of statements, ties with that of claims."""
    graph: nx.Graph[str] = nx.Graph()
    for edge in edges:
        before = graph.get_edge_data(edge.source, edge.target, {"weight": 0})["weight"]
        graph.add_edge(edge.source, edge.target, weight=before + len(edge.claims))
    nx.set_node_attributes(graph, {name: len(said[name]) for name in graph}, "statements")
    return graph


def short(label: str) -> str:
    """Return a label that fits on the map."""
    return cut(plain(label[:LONGEST]), _LABEL)


def radius(statements: int) -> float:
    """Return how large a symbol is, in pixels: it grows with the number of digits of ``statements``."""
    return round(7 + 2.6 * math.log2(1 + statements), 1)


def font(statements: int) -> int:
    """Return the font size of a label, in pixels: what is in many statements is legible from afar."""
    return round(13 + 2.2 * math.log2(1 + statements))


def room(label: str, statements: int) -> Size:
    """Return the room that a symbol with its label takes on the map."""
    letters = width(short(label)) * _LETTER * font(statements)
    symbol = radius(statements) + 4
    return Size(math.ceil(max(letters, 2 * symbol)) + 10.0, symbol, symbol + 1.4 * font(statements))
