"""What a SPARQL endpoint says of itself (W3C, "SPARQL 1.1 Service Description")."""

from pyoxigraph import BlankNode, NamedNode, Triple, serialize

from kg.graph.vocab import RDF
from kg.query.protocol import GRAPHS, RESULTS, preferred

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_READ = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
         "Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG", "N-Quads")  # fmt: skip
OFFERED = {kind: form for kind, form in GRAPHS.items() if kind not in RESULTS}
"""Media types of a description; those that browsers and libraries name for anything are left out."""


def description(endpoint: str, update: str | None, accept: str, *, union: bool) -> tuple[str, bytes]:
    """Return the media type and the bytes of the description.

    Args:
        endpoint: where queries go, an absolute IRI.
        update: where updates go; None where there are none.
        accept: a header ``Accept``.
        union: whether the default graph is the union of all graphs.

    Raises:
        NotAcceptableError: the formats that are asked for are not among those we have.
    """
    kind = preferred(accept, OFFERED)
    triples = _service("query", endpoint, "SPARQL11Query")
    triples += [_says("query", "resultFormat", NamedNode(_FORMATS + name)) for name in _READ]
    if union:
        triples.append(_says("query", "feature", _sd("UnionDefaultGraph")))
    if update:
        triples += _service("update", update, "SPARQL11Update")
    triples += [
        _a("dataset", "Dataset"),
        _says("dataset", "defaultGraph", BlankNode("graph")),
        _a("graph", "Graph"),
    ]
    written = serialize(triples, format=OFFERED[kind], prefixes={"sd": _SD, "formats": _FORMATS})
    return kind, written or b""


def _service(node: str, address: str, language: str) -> list[Triple]:
    return [
        _a(node, "Service"),
        _says(node, "endpoint", NamedNode(address)),
        _says(node, "supportedLanguage", _sd(language)),
        _says(node, "defaultDataset", BlankNode("dataset")),
    ]


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)


def _a(node: str, kind: str) -> Triple:
    return Triple(BlankNode(node), RDF.type, _sd(kind))


def _says(node: str, name: str, value: NamedNode | BlankNode) -> Triple:
    return Triple(BlankNode(node), _sd(name), value)
