"""RDF in the formats that others read."""

from typing import BinaryIO

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Triple

from kg.graph.view import View
from kg.graph.vocab import PREFIXES
from kg.model import EntityType

_KINDS = (
    *EntityType,
    *("statement", "utterance", "mention", "judgement", "extent", "evidence", "ground", "extractor"),
    *("relation", "figure", "participation", "membership"),
)


def nq(view: View, stream: BinaryIO) -> None:
    """Write N-Quads, sorted by bytes: two builds can be compared with ``diff``."""
    stream.write(view.dump())


def trig(view: View, stream: BinaryIO) -> None:
    """Write TriG, graph by graph."""
    pyoxigraph.serialize(_sorted(view), stream, format=RdfFormat.TRIG, prefixes=_prefixes(view))


def jsonld(view: View, stream: BinaryIO) -> None:
    """Write JSON-LD 1.1, graph by graph."""
    pyoxigraph.serialize(_sorted(view), stream, format=RdfFormat.JSON_LD, prefixes=_prefixes(view))


def turtle(view: View, stream: BinaryIO) -> None:
    """Write the union of all graphs as Turtle: who claims what is lost, for tools that know triples only."""
    from rdflib import Graph  # noqa: PLC0415 - takes 0.3 s to import, and the other formats do without

    triples = sorted({f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in view.quads()})
    graph = Graph()
    graph.parse(data="".join(triples), format="nt")
    for prefix, iri in _prefixes(view).items():
        graph.bind(prefix, iri, replace=True)
    stream.write(graph.serialize(format="turtle", encoding="utf-8"))


def _prefixes(view: View) -> dict[str, str]:
    """Return prefixes under which our things read like their ids: ``polity:armenia``."""
    return {**PREFIXES, **{kind: f"{view.base}{kind}/" for kind in _KINDS}}


def _sorted(view: View) -> list[Quad]:
    return sorted(view.quads(), key=lambda quad: (str(quad.graph_name), *_triple(quad.triple)))


def _triple(triple: Triple) -> tuple[str, str, str]:
    return str(triple.subject), str(triple.predicate), str(triple.object)
