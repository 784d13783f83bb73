"""Stores that are harmed: bytes turned, and what a check says of it."""

from contextlib import closing

from kg.errors import KgError
from kg.graph.store import open_store
from kg.graph.store.check import check


def write(path, *readings):
    """Put readings into a store."""
    with closing(open_store(path, writable=True)) as store, store.writer("stamp") as writer:
        for reading in readings:
            writer.replace(reading, f"file:///d/{reading.document.source}")


def state(path):
    """Return the folder of the published state, the only one when nobody reads."""
    (folder,) = (path / "published").iterdir()
    return folder


def flip(file, offset):
    """Turn all bits of a byte."""
    with file.open("r+b") as stream:
        stream.seek(offset)
        (byte,) = stream.read(1)
        stream.seek(offset)
        stream.write(bytes([byte ^ 0xFF]))


def told(path):
    """Return all that a check says, whichever way."""
    try:
        return list(check(path))
    except KgError as error:
        return [str(error)]
