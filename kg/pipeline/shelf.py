"""Where parcels lie until they are filed: a folder that all workers see, or a place behind a URL.

A parcel gets its name when it is complete. In a folder that is one rename. An object store shows an object
when all of it was sent, and moves by copying; a copy is shown when it is complete, too. Whatever else a file
system may do, a parcel says at its end that it ends there.
"""

import gzip
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast
from uuid import uuid4

from kg.errors import EngineError, ParcelError
from kg.readers.remote import NEEDS, is_url

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_PART = ".part"
_SPOOLED = 16_000_000  # bytes of a fetched parcel that are kept in memory; more goes to a file


class Shelf(Protocol):
    """A place for parcels; travels to the workers."""

    @property
    def suffix(self) -> str:
        """What names of parcels end in."""
        ...

    def new(self, name: str) -> AbstractContextManager[BinaryIO]:
        """Open a parcel to write; it is there under its name when the context ends well."""
        ...

    def opened(self, name: str) -> AbstractContextManager[BinaryIO]:
        """Open a parcel to read, to and fro.

        Raises:
            FileNotFoundError: it is not there.
            ParcelError: it cannot be unpacked.
        """
        ...

    def drop(self, name: str) -> None:
        """Remove a parcel that was filed, if it is there."""
        ...

    def clear(self) -> None:
        """Remove all parcels, and what workers that died have left of some; other files stay."""
        ...


def shelf(place: str) -> Shelf:
    """Return the shelf in a folder, made if it is not there, or behind a URL.

    Raises:
        EngineError: the folder cannot be made; fsspec, or what it needs for such URLs, is not installed.
    """
    if not is_url(place):
        return _folder(Path(place.removeprefix("file://")))
    try:
        import fsspec  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise EngineError(f"{place} {NEEDS}") from error
    try:
        system, path = fsspec.url_to_fs(place)
        system.makedirs(path, exist_ok=True)
    except (ImportError, ValueError, OSError) as error:
        raise EngineError(f"{place}: {error}") from error
    return UrlShelf(place.rstrip("/"))


def _folder(path: Path) -> "FolderShelf":
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EngineError(f"{path}: no folder for parcels can be made: {error.strerror}") from error
    return FolderShelf(path.resolve())


@dataclass(frozen=True, slots=True)
class FolderShelf:
    """Parcels in a folder on a disk that all workers share, as they are."""

    path: Path
    suffix: str = ".nq"

    def __str__(self) -> str:
        """Return where it is."""
        return str(self.path)

    @contextmanager
    def new(self, name: str) -> Iterator[BinaryIO]:
        """Open a parcel to write. A power cut may leave it torn, which its missing end line tells."""
        part = self.path / f"{name}.{uuid4().hex}{_PART}"  # two may make the same at a time
        try:
            with part.open("wb") as stream:
                yield stream
            part.replace(self.path / name)
        finally:
            part.unlink(missing_ok=True)

    @contextmanager
    def opened(self, name: str) -> Iterator[BinaryIO]:
        """Open a parcel to read."""
        with (self.path / name).open("rb") as stream:
            yield stream

    def drop(self, name: str) -> None:
        """Remove a parcel that was filed."""
        (self.path / name).unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove all parcels and parts of some, and the folder if nothing else is in it."""
        for file in [*self.path.glob(f"*{_PART}"), *self.path.glob(f"*{self.suffix}")]:
            file.unlink(missing_ok=True)
        if not any(self.path.iterdir()):
            self.path.rmdir()


@dataclass(frozen=True, slots=True)
class UrlShelf:
    """Parcels behind a URL, compressed: they travel over a network."""

    url: str
    suffix: str = ".nq.gz"

    def __str__(self) -> str:
        """Return where it is."""
        return self.url

    @contextmanager
    def new(self, name: str) -> Iterator[BinaryIO]:
        """Open a parcel to write; sent when it is complete, then moved to its name."""
        with tempfile.TemporaryFile() as file:
            with gzip.GzipFile("", "wb", compresslevel=1, fileobj=file, mtime=0) as packed:
                yield cast("BinaryIO", packed)
            file.seek(0)
            system, path = _system(self.url)
            part = f"{path}/{name}.{uuid4().hex}{_PART}"
            with system.open(part, "wb") as stream:
                shutil.copyfileobj(file, stream)
            system.mv(part, f"{path}/{name}")

    @contextmanager
    def opened(self, name: str) -> Iterator[BinaryIO]:
        """Open a parcel to read: fetched and unpacked, for reading goes to and fro."""
        system, path = _system(self.url)
        with tempfile.SpooledTemporaryFile(_SPOOLED) as file:
            with system.open(f"{path}/{name}", "rb") as stream:
                try:
                    shutil.copyfileobj(gzip.GzipFile(fileobj=stream), file)
                except (gzip.BadGzipFile, EOFError, zlib.error) as error:
                    raise ParcelError(f"{self.url}/{name}: cannot be unpacked: {error}") from error
            yield cast("BinaryIO", file)

    def drop(self, name: str) -> None:
        """Remove a parcel that was filed."""
        system, path = _system(self.url)
        with suppress(FileNotFoundError):
            system.rm_file(f"{path}/{name}")

    def clear(self) -> None:
        """Remove all parcels and parts of some."""
        system, path = _system(self.url)
        for name in system.ls(path, detail=False):
            if name.endswith((_PART, self.suffix)):
                system.rm_file(name)


def _system(url: str) -> "tuple[AbstractFileSystem, str]":
    """Return the file system of a URL, which knows itself how often it may be made, and the path there."""
    from fsspec import url_to_fs  # noqa: PLC0415 - an extra

    system, path = url_to_fs(url)
    return system, path.rstrip("/")
