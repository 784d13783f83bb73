"""What the answering side of an interview says, itself or as a digest tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Span as Tokens

from kg.extract.confidence import of_turn
from kg.extract.content import Attribution
from kg.extract.heard import Attributed, Heard, hear, is_first_person
from kg.extract.quotations import with_quotations
from kg.extract.said import Reader, Relay, Said, length, only_people, only_sources, reported
from kg.extract.scene import Scene
from kg.model import Act, Mode, Segment, SegmentKind, Span
from kg.nlp.segments import Turn

OPENING = 40
"""Characters of an answer within which a digest names who answers."""


BEHIND_LABEL = " :;.,|/>=)}]…*_—–-\t"
"""What may part a label from what is said."""


def answer(reader: Reader, segment: Segment, turn: Turn, speaker: str) -> None:
    """Read a paragraph of an answer: each sentence is a statement, others' words within are nested."""
    scene = reader.scene
    reader.topics.side = _side(scene, reader, speaker)
    if segment.span == turn.parts[0]:
        reader.topics.last = ()
        reader.discourse.open_turn("" if reader.digest else speaker)
    for heard in (without_label(one, turn) for one in hear(reader, segment, speaker)):
        span = spoken(scene, heard.tokens, turn)
        if span is None:
            continue
        attributions = [attribution for attribution, _ in heard.attributions]
        about = reader.topics.of(
            [span], (only_sources if reader.digest else only_people)(attributions), speaker
        )
        outer = reader.add(_own(reader, turn, speaker, span, heard.attributions), about)
        relay = Relay()
        for attributed in sorted(heard.attributions, key=lambda pair: -length(pair[0])):
            _relayed(reader, attributed, about, outer, speaker, relay)


def _own(reader: Reader, turn: Turn, speaker: str, span: Span, attributions: Sequence[Attributed]) -> Said:
    """What the answering side says in a sentence; a digest tells it in the third person."""
    key = f"turn {turn.parts[0].start}"
    if not reader.digest:
        return Said(speaker, Mode.TURN, (span,), Act.STATE, key, of_turn(turn), source=turn.label)
    told = next((a for a, who in attributions if who == speaker or _is_pronoun(a)), None)
    if told is None:
        return Said(speaker, Mode.INDIRECT, (span,), Act.STATE, key, of_turn(turn))
    source = told.source.span if told.source else None
    key = f"told {told.cue.start}"
    return Said(
        speaker, Mode.INDIRECT, told.content, told.act or Act.STATE, key, told.confidence, source, told.cue
    )


def _is_pronoun(attribution: Attribution) -> bool:
    return attribution.source is not None and attribution.source.text in ("he", "she", "it")


def is_digest(scene: Scene, speakers: Mapping[Span, str]) -> bool:
    """Return whether the answers are told in the third person, the one who answers named at their beginning.

    Args:
        scene: the document.
        speakers: entity id of the speaker by the first paragraph of each answer.
    """
    labels = {turn.parts[0]: turn.mark for turn in scene.layout.turns if turn.kind is SegmentKind.ANSWER}
    named = sum(_opens_with(scene, part, label, speakers.get(part)) for part, label in labels.items())
    return named >= max(2, len(labels) / 2)


def _opens_with(scene: Scene, part: Span, label: Span | None, speaker: str | None) -> bool:
    opening = scene.within(Span(part.start, min(part.end, part.start + OPENING)))
    return any(scene.of[m.span] == speaker and not (label and label.contains(m.span)) for m in opening)


def spoken(scene: Scene, sentence: Tokens, turn: Turn) -> Span | None:
    """Return the sentence without the label or dash that opens the turn."""
    start, mark = sentence.start_char, turn.mark
    if mark is not None and turn.parts[0].start <= start and sentence.end_char <= mark.start:
        return None  # the number before a label
    if mark is not None and start <= mark.end and mark.start < sentence.end_char:
        start = mark.end
    rest = Span(start, sentence.end_char).of(scene.text)
    labelled = mark is not None and start == mark.end
    left = len(rest) - len(rest.lstrip(BEHIND_LABEL if labelled else " :*_—–-\t"))
    end = start + len(rest.rstrip())
    return Span(start + left, end) if start + left < end else None


def without_label(heard: Heard, turn: Turn | None) -> Heard:
    """Return what a sentence reports without what a label makes of it: "Lind: No" reports nothing."""
    mark = turn.mark if turn else None
    if mark is None:
        return heard
    kept = [(a, who) for a, who in heard.attributions if not (a.source and mark.contains(a.source.span))]
    return replace(heard, attributions=kept)


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
    polities = (id_ for id_ in entity.member_of if id_.startswith("polity:"))
    named = (polity for adjective, polity in scene.polities.items() if entity.label.startswith(adjective))
    return next(polities, None) or next(named, None)


def _relayed(
    reader: Reader, attributed: Attributed, about: tuple[str, ...], outer: str, self_: str, relay: Relay
) -> None:
    """A report within a turn: of others' words, or of his own earlier ones ("I told her")."""
    attribution, speaker = attributed
    himself = speaker == self_ and not is_first_person(attribution)
    if himself or speaker == reader.scene.publisher:
        return
    said = reported(reader.scene, attribution, speaker, relay.outer(attribution, speaker) or outer)
    told, *within = with_quotations(reader.scene, attribution, said)
    relay.add(attribution, speaker, reader.add(told, about))
    for one in within:
        reader.add(one, about)
