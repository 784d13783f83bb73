"""What a store in a folder needs now and then: compacted, backed up, put back, brought up to date."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import pyoxigraph

from kg.errors import StoreError
from kg.graph import index
from kg.graph.store import mark, published
from kg.graph.store.database import DATABASE, connect, create_database, state_of
from kg.graph.store.disk import ReaderHome, WriterHome
from kg.graph.store.faults import naming
from kg.graph.store.lock import lock_for_writing

_FORMER_GRAPH, _FORMER_LEDGER = "graph", "ledger.sqlite"
_FROM_FORMER = """
INSERT INTO origin SELECT location, document, sha256, stamp FROM former.origin;
INSERT OR IGNORE INTO quad (words) SELECT quad FROM former.shared;
INSERT INTO shared SELECT id, document FROM former.shared JOIN quad ON words = quad;
"""


def size(path: Path) -> int:
    """Return how many bytes the files in a folder take; one that has two names counts once."""
    stats = (file.stat() for file in path.rglob("*") if file.is_file())
    return sum({(stat.st_dev, stat.st_ino): stat.st_size for stat in stats}.values())


def compact(path: Path) -> None:
    """Write the data files anew, without what was dropped.

    Raises:
        StoreError: somebody writes to it, or it is damaged.
    """
    mark.read_mark(path)
    with naming(path), closing(WriterHome(path)) as home:
        home.database.execute("BEGIN IMMEDIATE")
        home.graph.optimize()
        home.publish()
        home.database.execute("VACUUM")


def backup(path: Path, target: Path) -> None:
    """Write the published state to the new folder ``target``, which is a store itself.

    A build may go on meanwhile. The two share no file. The folder has its name only when it is complete.

    Raises:
        StoreError: ``target`` is there already, or the store cannot be read.
    """
    if target.exists():
        raise StoreError(f"{target}: is there already; a backup goes into a folder of its own")
    if path.resolve() in target.resolve().parents:
        raise StoreError(f"{target}: lies in the store itself, and would be lost with it")
    with _complete(target) as new:
        _copy(path, new)


def restore(source: Path, path: Path) -> Path | None:
    """Put the backup ``source`` where the store ``path`` is; return where that lies from now on, if any was.

    Raises:
        StoreError: the backup is none or damaged, or somebody writes to the store.
    """
    if source.resolve() == path.resolve():
        raise StoreError(f"{source}: is the store itself, no backup of it")
    aside = None
    with _complete(path) as new:
        _copy(source, new)
        with naming(source), closing(ReaderHome(new, mark.read_mark(new)[1])) as home:
            for _ in home.graph:  # the engine compares checksums as it reads
                pass
        if path.exists():
            with naming(path), lock_for_writing(path):
                aside = path.with_name(f"{path.name}.{datetime.now().astimezone():%Y%m%dT%H%M%S}")
                path.rename(aside)
    return aside


@contextmanager
def _complete(folder: Path) -> Iterator[Path]:
    """Give a new folder to fill, which takes the name of ``folder`` at the end, or is removed."""
    new = folder.absolute().with_name(f".{folder.name}.new")
    with naming(folder):
        published.remove(new)
        new.mkdir(parents=True)
        try:
            yield new
            new.rename(folder)
            mark.sync(new.parent)
        finally:
            published.remove(new)


def _copy(path: Path, new: Path) -> None:
    """Copy the published state of a store, and its database of the same time."""
    schema, base = mark.read_mark(path)
    if schema < mark.SCHEMA:
        raise StoreError(f"{path}: written by an older dixit; `kg store migrate` brings it up to date")
    with naming(path), closing(ReaderHome(path, base)) as home:
        _, number = state_of(path, home.database)
        shutil.copytree(
            path / published.PUBLISHED / str(number),
            new / published.PUBLISHED / str(number),
            ignore=lambda _, names: [name for name in names if name == "LOCK"],
        )
        with closing(sqlite3.connect(new / DATABASE)) as copied:
            home.database.backup(copied)
    for folder in (new / published.PUBLISHED / str(number), new / published.PUBLISHED):
        for file in folder.iterdir():
            mark.sync(file)
        mark.sync(folder)
    mark.sync(new / DATABASE)
    mark.write_mark(new, base)


def migrate(path: Path) -> bool:
    """Bring a store of an older schema up to date; return whether it was older.

    The former files stay until the new ones are complete, so that it may be killed at any time.

    Raises:
        StoreError: somebody writes to it, or it is damaged.
    """
    schema, base = mark.read_mark(path)
    if schema == mark.SCHEMA:
        return False
    with naming(path), lock_for_writing(path):
        graph = pyoxigraph.Store(str(path / _FORMER_GRAPH))
        published.publish(path, graph, 1)
        create_database(path, 1)
        with closing(connect(path, writable=True)) as database:
            database.execute("ATTACH ? AS former", (str((path / _FORMER_LEDGER).absolute()),))
            database.executescript(f"BEGIN; {_FROM_FORMER}")
            index.rebuild(database, graph, base)
            database.execute("COMMIT")
        mark.write_mark(path, base)
        published.remove(path / _FORMER_GRAPH)
        (path / _FORMER_LEDGER).unlink()
    return True
