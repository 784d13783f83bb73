"""What is said where the files of a store are not as they should be."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError


@contextmanager
def naming(path: Path | str) -> Iterator[None]:
    """Say of what goes wrong with the files of the store which store it is, and what to do.

    Raises:
        StoreError: in place of what the file system, SQLite or the engine say.
    """
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise StoreError(f"{path}: the store cannot be used: {reason}") from error
    except (RuntimeError, sqlite3.DatabaseError) as error:
        raise damaged(path, error) from error


def damaged(path: Path | str, why: object) -> StoreError:
    """Return what to say of a store whose files are not what was written."""
    return StoreError(
        f"{path}: the store is damaged ({why}); `kg store restore` puts a backup in its place,"
        " without one remove it and build anew"
    )


def closed(path: Path | str) -> StoreError:
    """Return what to say to who asks a store that was closed."""
    return StoreError(f"{path}: the store is closed")


def read_only(path: Path | str) -> StoreError:
    """Return what to say to who writes to a store that was opened for reading."""
    return StoreError(f"{path}: the store was opened for reading only")
