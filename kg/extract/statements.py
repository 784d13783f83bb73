"""Who says what: utterances and their statements, in reading order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Span as Tokens

from kg.extract.about import Topics
from kg.extract.attribution import find_attributions
from kg.extract.content import Attribution, trimmed
from kg.extract.quotes import find_quotes
from kg.extract.scene import Scene, interviewee, label_speaker
from kg.extract.speakers import Discourse
from kg.model import (
    EntityType,
    Evidence,
    Mention,
    Mode,
    Segment,
    SegmentKind,
    Span,
    Statement,
    Utterance,
    content_id,
    hull,
)  # fmt: skip
from kg.nlp.blocks import CREDIT, Block
from kg.nlp.segments import Turn

EXTRACTOR = "rules/1"
CONFIDENCE = {Mode.TURN: 0.95, Mode.DIRECT: 0.85, Mode.INDIRECT: 0.75, Mode.NARRATION: 0.9}
"""By hand from the precision on the gold, not calibrated yet."""
SILENT = (SegmentKind.BOILERPLATE, SegmentKind.HEADING)
"""Kinds of segment in which the publisher says nothing; a quotation in a heading is its speaker's."""
CAPTION_WORDS, TOLD_WORDS = 6, 8
"""A shorter caption, and a shorter line without a verb (a date, a list of those present), tells nothing."""
OPENING = 40
"""Characters of an answer within which a digest names who answers."""
MOSTLY, WHOLLY = 0.6, 0.9
"""Share of a sentence from which on it is a report of somebody's words and no statement of the publisher's own."""


@dataclass(frozen=True, slots=True)
class Said:
    """One statement in the making: whose words, how, and which words."""

    speaker: str
    mode: Mode
    content: tuple[Span, ...]
    act: str
    key: str
    source: Span | None = None
    cue: Span | None = None
    addressee: str | None = None
    inside: str | None = None


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
        act = "ask" if self.segment.kind is SegmentKind.QUESTION else "state"
        label = self.turn.label if self.turn else None
        return Said(
            self.speaker, Mode.NARRATION, (words,), act, f"narration {self.segment.span.start}", source=label
        )


@dataclass
class Reader:
    """Goes through a document once and keeps what later sentences need of earlier ones."""

    scene: Scene
    document: str
    discourse: Discourse
    topics: Topics
    host: str | None
    utterances: dict[str, Utterance] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    told: dict[int, tuple[str, ...]] = field(default_factory=dict)
    digest: bool = False

    def add(self, said: Said, about: tuple[str, ...]) -> str:
        """Record a statement and its utterance; return the utterance's id."""
        id_ = content_id("utterance", self.document, said.key, said.speaker, said.mode, said.inside)
        span = hull(said.content)
        known = self.utterances.get(id_)
        whole = hull([known.span, span]) if known else span
        self.utterances[id_] = Utterance(
            id_, self.document, said.speaker, said.mode, whole, said.source, said.cue,
            addressee=said.addressee, reported_in=said.inside,
        )  # fmt: skip
        key = content_id("statement", id_, *(n for part in said.content for n in (part.start, part.end)))
        evidence = Evidence(span, span.of(self.scene.text), EXTRACTOR, CONFIDENCE[said.mode])
        self.statements[key] = Statement(key, id_, said.content, about, said.act, evidence)
        return id_


def find_statements(scene: Scene, document: str) -> tuple[list[Utterance], list[Statement], list[Segment]]:
    """Return utterances, statements, and the segments with the speakers of the answers filled in."""
    host = interviewee(scene) if scene.layout.turns else None
    discourse = Discourse(scene)
    reader = Reader(scene, document, discourse, Topics(scene), host)
    turns = {part: turn for turn in scene.layout.turns for part in turn.parts}
    reader.digest = _is_digest(scene, {part: _turn_speaker(reader, turn) or "" for part, turn in turns.items()})
    segments = []
    for segment in scene.layout.segments:
        turn = turns.get(segment.span)
        speaker = _turn_speaker(reader, turn) if turn else None
        if turn is not None and turn.kind is SegmentKind.ANSWER and segment.kind is SegmentKind.ANSWER:
            _answer(reader, segment, turn, speaker or scene.publisher)
            segments.append(replace(segment, speaker=speaker))
            continue
        segments.append(segment)
        if segment.kind is not SegmentKind.BOILERPLATE:
            _narration(reader, segment, turn, speaker)
    ordered = sorted(reader.statements.values(), key=lambda s: (s.span, s.id))
    return list(reader.utterances.values()), ordered, segments


def _turn_speaker(reader: Reader, turn: Turn) -> str | None:
    named = label_speaker(reader.scene, turn)
    if turn.kind is SegmentKind.QUESTION:
        return named
    return named or reader.host or reader.scene.unnamed


def _answer(reader: Reader, segment: Segment, turn: Turn, speaker: str) -> None:
    """A paragraph of an answer: each sentence is a statement of the turn; others' words within are nested."""
    scene = reader.scene
    reader.topics.side = _side(scene, reader, speaker)
    if segment.span == turn.parts[0]:
        reader.topics.last = ()
    for sentence in scene.sentences(segment.span):
        span = _spoken(scene, sentence, turn)
        if span is None:
            continue
        mentions = scene.within(Span(sentence.start_char, sentence.end_char))
        reader.discourse.read(sentence, mentions)
        attributions = find_attributions(scene.doc, sentence, mentions)
        about = reader.topics.of([span], _only_sources(attributions), speaker)
        outer = reader.add(_own(reader, turn, speaker, span, attributions), about)
        for attribution in attributions:
            _reported(reader, attribution, about, outer, speaker)


def _own(reader: Reader, turn: Turn, speaker: str, span: Span, attributions: Sequence[Attribution]) -> Said:
    """What the answering side says in a sentence; a digest tells it in the third person, in reported speech."""
    key = f"turn {turn.parts[0].start}"
    if not reader.digest:
        return Said(speaker, Mode.TURN, (span,), "state", key, source=turn.label)
    told = next((a for a in attributions if _names(reader.scene, a, speaker)), None)
    if told is None:
        return Said(speaker, Mode.INDIRECT, (span,), "state", key)
    source = told.source.span if told.source else None
    return Said(speaker, Mode.INDIRECT, told.content, told.act, f"told {told.cue.start}", source, told.cue)


def _names(scene: Scene, attribution: Attribution, speaker: str) -> bool:
    """Whether the source of an attribution is the speaker, by name or as "he"."""
    source = attribution.source
    if source is None or attribution.previous:
        return False
    named = source.mention is not None and scene.of[source.mention.span] == speaker
    return named or source.text in ("he", "she", "it")


def _is_digest(scene: Scene, speakers: Mapping[Span, str]) -> bool:
    """Whether the answers are told in the third person: the one who answers is named at their beginning."""
    first = {turn.parts[0] for turn in scene.layout.turns if turn.kind is SegmentKind.ANSWER}
    named = 0
    for part in first:
        opening = scene.within(Span(part.start, min(part.end, part.start + OPENING)))
        label = next((turn.label for turn in scene.layout.turns if turn.parts[0] == part), None)
        named += any(
            scene.of[m.span] == speakers.get(part) and not (label and label.contains(m.span)) for m in opening
        )
    return named >= max(2, len(first) / 2)


def _spoken(scene: Scene, sentence: Tokens, turn: Turn) -> Span | None:
    """The sentence without the label or dash that opens the turn."""
    start = sentence.start_char
    if turn.mark is not None and turn.mark.start <= start < turn.mark.end + 1:
        start = turn.mark.end
    elif turn.mark is not None and start < turn.mark.start < sentence.end_char:
        start = turn.mark.end
    rest = Span(start, sentence.end_char).of(scene.text)
    left = len(rest) - len(rest.lstrip(" :*_—–-\t"))
    end = start + len(rest.rstrip())
    return Span(start + left, end) if start + left < end else None


def _side(scene: Scene, reader: Reader, speaker: str) -> str | None:
    """The polity (or organisation of no polity) in whose name a speaker says "we"."""
    body = speaker if speaker.startswith("org:") else reader.discourse.service(speaker)
    if body is None or body.startswith("polity:"):
        return body
    return _owner(scene, body) or (body if body != speaker else None)


def _owner(scene: Scene, body: str) -> str | None:
    """The polity whose institution a body is, by its name's first word: "Russian Foreign Ministry"."""
    entity = scene.entities.get(body)
    if entity is None:
        return None
    return next((id_ for id_ in entity.member_of if id_.startswith("polity:")), None) or next(
        (p for adjective, p in scene.adjectives if entity.label.startswith(adjective.of(scene.text))), None
    )


def _reported(
    reader: Reader, attribution: Attribution, about: tuple[str, ...], outer: str | None, self_: str | None
) -> None:
    """A report within a turn, or in the narration of a question."""
    speaker = reader.discourse.speaker(attribution.source)
    if speaker is None or speaker in (self_, reader.scene.publisher) or attribution.previous:
        return
    reader.add(_said(reader.scene, attribution, speaker, outer), about)


def _said(scene: Scene, attribution: Attribution, speaker: str, outer: str | None) -> Said:
    to = scene.of.get(attribution.addressee.span) if attribution.addressee else None
    source = attribution.source.span if attribution.source else None
    key = f"{attribution.mode} {attribution.cue.start}"
    quoted = attribution.mode is Mode.DIRECT and attribution.act in ("deny", "decline")
    return Said(
        speaker,
        attribution.mode,
        attribution.content,
        "state" if quoted else attribution.act,  # what he denies stands outside: X denies it: "Not one."
        key,
        source,
        attribution.cue,
        to,
        outer,
    )


def _narration(reader: Reader, segment: Segment, turn: Turn | None, asker: str | None) -> None:
    """A paragraph in the publisher's (or the asker's) voice, with the words of others in it."""
    scene = reader.scene
    reader.topics.side = None
    voice = Voice(asker or scene.publisher, segment, turn)
    quotes = find_quotes(scene.text, segment.span, dashes=segment.kind is SegmentKind.NARRATION)
    found: list[tuple[Tokens, list[Mention], list[tuple[Attribution, str]]]] = []
    for sentence in scene.sentences(segment.span):
        mentions = scene.within(Span(sentence.start_char, sentence.end_char))
        attributions = _resolved(reader, find_attributions(scene.doc, sentence, mentions), found)
        reader.discourse.read(sentence, mentions)
        found.append((sentence, mentions, attributions))
    owners = _quote_owners(reader, segment, quotes, [a for _, _, many in found for a in many])
    for sentence, mentions, attributions in found:
        _tell(reader, voice, sentence, attributions, owners)
        _remember_question(reader, segment, mentions)


def _remember_question(reader: Reader, segment: Segment, mentions: Sequence[Mention]) -> None:
    if segment.kind is SegmentKind.QUESTION and mentions:
        reader.topics.question = reader.topics.last


def _resolved(
    reader: Reader,
    attributions: Sequence[Attribution],
    before: Sequence[tuple[Tokens, list[Mention], list[tuple[Attribution, str]]]],
) -> list[tuple[Attribution, str]]:
    """The attributions with their speakers; "This was stated by X" gets the sentence before as content."""
    found = []
    for attribution in attributions:
        speaker = reader.discourse.speaker(attribution.source)
        if attribution.source is None and attribution.lemma in ("report", "say", "state", "announce"):
            speaker = "group:media"
        if speaker is None or speaker == reader.scene.publisher:
            continue
        if attribution.previous:
            if not before:
                continue
            parts = _backward(reader.scene, before)
            found.extend((replace(attribution, content=(part,), previous=False), speaker) for part in parts)
            continue
        found.append((attribution, speaker))
    return found


def _backward(
    scene: Scene, before: Sequence[tuple[Tokens, list[Mention], list[tuple[Attribution, str]]]]
) -> tuple[Span, ...]:
    """The sentences right before that nobody else is said to have said."""
    spans: list[Span] = []
    for sentence, _, attributions in reversed(before):
        span = trimmed(scene.text, Span(sentence.start_char, sentence.end_char))
        if attributions and spans:
            break
        spans = [span, *spans] if span else spans
    return tuple(spans)


def _quote_owners(
    reader: Reader, segment: Segment, quotes: Sequence[Span], attributions: Sequence[tuple[Attribution, str]]
) -> list[tuple[Span, Attribution | None, str]]:
    """Say whose each quotation is: of the attribution that touches it, else of the quotation before it."""
    text = reader.scene.text
    owners: list[tuple[Span, Attribution | None, str]] = []
    for quote in quotes:
        touching = [pair for pair in attributions if any(part.overlaps(quote) for part in pair[0].content)]
        touching = [
            pair for pair in touching if not quote.contains(pair[0].cue)
        ]  # else a report within the quotation
        exact = [pair for pair in touching if pair[0].mode is Mode.DIRECT] or touching
        if exact:
            owners.append((quote, exact[0][0], exact[0][1]))
        elif owners and segment.kind is SegmentKind.NARRATION:
            owners.append((quote, owners[-1][1], owners[-1][2]))
        elif segment.kind in (SegmentKind.HEADING, SegmentKind.TITLE) and reader.host:
            owners.append((quote, None, reader.host))
        elif (
            _whole(text, segment.span, quote)
            and reader.discourse.last
            and segment.kind is SegmentKind.NARRATION
        ):
            owners.append((quote, None, reader.discourse.last))
    return owners


def _whole(text: str, paragraph: Span, quote: Span) -> bool:
    """Whether a quotation is (nearly) all of its paragraph: a speech that goes on from the one before."""
    return quote.end - quote.start > 0.8 * (paragraph.end - paragraph.start)


def _tell(
    reader: Reader, voice: Voice, sentence: Tokens, attributions: Sequence[tuple[Attribution, str]],
    owners: Sequence[tuple[Span, Attribution | None, str]],
) -> None:  # fmt: skip
    """Record what a sentence says: the publisher's telling of it, the reports and the quotations in it."""
    scene = reader.scene
    spoken = (
        _spoken(scene, sentence, voice.turn) if voice.turn else Span(sentence.start_char, sentence.end_char)
    )
    whole = _without_marks(scene.text, spoken) if spoken else None
    if whole is None:
        return
    contents = [part for attribution, _ in attributions for part in attribution.content]
    quoted = list(_quoted(scene, Span(sentence.start_char, sentence.end_char), owners, contents))
    speakers = tuple(
        dict.fromkeys([speaker for _, speaker in attributions] + [said.speaker for said in quoted])
    )
    before = (reader.topics.last, reader.topics.question)
    about = reader.topics.of([whole], _only_sources([a for a, _ in attributions]))
    if voice.segment.kind is SegmentKind.CAPTION:  # a picture's subject is not what the text goes on with
        reader.topics.last, reader.topics.question = before
    reader.told[whole.start] = about
    clauses = [_clause_of(a) for a, _ in attributions]
    reported = _share([*clauses, *(part for said in quoted for part in said.content)], whole) > MOSTLY
    people = any(m.type is EntityType.PERSON for m in scene.within(whole))
    if voice.tells(scene.text, whole, people=people) and not _verbatim(attributions, quoted, whole):
        reader.add(voice.telling(whole), speakers if reported else about)
    for attribution, speaker in attributions:
        reader.add(
            _said(scene, attribution, speaker, None), reader.told.get(attribution.content[0].start, about)
        )
    for said in quoted:
        reader.add(said, about)


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


def _verbatim(attributions: Sequence[tuple[Attribution, str]], quoted: Sequence[Said], whole: Span) -> bool:
    """Whether (nearly) all words of the sentence are somebody's own, so that the publisher says nothing in it."""
    parts = [part for said in quoted for part in said.content]
    parts += [part for a, _ in attributions if a.mode is Mode.DIRECT for part in a.content]
    return _share(parts, whole) > WHOLLY


def _share(parts: Sequence[Span], whole: Span) -> float:
    """How much of ``whole`` the longest of ``parts`` covers."""
    return max((min(p.end, whole.end) - max(p.start, whole.start) for p in parts), default=0) / (
        whole.end - whole.start
    )


def _only_sources(attributions: Sequence[Attribution]) -> set[Span]:
    """The mentions that say who speaks, and to whom."""
    named = [m for a in attributions for m in (a.source.mention if a.source else None, a.addressee) if m]
    return {m.span for m in named} | {a.source.body for a in attributions if a.source and a.source.body}


def _quoted(
    scene: Scene,
    sentence: Span,
    owners: Sequence[tuple[Span, Attribution | None, str]],
    covered: Sequence[Span],
) -> Iterator[Said]:
    """The parts of quotations that lie in a sentence and that no attribution has taken yet."""
    for quote, attribution, speaker in owners:
        part = Span(max(quote.start, sentence.start), min(quote.end, sentence.end))
        span = trimmed(scene.text, part) if part.start < part.end else None
        if span is None or any(
            c.contains(span) and attribution and attribution.mode is Mode.DIRECT for c in covered
        ):
            continue
        base = _said(scene, attribution, speaker, None) if attribution else None
        key = f"direct {quote.start}"
        if base is None:
            yield Said(speaker, Mode.DIRECT, (span,), "state", key)
        else:
            yield replace(
                base, mode=Mode.DIRECT, content=(span,), key=base.key if base.mode is Mode.DIRECT else key
            )
