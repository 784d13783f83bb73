"""Where documents come from: paths, folders, globs, URLs, and ``-`` for standard input."""

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from glob import glob, has_magic
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from kg.errors import EmptyError, ReadError
from kg.readers import remote

MAX_BYTES = 200_000_000
"""Larger files are refused: nothing that people say fills 200 MB, and reading it would fill memory."""


_FILE = re.compile(r"file:(?://(?:localhost)?)?(/(?!/).*)", re.IGNORECASE | re.DOTALL)
"""The address of a file on this machine: RFC 8089."""


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read.

    Attributes:
        name: what the document is called in the graph: the file's name, no machine-specific path.
        location: absolute URI; says which document an edited file replaces. ``-`` for standard input.
        path: None for standard input and URLs.
        encoding: as declared by the user, ``utf-8`` by default.
        version: what changes with the content, as a listing of URLs told it; empty if nothing did.
        held: the content, where it can be read only once.
    """

    name: str
    location: str
    path: Path | None
    encoding: str = "utf-8"
    version: str = ""
    held: bytes | None = None

    @property
    def is_url(self) -> bool:
        """Whether it lies behind a URL."""
        return self.path is None and self.location != "-"

    @property
    def suffix(self) -> str:
        """The format, lower case with its dot; standard input is plain text."""
        return ".txt" if self.location == "-" else PurePosixPath(self.name).suffix.lower()

    def content(self) -> bytes:
        """Return the whole content.

        Raises:
            EmptyError: there is nothing in it but white space.
            ReadError: it is missing, a folder, unreadable or too large.
        """
        data = self._bytes() if self.held is None else self.held
        if not data.strip():
            raise EmptyError(f"{self.name}: the file is empty")
        if len(data) > MAX_BYTES:
            raise ReadError(f"{self.name}: larger than {MAX_BYTES // 1_000_000} MB")
        return data

    def taken(self) -> "Source":
        """Return the source with its content in hand, if it can be read here and now only."""
        return replace(self, held=self._bytes()) if self.location == "-" and self.held is None else self

    def _bytes(self) -> bytes:
        if self.path is not None:
            return self._file_bytes(self.path)
        if self.is_url:
            return remote.content(self.location, self.name, MAX_BYTES + 1)
        return sys.stdin.buffer.read(MAX_BYTES + 1)

    def _file_bytes(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except OSError as error:
            where = "" if str(path) == self.name else f": {path}"  # said once is enough
            raise ReadError(f"{self.name}: {error.strerror or error}{where}") from error


def find_sources(
    patterns: Sequence[str], suffixes: Sequence[str], encoding: str = "utf-8"
) -> Iterator[Source]:
    """Yield a source for each file that ``patterns`` mean, in sorted order, each file once.

    A folder gives every file below it with one of ``suffixes``; a glob the files it matches; ``-`` standard
    input. URLs are taken alike. What does not exist is yielded too: reading it raises, so that one typo
    does not stop the others.

    Raises:
        ReadError: a URL that cannot be listed, or one with a password in it.
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
    if remote.is_url(pattern):
        for found in remote.find(pattern, suffixes):
            yield Source(found.name, found.url, None, encoding, found.version)
        return
    here = _FILE.fullmatch(pattern)
    path = Path(url2pathname(here[1]) if here else pattern)
    files: Iterable[Path]
    if stat.S_ISDIR(_mode(path)):
        files = (file for file in _below(path) if _is_meant(file, path, suffixes))
    elif _mode(path) or not has_magic(str(path)):
        files = [path]
    else:
        found_paths = glob(str(path), recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
        files = sorted(map(Path, found_paths)) or [path]
    yield from (Source(file.name, _real(file).as_uri(), file, encoding) for file in files)


def _below(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and in those below, sorted, and folders that cannot be listed.

    Of what is not yet come to only names are held, folder by folder. Links to folders are not followed.
    """
    waiting = [(os.fspath(folder), True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            yield Path(path)
            continue
        try:
            with os.scandir(path) as entries:
                found = [(entry.path, entry.is_dir(follow_symlinks=False)) for entry in entries]
        except OSError:  # whoever reads it says so
            yield Path(path)
        else:
            waiting.extend(sorted(found, reverse=True))


def _is_meant(file: Path, folder: Path, suffixes: Sequence[str]) -> bool:
    """Return whether it is a file of the folder: a link out of it may lead to what nobody meant to read."""
    mode = _mode(file)
    if stat.S_ISDIR(mode):
        return not file.is_symlink()
    here = mode == 0 or (stat.S_ISREG(mode) and _real(file).is_relative_to(_real(folder)))
    return here and file.suffix.lower() in suffixes  # what cannot be reached fails when it is read


def _mode(path: Path) -> int:
    """Return of what kind a file is, 0 if it cannot be reached; links are followed."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def _real(path: Path) -> Path:
    """Return where links lead to; as far as they do, for some lead in circles."""
    return Path(os.path.realpath(path))


def is_gone(location: str, *, ask: bool = False) -> bool:
    """Return whether a location names what does not exist (any more).

    Args:
        location: of a document of the store.
        ask: also those that answer over a network; one that gives no answer is not gone.
    """
    parts = urlsplit(location)
    if parts.scheme == "file":
        return not Path(unquote(parts.path, errors="surrogateescape")).exists()
    return ask and remote.is_url(location) and remote.is_gone(location)
