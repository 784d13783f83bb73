"""What a store in a folder needs now and then: compacted, backed up, put back, brought up to date."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from itertools import chain, count
from pathlib import Path

import pyoxigraph

from kg.errors import StoreError
from kg.graph import index
from kg.graph.damage import damaged
from kg.graph.store import mark, published, sums
from kg.graph.store.check import of_database, read_through
from kg.graph.store.database import connect, create_database, rename
from kg.graph.store.disk import ReaderHome, WriterHome, holding
from kg.graph.store.faults import naming
from kg.graph.store.ledger import tally
from kg.graph.store.lock import lock_for_writing
from kg.graph.store.mark import DATABASE

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
        StoreError: there is none, somebody writes to it, or it is damaged.
    """
    mark.base_of(path)
    with naming(path), closing(WriterHome(path)) as home:
        home.database.execute("BEGIN IMMEDIATE")
        home.graph.optimize()
        home.publish()
        home.database.execute("VACUUM")


def backup(path: Path, target: Path) -> None:
    """Write the published state to the new folder ``target``, which is a store itself.

    A build may go on meanwhile. The two share no file. The folder has its name only when it is complete, and
    all of it was read and found good.

    Raises:
        StoreError: ``target`` is there already, or the store is damaged.
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
        StoreError: the backup is none or damaged, somebody writes to the store, or something else is there.
    """
    if source.resolve() == path.resolve():
        raise StoreError(f"{source}: is the store itself, no backup of it")
    if not (mark.is_new(path) or (path / DATABASE).exists()):
        mark.read_mark(path)
    aside = None
    with _complete(path) as new:
        _copy(source, new)
        if path.exists():
            with naming(path), lock_for_writing(path):
                aside = _free_name(path)
                path.rename(aside)
    return aside


def _free_name(path: Path) -> Path:
    """Return a name beside a store that nothing bears: its own with the time, and a number if need be."""
    name = f"{path.name}.{datetime.now().astimezone():%Y%m%dT%H%M%S}"
    names = chain((name,), (f"{name}-{number}" for number in count(2)))
    return next(free for name in names if not (free := path.with_name(name)).exists())


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
    """Copy the published state of a store, and its database of the same time, under a name of its own.

    Raises:
        StoreError: it is damaged.
    """
    base = mark.base_of(path)
    with naming(path), holding(path) as (database, number):
        shutil.copytree(
            published.folder_of(path, number),
            published.folder_of(new, number),
            ignore=lambda _, names: [name for name in names if name == "LOCK"],
        )
        with closing(sqlite3.connect(new / DATABASE)) as copied:
            database.backup(copied)
    mark.write_mark(new, base)
    _refuse_damaged(new, path)
    with naming(new), closing(connect(new, writable=True)) as database:
        rename(database)
    for folder in (published.folder_of(new, number), new / published.PUBLISHED):
        for file in folder.iterdir():
            mark.sync(file)
        mark.sync(folder)
    mark.sync(new / DATABASE)


def _refuse_damaged(copied: Path, path: Path) -> None:
    """Read all of the copy of a store.

    Raises:
        StoreError: of the store, if the copy is not what was written.
    """
    with naming(path):
        with holding(copied) as (database, number):
            files = sums.differing(database, copied, number, whole=True)
            for fault in chain(files, of_database(database)):
                raise damaged(path, fault)
            summed = sums.noted(database) is not None
        if not summed:
            with closing(ReaderHome(copied, mark.base_of(copied))) as home:
                read_through(home.graph)


def migrate(path: Path) -> bool:
    """Bring a store of an older schema up to date; return whether it was older.

    The former files stay until the new ones are complete, so that it may be killed at any time.

    Raises:
        StoreError: somebody writes to it, or it is damaged.
    """
    schema, base = mark.read_mark(path)
    if schema == mark.SCHEMA:
        return False
    if not ((path / _FORMER_GRAPH).is_dir() and (path / _FORMER_LEDGER).exists()):
        raise damaged(path, f"{_FORMER_GRAPH} or {_FORMER_LEDGER} is missing")
    with naming(path), lock_for_writing(path):
        graph = pyoxigraph.Store(str(path / _FORMER_GRAPH))
        published.publish(path, graph, 1)
        create_database(path, base, 1)
        with closing(connect(path, writable=True)) as database:
            database.execute("ATTACH ? AS former", (str((path / _FORMER_LEDGER).absolute()),))
            database.executescript(f"BEGIN; {_FROM_FORMER}")
            tally(database)
            index.rebuild(database, graph, base)
            database.execute("COMMIT")
        mark.write_mark(path, base)
        published.remove(path / _FORMER_GRAPH)
        (path / _FORMER_LEDGER).unlink()
    return True
