"""Readings of documents that nobody wrote: graphs of the shape of real ones, of any size, always the same.

A document depends on the seed and its own number alone, so that several processes can each make their part.
With 40 statements a document comes to about 58 quads a statement (what was read in earnest: 64 to 82, for it
names more). Whom it speaks of follows Zipf's law, and so do words and events.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from kg.model import (
    Channel,
    DatedBy,
    Document,
    Entity,
    EntityType,
    Mode,
    Reading,
    SegmentKind,
    Span,
    Utterance,
    content_id,
    hull,
)
from scripts.generated_pages import Clause, Page, clause
from scripts.invented import OUTLETS, office_of, outlet, zipf

_FIRST_DAY, _DAYS = date(2015, 1, 1), 4018
_CUES = "said declared warned claimed announced insisted noted argued".split()
_INTERVIEWS = 0.4
_LONGEST = 3
"""The statements in a sentence that reports a report."""
_CHANNELS = tuple(Channel)


def readings(seed: int, documents: int, statements: int = 40) -> Iterator[Reading]:
    """Yield the first ``documents`` readings, each with exactly so many statements."""
    return (reading(seed, number, statements) for number in range(documents))


def reading(seed: int, number: int, statements: int = 40) -> Reading:
    """Return the reading with that number: an interview, or an article that quotes."""
    random = Random(f"{seed}/{number}")  # noqa: S311 - nothing here is secret
    sheet = Page(seed, number, random)
    piece = _Piece(sheet, outlet(zipf(random, OUTLETS)), _day(random), statements)
    sheet.know(piece.publisher)
    title = piece.title()
    (_interview if sheet.often(_INTERVIEWS) else _article)(piece)
    return sheet.reading(_document(piece, title))


def location(made: Reading) -> str:
    """Return where such a reading is said to come from, an absolute URI."""
    return f"file:///generated/{made.document.source}"


@dataclass
class _Piece:
    """A page with its publisher, its day (ISO), and how many statements there shall be."""

    page: Page
    publisher: Entity
    day: str
    statements: int

    @property
    def left(self) -> int:
        """How many statements are still to be made."""
        return self.statements - len(self.page.statements)

    def title(self) -> str:
        """Write the headline."""
        headline = clause_words(self.page)
        self.page.segment(0, SegmentKind.TITLE)
        self.page.put("\n")
        return headline

    def said(self, speaker: Entity, mode: Mode, span: Span, **more: str | Span | None) -> str:
        """Note an utterance, dated like the piece unless ``more`` says otherwise, and return its id."""
        page = self.page
        key = content_id("utterance", self.page.seed, self.page.number, mode, span.start, span.end)
        dated: dict[str, object] = {"said_on": self.day, "dated_by": DatedBy.PUBLICATION, **more}
        if dated["said_on"] is None:
            dated["dated_by"] = None
        page.utterances.append(Utterance(key, "", page.know(speaker), mode, span, **dated))  # type: ignore[arg-type]
        return key


def clause_words(page: Page) -> str:
    """Write a clause that nobody states, and return it."""
    page.starts = True
    return clause(page).span.of(page.text)


def _day(random: Random) -> str:
    return (_FIRST_DAY + timedelta(days=random.randrange(_DAYS))).isoformat()


def _document(piece: _Piece, title: str) -> Document:
    page = piece.page
    source = f"{page.seed}-{page.number:07}.txt"
    sha256 = hashlib.sha256(page.text.encode()).hexdigest()
    return Document(source, page.text, sha256, title, piece.publisher.label, published=piece.day)


def _interview(piece: _Piece) -> None:
    guest, page = piece.page.draw(EntityType.PERSON), piece.page
    while piece.left > 0:
        start = page.put("– ").start
        clause_words(page)
        page.put("?")
        page.segment(start, SegmentKind.QUESTION)
        page.put("\n– ")
        _turn(piece, guest)
        page.put("\n")


def _turn(piece: _Piece, guest: Entity) -> None:
    """Write an answer of some sentences; now and then the guest reports what others say."""
    page, start = piece.page, len(piece.page.text)
    said: list[Clause] = []
    reports: list[_Report] = []
    for _ in range(page.random.randint(3, 6)):
        room = piece.left - len(said) - sum(report.depth for report in reports)
        if room >= _LONGEST and page.often(0.12):
            reports.append(_report(piece, page.random.choice((1, 1, 2))))
            said.append(reports[-1].whole)
        elif room > 0:
            said.append(_sentence(page))
        page.put(" ")
    turn = piece.said(
        guest, Mode.TURN, Span(start, len(page.text) - 1), channel=Channel.INTERVIEW, role=office_of(guest)
    )
    for one in said:
        page.state(turn, [one.span], [one])
    for report in reports:
        report.file(piece, turn)
    page.segment(start, SegmentKind.ANSWER, guest.id)


def _sentence(page: Page) -> Clause:
    page.starts = True
    made = clause(page)
    return Clause(Span(made.span.start, page.put(".").end), made.about, made.claim)


@dataclass(frozen=True)
class _Report:
    """A sentence such as "A said that B warned that …": who speaks at each depth, and by which words."""

    whole: Clause
    speakers: tuple[Entity, ...]
    signs: tuple[tuple[Span, Span], ...]
    core: Clause

    @property
    def depth(self) -> int:
        """How many statements there are within the sentence."""
        return len(self.speakers)

    def file(self, piece: _Piece, outer: str | None) -> None:
        """Note each utterance and its statement, the outermost first, within ``outer``."""
        for depth, (speaker, (source, cue)) in enumerate(zip(self.speakers, self.signs, strict=True)):
            inner = self.signs[depth + 1][0].start if depth + 1 < self.depth else self.core.span.start
            span = Span(inner, self.core.span.end)
            when = _before(piece) if piece.page.often(0.5) else None
            outer = piece.said(
                speaker, Mode.INDIRECT, span, source=source, cue=cue, reported_in=outer,
                said_on=when, dated_by=DatedBy.TEXT, role=office_of(speaker),
            )  # fmt: skip
            piece.page.state(outer, [span], [self.core])


def _report(piece: _Piece, depth: int) -> _Report:
    page, start = piece.page, len(piece.page.text)
    page.starts = True
    speakers, signs = [], []
    for _ in range(depth):
        speakers.append(page.draw(EntityType.PERSON))
        source = page.name(speakers[-1])
        page.put(" ")
        signs.append((source, page.put(page.random.choice(_CUES))))
        page.put(" that ")
    core = clause(page)
    whole = Clause(Span(start, page.put(".").end), core.about)
    return _Report(whole, tuple(speakers), tuple(signs), core)


def _before(piece: _Piece) -> str:
    """Return a day within the month before the piece."""
    return (date.fromisoformat(piece.day) - timedelta(days=piece.page.random.randrange(30))).isoformat()


def _article(piece: _Piece) -> None:
    while piece.left > 0:
        piece.page.random.choice((_narration,) * 4 + (_relayed,) * 3 + (_quotation,) * 3)(piece)
        piece.page.put("\n")


def _relayed(piece: _Piece) -> None:
    start = len(piece.page.text)
    _report(piece, min(piece.left, piece.page.random.choice((1,) * 5 + (2,)))).file(piece, None)
    piece.page.segment(start, SegmentKind.NARRATION)


def _narration(piece: _Piece) -> None:
    page, start = piece.page, len(piece.page.text)
    said: list[Clause] = []
    for _ in range(min(piece.left, page.random.randint(2, 5))):
        said.append(_sentence(page))
        page.put(" ")
    span = hull(one.span for one in said)
    told = piece.said(piece.publisher, Mode.NARRATION, span)
    for one in said:
        page.state(told, [one.span], [one])
    page.segment(start, SegmentKind.NARRATION)


def _quotation(piece: _Piece) -> None:
    """Write one or two quoted sentences; one in ten is split by who says it."""
    page, start, speaker = piece.page, len(piece.page.text), piece.page.draw(EntityType.PERSON)
    split = page.often(0.1)
    page.put("“")
    said = [_sentence(page)]
    if not split and piece.left > 1 and page.often(0.5):
        page.put(" ")
        said.append(_sentence(page))
    page.put("” ")
    source = page.name(speaker)
    page.put(" ")
    cue = page.put(page.random.choice(_CUES))
    if split:
        page.put(", “")
        said.append(_sentence(page))
        page.put("”")
    page.put(".")
    quote = piece.said(
        speaker, Mode.DIRECT, hull(one.span for one in said), source=source, cue=cue, role=office_of(speaker),
        channel=page.random.choice(_CHANNELS), venue=piece.publisher.id if split else None,
    )  # fmt: skip
    groups = [said] if split else [[one] for one in said]
    for group in groups:
        page.state(quote, [one.span for one in group], group)
    page.segment(start, SegmentKind.NARRATION)
