"""Sentence by sentence: who is named in it, and what it reports of whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens

from kg.extract.attribution import find_attributions
from kg.extract.confidence import Place, confidence
from kg.extract.content import Attribution, mode_of, trimmed
from kg.extract.quotes import find_quotes
from kg.extract.said import Reader
from kg.extract.scene import Scene
from kg.extract.sources import FIRST_PERSON, unnamed_source
from kg.model import Mention, Segment, SegmentKind, Span

MEDIA = "group:media"
"""Who says what "is reported" and "reportedly" so."""
REPORTED = frozenset({"report", "say", "state", "announce", "reportedly", "allegedly"})
"""Lemmas of "it is reported that": the media say so."""
PAST = frozenset({"VBD", "VBN"})
Attributed = tuple[Attribution, str]
"""An attribution, and the entity id of who is meant."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence, who is named in it, and what it reports of whom."""

    tokens: Tokens
    mentions: Sequence[Mention]
    attributions: Sequence[Attributed]

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.tokens.start_char, self.tokens.end_char)


def hear(reader: Reader, segment: Segment, own: str | None = None) -> list[Heard]:
    """Return what each sentence of a paragraph reports, as far as it is sure enough.

    Args:
        reader: what was read before; it learns who is named here.
        segment: the paragraph.
        own: entity id of who speaks in it, when it is a turn.
    """
    heard: list[Heard] = []
    dialogue = own is not None or segment.kind is SegmentKind.QUESTION
    quotes = find_quotes(reader.scene.text, segment.span, dashes=segment.kind is SegmentKind.NARRATION)
    for sentence in reader.scene.sentences(segment.span):
        mentions = reader.scene.within(Span(sentence.start_char, sentence.end_char))
        if own is not None:
            reader.discourse.read(sentence, mentions)
        found = [
            near
            for a in find_attributions(reader.scene.doc, sentence, mentions, dialogue=dialogue)
            if (near := _near(a, Span(sentence.start_char, sentence.end_char), quotes))
        ]
        pairs = [pair for a in found for pair in _resolved(reader, a, own, heard)]
        if own is None:
            reader.discourse.read(sentence, mentions)
        heard.append(Heard(sentence, mentions, list(_sure(reader, segment, pairs, dialogue=dialogue))))
    return list(_where_it_is(heard))


def _near(attribution: Attribution, sentence: Span, quotes: Sequence[Span]) -> Attribution | None:
    """An attribution without the words of other sentences, but those in quotation marks."""
    parts = tuple(
        part
        for part in attribution.content
        if sentence.overlaps(part) or any(quote.overlaps(part) for quote in quotes)
    )
    return replace(attribution, content=parts) if parts else None


def _resolved(
    reader: Reader, attribution: Attribution, own: str | None, before: Sequence[Heard]
) -> Iterator[Attributed]:
    """An attribution with each of its speakers; "This was stated by X" gets the sentences before."""
    parts = _backward(reader.scene, before) if attribution.previous and own is None else []
    told = [replace(attribution, content=(part,), previous=False) for part in parts]
    for speaker in _speakers(reader, attribution, own):
        yield from ((one, speaker) for one in (told if attribution.previous else [attribution]))


def _speakers(reader: Reader, attribution: Attribution, own: str | None) -> tuple[str, ...]:
    source = attribution.source
    if source is None:
        return (MEDIA,) if attribution.lemma in REPORTED else ()
    if is_first_person(attribution):
        return (own,) if own is not None and _told(reader.scene, attribution) else ()
    return reader.discourse.speakers(source) or (unnamed_source(source),)


def is_first_person(attribution: Attribution) -> bool:
    """Return whether the source is whoever speaks: "I", "we"."""
    return attribution.source is not None and attribution.source.text in FIRST_PERSON


def _told(scene: Scene, attribution: Attribution) -> bool:
    """Whether one who speaks reports his own words: "I told her", not "I think" and "we want"."""
    cue = scene.doc.char_span(attribution.cue.start, attribution.cue.end, alignment_mode="expand")
    return attribution.speech and cue is not None and cue.root.tag_ in PAST


def _backward(scene: Scene, before: Sequence[Heard]) -> list[Span]:
    """The sentences right before that nobody else is said to have said."""
    spans: list[Span] = []
    for one in reversed(before):
        span = trimmed(scene.text, one.span)
        if one.attributions and spans:
            break
        if span:
            spans.append(span)
    return spans[::-1]


def _sure(
    reader: Reader, segment: Segment, pairs: Sequence[Attributed], *, dialogue: bool
) -> Iterator[Attributed]:
    for attribution, speaker in pairs:
        place = Place(
            dialogue=dialogue,
            heading=segment.kind in (SegmentKind.HEADING, SegmentKind.TITLE, SegmentKind.CAPTION),
            within=any(_holds(other, attribution) for other, _ in pairs),
        )
        words = sum(len(part.of(reader.scene.text).split()) for part in attribution.content)
        sure = confidence(attribution, speaker, place, words)
        if sure >= reader.least:
            yield replace(attribution, act=attribution.act or "state", confidence=sure), speaker


def _holds(outer: Attribution, inner: Attribution) -> bool:
    return outer is not inner and any(part.contains(inner.cue) for part in outer.content)


def _where_it_is(heard: Sequence[Heard]) -> Iterator[Heard]:
    """Each sentence with the attributions whose content lies in it, as far as it does."""
    pairs = [pair for one in heard for pair in one.attributions]
    for one in heard:
        here = ((a, tuple(p for p in a.content if p.overlaps(one.span)), who) for a, who in pairs)
        yield replace(one, attributions=[(_part(one, a, parts), who) for a, parts, who in here if parts])


def _part(heard: Heard, attribution: Attribution, parts: tuple[Span, ...]) -> Attribution:
    if len(parts) == len(attribution.content):
        return attribution
    return replace(attribution, content=parts, mode=mode_of(heard.tokens.doc, parts))
