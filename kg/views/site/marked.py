"""A text cut at every place where something begins or ends, so that each piece bears its marks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TypeVar

from kg.model import Mode, Segment, SegmentKind, Span
from kg.query import Passage, Saying, Text
from kg.views.web.links import anchor
from kg.views.web.receipts import extents, outermost

_DEEPEST = 3  # reports within reports look alike from here on
_PICTURES = 0x2400  # of the controls from U+0000 on
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_RETURN = re.compile(r"\r(\n?)")
_NOT_IN_HTML = re.compile(
    "[\x80-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part:
    """Words all of which bear the same marks.

    Attributes:
        marks: classes: how the innermost statement was said, how deep it is reported, source, cue.
        entity: id of the one whom the words mention, or None.
        opens: the places that begin here, the outermost first.
        closes: how many places end behind it.
    """

    text: str
    marks: str
    entity: str | None
    opens: tuple[str, ...]
    closes: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph.

    Attributes:
        kind: that of its segment; ``text`` where words lie in none, ``between`` for mere white space.
        speaker: entity id of the one who answers, where a turn begins.
    """

    kind: str
    speaker: str | None
    parts: tuple[Part, ...]


def shown(text: str) -> str:
    r"""Return ``text`` as a page can hold it, code point for code point.

    HTML has no control characters, surrogates and non-characters: the first 32 and DEL show as their
    pictures, the others as a replacement character. A carriage return alone breaks the line, before a line
    feed it is a space.

    >>> shown("a\r\nb\rc\x00")
    'a \nb\nc␀'
    """
    broken = _RETURN.sub(lambda found: " \n" if found[1] else "\n", text)
    pictured = _CONTROL.sub(lambda found: _picture(found[0]), broken)
    return _NOT_IN_HTML.sub("\N{REPLACEMENT CHARACTER}", pictured)


def _picture(control: str) -> str:
    return "\N{SYMBOL FOR DELETE}" if control == "\x7f" else chr(_PICTURES + ord(control))


def blocks(text: Text, sayings: Sequence[Saying], places: Iterable[Span] = ()) -> Iterator[Block]:
    """Yield the paragraphs of a text; their words together are ``shown(text.document.text)``.

    Each statement's words from its first to its last and each of ``places`` become an element with the name
    of the place as its id. One that runs on beyond its paragraph, or beyond a place in which it begins, ends
    there: what an address highlights in full is left to the script.
    """
    words = shown(text.document.text)
    segments = tuple(_filled(text.segments, words))
    hulls = (Span(saying.start, saying.end) for saying in sayings)
    anchors = _anchors([*hulls, *places], len(words))
    marks = _Marks(text, sayings)
    edges = {edge for segment in segments for edge in _edges(segment.span)}
    edges.update(edge for span, _ in anchors for edge in _edges(span))
    edges.update(min(edge, len(words)) for span in marks.spans() for edge in _edges(span))
    cuts = [Span(*ends) for ends in pairwise(sorted({0, len(words), *edges}))]
    if not cuts or any(span.start >= len(words) for span, _ in anchors):
        cuts.append(Span(len(words), len(words)))
    yield from _blocks(words, segments, anchors, list(zip(cuts, marks.of(cuts), strict=True)))


def _blocks(
    words: str,
    segments: Sequence["_Stretch"],
    anchors: Sequence[tuple[Span, str]],
    cuts: Sequence[tuple[Span, tuple[str, str | None]]],
) -> Iterator[Block]:
    places = _Places(anchors)
    over = covering([span for span, _ in cuts], [(segment.span, segment) for segment in segments])
    end = _Stretch(Span(len(words), len(words)), "between")
    placed = ((next(iter(found), end), cut) for found, cut in zip(over, cuts, strict=True))
    turn: str | None = None
    for segment, group in groupby(placed, key=lambda pair: pair[0]):
        parts = tuple(_part(words, places, segment.span, *cut) for _, cut in group)
        begins = segment.speaker if segment.speaker != turn else None
        if segment.kind in _TURNS:
            turn = segment.speaker
        yield Block(segment.kind, begins, parts)


def _part(words: str, places: "_Places", block: Span, span: Span, marked: tuple[str, str | None]) -> Part:
    opens = tuple(places.opened(span.start, block.end))
    return Part(span.of(words), *marked, opens, places.closed(span.end))


_TURNS = frozenset({SegmentKind.QUESTION, SegmentKind.ANSWER, SegmentKind.NARRATION, SegmentKind.HEADING})


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A segment, or what lies between two."""

    span: Span
    kind: str
    speaker: str | None = None


def _filled(segments: Sequence[Segment], words: str) -> Iterator[_Stretch]:
    """Yield stretches that hold all of the words."""
    reached = 0
    for segment in sorted(segments, key=lambda segment: segment.span):
        yield from _between(Span(reached, segment.span.start), words)
        yield _Stretch(segment.span, segment.kind, segment.speaker)
        reached = segment.span.end
    yield from _between(Span(reached, len(words)), words)


def _between(span: Span, words: str) -> Iterator[_Stretch]:
    if span.start < span.end:
        yield _Stretch(span, "between" if span.of(words).isspace() else "text")


def _edges(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _anchors(spans: Iterable[Span], length: int) -> list[tuple[Span, str]]:
    """Return each place once with its name, the outer before the inner; beyond the text means at its end."""
    ordered = sorted(set(spans), key=lambda span: (span.start, -span.end))
    return [
        (Span(min(span.start, length), min(span.end, length)), anchor(span.start, span.end))
        for span in ordered
    ]


class _Places:
    """Which elements are open, as one goes through the text."""

    def __init__(self, anchors: Sequence[tuple[Span, str]]) -> None:
        self._waiting = list(reversed(anchors))
        self._ends: list[int] = []

    def opened(self, offset: int, limit: int) -> Iterator[str]:
        """Yield the names of the places that begin at ``offset``; none of them ends behind ``limit``."""
        while self._waiting and self._waiting[-1][0].start <= offset:
            span, name = self._waiting.pop()
            self._ends.append(min(span.end, *self._ends[-1:], limit))
            yield name

    def closed(self, offset: int) -> int:
        """Return how many places end at ``offset``."""
        before = len(self._ends)
        while self._ends and self._ends[-1] <= offset:
            self._ends.pop()
        return before - len(self._ends)


class _Marks:
    """All that marks words: statements, sources, cues, names."""

    def __init__(self, text: Text, sayings: Sequence[Saying]) -> None:
        self._said = [(span, saying) for saying in sayings for span in extents(text, saying)]
        levels = [level for saying in sayings for level in saying.chain]
        self._sources = _marked((level.source for level in levels), "source")
        self._cues = _marked((level.cue for level in levels), "cue")
        about = {key for saying in sayings for key, _ in saying.about}
        self._names = [(named.span, named.entity) for named in outermost(text.mentions, about)]

    def spans(self) -> Iterator[Span]:
        """Yield where each mark lies."""
        for marks in (self._said, self._sources, self._cues, self._names):
            yield from (span for span, _ in marks)

    def of(self, pieces: Sequence[Span]) -> Iterator[tuple[str, str | None]]:
        """Yield the classes and the entity of each piece."""
        over = (covering(pieces, marks) for marks in (self._sources, self._cues))
        said, names = covering(pieces, self._said), covering(pieces, self._names)
        for sayings, entities, *others in zip(said, names, *over, strict=True):
            classes = [*_said(sayings), *(kind for found in others for kind in found[:1])]
            yield " ".join(classes), next(iter(entities), None)


def _marked(passages: Iterable[Passage | None], kind: str) -> list[tuple[Span, str]]:
    spans = {Span(passage.start, passage.end) for passage in passages if passage}
    return [(span, kind) for span in sorted(spans)]


def _said(sayings: Sequence[Saying]) -> Iterator[str]:
    """Yield the classes of words: how the innermost of the statements was said, how deep it lies."""
    if not sayings:
        return
    inner = max(sayings, key=_depth)
    yield inner.mode
    if _depth(inner)[1] > 1:
        yield f"d{min(_depth(inner)[1], _DEEPEST)}"


def _depth(saying: Saying) -> tuple[bool, int, int, str]:
    return saying.mode != Mode.NARRATION, len(saying.chain), saying.start - saying.end, saying.statement


def covering(pieces: Sequence[Span], marks: Iterable[tuple[Span, T]]) -> Iterator[Sequence[T]]:
    """Yield what covers each piece; pieces follow each other and are cut wherever a mark begins or ends."""
    waiting = sorted(marks, key=lambda mark: mark[0], reverse=True)
    over: list[tuple[Span, T]] = []
    for piece in pieces:
        over = [mark for mark in over if mark[0].end > piece.start]
        while waiting and waiting[-1][0].start <= piece.start:
            mark = waiting.pop()
            if mark[0].end > piece.start:
                over.append(mark)
        yield [value for _, value in over]
