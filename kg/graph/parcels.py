"""Parcels: what a worker that read documents hands to the one who writes the store. N-Quads with headers.

::

    #dixit {"location": …, "document": …, "sha256": …, "statements": n}
    … the quads of that document …
    #dixit {"end": true, "documents": n, "failures": [{"source": …, "reason": …}], "warnings": […],
            "unchanged": […], "stamp": …}

Every line that is no comment is a quad, so that any store for RDF can load a parcel as it is. What has no
end line is not complete. No literal can pass for a header, for N-Quads keeps each quad on one line.
"""

import gc
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO, TypeVar, cast

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from kg.errors import ParcelError
from kg.graph.store import Filing
from kg.graph.vocab import BASE, KG, RDF, entity_iri
from kg.model import Failure

MARK = b"#dixit "
LONGEST_HEADER = 10_000_000
"""Bytes. An end line tells of each failure of a chunk; it does not fill memory."""
T = TypeVar("T")
Header = dict[str, object]


@dataclass(frozen=True, slots=True)
class Parcel:
    """The documents of a chunk, and what became of the others in it.

    Attributes:
        filings: can be gone through once; each is parsed when its turn comes.
        failures: sources that could not be read.
        warnings: of documents that were read, though hardly with sense.
        unchanged: names of the sources that the store has as they are.
        stamp: of the reader, its version and its settings.
    """

    filings: Iterable[Filing]
    failures: Sequence[Failure] = ()
    warnings: Sequence[Failure] = ()
    unchanged: Sequence[str] = ()
    stamp: str = ""


def write(stream: BinaryIO, parcel: Parcel) -> None:
    """Write a parcel; its lists are looked at after the last filing, so that they may grow until then."""
    documents = 0
    for filing in parcel.filings:
        documents += 1
        head = {name: getattr(filing, name) for name in ("location", "document", "sha256", "statements")}
        stream.write(_line(head))
        pyoxigraph.serialize((*filing.own, *filing.shared), stream, RdfFormat.N_QUADS)
    end = {"end": True, "documents": documents, "stamp": parcel.stamp, "unchanged": list(parcel.unchanged)}
    for name, problems in (("failures", parcel.failures), ("warnings", parcel.warnings)):
        end[name] = [{"source": problem.source, "reason": problem.reason} for problem in problems]
    stream.write(_line(end))


def read(stream: BinaryIO, name: str, base: str = BASE) -> Parcel:
    """Return the parcel in a stream; its order is checked at once, its quads as they come.

    Args:
        stream: can be rewound, and stays open as long as the filings are gone through.
        name: for messages.
        base: under which the things of the store are named.

    Raises:
        ParcelError: it is not complete, or not in order; the filings raise it for what is no N-Quads, or not
            what the header says.
    """
    heads = list(_headers(stream, name))
    if not heads or "end" not in heads[-1].told:
        raise ParcelError(f"{name}: cut short: there is no end line; build again, and it is made anew")
    end = heads[-1]
    if end.field("documents", int) != len(heads) - 1:
        raise ParcelError(f"{end.place}: {end.told['documents']} documents told, {len(heads) - 1} there")
    return Parcel(
        (_filing(stream, head, after, base) for head, after in pairwise(heads)),
        failures=end.problems("failures"),
        warnings=end.problems("warnings"),
        unchanged=end.strings("unchanged"),
        stamp=end.field("stamp", str),
    )


def _line(header: Header) -> bytes:
    """Return a header; JSON escapes what is no ASCII, lone surrogates and line ends too."""
    return MARK + json.dumps(header, sort_keys=True).encode("ascii") + b"\n"


@dataclass(frozen=True, slots=True)
class _Head:
    """A header, on which line it stands, where in the stream it begins and where its quads do."""

    name: str
    number: int
    begin: int
    body: int
    told: Header

    @property
    def place(self) -> str:
        return f"{self.name}: line {self.number}"

    def field(self, key: str, kind: type[T]) -> T:
        value = self.told.get(key)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise ParcelError(f"{self.place}: {key!r} is no {kind.__name__}: {value!r}")
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        values = self.field(key, list)
        if not all(isinstance(value, str) for value in values):
            raise ParcelError(f"{self.place}: {key!r} is no list of texts")
        return tuple(values)

    def problems(self, key: str) -> tuple[Failure, ...]:
        values = self.field(key, list)
        for value in values:
            if not (isinstance(value, dict) and {type(value.get(k)) for k in ("source", "reason")} == {str}):
                raise ParcelError(f"{self.place}: {key!r} is no list of sources with reasons")
        return tuple(Failure(value["source"], value["reason"]) for value in values)


def _headers(stream: BinaryIO, name: str) -> Iterator[_Head]:
    stream.seek(0)
    offset, told = 0, Header()
    for number, line in enumerate(stream, 1):
        if "end" in told:
            raise ParcelError(f"{name}: line {number}: more behind the end line")
        if line.startswith(MARK):
            told = _told(line, f"{name}: line {number}")
            yield _Head(name, number, offset, offset + len(line), told)
        elif offset == 0 and line.strip():
            raise ParcelError(f"{name}: line {number}: no parcel of dixit: it begins with no header")
        offset += len(line)


def _told(line: bytes, place: str) -> Header:
    if len(line) > LONGEST_HEADER or not line.endswith(b"\n"):
        raise ParcelError(f"{place}: cut short, or too long a header")
    try:
        told = json.loads(line[len(MARK) :])
    except (ValueError, RecursionError) as error:  # not UTF-8 is a ValueError too
        raise ParcelError(f"{place}: the header is no JSON: {error}") from error
    if not isinstance(told, dict):
        raise ParcelError(f"{place}: the header is no JSON object")
    return cast("Header", told)


def _filing(stream: BinaryIO, head: _Head, after: _Head, base: str) -> Filing:
    stream.seek(head.body)
    written = stream.read(after.begin - head.body)
    quads = _quads(written, head)
    document = head.field("document", str)
    home = entity_iri(f"document:{document}", base)
    if not any(quad.subject == home == quad.graph_name for quad in quads):
        raise ParcelError(f"{head.place}: the document {document!r} is not there under {base}")
    statements = {
        quad.subject
        for quad in quads
        if quad.graph_name == home and quad.predicate == RDF.type and quad.object == KG.Statement
    }
    if len(statements) != head.field("statements", int):
        raise ParcelError(f"{head.place}: {head.told['statements']} statements told, {len(statements)} there")
    graphs = {home, *statements}
    return Filing(
        head.field("location", str),
        document,
        head.field("sha256", str),
        len(statements),
        tuple(quad for quad in quads if quad.graph_name in graphs),
        tuple(quad for quad in quads if quad.graph_name not in graphs),
        written,
    )


def parsed(block: bytes) -> list[Quad]:
    """Return the quads of N-Quads.

    Python's collector of cycles rests meanwhile: quads make none, and it would go through all that are held
    again and again.

    Raises:
        SyntaxError: it is no N-Quads.
    """
    at_work = gc.isenabled()
    gc.disable()
    try:
        return list(pyoxigraph.parse(block, RdfFormat.N_QUADS))
    finally:
        if at_work:
            gc.enable()


def _quads(block: bytes, head: _Head) -> list[Quad]:
    try:
        quads = parsed(block)
    except (SyntaxError, UnicodeDecodeError) as error:
        line = f"line {head.number + (getattr(error, 'lineno', None) or 1)}"
        raise ParcelError(f"{head.name}: {line}: no N-Quads: {error}") from error
    nodes = (node for quad in quads for node in (quad.subject, quad.object))
    if not all(isinstance(quad.graph_name, NamedNode) for quad in quads) or any(
        isinstance(node, pyoxigraph.BlankNode) for node in nodes
    ):
        raise ParcelError(f"{head.place}: quads of this document have no graph, or nodes no name")
    return quads
