"""Who says what: utterances and their statements, in reading order."""

from dataclasses import replace

from kg.extract.about import Topics
from kg.extract.answers import answer, is_digest
from kg.extract.confidence import LEAST
from kg.extract.narration import narrate
from kg.extract.said import Reader
from kg.extract.scene import Scene, interviewee, label_speaker
from kg.extract.speakers import Discourse
from kg.model import Segment, SegmentKind, Statement, Utterance
from kg.nlp.segments import Turn


def find_statements(
    scene: Scene, document: str, least: float = LEAST
) -> tuple[list[Utterance], list[Statement], list[Segment]]:
    """Return utterances, statements, and the segments with the speakers of the answers filled in."""
    host = interviewee(scene) if scene.layout.turns else None
    reader = Reader(scene, document, Discourse(scene), Topics(scene), host, least)
    turns = {part: turn for turn in scene.layout.turns for part in turn.parts}
    speakers = {part: _turn_speaker(reader, turn) for part, turn in turns.items()}
    reader.digest = is_digest(scene, {part: speaker or "" for part, speaker in speakers.items()})
    segments = []
    for segment in scene.layout.segments:
        turn, speaker = turns.get(segment.span), speakers.get(segment.span)
        if turn is not None and turn.kind is SegmentKind.ANSWER and segment.kind is SegmentKind.ANSWER:
            answer(reader, segment, turn, speaker or scene.publisher)
            segments.append(replace(segment, speaker=speaker))
            continue
        segments.append(segment)
        if segment.kind is not SegmentKind.BOILERPLATE:
            narrate(reader, segment, turn, speaker)
    ordered = sorted(reader.statements.values(), key=lambda s: (s.span, s.id))
    return list(reader.utterances.values()), ordered, segments


def _turn_speaker(reader: Reader, turn: Turn) -> str | None:
    named = label_speaker(reader.scene, turn)
    if turn.kind is SegmentKind.QUESTION:
        return named
    return named or reader.host or reader.scene.unnamed
