"""The text and its stretches: where words stand and what they are for."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class SegmentKind(StrEnum):
    """What a stretch of a document is for."""

    TITLE = "title"
    HEADING = "heading"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"
    QUESTION = "question"
    ANSWER = "answer"
    NARRATION = "narration"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text: code points, half-open."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that the span covers.

        >>> Span(4, 7).of("who said")
        'sai'
        """
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Return whether all of ``other`` lies within."""
        return self.start <= other.start and other.end <= self.end


def hull(spans: Iterable[Span]) -> Span:
    """Return the shortest span that covers all of ``spans``.

    >>> hull([Span(4, 7), Span(1, 2)])
    Span(start=1, end=7)
    """
    found = list(spans)
    return Span(min(s.start for s in found), max(s.end for s in found))


def content_id(*parts: str | int | None) -> str:
    """Return the id of a thing made of ``parts``: 16 hexadecimal digits of SHA-256.

    Each part is length-prefixed, so that no two lists of parts run together.
    """
    digest = hashlib.sha256()
    for part in parts:
        data = b"" if part is None else str(part).encode("utf-8", "surrogatepass")
        digest.update(f"{'-' if part is None else len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Document:
    """One source, exactly as read.

    Attributes:
        source: the name it was read under (a file name, a URL, ``-``), no machine-specific path.
        text: never changed after reading.
        sha256: of the bytes as found.
        publisher: name as given, or None when the input does not say.
        published: ISO prefix, or None.
        language: BCP 47 tag of the text.
    """

    source: str
    text: str
    sha256: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    language: str = "en"

    @property
    def id(self) -> str:
        """Content hash over source name and text: wire copy in two papers stays two documents."""
        return content_id("document", self.source, self.text)


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one kind; ``speaker`` is the entity id of the answering person, for answers."""

    span: Span
    kind: SegmentKind
    speaker: str | None = None
