"""Read: files, folders, globs, URLs and standard input → ``Document``.

A reader turns the bytes of one source into documents; which reader a source gets is said by its suffix.
"""

from collections.abc import Callable, Iterable, Iterator

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
    if source.path is not None and not source.path.exists():
        where = "" if str(source.path) == source.name else f": {source.path}"  # said once is enough
        raise ReadError(f"{source.name}: no such file{where}")
    if source.suffix not in READERS:
        raise ReadError(
            f"{source.name}: no reader for {source.suffix or 'files without a suffix'!r},"
            f" only: {', '.join(READERS)}"
        )
    yield from READERS[source.suffix](source)
