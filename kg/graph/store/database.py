"""The SQLite database of a store in a folder: ledger, index, and the number of the published state."""

import os
import sqlite3
from pathlib import Path
from uuid import uuid4

from kg.graph import index
from kg.graph.damage import damaged
from kg.graph.store import mark, sums
from kg.graph.store.ledger import TABLES
from kg.graph.store.mark import DATABASE

_LOGS = ("-wal", "-shm")
"""Ends of the names of SQLite's log and of its index: https://www.sqlite.org/walformat.html"""
_STATE = "CREATE TABLE state (name TEXT NOT NULL, generation INTEGER NOT NULL);"


def create_database(path: Path, base: str, generation: int) -> None:
    """Write the tables of an empty database, which names that state, under its name."""
    new = path / f"{DATABASE}.new"
    new.unlink(missing_ok=True)
    database = sqlite3.connect(new, isolation_level=None)
    try:
        database.executescript(_STATE + TABLES)
        index.create(database)
        database.execute("INSERT INTO state VALUES (?, ?)", (uuid4().hex, generation))
        sums.note(database, path, base, generation)
    finally:
        database.close()
    for log in _LOGS:  # of a database whose making was cut short; SQLite would take it for the new one's
        (path / f"{DATABASE}{log}").unlink(missing_ok=True)
    new.replace(path / DATABASE)
    mark.sync(path)


def connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    """Return a connection to the database of the store.

    On a read-only file system SQLite can lock nothing and need not: nobody writes there.
    """
    mode = "rw" if writable else "ro"
    if not writable and not os.access(path, os.W_OK) and not _has_log(path):
        mode = "ro&immutable=1"
    file = (path / DATABASE).absolute().as_uri()
    database = sqlite3.connect(f"{file}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False)
    if writable:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("PRAGMA foreign_keys = ON")
    return database


def rename(database: sqlite3.Connection) -> None:
    """Give a store another name, so that nobody takes its states for those of the one it was copied from."""
    database.execute("UPDATE state SET name = ?", (uuid4().hex,))


def _has_log(path: Path) -> bool:
    """Return whether changes of the database still stand in its log, as after a killed writer."""
    log = path / f"{DATABASE}{_LOGS[0]}"
    return log.exists() and log.stat().st_size > 0


def state_of(path: Path, database: sqlite3.Connection) -> tuple[str, int]:
    """Return the name that the store was given when it was made, and the number of its published state."""
    row = database.execute("SELECT name, generation FROM state").fetchone()
    if row is None or tuple(map(type, row)) != (str, int):
        raise damaged(path, "its database has no state")
    return row[0], row[1]
