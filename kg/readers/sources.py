"""Where documents come from: paths, folders, globs, and ``-`` for standard input."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kg.errors import ReadError

MAX_BYTES = 200_000_000
"""Larger files are refused: nothing that people say fills 200 MB, and reading it would fill memory."""


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read.

    Attributes:
        name: what the document is called in the graph: the file's name, no machine-specific path.
        location: absolute file URI; says which document an edited file replaces. ``-`` for standard input.
        path: None for standard input.
        encoding: as declared by the user, ``utf-8`` by default.
    """

    name: str
    location: str
    path: Path | None
    encoding: str = "utf-8"

    @property
    def suffix(self) -> str:
        """The format, lower case with its dot; standard input is plain text."""
        return self.path.suffix.lower() if self.path else ".txt"

    def content(self) -> bytes:
        """Return the whole content.

        Raises:
            ReadError: it is missing, a folder, unreadable, empty or too large.
        """
        data = sys.stdin.buffer.read(MAX_BYTES + 1) if self.path is None else self._file_bytes(self.path)
        if not data.strip():
            raise ReadError(f"{self.name}: the file is empty")
        if len(data) > MAX_BYTES:
            raise ReadError(f"{self.name}: larger than {MAX_BYTES // 1_000_000} MB")
        return data

    def _file_bytes(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except OSError as error:
            raise ReadError(f"{self.name}: {error.strerror or error}: {path}") from error


def find_sources(
    patterns: Sequence[str], suffixes: Sequence[str], encoding: str = "utf-8"
) -> Iterator[Source]:
    """Yield a source for each file that ``patterns`` mean, in sorted order, each file once.

    A folder gives every file below it with one of ``suffixes``; a glob the files it matches; ``-`` standard
    input. What does not exist is yielded too: reading it raises, so that one typo does not stop the others.
    """
    seen: set[str] = set()
    for pattern in patterns:
        for source in _expand(pattern, suffixes, encoding):
            if source.location not in seen:
                seen.add(source.location)
                yield source


def _expand(pattern: str, suffixes: Sequence[str], encoding: str) -> Iterator[Source]:
    if pattern == "-":
        yield Source("-", "-", None, encoding)
        return
    path = Path(pattern)
    if path.is_dir():
        files = sorted(f for f in path.rglob("*") if f.suffix.lower() in suffixes and f.is_file())
    elif path.exists() or not has_magic(pattern):
        files = [path]
    else:
        found = glob(pattern, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
        files = sorted(map(Path, found)) or [path]
    yield from (Source(file.name, file.resolve().as_uri(), file, encoding) for file in files)


def is_gone(location: str) -> bool:
    """Return whether a location names a file that does not exist (any more)."""
    parts = urlsplit(location)
    return parts.scheme == "file" and not Path(unquote(parts.path, errors="surrogateescape")).exists()
