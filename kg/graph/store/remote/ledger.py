"""What lies in a store on the web and where it came from: one graph more, ``<base>ledger``.

Like the tables of a local store (store/ledger.py): an origin says what was read where, and without a hash it
is to be read again; a shared quad stands here with its words and with the documents that give it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.vocab import KG, RDF, Terms, entity_iri
from kg.model import content_id

SCHEMA = 1
"""Of this graph; a newer one is refused."""
LEDGER = Terms(
    "https://w3id.org/dixit/ledger#",
    "schema generation location document sha256 stamp words givenBy"
    " token beat host pid command since renewed",
)


def ledger_graph(base: str) -> NamedNode:
    """Return the name of the graph, which also stands for the ledger in it."""
    return NamedNode(f"{base}ledger")


@dataclass(frozen=True, slots=True)
class Origin:
    """That a document was read at a location; without hash and stamp it is to be read again."""

    document: NamedNode
    location: Literal
    sha256: Literal | None
    stamp: Literal | None


@dataclass(frozen=True, slots=True)
class Names:
    """The names of things in the ledger of a store."""

    base: str

    @property
    def graph(self) -> NamedNode:
        """The graph."""
        return ledger_graph(self.base)

    def lease(self, token: str) -> NamedNode:
        """Return the right of one writer."""
        return NamedNode(f"{self.base}ledger/lease/{token}")

    def document(self, key: str) -> NamedNode:
        """Return a document, which is also the name of its graph."""
        return entity_iri(f"document:{key}", self.base)

    def origin(self, origin: Origin) -> NamedNode:
        """Return the fact that a document was read somewhere."""
        key = content_id("origin", origin.location.value, origin.document.value)
        return NamedNode(f"{self.base}ledger/origin/{key}")

    def shared(self, quad: Quad) -> NamedNode:
        """Return a quad that several documents may give."""
        return NamedNode(f"{self.base}ledger/shared/{content_id('shared', str(quad))}")

    def quad(self, subject: NamedNode, predicate: NamedNode, thing: NamedNode | Literal) -> Quad:
        """Return a line of the ledger."""
        return Quad(subject, predicate, thing, self.graph)

    def within(self, pattern: str) -> str:
        """Return a pattern over the ledger."""
        return f"GRAPH {self.graph} {{ {pattern} }}"


_READ = f"OPTIONAL {{ ?origin {LEDGER.sha256} ?sha256 }} OPTIONAL {{ ?origin {LEDGER.stamp} ?stamp }}"


def read_at(names: Names, location: Literal, document: NamedNode | None) -> str:
    """Return the query for all places where the documents of a location, and ``document``, were read."""
    here = f"?here {LEDGER.location} {location} ; {LEDGER.document} ?document ."
    if document is not None:
        here = f"{{ {here} }} UNION {{ ?there {LEDGER.document} {document} ; {LEDGER.document} ?document . }}"
    pattern = f"{here} ?origin {LEDGER.document} ?document ; {LEDGER.location} ?location . {_READ}"
    return f"SELECT DISTINCT ?document ?location ?sha256 ?stamp WHERE {{ {names.within(pattern)} }}"


def state_of(names: Names, location: Literal) -> str:
    """Return the query for what was read at a location, by which reader."""
    pattern = f"?origin {LEDGER.location} {location} . {_READ}"
    return f"SELECT ?origin ?sha256 ?stamp WHERE {{ {names.within(pattern)} }}"


def locations(names: Names) -> str:
    """Return the query for all locations."""
    return f"SELECT DISTINCT ?location WHERE {{ {names.within(f'?origin {LEDGER.location} ?location')} }}"


def given_by(names: Names, document: NamedNode) -> str:
    """Return the query for the shared quads that a document gives."""
    return f"SELECT ?shared WHERE {{ {names.within(f'?shared {LEDGER.givenBy} {document}')} }}"


def given_only_by(names: Names, document: NamedNode, dropped: Sequence[NamedNode]) -> str:
    """Return the query for those that no document gives but the dropped ones."""
    others = " && ".join(f"?other != {node}" for node in dropped)
    pattern = (
        f"?shared {LEDGER.givenBy} {document} ; {LEDGER.words} ?words ."
        f" FILTER NOT EXISTS {{ ?shared {LEDGER.givenBy} ?other . FILTER({others}) }}"
    )
    return f"SELECT ?shared ?words WHERE {{ {names.within(pattern)} }}"


def vanished(names: Names) -> str:
    """Return the query for the origins of documents that are in the graph no more."""
    known = names.within(f"?origin {LEDGER.document} ?document ; {LEDGER.location} ?location . {_READ}")
    there = f"GRAPH ?graph {{ ?document {RDF.type} {KG.Document} }}"
    return f"SELECT ?document ?location ?sha256 ?stamp WHERE {{ {known} FILTER NOT EXISTS {{ {there} }} }}"


def forgetting(names: Names, node: NamedNode, *predicates: NamedNode) -> list[str]:
    """Return the steps that drop lines about a thing: all of them, or those with some predicates."""
    said = [f"{predicate} ?thing" for predicate in predicates] or ["?says ?thing"]
    return [f"DELETE WHERE {{ {names.within(f'{node} {line}')} }}" for line in said]
