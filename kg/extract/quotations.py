"""Whose each quotation of a paragraph is."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.confidence import floating
from kg.extract.content import Attribution, trimmed
from kg.extract.heard import Attributed
from kg.extract.places import Owners
from kg.extract.quotes import find_quotes
from kg.extract.said import Reader, Said, reported
from kg.extract.scene import Scene
from kg.model import Act, EntityType, Mode, Segment, SegmentKind, Span
from kg.nlp.blocks import DASH

NEARLY_ALL = 0.8
"""Share of its paragraph from which on a quotation goes on from the paragraph before.
Set by hand; after a change run scripts/eval."""
PHRASE = 2
"""Words: what is quoted within a report may be shorter than a quotation that stands alone."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks, and whose they are."""

    span: Span
    attribution: Attribution | None
    speaker: str

    def said(self, scene: Scene, words: Span) -> Said:
        """Return the statement that ``words`` of the quotation make."""
        key = f"direct {self.span.start}"
        if self.attribution is None:
            return Said(self.speaker, Mode.DIRECT, (words,), Act.STATE, key, floating())
        base = reported(scene, self.attribution, self.speaker, None)
        return replace(
            base, mode=Mode.DIRECT, content=(words,), key=base.key if base.mode is Mode.DIRECT else key
        )


def quotations(
    reader: Reader, segment: Segment, quotes: Sequence[Span], attributions: Sequence[Attributed]
) -> list[Quotation]:
    """Say whose each quotation is: of the attribution that touches it, else of the quotation before it."""
    owners = Owners(attribution.content for attribution, _ in attributions)
    found: list[Quotation] = []
    signed = _signed(reader.scene, segment)
    for quote in quotes:
        if signed and _whole(segment, quote):
            found.append(Quotation(quote, None, signed))
            continue
        near = owners.near(quote)
        # with its cue inside, it is a report within the quotation
        outer = [attributions[i] for i in near if not quote.contains(attributions[i][0].cue)]
        if touching := [pair for pair in outer if pair[0].mode is Mode.DIRECT] or outer:
            found.append(Quotation(quote, *touching[0]))
        elif found and segment.kind is SegmentKind.NARRATION:
            found.append(Quotation(quote, found[-1].attribution, found[-1].speaker))
        elif speaker := _unattributed(reader, segment, quote):
            found.append(Quotation(quote, None, speaker))
    return found


def _unattributed(reader: Reader, segment: Segment, quote: Span) -> str | None:
    """Whose a quotation is that nobody is said to have said: the interviewee's, or of who spoke last."""
    if floating() < reader.least:
        return None
    if segment.kind in (SegmentKind.HEADING, SegmentKind.TITLE):
        return reader.host
    whole = _whole(segment, quote)
    return reader.discourse.last if whole and segment.kind is SegmentKind.NARRATION else None


def _whole(segment: Segment, quote: Span) -> bool:
    """Whether a paragraph is hardly more than a quotation."""
    return quote.end - quote.start > NEARLY_ALL * (segment.span.end - segment.span.start)


def _signed(scene: Scene, segment: Segment) -> str | None:
    """Who is named first in the signature below a paragraph: "— Mara Lind, Water Commissioner"."""
    segments = scene.layout.segments
    below = bisect_right(segments, segment.span.start, key=lambda one: one.span.start)
    if below == len(segments) or segments[below].kind is not SegmentKind.CAPTION:
        return None
    line = segments[below].span
    if not DASH.match(scene.text, line.start, line.end):
        return None
    people = (m for m in scene.within(line) if m.type is EntityType.PERSON)
    return next((scene.of[person.span] for person in people), None)


def quoted(
    scene: Scene, sentence: Span, near: Sequence[Quotation], covered: Sequence[Span]
) -> Iterator[Said]:
    """Yield the parts of quotations that lie in a sentence and that no attribution has taken yet."""
    first = bisect_right(near, sentence.start, key=lambda q: q.span.end)
    last = bisect_left(near, sentence.end, key=lambda q: q.span.start)
    for quotation in near[first:last]:
        part = Span(max(quotation.span.start, sentence.start), min(quotation.span.end, sentence.end))
        words = trimmed(scene.text, part) if part.start < part.end else None
        attribution = quotation.attribution
        taken = attribution is not None and attribution.mode is Mode.DIRECT
        if words is not None and not (taken and any(span.contains(words) for span in covered)):
            yield quotation.said(scene, words)


def with_quotations(
    scene: Scene, attribution: Attribution, said: Said, taken: Sequence[Span] = ()
) -> Iterator[Said]:
    """Yield what an attribution says, then its words in quotation marks as statements of their own.

    Args:
        scene: the document.
        attribution: the report.
        said: the statement that it makes.
        taken: words that others quote already.
    """
    yield said
    for words in _verbatim(scene, attribution):
        if not any(part.overlaps(words) for part in taken):
            yield replace(said, mode=Mode.DIRECT, content=(words,), key=f"direct {words.start}")


def _verbatim(scene: Scene, attribution: Attribution) -> Iterator[Span]:
    """The words of a report that stand in quotation marks: he "did not care"."""
    if attribution.mode is Mode.DIRECT:
        return
    for part in attribution.content:
        whole = Span(part.start, min(part.end + 1, len(scene.text)))  # the content ends before its mark
        for quote in find_quotes(scene.text, whole, dashes=False, least=PHRASE):
            if words := trimmed(scene.text, Span(quote.start, min(quote.end, part.end))):
                yield words
