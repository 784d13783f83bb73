"""What the publisher tells in his own voice, and the words of others in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.answers import spoken, without_label
from kg.extract.attribution import WIRE
from kg.extract.confidence import NARRATION
from kg.extract.content import Attribution
from kg.extract.heard import Attributed, Heard, hear
from kg.extract.quotations import Quotation, quotations, quoted, with_quotations
from kg.extract.quotes import find_quotes
from kg.extract.said import Reader, Relay, Said, length, nested_sources, only_sources, reported
from kg.model import Act, EntityType, Mention, Mode, Segment, SegmentKind, Span, hull
from kg.nlp.blocks import CREDIT, Block
from kg.nlp.segments import Turn

SILENT = (SegmentKind.BOILERPLATE, SegmentKind.HEADING)
"""Kinds of segment in which the publisher says nothing; a quotation in a heading is its speaker's."""
CAPTION_WORDS, TOLD_WORDS = 6, 8
"""A shorter caption, and a shorter line without a verb (a date, a list of those present), tells nothing."""
MOSTLY, WHOLLY = 0.6, 0.9
"""Shares of a sentence from which on it is about those whose words it reports, and is their words only.
Set by hand, like the words above; after a change run scripts/eval."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who tells a paragraph that is no answer, and how."""

    speaker: str
    segment: Segment
    turn: Turn | None

    def tells(self, text: str, words: Span, *, people: bool) -> bool:
        """Whether ``words`` say something: no heading, no credit, no bare name under a picture.

        A short line that names ``people`` ("X, Minister of Transport of Y") says who they are.
        """
        if self.segment.kind is SegmentKind.CAPTION:
            return len(words.of(text).split()) >= CAPTION_WORDS and not CREDIT.match(words.of(text))
        told = Block(words, words.of(text))
        brief = not people and len(told.words) < TOLD_WORDS and not told.closed and not told.has_verb
        return self.segment.kind not in SILENT and not brief

    def telling(self, words: Span) -> Said:
        """The statement that the teller makes with ``words``; of a question: that he asks."""
        act = Act.ASK if self.segment.kind is SegmentKind.QUESTION else Act.STATE
        label = self.turn.label if self.turn else None
        return Said(
            self.speaker,
            Mode.NARRATION,
            (words,),
            act,
            f"narration {self.segment.span.start}",
            NARRATION,
            source=label,
        )


def narrate(reader: Reader, segment: Segment, turn: Turn | None, asker: str | None) -> None:
    """Read a paragraph in the publisher's (or the asker's) voice, with the words of others in it."""
    scene = reader.scene
    reader.topics.side = reader.discourse.own = None
    voice = Voice(asker or scene.publisher, segment, turn)
    quotes = find_quotes(scene.text, segment.span, dashes=segment.kind is SegmentKind.NARRATION)
    heard = [without_label(one, turn) for one in hear(reader, segment)]
    owned = quotations(reader, segment, quotes, [pair for one in heard for pair in one.attributions])
    for one in heard:
        _tell(reader, voice, one, owned)
        _remember_question(reader, segment, one.mentions)


def _remember_question(reader: Reader, segment: Segment, mentions: Sequence[Mention]) -> None:
    if segment.kind is SegmentKind.QUESTION and mentions:
        reader.topics.question = reader.topics.last


def _tell(reader: Reader, voice: Voice, heard: Heard, owned: Sequence[Quotation]) -> None:
    """Record what a sentence says: the publisher's telling of it, the reports and the quotations in it."""
    scene = reader.scene
    told = spoken(scene, heard.tokens, voice.turn) if voice.turn else heard.span
    whole = _without_marks(scene.text, told) if told else None
    if whole is None:
        return
    contents = [part for attribution, _ in heard.attributions for part in attribution.content]
    quotes = list(quoted(scene, heard.span, owned, contents))
    about = _subjects(reader, voice, whole, [a for a, _ in heard.attributions])
    reader.told[whole.start] = about
    people = any(m.type is EntityType.PERSON for m in scene.within(whole))
    taken = [part for one in quotes for part in one.content]
    if voice.tells(scene.text, whole, people=people) and not _verbatim(heard.attributions, quotes, whole):
        reader.add(voice.telling(whole), _reporting(heard.attributions, quotes, whole) or about)
    relay = Relay()
    for attribution, speaker in sorted(heard.attributions, key=lambda pair: -length(pair[0])):
        if any(_repeats(attribution, said) for said in quotes if said.speaker == speaker):
            continue
        own = reader.told.get(attribution.content[0].start, about)
        said = reported(scene, attribution, speaker, relay.outer(attribution, speaker))
        report, *within = with_quotations(scene, attribution, said, taken)
        relay.add(attribution, speaker, reader.add(report, _without(own, speaker)))
        for one in within:
            reader.add(one, own)
    for said in quotes:
        reader.add(said, _without(about, said.speaker))


def _without(about: tuple[str, ...], speaker: str) -> tuple[str, ...]:
    """What a report is about: not the person who speaks in it, but a state that says what it will do."""
    return tuple(id_ for id_ in about if id_ != speaker or not id_.startswith("person:"))


def _repeats(attribution: Attribution, quoted: Said) -> bool:
    """Whether a report has the words of a quotation as its only content."""
    return attribution.mode is Mode.INDIRECT and list(attribution.content) == list(quoted.content)


def _subjects(
    reader: Reader, voice: Voice, whole: Span, attributions: Sequence[Attribution]
) -> tuple[str, ...]:
    """What a sentence is about; a picture's subject is not what the text goes on with."""
    topics = reader.topics
    before = (topics.last, topics.question)
    opening = WIRE.match(reader.scene.text, whole.start, whole.end)  # "KELMAR, Sept 3 (Northern Wire) - "
    told = Span(opening.end(), whole.end) if opening else whole
    about = topics.of([told], only_sources(attributions) - nested_sources(attributions))
    if voice.segment.kind is SegmentKind.CAPTION:
        topics.last, topics.question = before
    return about


def _reporting(attributions: Sequence[Attributed], quotes: Sequence[Said], whole: Span) -> tuple[str, ...]:
    """Who speaks in a sentence that mostly reports: it is about them."""
    clauses = [_clause_of(attribution) for attribution, _ in attributions]
    clauses += [part for said in quotes for part in said.content]
    if _share(clauses, whole) <= MOSTLY:
        return ()
    return tuple(dict.fromkeys([*(s for _, s in attributions), *(said.speaker for said in quotes)]))


def _without_marks(text: str, span: Span) -> Span | None:
    """The span without the marks of Markdown around it; quotation marks stay."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(" #*_>\t\r\n"))
    end = span.end - (len(words) - len(words.rstrip(" *_\t\r\n")))
    return Span(start, end) if start < end else None


def _clause_of(attribution: Attribution) -> Span:
    """All that an attribution covers: what is said, the cue, and the source."""
    source = [attribution.source.span] if attribution.source else []
    return hull([*attribution.content, attribution.cue, *source])


def _verbatim(attributions: Sequence[Attributed], quoted: Sequence[Said], whole: Span) -> bool:
    """Whether (nearly) all words of the sentence are somebody's own, so that the publisher says nothing."""
    parts = [part for said in quoted for part in said.content]
    parts += [part for a, _ in attributions if a.mode is Mode.DIRECT for part in a.content]
    return _share(parts, whole) > WHOLLY


def _share(parts: Sequence[Span], whole: Span) -> float:
    """How much of ``whole`` the longest of ``parts`` covers."""
    return max((min(p.end, whole.end) - max(p.start, whole.start) for p in parts), default=0) / (
        whole.end - whole.start
    )
