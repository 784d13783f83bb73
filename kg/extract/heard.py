"""Sentence by sentence: who is named in it, and what it reports of whom."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens

from kg.extract.attribution import find_attributions
from kg.extract.confidence import THINGS, Place, confidence
from kg.extract.content import Attribution, mode_of, trimmed
from kg.extract.phrases import covering
from kg.extract.places import Owners, Places
from kg.extract.quotes import find_quotes
from kg.extract.said import Reader
from kg.extract.scene import Scene
from kg.extract.sources import FIRST_PERSON, Source, SourceKind, unnamed_source
from kg.model import MEDIA, Mention, Segment, SegmentKind, Span
from kg.nlp.lexicon import word_set

UNKNOWN = "group:unnamed"
"""Who says what is "allegedly" so."""
REPORTED = frozenset({"report", "say", "state", "announce"})
"""Lemmas of "it is reported that": the media say so."""
OPENING = frozenset("\"“«„'`")
"""What stands before words in a later paragraph that are still those of "X said:"."""
FOLLOWS = re.compile(
    r"\W*(?:it|this|they|these|here it)\s(?:is|was|are|were|reads?)\s(?:as\sfollows|the\sfollowing):", re.I
)
"""What announces words that somebody was said to have said in the sentence before."""
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


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Where it is heard.

    Attributes:
        own: entity id of who speaks in it, when it is a turn.
        quotes: what stands in quotation marks.
    """

    reader: Reader
    segment: Segment
    own: str | None
    quotes: Places

    @property
    def dialogue(self) -> bool:
        return self.own is not None or self.segment.kind is SegmentKind.QUESTION

    @property
    def heading(self) -> bool:
        return self.segment.kind in (SegmentKind.HEADING, SegmentKind.TITLE, SegmentKind.CAPTION)

    @property
    def told(self) -> bool:
        return self.segment.kind is SegmentKind.NARRATION

    def quoted(self, span: Span) -> bool:
        return bool(self.quotes.overlapping(span))


def hear(reader: Reader, segment: Segment, own: str | None = None) -> list[Heard]:
    """Return what each sentence of a paragraph reports, as far as it is sure enough.

    Args:
        reader: what was read before; it learns who is named here.
        segment: the paragraph.
        own: entity id of who speaks in it, when it is a turn.
    """
    quotes = find_quotes(reader.scene.text, segment.span, dashes=segment.kind is SegmentKind.NARRATION)
    here = _Paragraph(reader, segment, own, Places(quotes))
    heard: list[Heard] = []
    for sentence in reader.scene.sentences(segment.span):
        span = Span(sentence.start_char, sentence.end_char)
        mentions = reader.scene.within(span)
        reader.discourse.read(sentence)
        found = find_attributions(reader.scene.doc, sentence, mentions, dialogue=here.dialogue)
        near = (one for a in found if (one := _near(a, span, here)))
        pairs = [pair for a in near for pair in _resolved(here, a, heard)]
        pairs += _following(here, span, heard)
        heard.append(Heard(sentence, mentions, list(_sure(here, pairs))))
    pairs = [pair for one in heard for pair in one.attributions]
    pending, reader.pending = reader.pending, pairs if here.told else []
    return list(_where_it_is(heard, [*pairs, *(pending if here.told else [])]))


def _following(here: _Paragraph, sentence: Span, before: Sequence[Heard]) -> list[Attributed]:
    """Of "…, as X said. It is as follows: …" what stands behind the colon, as X's too."""
    opening = FOLLOWS.match(here.reader.scene.text, sentence.start, sentence.end)
    words = trimmed(here.reader.scene.text, Span(opening.end(), sentence.end)) if opening else None
    if words is None or not before:
        return []
    return [(replace(a, content=(words,)), who) for a, who in before[-1].attributions if a.speech]


def _near(attribution: Attribution, sentence: Span, here: _Paragraph) -> Attribution | None:
    """An attribution without the words of other sentences, but those in quotation marks.

    Of "X said:" these may stand in the next paragraph.
    """
    text = here.reader.scene.text
    parts = tuple(
        p
        for p in attribution.content
        if sentence.overlaps(p)
        or here.quoted(p)
        or (p.start >= here.segment.span.end and text[p.start - 1] in OPENING)
    )
    return replace(attribution, content=parts) if parts else None


def _resolved(here: _Paragraph, attribution: Attribution, before: Sequence[Heard]) -> Iterator[Attributed]:
    """An attribution with each of its speakers; "This was stated by X" gets the sentences before."""
    parts = _backward(here.reader.scene, before) if attribution.previous and here.own is None else []
    told = [replace(attribution, content=(part,)) for part in parts]
    for speaker in _speakers(here, attribution):
        yield from ((one, speaker) for one in (told if attribution.previous else [attribution]))


def _speakers(here: _Paragraph, attribution: Attribution) -> tuple[str, ...]:
    source = attribution.source
    if source is None:
        return _by_nobody(here, attribution)
    if is_first_person(attribution):
        return _himself(here, attribution, source)
    found = here.reader.discourse.speakers(source)
    return _others(here, source, found) if found else _unnamed(here, source)


def _others(here: _Paragraph, source: Source, found: Sequence[str]) -> tuple[str, ...]:
    """The speakers but the publisher: "the journalist asks" is his telling. By name he reports himself."""
    named = source.kind is SourceKind.NAME
    return tuple(id_ for id_ in found if named or id_ != here.reader.scene.publisher)


def _unnamed(here: _Paragraph, source: Source) -> tuple[str, ...]:
    """Somebody of whom nothing tells who it is; but an "it" or "they" in somebody's speech may be nobody."""
    vague = source.kind is SourceKind.PRONOUN and (here.dialogue or source.text in THINGS)
    return () if vague else (unnamed_source(source),)


def _by_nobody(here: _Paragraph, attribution: Attribution) -> tuple[str, ...]:
    """Who says what "is reported": the media; what is "allegedly" so: nobody known, in a turn nobody else."""
    if attribution.lemma in word_set("hearsay"):
        return () if here.dialogue else (UNKNOWN,)
    return (MEDIA,) if attribution.lemma in REPORTED else ()


def _himself(here: _Paragraph, attribution: Attribution, source: Source) -> tuple[str, ...]:
    """Who says "I": whose turn it is, of what he told before; the author, of what he writes himself."""
    if here.quoted(source.span):
        return ()
    if here.own is not None:
        return (here.own,) if _tells(here.reader.scene, attribution) else ()
    return (here.reader.scene.publisher,) if here.told else ()


def is_first_person(attribution: Attribution) -> bool:
    """Return whether the source is whoever speaks: "I", "we"."""
    return attribution.source is not None and attribution.source.text in FIRST_PERSON


def _tells(scene: Scene, attribution: Attribution) -> bool:
    """Whether one who speaks reports his own words: "I told her", not "I think" and "we want"."""
    cue = covering(scene.doc, attribution.cue)
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


def _sure(here: _Paragraph, pairs: Sequence[Attributed]) -> Iterator[Attributed]:
    for attribution, speaker in pairs:
        within = any(_holds(other, attribution) for other, _ in pairs)
        words = sum(len(part.of(here.reader.scene.text).split()) for part in attribution.content)
        sure = confidence(attribution, speaker, Place(here.dialogue, here.heading, within), words)
        if sure >= here.reader.least:
            yield replace(attribution, confidence=sure), speaker


def _holds(outer: Attribution, inner: Attribution) -> bool:
    return outer is not inner and any(part.contains(inner.cue) for part in outer.content)


def _where_it_is(heard: Sequence[Heard], pairs: Sequence[Attributed]) -> Iterator[Heard]:
    """Each sentence with the attributions whose content lies in it, as far as it does."""
    owners = Owners(attribution.content for attribution, _ in pairs)
    for one in heard:
        near = (pairs[number] for number in owners.near(one.span))
        here = ((a, tuple(p for p in a.content if p.overlaps(one.span)), who) for a, who in near)
        yield replace(one, attributions=[(_part(one, a, parts), who) for a, parts, who in here])


def _part(heard: Heard, attribution: Attribution, parts: tuple[Span, ...]) -> Attribution:
    if len(parts) == len(attribution.content):
        return attribution
    return replace(attribution, content=parts, mode=mode_of(heard.tokens.doc, parts))
