"""The roles of a store: who writes, who reads, and what is handed over."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from kg.graph.entities import entity_quads
from kg.graph.quads import own_quads
from kg.graph.view import View
from kg.graph.vocab import BASE
from kg.model import Reading


@dataclass(frozen=True, slots=True)
class Filing:
    """A document as it goes into a store.

    Attributes:
        location: where it was read, an absolute URI.
        document: content hash.
        sha256: of the bytes as read, in hexadecimal.
        statements: how many it has.
        own: its graph, and those of its statements; no two quads are the same.
        shared: what other documents may give alike: names of things, lines of the registry.
        written: all of them as N-Quads, where they were read from such: a bulk load takes them as they are.
    """

    location: str
    document: str
    sha256: str
    statements: int
    own: tuple[Quad, ...]
    shared: tuple[Quad, ...]
    written: bytes | None = field(default=None, compare=False, repr=False)

    @property
    def lines(self) -> bytes:
        """All of its quads as N-Quads."""
        if self.written is not None:
            return self.written
        return pyoxigraph.serialize((*self.own, *self.shared), format=RdfFormat.N_QUADS) or b""


def filing(reading: Reading, location: str, base: str = BASE) -> Filing:
    """Return ``reading`` as it goes into a store whose things are named under ``base``.

    Raises:
        ValueError: a claim without its statement, or evidence that is not the words at its place.
    """
    document = reading.document
    own = tuple(dict.fromkeys(own_quads(reading, base)))
    shared = tuple(dict.fromkeys(entity_quads(reading, base)))
    return Filing(location, document.id, document.sha256, len(reading.statements), own, shared)


class Writer(Protocol):
    """The right to change a store; from the next flush on it is durable, and new views see it."""

    def current(self, location: str) -> str | None:
        """Return the SHA-256 of what was read there by a reader of the same stamp, or None: read it."""
        ...

    def replace(self, reading: Reading, location: str) -> None:
        """Put ``reading`` where the former document of that location was."""
        ...

    def file(self, filings: Iterable[Filing]) -> None:
        """Put each where the former document of its location was, with all its statements at once."""
        ...

    def forget(self, location: str) -> None:
        """Drop the document that was read there, unless it was read elsewhere too."""
        ...

    def locations(self) -> list[str]:
        """Return where the documents of the store were read, sorted."""
        ...

    def update(self, sparql: str, base_iri: str | None = None) -> None:
        """Change the graph as a SPARQL update says; relative IRIs stand below ``base_iri``.

        Raises:
            QueryError: it is malformed, or cannot be carried out.
        """
        ...

    def flush(self) -> None:
        """Make durable what was written, and show it to readers."""
        ...


class Store(Protocol):
    """A place for quads, with two ways in."""

    def writer(self, stamp: str = "") -> AbstractContextManager[Writer]:
        """Open it for writing; ``stamp`` names the reader and its version, another stamp reads all anew.

        Flushed at the end, come what may.

        Raises:
            StoreError: it was opened for reading, or somebody else is writing.
        """
        ...

    def view(self) -> View:
        """Open it for reading; take a new view after writing."""
        ...

    def close(self) -> None:
        """Let go of files and locks."""
        ...
