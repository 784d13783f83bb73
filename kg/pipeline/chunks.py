"""Documents in portions: what a worker is given, and the parcel that it makes of that.

A worker is sent names, not texts, and answers with the name of a file: little goes through whoever shares the
work out, however long the documents are.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from kg.errors import KgError, ParcelError, ReadError
from kg.graph import parcels
from kg.graph.parcels import Parcel
from kg.graph.store import Filing, filing
from kg.model import Document, Failure, Reading, content_id
from kg.pipeline.reading import read
from kg.pipeline.settings import Settings
from kg.pipeline.shelf import Shelf
from kg.readers import Source
from kg.readers import read as read_source
from kg.readers.english import is_english

FOREIGN = "this seems to be no English, which is all that can be read; little of it will be understood"
Read = Callable[[Document, Settings], Reading]
"""What makes a reading of a document. Workers find it by its name, so that it has to be in a module."""
Progress = Callable[[str], None]
"""Told one line for each step."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One source to be read.

    Attributes:
        number: its place among all sources of the build.
        source: where it is.
        known: SHA-256 of what the store has from there, read by the same reader; else None.
        seen: what tells its content from others, as it was when the work was shared out; empty if unknown.
    """

    number: int
    source: Source
    known: str | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Sources that one worker reads in one go, at least one, in the order of the build."""

    errands: tuple[Errand, ...]

    @property
    def number(self) -> int:
        """The place of the first among all sources; no two chunks of a build overlap."""
        return self.errands[0].number

    @property
    def is_fixed(self) -> bool:
        """Whether an equal chunk has equal contents, so that its parcel can be taken where it is there."""
        return all(errand.seen for errand in self.errands)

    def key(self, stamp: str) -> str:
        """Return what a parcel of these contents is called, when read by that reader."""
        parts = [
            part
            for errand in self.errands
            for part in (errand.source.location, errand.source.encoding, errand.seen, errand.known)
        ]
        return content_id("parcel", stamp, *parts)

    def halves(self) -> tuple["Chunk", "Chunk"]:
        """Return the two of a chunk with several sources."""
        middle = len(self.errands) // 2
        return Chunk(self.errands[:middle]), Chunk(self.errands[middle:])


@dataclass(frozen=True, slots=True)
class Work:
    """How a chunk is read: travels to the workers.

    Attributes:
        settings: of the reading.
        stamp: what the driver takes a reading by these settings to depend on.
        base: under which the things of the store are named.
        read: what reads a document.
    """

    settings: Settings
    stamp: str
    base: str
    read: Read = read

    def parcel(self, chunk: Chunk, tell: Progress = lambda _line: None) -> Parcel:
        """Return the parcel of a chunk, whose documents are read as they are asked for."""
        lists = _Lists()
        found = (item for errand in chunk.errands for item in self._filings(errand, lists, tell))
        return Parcel(found, lists.failures, lists.warnings, lists.unchanged, self.stamp)

    def _filings(self, errand: Errand, lists: "_Lists", tell: Progress) -> Iterator[Filing]:
        source = errand.source
        try:
            documents = list(read_source(source))
            if documents and documents[0].sha256 == errand.known:
                tell(f"{source.name}: unchanged")
                lists.unchanged.append(source.name)
                return
            tell(f"{source.name}: reading")
            readings = [self.read(document, self.settings) for document in documents]
        except KgError as error:
            kept = "" if errand.known is None else "; what the store has from there stays as it was"
            lists.failures.append(failure(source, error, kept))
            return
        for document in documents:
            if not is_english(document.text):
                lists.warnings.append(Failure(source.name, FOREIGN))
        yield from (filing(reading, source.location, self.base) for reading in readings)


@dataclass(frozen=True, slots=True)
class _Lists:
    """What grows while the documents of a chunk are read."""

    failures: list[Failure] = field(default_factory=list)
    warnings: list[Failure] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Packing:
    """Reads chunks into parcels on a shelf: what a worker does all day."""

    work: Work
    shelf: Shelf

    def __call__(self, chunk: Chunk) -> str:
        """Return the name of the parcel of a chunk, which is made unless it is there and in order."""
        name = f"{chunk.key(self.work.stamp)}{self.shelf.suffix}"
        if not (chunk.is_fixed and self._is_whole(name)):
            with self.shelf.new(name) as stream:
                parcels.write(stream, self.work.parcel(chunk))
        return name

    def _is_whole(self, name: str) -> bool:
        """Whether a parcel is there and every line of it in order; a damaged one is made anew."""
        try:
            with self.shelf.opened(name) as stream:
                for _ in parcels.read(stream, name, self.work.base).filings:
                    pass
        except (FileNotFoundError, ParcelError):
            return False
        return True


def failure(source: Source, error: KgError, remark: str = "") -> Failure:
    """Return an error about a source, with a remark; its name is said once."""
    return Failure(source.name, str(error).removeprefix(f"{source.name}: ") + remark)


def chunks(
    sources: Iterable[Source],
    size: int,
    known: Callable[[str], str | None],
    skip: Callable[[int], None] = lambda _count: None,
) -> Iterator[Chunk]:
    """Yield chunks of what may have changed, each from ``size`` neighbours.

    Which sources are neighbours depends on the list of them alone. So a build that was interrupted finds
    the same chunks again, whatever has been filed since, and takes their parcels.

    Args:
        sources: gone through as far as chunks are asked for.
        size: of a portion.
        known: returns the SHA-256 of what the store has from a location.
        skip: told how many sources the store has as they are.
    """
    numbered = enumerate(sources)
    while portion := list(islice(numbered, size)):
        errands = [_errand(number, source, known(source.location)) for number, source in portion]
        changed = [errand for errand in errands if errand is not None]
        skip(len(portion) - len(changed))
        if changed:
            yield Chunk(tuple(changed))


def _errand(number: int, source: Source, known: str | None) -> Errand | None:
    """Return the errand to a source; None for what the store has as it is.

    Bytes near by are cheap to compare here. What lies behind a URL is fetched once, by who reads it.
    """
    if source.is_url:
        return Errand(number, source, known, source.version)
    try:
        source = source.taken()
        seen = hashlib.sha256(source.content()).hexdigest()
    except ReadError:  # whoever reads it says so
        return Errand(number, source, known)
    return None if seen == known else Errand(number, source, known, seen)
