"""What stood in a store before a document of it is replaced or dropped."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.graph.store.remote import ledger
from kg.graph.store.remote.connection import Connection
from kg.graph.store.remote.ledger import Names, Origin
from kg.graph.store.remote.sparql import values
from kg.graph.vocab import KG, RDF


@dataclass(frozen=True, slots=True)
class Past:
    """What goes, or has to be looked after.

    Attributes:
        origins: of all documents concerned.
        dropped: documents whose graphs go.
        graphs: those graphs, the ones of statements before the one of the document that lists them.
        given: shared quads by what the dropped documents give.
        alone: those of them that no other document gives, with their words.
    """

    origins: tuple[Origin, ...]
    dropped: tuple[NamedNode, ...] = ()
    graphs: tuple[NamedNode, ...] = ()
    given: tuple[tuple[NamedNode, NamedNode], ...] = ()
    alone: tuple[tuple[NamedNode, str], ...] = ()


def before(
    connection: Connection, names: Names, location: Literal, document: NamedNode | None = None
) -> Past:
    """Return what stands at a location, where ``document`` is going to stand."""
    origins = tuple(_origins(connection, ledger.read_at(names, location, document)))
    elsewhere = {origin.document for origin in origins if origin.location != location}
    here = {origin.document for origin in origins if origin.location == location} - elsewhere
    known = {origin.document for origin in origins} & {document}
    return _past(connection, names, origins, here | known)


def vanished(connection: Connection, names: Names) -> Past:
    """Return what is left of documents that somebody dropped by hand."""
    origins = tuple(_origins(connection, ledger.vanished(names)))
    return _past(connection, names, origins, {origin.document for origin in origins})


def _past(
    connection: Connection, names: Names, origins: tuple[Origin, ...], documents: Collection[NamedNode]
) -> Past:
    if not documents:
        return Past(origins)
    dropped = sorted(documents, key=str)
    statements = [
        row["graph"]
        for row in connection.rows(
            f"SELECT DISTINCT ?graph WHERE {{ {values('home', dropped)}"
            f" GRAPH ?home {{ ?graph {RDF.type} {KG.Statement} }} GRAPH ?graph {{ ?s ?p ?o }} }}",
            "graph",
        )
    ]
    given = [
        (node, document)
        for document in dropped
        for node in _nodes(
            row["shared"] for row in connection.rows(ledger.given_by(names, document), "shared")
        )
    ]
    alone = {
        row["shared"]: row["words"]
        for document in dropped
        for row in connection.rows(ledger.given_only_by(names, document, dropped), "shared")
    }
    return Past(
        origins,
        tuple(dropped),
        (*sorted(_nodes(statements), key=str), *dropped),
        tuple(given),
        tuple((node, words.value) for node, words in alone.items()),
    )


def _origins(connection: Connection, query: str) -> Iterator[Origin]:
    for row in connection.rows(query, "location"):
        yield Origin(row["document"], row["location"], row["sha256"], row["stamp"])


def _nodes(terms: Iterable[object]) -> Iterator[NamedNode]:
    return (term for term in terms if isinstance(term, NamedNode))
