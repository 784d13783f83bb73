"""A store in memory."""

import sqlite3

import pyoxigraph

from kg.graph import index
from kg.graph.index import Index
from kg.graph.store.faults import closed
from kg.graph.store.holding import Holding
from kg.graph.store.ledger import TABLES
from kg.graph.store.local import LocalStore
from kg.graph.vocab import BASE


class MemoryHome(Holding):
    """A store that lives as long as the process; most of them are written once and asked little."""

    place = "memory"
    base = BASE
    writable = True
    indexed = False

    def __init__(self) -> None:
        self._indexed_at: int | None = None
        self._graph = pyoxigraph.Store()
        self._database = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._database.executescript(TABLES)
        index.create(self._database)

    @property
    def database(self) -> sqlite3.Connection:
        """The ledger."""
        if self._graph is None:
            raise closed(self.place)
        return self._database

    def index(self) -> Index | None:
        """Return the index, made anew if something was written since."""
        written = self._database.total_changes
        if written != self._indexed_at:
            index.rebuild(self._database, self.graph, self.base)
            self._indexed_at = self._database.total_changes
        return Index(self._database)

    def publish(self) -> None:
        """End the transaction; readers see the graph itself."""
        self._database.execute("COMMIT")
        self._indexed_at = None  # an update changes the graph, and perhaps nothing in the database

    def discard(self) -> None:
        """Give up: memory has nothing to go back to."""
        self.close()

    def close(self) -> None:
        """Let go of all."""
        self._graph = None
        self._database.close()


def memory_store(location: object = None, *, writable: bool = True) -> LocalStore:
    """Return an empty store that lives as long as the process; a location means nothing to it."""
    del location, writable
    return LocalStore(MemoryHome())
