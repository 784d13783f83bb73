"""Sizes and checksums of the files of a published state, kept in its database: damage is found, and named.

A file of a published state never changes, so one that a state shares with the former keeps its sum. At
opening sizes are compared, which is quick however large the store is; ``check`` and ``backup`` read all.
A dixit that knows no sums leaves them as they are when it publishes, so each says of which state it is.
"""

import sqlite3
from collections.abc import Iterator
from hashlib import blake2b, file_digest
from pathlib import Path

from kg.graph.store import mark
from kg.graph.store.published import folder_of

_TABLE = """CREATE TABLE IF NOT EXISTS file (
    name TEXT PRIMARY KEY, size INTEGER NOT NULL, sum BLOB NOT NULL
) WITHOUT ROWID"""
_VALID = """CREATE TABLE IF NOT EXISTS valid (
    part TEXT PRIMARY KEY, generation INTEGER NOT NULL
) WITHOUT ROWID"""
"""Of which state the sums of files and the ledger's tally are; of another one they count as not there."""
FILES, TALLY = "files", "tally"
_KINDS = ("CURRENT", "MANIFEST-*", "*.sst", "*.log")
"""What the engine reads of a state; its OPTIONS it only writes."""
_SMALL = 4096
"""Bytes up to which a file is read at opening, too."""
_BYTES = 16

File = tuple[str, int, bytes]
"""Name, size and checksum."""


def note(database: sqlite3.Connection, path: Path, base: str, generation: int) -> None:
    """Note the files of a new state, in the transaction that publishes it; the tally was kept on the way."""
    database.execute(_TABLE)
    known = {name: (name, size, right) for name, size, right in noted(database) or ()}
    state, former = folder_of(path, generation), folder_of(path, generation - 1)
    names = sorted(file.name for kind in _KINDS for file in state.glob(kind))
    files = [
        known[name] if name in known and _same(former / name, state / name) else _read(state / name)
        for name in names
    ]
    text = mark.text(base).encode()
    files.append((mark.NAME, len(text), blake2b(text, digest_size=_BYTES).digest()))
    database.execute("DELETE FROM file")
    database.executemany("INSERT INTO file VALUES (?, ?, ?)", files)
    for part in (FILES, TALLY):
        validate(database, part, generation)


def validate(database: sqlite3.Connection, part: str, generation: int) -> None:
    """Note of which state the sums of ``part`` are: FILES or TALLY."""
    database.execute(_VALID)
    database.execute("INSERT OR REPLACE INTO valid VALUES (?, ?)", (part, generation))


def valid(database: sqlite3.Connection, part: str) -> bool:
    """Return whether sums of ``part``, FILES or TALLY, were noted of the state that the database names.

    Raises:
        RuntimeError: they are of a state that never was.
    """
    if not _has(database, "valid"):
        return False
    asked = "SELECT valid.generation, state.generation FROM valid, state WHERE part = ?"
    found = database.execute(asked, (part,)).fetchone()
    if found is None:
        return False
    of, now = found
    if not isinstance(of, int) or not 0 <= of <= now:
        raise RuntimeError(f"its sums of {part} are of no state that was")
    return bool(of == now)


def _has(database: sqlite3.Connection, table: str) -> bool:
    found = database.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,))
    return found.fetchone() is not None


def noted(database: sqlite3.Connection) -> list[File] | None:
    """Return the files as they were noted; None in a store that a dixit wrote last that knows no sums.

    Raises:
        RuntimeError: what was noted cannot be read.
    """
    if not valid(database, FILES):
        return None
    files: list[File] = []
    for row in database.execute("SELECT name, size, sum FROM file"):
        if tuple(map(type, row)) != (str, int, bytes):
            raise RuntimeError("the list of its files cannot be read")
        files.append(row)
    return files


def differing(database: sqlite3.Connection, path: Path, generation: int, *, whole: bool) -> Iterator[str]:
    """Yield what is wrong with the files of a state, a line each.

    Args:
        database: in which they are noted.
        path: of the store.
        generation: number of the state.
        whole: whether they are read to the last byte; else large ones are compared by size only.
    """
    files = noted(database)
    if files == []:
        yield "its database names no files"
    for name, size, right in files or ():
        file = path / name if name == mark.NAME else folder_of(path, generation) / name
        shown = file.relative_to(path).as_posix()
        try:
            told = file.stat().st_size
            good = told == size and (not (whole or size <= _SMALL) or _read(file)[-1] == right)
        except FileNotFoundError:
            yield f"{shown} is missing"
        except OSError as error:
            yield f"{shown} cannot be read: {error.strerror}"
        else:
            if not good:
                yield f"{shown} is not what was written"


def _same(one: Path, other: Path) -> bool:
    """Return whether two names are of one file, which the file system knows."""
    return one.exists() and one.samefile(other)


def _read(file: Path) -> File:
    with file.open("rb") as stream:
        found = file_digest(stream, lambda: blake2b(digest_size=_BYTES))
        return file.name, stream.tell(), found.digest()
