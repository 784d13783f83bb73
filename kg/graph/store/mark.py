"""The file VERSION of a store: that it is one, of which schema, and under which base its things are named."""

import os
from pathlib import Path

from kg.errors import StoreError
from kg.graph.damage import damaged
from kg.graph.vocab import BASE

SCHEMA = 2
"""Of the files on disk; a newer one is refused, an older one is only read until ``kg store migrate``."""
NAME = "VERSION"
DATABASE = "store.sqlite"
LOCK = "writer"
"""The file that whoever writes holds locked."""
_WORD = "dixit-store"
_LINES = 2
"""After the first: the base, and nothing after its end."""


def missing(path: Path) -> StoreError:
    """Return what to say where no store is."""
    return StoreError(f"{path}: no store there; run `kg build` first, or name another with --store")


def read_mark(path: Path) -> tuple[int, str]:
    """Return schema and base of the store in the folder ``path``.

    Raises:
        StoreError: no store, none of ours, a newer one, or damaged.
    """
    if not path.exists():
        raise missing(path)
    try:
        head, *lines = (path / NAME).read_text(encoding="utf-8").split("\n")
        word, version = head.split()
        schema = int(version)
    except (OSError, ValueError) as error:
        raise _not_ours(path) from error
    if word != _WORD:
        raise _not_ours(path)
    if schema > SCHEMA:  # which may say more, or otherwise
        raise StoreError(
            f"{path}: written by a newer dixit (store {schema}, this one knows {SCHEMA}); update dixit"
        )
    if len(lines) != _LINES or lines[-1] or not lines[0]:
        raise _not_ours(path)
    return schema, lines[0]


def _not_ours(path: Path) -> StoreError:
    if (path / DATABASE).exists():
        return damaged(path, f"{NAME} is not what was written")
    return StoreError(f"{path}: not a dixit store")


def base_of(path: Path) -> str:
    """Return under which base the things of a store of today's schema are named.

    Raises:
        StoreError: no store, none of ours, a newer one, or an older one.
    """
    schema, base = read_mark(path)
    if schema < SCHEMA:
        raise StoreError(f"{path}: written by an older dixit; `kg store migrate` brings it up to date")
    return base


def text(base: str) -> str:
    """Return what the file says of a store of today's schema."""
    return f"{_WORD} {SCHEMA}\n{base}\n"


def write_mark(path: Path, base: str = BASE) -> None:
    """Say that the folder is a store of today's schema; durable, and at once."""
    new = path / f"{NAME}.new"
    with new.open("w", encoding="utf-8") as file:
        file.write(text(base))
        file.flush()
        os.fsync(file.fileno())
    new.replace(path / NAME)
    sync(path)


def is_new(path: Path) -> bool:
    """Return whether a store may be made there: nothing is, or what a making that was cut short has left."""
    if not path.is_dir():
        return not path.exists()
    names = {entry.name for entry in path.iterdir()}
    unfinished = not (path / NAME).exists() or (path / NAME).stat().st_size == 0
    return names <= {NAME, f"{NAME}.new", LOCK} and unfinished


def sync(folder: Path) -> None:
    """Make durable which files a folder has (POSIX leaves that to us)."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
