"""Claims as a network: how two are connected, and who stands in the middle of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from kg.errors import UnknownEntityError
from kg.query import ABOUT, Claim, denies

_DAMPING = 0.85  # Brin and Page 1998, section 2.1.1
_ROUNDS = 100
_SETTLED = 1e-12  # change of a score between rounds; 0.85 ** 100 is 9e-8, so small graphs settle before that


@dataclass(frozen=True, slots=True)
class Rank:
    """An entity's place in the network: its share of attention, and how many statements it figures in."""

    id: str
    label: str
    type: str
    score: float
    statements: int


def claims_graph(claims: Iterable[Claim]) -> "nx.MultiDiGraph[str]":
    """Return the network of claims: nodes are entities and events, an edge is what one statement claims.

    Nodes carry ``label`` and ``type``; edges carry ``claim`` and are keyed by statement and predicate, for a
    statement may tie the same two twice.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for claim in sorted(claims, key=_order):
        graph.add_node(claim.subject, label=claim.subject_label, type=claim.subject_type)
        graph.add_node(claim.object, label=claim.object_label, type=claim.object_type)
        graph.add_edge(claim.subject, claim.object, key=f"{claim.statement} {claim.predicate}", claim=claim)
    return graph


def _order(claim: Claim) -> tuple[bool, bool, str, str, str, str]:
    """What is claimed of the two comes first, then what is denied, last that one speaks of the other."""
    return (
        claim.predicate == ABOUT,
        denies(claim),
        claim.statement,
        claim.predicate,
        claim.subject,
        claim.object,
    )


def path(graph: "nx.MultiDiGraph[str]", a: str, b: str) -> list[Claim]:
    """Return the claims on a shortest way from ``a`` to ``b``, whichever way they point; none without a way.

    Of several shortest ways it is always the same one.

    Raises:
        UnknownEntityError: nobody claims anything of one of the two.
    """
    for end in (a, b):
        if end not in graph:
            raise UnknownEntityError(f"nothing is claimed of {end}")
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    simple.add_edges_from(sorted({(min(edge), max(edge)) for edge in graph.edges()}))
    try:
        way = nx.shortest_path(simple, a, b)
    except nx.NetworkXNoPath:
        return []
    return [_step(graph, one, other) for one, other in pairwise(way)]


def _step(graph: "nx.MultiDiGraph[str]", one: str, other: str) -> Claim:
    """Return the first claim that ties the two."""
    edges = [*graph.get_edge_data(one, other, default={}).values()]
    edges += graph.get_edge_data(other, one, default={}).values()
    claims: list[Claim] = [edge["claim"] for edge in edges]
    return min(claims, key=_order)


def rank(graph: "nx.MultiDiGraph[str]") -> list[Rank]:
    """Return all nodes by PageRank, best first: spoken about by many who are spoken about themselves.

    Several claims between the same two weigh so many times.
    """
    statements: dict[str, set[str]] = defaultdict(set)
    claim: Claim
    for one, other, claim in graph.edges(data="claim"):
        statements[one].add(claim.statement)
        statements[other].add(claim.statement)
    scores = _pagerank(graph)
    found = [
        Rank(node, data["label"], data["type"], scores[node], len(statements[node]))
        for node, data in graph.nodes(data=True)
    ]
    return sorted(found, key=lambda place: (-place.score, place.id))


def _pagerank(graph: "nx.MultiDiGraph[str]") -> Mapping[str, float]:
    """Return PageRank by power iteration: that of networkx needs scipy, larger than all else here.

    Scores are rounded, so that the order of addition does not show.
    """
    nodes = sorted(graph)
    if not nodes:
        return {}
    targets = {node: sorted(graph.out_edges(node)) for node in nodes}
    scores = dict.fromkeys(nodes, 1 / len(nodes))
    for _ in range(_ROUNDS):
        stuck = sum(scores[node] for node in nodes if not targets[node])
        after = dict.fromkeys(nodes, (1 - _DAMPING + _DAMPING * stuck) / len(nodes))
        for node in nodes:
            for _source, target in targets[node]:
                after[target] += _DAMPING * scores[node] / len(targets[node])
        change = max(abs(after[node] - scores[node]) for node in nodes)
        scores = after
        if change < _SETTLED:
            break
    return {node: round(score, 9) for node, score in scores.items()}
