"""What is said where the files of a store are not as they should be."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path

from kg.errors import StoreError
from kg.graph.damage import damaged, tells_of_damage

_FULL = ("No space left on device", "disk is full")
"""What the file system, the engine and SQLite say."""


@contextmanager
def naming(path: Path | str) -> Iterator[None]:
    """Say of what goes wrong with the files of the store which store it is, and what to do.

    Raises:
        StoreError: in place of what the file system, SQLite or the engine say.
    """
    try:
        yield
    except (OSError, RuntimeError, UnicodeDecodeError, JSONDecodeError, sqlite3.DatabaseError) as error:
        raise _named(path, error) from error


def _named(path: Path | str, error: Exception) -> StoreError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    if any(words in reason for words in _FULL):
        kept = "what was written before is kept, build again to go on"
        return StoreError(f"{path}: the store cannot be used: {reason}; {kept}")
    if tells_of_damage(error) or not isinstance(error, OSError | sqlite3.OperationalError):
        return damaged(path, reason)
    return StoreError(f"{path}: the store cannot be used: {reason}")


def closed(path: Path | str) -> StoreError:
    """Return what to say to who asks a store that was closed."""
    return StoreError(f"{path}: the store is closed")


def read_only(path: Path | str) -> StoreError:
    """Return what to say to who writes to a store that was opened for reading."""
    return StoreError(f"{path}: the store was opened for reading only")
