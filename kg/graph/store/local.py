"""A store of this machine: a pyoxigraph graph and a SQLite database, changed together or not at all."""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

import pyoxigraph

from kg.graph import index
from kg.graph.documents import documents_of
from kg.graph.index import Index
from kg.graph.store.change import LARGE, change, graphs_of, load
from kg.graph.store.faults import naming, read_only
from kg.graph.store.ledger import Ledger
from kg.graph.store.protocol import Filing, Writer, filing
from kg.graph.view import OxView, answering, updating
from kg.graph.vocab import PREFIXES, key_of
from kg.model import Reading

_PATIENCE = 10.0
"""Seconds that what was written may wait for the next flush."""
_BATCH = 200_000
"""Quads that are put in at once, at most about."""


class Home(Protocol):
    """Where a local store lives: in memory, or in a folder, to read or to write."""

    base: str
    writable: bool
    indexed: bool
    """Whether writers keep an index in step; else one is made when a view is taken."""

    @property
    def place(self) -> Path | str:
        """What messages call it."""
        ...

    @property
    def graph(self) -> pyoxigraph.Store:
        """The graph.

        Raises:
            StoreError: the store is closed.
        """
        ...

    @property
    def database(self) -> sqlite3.Connection | None:
        """The ledger; None where the store has none that readers could use."""
        ...

    def index(self) -> Index | None:
        """Return the index as it stands; None where the store has none that readers could use."""
        ...

    def publish(self) -> None:
        """Make durable what stands in graph and database, and show it to readers."""
        ...

    def discard(self) -> None:
        """Go back to what was published last."""
        ...

    def close(self) -> None:
        """Let go of files and locks."""
        ...


class LocalStore:
    """A store that lives in its ``home``."""

    def __init__(self, home: Home) -> None:
        self._home = home

    @contextmanager
    def writer(self, stamp: str = "") -> Iterator[Writer]:
        """Open it for writing; flushed at the end, come what may.

        Raises:
            StoreError: it was opened for reading.
        """
        if not self._home.writable:
            raise read_only(self._home.place)
        writer = LocalWriter(self._home, stamp)
        try:
            yield writer
        finally:
            writer.flush()

    def view(self) -> OxView:
        """Open it for reading; take a new view after writing."""
        return OxView(self._home.graph, self._home.base, self._home.index)

    def close(self) -> None:
        """Let go of files and locks: pyoxigraph does so when nobody holds the graph any more."""
        self._home.close()


class LocalWriter:
    """Writes documents; the database is in a transaction from the first change until the next flush."""

    def __init__(self, home: Home, stamp: str) -> None:
        self._home = home
        self._stamp = stamp
        self._changed = False
        self._spoilt = False
        self._beside = ThreadPoolExecutor(1)
        self._loading: Future[None] | None = None
        self._flushed = time.monotonic()

    def current(self, location: str) -> str | None:
        """Return the SHA-256 of what was read there by a reader of the same stamp, or None: read it."""
        with naming(self._home.place):
            return self._ledger.sha256(location, self._stamp)

    def locations(self) -> list[str]:
        """Return where the documents of the store were read, sorted."""
        with naming(self._home.place):
            return self._ledger.locations()

    def replace(self, reading: Reading, location: str) -> None:
        """Put ``reading`` where the former document of that location was."""
        self.file([filing(reading, location, self._home.base)])

    def file(self, filings: Iterable[Filing]) -> None:
        """Put each where the former document of its location was, with all its statements at once."""
        try:
            for batch in _batches(filings):
                with self._changing() as ledger:
                    before = {key for item in batch for key in ledger.documents(item.location)}
                    known = {item.document for item in batch if ledger.holds(item.document)}
                    for item in batch:
                        ledger.record(item, self._stamp)
                    dropped = {key for key in before if not ledger.holds(key)} | known
                    self._change(ledger, dropped, batch)
        finally:
            self._await_load()

    def forget(self, location: str) -> None:
        """Drop the document that was read there, unless it was read elsewhere too."""
        with self._changing() as ledger:
            before = ledger.documents(location)
            ledger.remove(location)
            dropped = {key for key in before if not ledger.holds(key)}
            self._change(ledger, dropped, ())

    def update(self, sparql: str, base_iri: str | None = None) -> None:
        """Change the graph as a SPARQL update says; documents that it drops count as never read.

        Relative IRIs stand below ``base_iri``. What it takes out of that which documents share stays out
        until one of them is read again.

        Raises:
            QueryError: it is malformed, or cannot be carried out.
        """
        self.flush()  # so that what was filed before is kept if the update cannot be indexed
        graph, base = self._home.graph, self._home.base
        with self._changing() as ledger, answering():
            with updating():
                graph.update(sparql, base_iri=base_iri, prefixes=PREFIXES)
            self._spoilt = True
            ledger.keep_only(key_of(node.value, base) for node in documents_of(graph))
            change(graph, (), ledger.settle(), ())
            ledger.let_go(graph)
            if self._home.indexed:
                index.rebuild(_database(self._home), graph, base)
            self._spoilt = False

    def flush(self) -> None:
        """Make durable what was written, and show it to readers.

        Raises:
            StoreError: it cannot be written; the store is as it was after the last flush.
        """
        self._await_load()
        self._flushed = time.monotonic()
        if not self._changed:
            return
        with self._or_discard():
            self._home.publish()
        self._changed = False

    @property
    def _ledger(self) -> Ledger:
        return Ledger(_database(self._home))

    @contextmanager
    def _changing(self) -> Iterator[Ledger]:
        """Give the ledger for one change, which is made as a whole or not at all.

        Where the graph may have changed already, all goes back to what was published last.

        Raises:
            StoreError: it cannot be written.
        """
        database = _database(self._home)
        if not self._changed:
            database.execute("BEGIN IMMEDIATE")
            self._changed = True
        database.execute("SAVEPOINT change")
        with ExitStack() as failed:
            failed.callback(self._take_back, database)
            with naming(self._home.place):
                yield Ledger(database)
            failed.pop_all()
        database.execute("RELEASE change")
        if time.monotonic() - self._flushed > _PATIENCE:
            self.flush()

    def _take_back(self, database: sqlite3.Connection) -> None:
        """Undo a change that failed."""
        if database.in_transaction:
            database.execute("ROLLBACK TO change")
            database.execute("RELEASE change")
        else:  # SQLite may give up all of it where a disk is full
            self._spoilt = True
        if self._spoilt:
            self._discard()

    def _change(self, ledger: Ledger, dropped: Set[str], batch: Sequence[Filing]) -> None:
        """Change index and graph; if the graph fails we cannot know how far it went.

        While the engine loads many quads, the index is filled, and the next batch is made ready.
        """
        self._await_load()
        graph = self._home.graph
        graphs = [name for key in sorted(dropped) for name in graphs_of(graph, key, self._home.base)]
        new = [quad for item in batch for quad in (*item.own, *item.shared)]
        gone = ledger.settle()
        if len(new) < LARGE or graphs or gone:
            self._reindex(dropped, batch)
            self._spoilt = True
            change(graph, graphs, gone, new)
            self._spoilt = False
        else:
            self._spoilt = True
            self._loading = self._beside.submit(load, graph, (item.lines for item in batch))
            self._reindex(dropped, batch)
            self._spoilt = False

    def _await_load(self) -> None:
        """Wait until what is loaded beside is in the graph.

        Raises:
            StoreError: it cannot be written; the store is as it was after the last flush.
        """
        loading, self._loading = self._loading, None
        if loading is not None:
            with self._or_discard(), naming(self._home.place):
                loading.result()

    def _reindex(self, dropped: Iterable[str], batch: Sequence[Filing]) -> None:
        if self._home.indexed:
            database = _database(self._home)
            index.drop(database, dropped)
            index.put(database, {item.document: item.own + item.shared for item in batch}, self._home.base)

    @contextmanager
    def _or_discard(self) -> Iterator[None]:
        """Go back to what was published last if what is done fails, in whatever way."""
        with ExitStack() as failed:
            failed.callback(self._discard)
            yield
            failed.pop_all()

    def _discard(self) -> None:
        self._spoilt = self._changed = False
        loading, self._loading = self._loading, None
        wait([loading] if loading else [])  # whatever became of it
        self._home.discard()


def _database(home: Home) -> sqlite3.Connection:
    if home.database is None:
        raise read_only(home.place)
    return home.database


def _batches(filings: Iterable[Filing]) -> Iterator[list[Filing]]:
    """Yield the filings in groups in which no location and no document comes twice."""
    batch: list[Filing] = []
    seen: set[str] = set()
    size = 0
    for item in filings:
        if batch and (size > _BATCH or not seen.isdisjoint((item.location, item.document))):
            yield batch
            batch, seen, size = [], set(), 0
        batch.append(item)
        seen |= {item.location, item.document}
        size += len(item.own) + len(item.shared)
    if batch:
        yield batch
