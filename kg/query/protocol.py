"""Answers in the formats of the web: results as JSON, XML, CSV or TSV, graphs as Turtle and others.

W3C, "SPARQL 1.1 Protocol", 2.1, and RFC 9110, 12.5.1, on what is acceptable.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import IO, BinaryIO, cast

import pyoxigraph
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple

from kg.errors import QueryError
from kg.graph.view import WHOLE, Frame, View, answering
from kg.graph.vocab import PREFIXES
from kg.query.counted import Counted, Limits, TooLargeError, counter, none
from kg.query.named import find
from kg.query.tokens import form

RESULTS: Mapping[str, QueryResultsFormat] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
}
GRAPHS: Mapping[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/json": RdfFormat.JSON_LD,
    "application/xml": RdfFormat.RDF_XML,
    "text/xml": RdfFormat.RDF_XML,
}
SHORT: Mapping[str, str] = {
    "json": "application/json",
    "xml": "application/xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
    "nq": "application/n-quads",
}
"""What ``format=`` may say instead of a media type."""
_WEIGHT = re.compile(r"0(?:\.\d*)?|1(?:\.0*)?", re.ASCII)  # RFC 9110, 12.4.2, with any number of digits
_PAGES = ("text/html", "application/xhtml+xml")
_TRIPLES = ("CONSTRUCT", "DESCRIBE")


class NotAcceptableError(QueryError):
    """There is an answer, but none in a format that is asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was written as the answer to a query: its media type, rows or triples, bytes, and a hash."""

    media_type: str
    rows: int
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Table:
    """The first rows of an answer as texts, None where nothing is bound; ``total`` is of all."""

    variables: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    total: int


def answer(
    view: View, sparql: str, stream: BinaryIO, limits: Limits, accept: str = "*/*", frame: Frame = WHOLE
) -> Answer:
    """Write the answer to a query that a user wrote, in the format that a header ``Accept`` likes best.

    Raises:
        QueryError: it is malformed, an update, or would ask another server.
        NotAcceptableError: the formats that are asked for are not among those we have.
        TooLargeError: the answer goes beyond the limits; what was written is no answer.
        StoreError: the store is damaged.
    """
    kind = preferred(accept, offered(sparql))
    with answering():
        found = find(view, sparql, frame)
        if isinstance(found, QueryBoolean | QuerySolutions):
            return _results(found, kind, stream, limits)
        return _triples(found, kind, stream, limits)


def offered(sparql: str) -> Mapping[str, QueryResultsFormat | RdfFormat]:
    """Return the media types in which there is an answer to a query, the one that we like best first."""
    return GRAPHS if form(sparql) in _TRIPLES else RESULTS


def _results(found: QueryBoolean | QuerySolutions, kind: str, stream: BinaryIO, limits: Limits) -> Answer:
    counts = none if isinstance(found, QueryBoolean) else counter(RESULTS[kind])
    counted = Counted(stream, limits, counts)
    found.serialize(_file(counted), format=RESULTS[kind])
    return Answer(kind, counted.rows, counted.size, counted.digest())


def _triples(found: Iterable[Triple], kind: str, stream: BinaryIO, limits: Limits) -> Answer:
    counted = Counted(stream, limits, none)
    total = 0

    def each() -> Iterator[Triple]:
        nonlocal total
        for total, triple in enumerate(found, 1):
            if total > limits.rows:
                raise TooLargeError(f"the answer has more than {limits.rows:,} triples; add a LIMIT")
            yield triple

    pyoxigraph.serialize(each(), _file(counted), format=GRAPHS[kind], prefixes=PREFIXES)
    return Answer(kind, total, counted.size, counted.digest())


def _file(counted: Counted) -> IO[bytes]:
    """Return the stream as what the engine says that it takes; it only writes."""
    return cast("IO[bytes]", counted)


def table(view: View, sparql: str, shown: int, limits: Limits, frame: Frame = WHOLE) -> Table:
    """Return the first rows of the answer to a query that a user wrote, and how many there are.

    Raises:
        QueryError: it is malformed, an update, or would ask another server.
        TooLargeError: there are more rows than the limit.
        StoreError: the store is damaged.
    """
    with answering():
        found = find(view, sparql, frame)
        if isinstance(found, QueryBoolean):
            return Table(("ask",), ((str(bool(found)),),), 1)
        names = (
            [variable.value for variable in found.variables] if isinstance(found, QuerySolutions) else _SPO
        )
        rows = tuple(tuple(map(_text, row)) for row in islice(found, shown))
        total = len(rows)
        for _ in found:
            total += 1
            if total > limits.rows:
                raise TooLargeError(f"the answer has more than {limits.rows:,} rows; add a LIMIT")
        return Table(tuple(names), rows, total)


_SPO = ("subject", "predicate", "object")


def _text(term: object) -> str | None:
    """Return a term without the marks of its syntax."""
    return None if term is None else str(getattr(term, "value", term))


def preferred(accept: str, offered: Mapping[str, object]) -> str:
    """Return which of the media types a header ``Accept`` likes best; the first of several as good.

    >>> preferred("text/html, text/*;q=0.5", {"application/json": 0, "text/csv": 1})
    'text/csv'

    Raises:
        NotAcceptableError: none is acceptable; the message lists what is.
    """
    ranges = _ranges(accept)
    best = max(offered, key=lambda kind: _quality(kind, ranges))
    if _quality(best, ranges) <= 0:
        raise NotAcceptableError(f"not acceptable; there is {', '.join(offered)}")
    return best


def prefers_page(accept: str, offered: Iterable[str]) -> bool:
    """Return whether a header ``Accept`` names HTML, and likes it as well as the best that is offered.

    >>> prefers_page("text/html, */*;q=0.8", ["text/csv"]), prefers_page("*/*", ["text/csv"])
    (True, False)
    """
    ranges = _ranges(accept)
    liked = max(ranges.get(kind, 0.0) for kind in _PAGES)
    return liked > 0 and all(liked >= _quality(kind, ranges) for kind in offered)


def _ranges(accept: str) -> dict[str, float]:
    """Return the ranges of media types with their weights; of one that stands there twice, the larger."""
    ranges: dict[str, float] = {}
    for part in _split(accept, ",") or ["*/*"]:
        kind, *parameters = _split(part, ";") or [""]
        weights = [piece.partition("=")[2] for piece in parameters if piece.startswith("q=")]
        ranges[kind] = max(ranges.get(kind, 0.0), _number(weights[0]) if weights else 1.0)
    return ranges


def _split(text: str, mark: str) -> list[str]:
    """Return in small letters what stands between marks that are in no quotation, without what is empty."""
    pieces = re.findall(rf'(?:[^"{mark}]|"(?:[^"\\]|\\.)*+"?)++', text)
    return [piece.strip().lower() for piece in pieces if piece.strip()]


def _number(weight: str) -> float:
    """Return a weight in [0, 1]; 0 for what is none."""
    return float(weight) if _WEIGHT.fullmatch(weight) else 0.0


def _quality(kind: str, ranges: Mapping[str, float]) -> float:
    for pattern in (kind, f"{kind.partition('/')[0]}/*", "*/*"):
        if pattern in ranges:
            return ranges[pattern]
    return 0.0
