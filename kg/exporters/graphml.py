"""GraphML, for Gephi, yEd, Cytoscape: the network of claims, an edge for each claim."""

import re
from dataclasses import asdict
from typing import Any, BinaryIO

import networkx as nx

from kg.graph.view import View
from kg.network import claims_graph
from kg.query import Claim, claims

# XML 1.0, production 2 (Char): all else cannot stand in a document, not even escaped.
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENDS = re.compile(r"(subject|object)(_label|_type)?")


def graphml(view: View, stream: BinaryIO) -> None:
    """Write the claims; a value that is unknown is left out, a character that XML forbids becomes U+FFFD."""
    found = claims_graph(claims(view))
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(found):
        graph.add_node(_legal(node), **_attributes(found.nodes[node]))
    for one, other, key in sorted(found.edges(keys=True)):
        claim: Claim = found.edges[one, other, key]["claim"]
        graph.add_edge(_legal(one), _legal(other), key=_legal(key), **_attributes(_tie(claim)))
    nx.write_graphml_xml(graph, stream)


def _tie(claim: Claim) -> dict[str, Any]:
    """Return what the edge says beyond its two ends."""
    return {name: value for name, value in asdict(claim).items() if not _ENDS.fullmatch(name)}


def _attributes(data: dict[str, Any]) -> dict[str, str | int | float]:
    return {
        name: _legal(value) if isinstance(value, str) else value
        for name, value in data.items()
        if value is not None
    }


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
