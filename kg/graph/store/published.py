"""Published states of a graph: folders ``published/<n>`` that never change, and the writer's copy of one.

RocksDB never changes a data file that it has written, so a copy shares them by hard links.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

import pyoxigraph

from kg.graph.store.mark import sync

PUBLISHED = "published"
WORK = "work"
_GONE = ".gone"
"""Ends the name of a state that is being removed, so that nobody opens half of one."""


def folder_of(path: Path, generation: int) -> Path:
    """Return where the state of that number lies in a store."""
    return path / PUBLISHED / str(generation)


def publish(path: Path, graph: pyoxigraph.Store, generation: int) -> None:
    """Write the state of ``graph`` as number ``generation``; it is on the disk when this returns."""
    folder = folder_of(path, generation)
    folder.parent.mkdir(exist_ok=True)
    remove(folder)
    graph.flush()
    graph.backup(str(folder))
    sync(folder)
    sync(folder.parent)


def open_state(path: Path, generation: int) -> pyoxigraph.Store:
    """Return that published state to read, which is held meanwhile."""
    return pyoxigraph.Store.read_only(str(folder_of(path, generation)))


def work_on(path: Path, generation: int) -> pyoxigraph.Store:
    """Return a copy of that published state to write to.

    Each has a folder of its own, for the engine lets go of one only when nobody holds it any more.

    Raises:
        RuntimeError: the state is missing.
    """
    source = folder_of(path, generation)
    if not source.is_dir():
        raise RuntimeError(f"its state {generation} is missing")
    (path / WORK).mkdir(exist_ok=True)
    work = Path(mkdtemp(dir=path / WORK))
    copy(source, work)
    return pyoxigraph.Store(str(work))


def copy(source: Path, target: Path) -> None:
    """Copy a state into an empty folder; data files are shared where the file system can."""
    for file in sorted(source.iterdir()):
        if file.suffix == ".sst":
            try:
                (target / file.name).hardlink_to(file)
                continue
            except OSError:  # a file system without hard links
                pass
        if file.name != "LOCK":
            shutil.copy2(file, target / file.name)


def hold(path: Path, generation: int) -> int:
    """Return a descriptor that keeps the writer from removing that state, until it is closed.

    Raises:
        FileNotFoundError: it is gone already; a newer one was published.
    """
    folder = folder_of(path, generation)
    descriptor = os.open(folder, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    if not folder.exists():  # removed between opening and locking
        os.close(descriptor)
        raise FileNotFoundError(folder)
    return descriptor


def sweep(path: Path, kept: int) -> None:
    """Remove all states but ``kept`` and those that somebody reads."""
    for folder in _states(path):
        if folder.name != str(kept):
            _remove_unread(folder)


def highest(path: Path) -> int:
    """Return the number of the newest state; 0 also where there is none, for that one is empty."""
    return max((int(folder.name) for folder in _states(path) if folder.name.isdecimal()), default=0)


def remove(folder: Path) -> None:
    """Remove a folder, which may not be there."""
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)


def _states(path: Path) -> Iterator[Path]:
    with suppress(FileNotFoundError):
        yield from sorted((path / PUBLISHED).iterdir())


def _remove_unread(folder: Path) -> None:
    """Remove a state, locked until it has lost its name, unless somebody reads it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        gone = folder.with_name(f"{folder.name.removesuffix(_GONE)}{_GONE}")
        folder.rename(gone)
    except BlockingIOError:
        return
    finally:
        os.close(descriptor)
    remove(gone)
