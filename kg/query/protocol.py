"""Answers in the formats of the web: results as JSON, XML, CSV or TSV, graphs as Turtle and others.

W3C, "SPARQL 1.1 Protocol", 2.1, and RFC 9110, 12.5.1, on what is acceptable.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

from kg.errors import QueryError
from kg.graph.view import View, answering
from kg.query.named import check_local

_RESULTS: Mapping[str, QueryResultsFormat] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
}
_GRAPHS: Mapping[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/json": RdfFormat.JSON_LD,
}


_WEIGHT = re.compile(r"0(?:\.\d*)?|1(?:\.0*)?", re.ASCII)  # RFC 9110, 12.4.2, with any number of digits


class NotAcceptableError(QueryError):
    """There is an answer, but none in a format that is asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query as bytes of a media type."""

    media_type: str
    body: bytes


def answer(view: View, sparql: str, accept: str = "*/*") -> Answer:
    """Return the answer to a query that a user wrote, in the format that a header ``Accept`` likes best.

    Raises:
        QueryError: it is malformed, an update, or would ask another server.
        NotAcceptableError: the formats that are asked for are not among those we have.
        StoreError: the store is damaged.
    """
    check_local(sparql)
    with answering():
        found = view.evaluate(sparql)
        if isinstance(found, QueryTriples):
            kind = preferred(accept, _GRAPHS)
            return Answer(kind, _bytes(found.serialize(format=_GRAPHS[kind])))
        return _results(found, preferred(accept, _RESULTS))


def _results(found: QueryBoolean | QuerySolutions, kind: str) -> Answer:
    return Answer(kind, _bytes(found.serialize(format=_RESULTS[kind])))


def _bytes(written: bytes | None) -> bytes:
    return written or b""


def preferred(accept: str, offered: Mapping[str, object]) -> str:
    """Return which of the media types a header ``Accept`` likes best; the first of several as good.

    >>> preferred("text/html, text/*;q=0.5", {"application/json": 0, "text/csv": 1})
    'text/csv'

    Raises:
        NotAcceptableError: none is acceptable; the message lists what is.
    """
    ranges = dict(_ranges(accept or "*/*"))
    best = max(offered, key=lambda kind: _quality(kind, ranges))
    if _quality(best, ranges) <= 0:
        raise NotAcceptableError(f"not acceptable; there is {', '.join(offered)}")
    return best


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weights = [piece.partition("=")[2] for piece in parameters if piece.startswith("q=")]
        if kind:
            yield kind, _number(weights[0]) if weights else 1.0


def _number(weight: str) -> float:
    """Return a weight in [0, 1]; 0 for what is none."""
    return float(weight) if _WEIGHT.fullmatch(weight) else 0.0


def _quality(kind: str, ranges: Mapping[str, float]) -> float:
    for pattern in (kind, f"{kind.partition('/')[0]}/*", "*/*"):
        if pattern in ranges:
            return ranges[pattern]
    return 0.0
