"""Where quads are kept: in memory or on disk, written by one, read by many.

A document is replaced as a whole; what it shares with others (entities, lines of the registry) stays as long
as one document stands for it. So a store that was built bit by bit equals one that was built at once.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import groupby
from pathlib import Path
from typing import Protocol

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from kg.errors import StoreError
from kg.graph.entities import entity_quads
from kg.graph.ledger import Ledger
from kg.graph.quads import own_quads
from kg.graph.view import OxView, View
from kg.graph.vocab import BASE, KG, RDF, entity_iri
from kg.model import Reading
from kg.registry import Registry

SCHEMA = 1
"""Of the files on disk; a newer one is refused, an older one will be migrated."""
_MARK = "dixit-store"


class Writer(Protocol):
    """The right to change a store. ``location`` is where a document was read, an absolute URI."""

    def current(self, location: str) -> str | None:
        """Return the SHA-256 of what was read there by a reader of the same stamp, or None: read it."""
        ...

    def replace(self, reading: Reading, location: str) -> None:
        """Put ``reading`` where the former document of that location was, in one transaction."""
        ...

    def forget(self, location: str) -> None:
        """Drop the document that was read there."""
        ...

    def locations(self) -> list[str]:
        """Return where the documents of the store were read, sorted."""
        ...

    def flush(self) -> None:
        """Write through to the disk."""
        ...


class Store(Protocol):
    """A place for quads, with two ways in."""

    def writer(self, stamp: str = "") -> AbstractContextManager[Writer]:
        """Open it for writing; ``stamp`` names the reader and its version, another stamp reads all anew."""
        ...

    def view(self) -> View:
        """Open it for reading."""
        ...

    def close(self) -> None:
        """Let go of files and locks."""
        ...


class OxStore:
    """A pyoxigraph store with its ledger."""

    def __init__(self, graph: pyoxigraph.Store, ledger: Ledger | None, base: str = BASE) -> None:
        self._graph: pyoxigraph.Store | None = graph
        self._ledger = ledger
        self._base = base

    @contextmanager
    def writer(self, stamp: str = "") -> Iterator[Writer]:
        """Open it for writing; flushed at the end, come what may.

        Raises:
            StoreError: it was opened for reading.
        """
        if self._ledger is None:
            raise StoreError("the store was opened for reading only")
        writer = OxWriter(self._opened(), self._ledger, stamp, self._base)
        try:
            yield writer
        finally:
            writer.flush()

    def view(self) -> OxView:
        """Open it for reading; take a new view after writing."""
        return OxView(self._opened(), self._base)

    def close(self) -> None:
        """Let go of files and locks: pyoxigraph does so when nobody holds the store any more."""
        self._graph = None
        if self._ledger is not None:
            self._ledger.close()

    def _opened(self) -> pyoxigraph.Store:
        if self._graph is None:
            raise StoreError("the store is closed")
        return self._graph


class OxWriter:
    """Writes documents into a pyoxigraph store, each in one transaction."""

    def __init__(self, graph: pyoxigraph.Store, ledger: Ledger, stamp: str, base: str) -> None:
        self._graph = graph
        self._ledger = ledger
        self._stamp = stamp
        self._base = base

    def current(self, location: str) -> str | None:
        """Return the SHA-256 of what was read there, by a reader of the same stamp."""
        return self._ledger.sha256(location, self._stamp)

    def locations(self) -> list[str]:
        """Return where the documents of the store were read, sorted."""
        return self._ledger.locations()

    def replace(self, reading: Reading, location: str) -> None:
        """Put ``reading`` where the former document of that location was (see ledger.py for the order)."""
        document, sha256 = reading.document.id, reading.document.sha256
        own = set(own_quads(reading, self._base))
        shared = {str(quad): quad for quad in entity_quads(reading, self._base)}
        self._ledger.announce(location, document, shared)
        dropped = self._ledger.documents_only_at(location) | {document}
        unshared = self._ledger.shared_only_by(dropped) - set(shared)
        self._change(dropped, unshared, own.union(shared.values()))
        self._ledger.confirm(location, document, (sha256, self._stamp), set(shared))

    def forget(self, location: str) -> None:
        """Drop the document that was read there, unless it was read elsewhere too."""
        dropped = self._ledger.documents_only_at(location)
        self._change(dropped, self._ledger.shared_only_by(dropped), ())
        self._ledger.remove(location)

    def flush(self) -> None:
        """Write through to the disk."""
        self._graph.flush()

    def _change(self, documents: Iterable[str], unshared: Iterable[str], quads: Iterable[Quad]) -> None:
        """Drop the graphs of documents and the quads nobody shares any more, then insert: one transaction.

        Terms are written as N-Triples by pyoxigraph, never put together here.
        """
        graphs = [graph for document in sorted(documents) for graph in self._graphs(document)]
        steps = [f"DROP SILENT GRAPH {graph}" for graph in graphs]
        gone = list(pyoxigraph.parse("".join(f"{quad} .\n" for quad in unshared), RdfFormat.N_QUADS))
        steps += [f"DELETE DATA {{ {_data(gone)} }}"] if gone else []
        new = _data(quads)
        steps += [f"INSERT DATA {{ {new} }}"] if new else []
        if steps:
            self._graph.update(";\n".join(steps))

    def _graphs(self, document: str) -> Iterator[NamedNode]:
        """Yield the graph of a document and those of its statements."""
        home = entity_iri(f"document:{document}", self._base)
        yield home
        for quad in self._graph.quads_for_pattern(None, RDF.type, KG.Statement, home):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject


def _data(quads: Iterable[Quad]) -> str:
    """Return quads in the syntax of SPARQL, graph by graph."""

    def graph(quad: Quad) -> str:
        return str(quad.graph_name)

    return "\n".join(
        f"GRAPH {name} {{\n{' .'.join(map(_triple, members))} }}"
        for name, members in groupby(sorted(quads, key=graph), key=graph)
    )


def _triple(quad: Quad) -> str:
    return f"{quad.subject} {quad.predicate} {quad.object}\n"


def memory_store(path: Path | None = None, *, writable: bool = True) -> OxStore:
    """Return an empty store that lives as long as the process; a path means nothing to it."""
    del path, writable
    return OxStore(pyoxigraph.Store(), Ledger())


def disk_store(path: Path, *, writable: bool) -> OxStore:
    """Return the store in the folder ``path``, made if it is to be written.

    Raises:
        StoreError: no store, none of ours, a newer one, locked, or damaged.
    """
    base = _base_of(path, writable=writable)
    try:
        if not writable:
            return OxStore(pyoxigraph.Store.read_only(str(path / "graph")), None, base)
        return OxStore(pyoxigraph.Store(str(path / "graph")), Ledger(path / "ledger.sqlite"), base)
    except FileNotFoundError as error:
        raise _missing(path) from error
    except OSError as error:
        if "lock" in str(error).lower():
            raise StoreError(f"{path}: another `kg build` is writing to this store; wait for it") from error
        raise StoreError(f"{path}: the store cannot be opened: {error}") from error
    except RuntimeError as error:
        raise StoreError(f"{path}: the store is damaged ({error}); remove it and build anew") from error


def _missing(path: Path) -> StoreError:
    return StoreError(f"{path}: no store there; run `kg build` first, or name another with --store")


def _base_of(path: Path, *, writable: bool) -> str:
    """Return under which base the things of the store are named; mark a new one.

    The mark is written before anything else. If writing it was cut short it is written again.
    """
    mark = path / "VERSION"
    if writable:
        _mark_new(path, mark)
    try:
        if not path.exists():
            raise _missing(path)
        head, base, *_ = mark.read_text(encoding="utf-8").splitlines()
        name, version = head.split()
        schema = int(version)
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: not a dixit store") from error
    if name != _MARK:
        raise StoreError(f"{path}: not a dixit store")
    if schema > SCHEMA:
        raise StoreError(
            f"{path}: written by a newer dixit (store {schema}, this one knows {SCHEMA}); update dixit"
        )
    return base


def _mark_new(path: Path, mark: Path) -> None:
    try:
        if _is_new(path):
            path.mkdir(parents=True, exist_ok=True)
            mark.write_text(f"{_MARK} {SCHEMA}\n{BASE}\n", encoding="utf-8")
    except NotADirectoryError as error:
        raise StoreError(f"{path}: not a dixit store") from error
    except OSError as error:
        raise StoreError(f"{path}: the store cannot be made: {error.strerror or error}") from error


def _is_new(path: Path) -> bool:
    if not path.exists():
        return True
    names = [entry.name for entry in path.iterdir()]
    return not names or (names == ["VERSION"] and (path / "VERSION").stat().st_size == 0)


def stamp(path: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what changes when somebody writes to the store in the folder ``path``: names, sizes and times.

    What the engine writes when it merely opens a store is left out.

    Raises:
        StoreError: there is none.
    """
    try:
        files = [(file.name, file.stat()) for file in (path / "graph").iterdir()]
    except OSError as error:
        raise _missing(path) from error
    return tuple(sorted((name, s.st_size, s.st_mtime_ns) for name, s in files if _holds_data(name)))


def _holds_data(name: str) -> bool:
    return name.endswith((".log", ".sst")) or name == "CURRENT" or name.startswith("MANIFEST-")


Opener = Callable[..., Store]
"""``(path, *, writable)`` → Store; raises StoreError."""

STORES: Registry[Opener] = Registry("kg.stores", {"disk": disk_store, "memory": memory_store})


def open_store(path: Path, *, writable: bool) -> Store:
    """Return the store in the folder ``path``.

    Raises:
        StoreError: no store, none of ours, a newer one, locked by another writer, or damaged.
    """
    return STORES["disk"](path, writable=writable)
