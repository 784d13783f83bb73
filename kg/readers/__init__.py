"""Read: files, folders, globs, URLs and standard input → ``Document``.

A reader turns the bytes of one source into documents; which reader a source gets is said by its suffix.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.errors import ReadError
from kg.model import Document
from kg.readers.sources import Source, find_sources, is_gone
from kg.readers.text import read_text
from kg.registry import Registry

Reader = Callable[[Source], Iterable[Document]]
"""Turns one source into its documents; raises ``ReadError`` when it cannot."""

READERS: Registry[Reader] = Registry("kg.readers", {".txt": read_text, ".md": read_text})

__all__ = ["READERS", "Reader", "Source", "find_sources", "is_gone", "read"]


def read(source: Source) -> Iterator[Document]:
    """Yield the documents of one source.

    Raises:
        ReadError: the format is unknown, or the reader could not read it.
    """
    if source.path is not None and (trouble := _trouble(source.path)):
        where = "" if str(source.path) == source.name else f": {source.path}"  # said once is enough
        raise ReadError(f"{source.name}: {trouble}{where}")
    if source.suffix not in READERS:
        raise ReadError(
            f"{source.name}: no reader for {source.suffix or 'files without a suffix'!r},"
            f" only: {', '.join(READERS)}"
        )
    yield from READERS[source.suffix](source)


def _trouble(path: Path) -> str | None:
    """Return why there is no file to read: nothing is there, or a folder; None if there is one."""
    try:
        if not stat.S_ISDIR(path.stat().st_mode):
            return None
    except FileNotFoundError:
        return "no such file"
    except OSError as error:
        return error.strerror
    try:
        os.listdir(path)  # noqa: PTH208 - iterdir is lazy before Python 3.13
    except OSError as error:
        return f"the folder cannot be listed ({error.strerror})"
    return "a folder, no file; name it without * to have what is in it read"
