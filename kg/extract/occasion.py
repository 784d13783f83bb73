"""When, where, by what means and to whom it was said: by the words around the cue, else by the publication.

What somebody says in a turn is said on the occasion of the dialogue, what the publisher tells on the day of
publication. A report without words for its date was made by that day, and is marked so. A report within what
another speaker says has a date only if its own words name one: it was made at some time before.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.circumstances import cases, circumstances, clause_start
from kg.extract.dating import date_said, is_recent
from kg.extract.dialogue import Dialogue, dialogue
from kg.extract.scene import Scene
from kg.extract.surroundings import HEARERS, addressee, channel, is_media, venue
from kg.model import Channel, DatedBy, Mode, Segment, SegmentKind, Span, Statement, Utterance
from kg.nlp.lexicon import means_of_verbs, reporting_verbs, word_set

STILL = 7
"""Days before publication within which a date goes on to count for whatever else the same person says.
Set by hand."""
HAD = frozenset({"had", "'d", "’d"})
PRESENT = frozenset({"VBZ", "VBP"})
SPOKEN = (SegmentKind.QUESTION, SegmentKind.ANSWER)


def on_occasion(
    scene: Scene, utterances: Sequence[Utterance], statements: Sequence[Statement]
) -> Iterator[Utterance]:
    """Yield the utterances with date, channel, venue and addressee filled in, as far as the text tells.

    Needs: the tree of each sentence.
    """
    reader = _Reader(scene, utterances, statements)
    for utterance in utterances:
        yield reader.placed(utterance)


@dataclass(frozen=True, slots=True)
class Told:
    """What the words around a cue tell.

    Attributes:
        timeless: they say that it was said at another time, but not when: "has always said".
        present: the cue is in the present tense.
    """

    said_on: str | None = None
    channel: Channel | None = None
    venue: str | None = None
    addressee: str | None = None
    timeless: bool = False
    present: bool = False


@dataclass
class _Reader:
    """Goes through the utterances in order and keeps what was told last of each speaker."""

    scene: Scene
    utterances: Sequence[Utterance]
    statements: Sequence[Statement]
    last: dict[tuple[str, str | None], tuple[Told, Segment | None]] = field(default_factory=dict)

    def placed(self, utterance: Utterance) -> Utterance:
        """Return the utterance with its occasion."""
        segment = self._segment(utterance.cue or utterance.span)
        told, published = self._told(utterance), self.scene.published
        spoken = segment is not None and segment.kind in SPOKEN
        reported = utterance.mode in (Mode.DIRECT, Mode.INDIRECT)
        asked = segment is not None and segment.kind is SegmentKind.QUESTION
        own = not utterance.reported_in and not (reported and asked)
        if spoken and own:
            told = self._in_dialogue(told)
        elif reported:
            told = self._with_before(utterance, told, segment)
            if not own or told.timeless:
                published = None
            elif utterance.speaker in self._dialogue.answering and not told.said_on:
                told = self._in_dialogue(told)  # the title quotes what is said below
        return replace(
            utterance,
            said_on=told.said_on or published,
            dated_by=DatedBy.TEXT if told.said_on else DatedBy.PUBLICATION if published else None,
            channel=told.channel,
            venue=told.venue,
            addressee=told.addressee or _hearer(utterance.addressee),
        )

    def _in_dialogue(self, told: Told) -> Told:
        """What is told, with what title and lead tell of the dialogue."""
        talk = self._dialogue
        same = told.channel in (None, talk.channel)
        return replace(
            told,
            said_on=told.said_on or (talk.said_on if same else None),
            channel=told.channel or talk.channel,
            venue=told.venue or (talk.venue if same else None),
        )

    def _with_before(self, utterance: Utterance, told: Told, segment: Segment | None) -> Told:
        """What is told, with what was told just before of the same speaker: "He added that …"."""
        key = (utterance.speaker, utterance.reported_in)
        before, where = self.last.get(key, (Told(), None))
        recent = before.said_on is not None and is_recent(self.scene, before.said_on, days=STILL)
        near = where is not None and where == segment
        if near and not told.said_on and (recent or not told.present):
            if told.channel in (None, before.channel) and told.venue is None:
                told = replace(told, channel=before.channel, venue=before.venue)
            told = replace(told, said_on=before.said_on, timeless=told.timeless or before.timeless)
        elif recent and not told.said_on and not told.timeless and utterance.speaker.startswith("person:"):
            told = replace(told, said_on=before.said_on)
        self.last[key] = (told, segment)
        return told

    def _told(self, utterance: Utterance) -> Told:
        """What the sentence of the cue tells."""
        cue = utterance.cue
        tokens = self.scene.doc.char_span(cue.start, cue.end, alignment_mode="expand") if cue else None
        if cue is None or tokens is None:
            return Told()
        sentence = Span(tokens.root.sent.start_char, tokens.root.sent.end_char)
        said = self._said_in(sentence, cue)
        around = circumstances(tokens, said)
        lemma = _lemma(tokens)
        by = channel([*around, tokens.root]) or means_of_verbs().get(lemma)
        to = addressee(
            self.scene, tokens.root, lemma, around, utterance.speaker, self._us(utterance)
        ) or _hearer(utterance.addressee)
        heard = to if to and to.startswith("org:") else None
        if by is Channel.MEETING and heard and is_media(self.scene, heard):
            by = Channel.INTERVIEW  # "in a conversation with" an outlet
        return Told(
            said_on=date_said(self.scene, around, list(_gaps(sentence, said, tokens.root)), self._now(cue)),
            channel=by,
            venue=venue(self.scene, around, utterance.speaker)
            or (heard if by is Channel.INTERVIEW else None),
            addressee=to,
            timeless=_timeless(tokens.root, around),
            present=tokens.root.tag_ in PRESENT,
        )

    def _us(self, utterance: Utterance) -> str:
        """Who is "us" where an utterance is reported."""
        return self._speakers.get(utterance.reported_in or "", self.scene.publisher)

    def _said_in(self, sentence: Span, cue: Span) -> list[Span]:
        """The words in a sentence that somebody says, but for those that the cue itself stands in."""
        first = bisect_left(self._contents, sentence.start, key=lambda part: part.start)
        last = bisect_left(self._contents, sentence.end, key=lambda part: part.start)
        return [part for part in self._contents[first:last] if not part.contains(cue)]

    def _now(self, cue: Span) -> str | None:
        """When "yesterday" is told: on the day of the dialogue or of the publication."""
        segment = self._segment(cue)
        spoken = segment is not None and segment.kind in SPOKEN
        return (self._dialogue.said_on if spoken else None) or self.scene.published

    def _segment(self, span: Span) -> Segment | None:
        at = span.start
        known = self._segments
        before = bisect_left(known, at + 1, key=lambda segment: segment.span.start)
        return known[before - 1] if before else None

    @cached_property
    def _dialogue(self) -> Dialogue:
        own = (u for u in self.utterances if not u.reported_in and u.mode is not Mode.NARRATION)
        answers = ((u.speaker, self._segment(u.cue or u.span)) for u in own)
        return dialogue(
            self.scene, frozenset(who for who, at in answers if at and at.kind is SegmentKind.ANSWER)
        )

    @cached_property
    def _speakers(self) -> dict[str, str]:
        return {utterance.id: utterance.speaker for utterance in self.utterances}

    @cached_property
    def _segments(self) -> list[Segment]:
        return sorted(self.scene.layout.segments, key=lambda segment: segment.span)

    @cached_property
    def _contents(self) -> list[Span]:
        """All reported words, in order."""
        reported = {u.id for u in self.utterances if u.mode in (Mode.DIRECT, Mode.INDIRECT)}
        return sorted(part for s in self.statements if s.utterance in reported for part in s.content)


def _hearer(id_: str | None) -> str | None:
    """Whom words are said to, if he can hear: not a place."""
    return id_ if id_ and id_.partition(":")[0] in HEARERS else None


def _lemma(cue: Tokens) -> str:
    verb = reporting_verbs().get(cue.text.lower()) or reporting_verbs().get(cue.root.lower_)
    return verb.lemma if verb else cue.root.lemma_.lower()


def _timeless(verb: Token, around: Sequence[Token]) -> bool:
    """Whether it was said at some other time: "said earlier", "had said", "since 2014 has said"."""
    had = verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ in HAD for c in verb.children)
    described = (child for token in around for child in (token, *token.children))
    unknown = (t for t in described if t.lower_ in word_set("times unknown"))
    then = any("since" in cases(t) or (t.lower_ == "time" and "at" in cases(t)) for t in around)
    return had or then or any(t.dep_ in ("advmod", "amod") for t in unknown)


def _gaps(sentence: Span, said: Sequence[Span], verb: Token) -> Iterator[Span]:
    """Yield what nobody is reported to say in a sentence; then what a cue has before its clause."""
    start = sentence.start
    for part in said:
        if part.start > start:
            yield Span(start, part.start)
        start = max(start, part.end)
    if start < sentence.end:
        yield Span(start, sentence.end)
    if (clause := clause_start(verb)) is not None:
        yield Span(verb.idx, verb.doc[clause].idx)
