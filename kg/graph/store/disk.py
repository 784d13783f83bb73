"""A store in a folder: published states for readers, a scratch copy for the one writer, one SQLite database.

::

    VERSION          see mark.py
    writer           the writer's lock
    published/<n>/   the graph in its state number n, which never changes; readers lock it
    work/            the writer's copy, thrown away at the end and at the next beginning
    store.sqlite     the ledger, the index, n, and sizes and checksums of the files of that state

The commit of the database is what publishes. A writer changes the copy and the database, writes the copy as
``published/<n+1>``, and when that is on the disk commits the database, which says n+1 from then on. A reader
begins a transaction of the database, reads n there and opens that state, so that both are of one time. What a
killed writer had not committed never happened.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import IO

import pyoxigraph

from kg.graph.damage import damaged
from kg.graph.index import Index
from kg.graph.store import mark, published, sums
from kg.graph.store.database import connect, create_database, state_of
from kg.graph.store.faults import naming
from kg.graph.store.holding import Holding, ReadOnly
from kg.graph.store.ledger import tally
from kg.graph.store.local import LocalStore
from kg.graph.store.lock import lock_for_writing
from kg.graph.store.mark import DATABASE

_TRIES = 100
"""How often a reader looks again when what it was going to open has just been replaced."""
_MISSING = "the state that the database names is missing"


def disk_store(location: str | Path, *, writable: bool) -> LocalStore:
    """Return the store in the folder ``location``, made if it is to be written.

    Raises:
        StoreError: no store, none of ours, a newer one, an older one to write, locked, or damaged.
    """
    path = Path(location)
    with naming(path):
        if writable:
            return LocalStore(WriterHome(path))
        schema, base = mark.read_mark(path)
        return LocalStore(ReaderHome(path, base) if schema == mark.SCHEMA else FormerHome(path, base))


class ReaderHome(ReadOnly):
    """A published state, as it stood when it was opened.

    Raises:
        StoreError: it is damaged.
    """

    indexed = True

    def __init__(self, path: Path, base: str) -> None:
        self.place = path
        self.base = base
        _check_made(path)
        with ExitStack() as undone:
            self._database, number, self._held = _hold_published(path)
            undone.callback(self._database.close)
            undone.callback(os.close, self._held)
            _check_files(path, self._database, number)
            self._graph = published.open_state(path, number)
            undone.pop_all()

    @property
    def database(self) -> sqlite3.Connection:
        """The ledger and the index, of the same time."""
        return self._database

    def index(self) -> Index | None:
        """Return the index."""
        return Index(self._database)

    def close(self) -> None:
        """Let go of the state, so that it may be removed."""
        if self._graph is not None:
            self._graph = None
            self._database.close()
            os.close(self._held)


def _check_made(path: Path) -> None:
    """Refuse a store without its database: that is lost, or the making was cut short, where it comes last."""
    if not (path / DATABASE).exists():
        lost = published.highest(path) > 0
        raise damaged(path, f"{DATABASE} is missing") if lost else mark.missing(path)


def _check_files(path: Path, database: sqlite3.Connection, number: int) -> None:
    """Refuse a state of which files are missing, or have other sizes than were written."""
    for fault in sums.differing(database, path, number, whole=False):
        raise damaged(path, fault)


def _hold_published(path: Path) -> tuple[sqlite3.Connection, int, int]:
    """Return the database, the number of the state that it names, and what keeps that from being removed.

    Raises:
        StoreError: the state is missing.
    """
    for _ in range(_TRIES):
        with ExitStack() as undone:
            database = undone.enter_context(closing(connect(path, writable=False)))
            database.execute("BEGIN")
            _, number = state_of(path, database)
            with suppress(FileNotFoundError):
                held = published.hold(path, number)
                undone.pop_all()
                return database, number, held
    raise damaged(path, _MISSING)


@contextmanager
def holding(path: Path) -> Iterator[tuple[sqlite3.Connection, int]]:
    """Give the database and the number of its state, which stays meanwhile; nothing is opened, nor compared.

    Raises:
        StoreError: they are missing or damaged.
    """
    _check_made(path)
    database, number, held = _hold_published(path)
    try:
        yield database, number
    finally:
        database.close()
        os.close(held)


class WriterHome(Holding):
    """The one place where a store may be changed.

    Raises:
        StoreError: somebody else writes, the folder is no store, or an older one, or cannot be written.
    """

    writable = True
    indexed = True

    place: Path

    def __init__(self, path: Path) -> None:
        self.place = path
        with ExitStack() as undone:
            self._lock = undone.enter_context(_begin(path))
            self.base = mark.base_of(path)
            published.remove(path / published.WORK)
            if not (path / DATABASE).exists():
                _make(path, self.base)
            self._database = undone.enter_context(closing(connect(path, writable=True)))
            _, self._generation = state_of(path, self._database)
            _check_files(path, self._database, self._generation)
            self._keep_tally()
            self._graph = published.work_on(path, self._generation)
            published.sweep(path, self._generation)
            undone.pop_all()

    def _keep_tally(self) -> None:
        """Begin the tally of a ledger that a dixit wrote last that kept none."""
        if not sums.valid(self._database, sums.TALLY):
            self._database.execute("BEGIN IMMEDIATE")
            tally(self._database)
            sums.validate(self._database, sums.TALLY, self._generation)
            self._database.execute("COMMIT")

    @property
    def database(self) -> sqlite3.Connection:
        """The ledger and the index."""
        return self._database

    def index(self) -> Index | None:
        """Return the index, with what was not published yet."""
        return Index(self._database)

    def publish(self) -> None:
        """Make durable what stands in graph and database, and show it to readers.

        Raises:
            StoreError: it cannot be written.
        """
        with naming(self.place):
            new = self._generation + 1
            published.publish(self.place, self.graph, new)
            sums.note(self._database, self.place, self.base, new)
            self._database.execute("UPDATE state SET generation = ?", (new,))
            self._database.execute("COMMIT")
            self._generation = new
            published.sweep(self.place, new)

    def discard(self) -> None:
        """Go back to what was published last."""
        with naming(self.place):
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            self._graph = None  # pyoxigraph closes a store when nobody holds it
            self._graph = published.work_on(self.place, self._generation)

    def close(self) -> None:
        """Let go of files and locks; what was not published is gone."""
        if not self._lock.closed:  # else another writer may be at work
            self._graph = None
            self._database.close()
            with suppress(OSError):  # the next writer removes it
                published.remove(self.place / published.WORK)
            self._lock.close()


def _begin(path: Path) -> IO[str]:
    """Return the lock of the store, whose folder is made and marked if it is new.

    Raises:
        StoreError: it is another's folder, or somebody else writes.
    """
    if not mark.is_new(path):
        mark.read_mark(path)
        return lock_for_writing(path)
    path.mkdir(parents=True, exist_ok=True)
    with ExitStack() as undone:
        lock = undone.enter_context(lock_for_writing(path))
        if mark.is_new(path):
            mark.write_mark(path)
        undone.pop_all()
    return lock


def _make(path: Path, base: str) -> None:
    """Write an empty state, and the database that names it, which appears only when it is complete."""
    if published.highest(path):
        _check_made(path)
    published.publish(path, pyoxigraph.Store(str(path / published.WORK)), 0)
    published.remove(path / published.WORK)
    create_database(path, base, 0)


class FormerHome(ReadOnly):
    """A store of schema 1, to read: the graph alone, which nobody writes any more.

    Raises:
        StoreError: it is damaged.
    """

    indexed = False
    database: sqlite3.Connection | None = None

    def __init__(self, path: Path, base: str) -> None:
        self.place = path
        self.base = base
        if not (path / "graph").is_dir():
            raise mark.missing(path)
        self._graph = pyoxigraph.Store.read_only(str(path / "graph"))

    def index(self) -> Index | None:
        """Return None: that schema has none."""
        return None

    def close(self) -> None:
        """Let go of the files."""
        self._graph = None


def generation(location: str | Path) -> str:
    """Return what changes whenever something is published in the store in that folder.

    Raises:
        StoreError: there is none.
    """
    path = Path(location)
    with naming(path):
        schema, _ = mark.read_mark(path)
        if schema < mark.SCHEMA:
            return f"former:{(path / 'graph').stat().st_mtime_ns}"
        _check_made(path)
        with closing(connect(path, writable=False)) as database:
            name, number = state_of(path, database)
        return f"{name}:{number}"
