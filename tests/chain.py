"""A hand-made reading of invented people, three levels deep: a turn, a report in it, and a report in that.

Its statements differ in act and confidence, so that each of them can be left out alone.
"""

from dataclasses import replace

from kg.model import (
    Document,
    Event,
    EventStatus,
    Evidence,
    Figure,
    Mode,
    Reading,
    Relation,
    Span,
    Statement,
    Utterance,
    content_id,
)
from tests.sample import (
    DRELL,
    GAZETTE,
    LAKE_UNION,
    MOORVEL,
    TIRASK,
    VOSTANIA,
    ZEMBIA,
    meeting,
    span,
    statement,
    utterance,
)

TEXT = (
    "Ilva Drell on the lake\n"
    "– And the ferries?\n"
    "– Zembia announced that Moorvel had warned that 40 ferries of the Lake Union would stop. They met in Tirask.\n"
    "Moorvel fears that Zembia will leave the Lake Union.\n"
)
TURN = "Zembia announced that Moorvel had warned that 40 ferries of the Lake Union would stop."
ANNOUNCED = "Moorvel had warned that 40 ferries of the Lake Union would stop"
WARNED = "40 ferries of the Lake Union would stop"
MET = "They met in Tirask."
FEARED = "Zembia will leave the Lake Union"
DOCUMENT = Document(
    "ferries.txt",
    TEXT,
    sha256=content_id("bytes", TEXT) * 4,
    title="Ilva Drell on the lake",
    publisher="Harbour Gazette",
    published="2031-05-12",
)


def _sure(found: Statement, confidence: float) -> Statement:
    return replace(found, evidence=replace(found.evidence, confidence=confidence))


def _report(words: str, speaker: str, outer: Utterance | None, source: Span, cue: str) -> Utterance:
    inside = outer.id if outer else None
    where, said = span(TEXT, words), span(TEXT, cue)
    return utterance(DOCUMENT, speaker, Mode.INDIRECT, where, source=source, cue=said, reported_in=inside)


def _event(stated_in: Statement, confidence: float) -> Event:
    event = meeting(TEXT, stated_in.id, span(TEXT, "met in Tirask"))
    return replace(event, evidence=replace(event.evidence, confidence=confidence))


def reading() -> Reading:
    """Return the reading: who says what through whom, one event, one relation, one figure."""
    turn = utterance(
        DOCUMENT, DRELL.id, Mode.TURN, span(TEXT, TURN), span(TEXT, MET),
        said_on="2031-05-12", role="Deputy Foreign Minister of Vostania",
    )  # fmt: skip
    announced = _report(ANNOUNCED, ZEMBIA.id, turn, span(TEXT, "Zembia"), "announced")
    warned = _report(WARNED, MOORVEL.id, announced, span(TEXT, "Moorvel"), "warned")
    feared = _report(FEARED, MOORVEL.id, None, span(TEXT, "Moorvel", 1), "fears")
    said = _sure(statement(DOCUMENT, turn, (ZEMBIA,), "state", span(TEXT, TURN)), 0.95)
    met = _sure(statement(DOCUMENT, turn, (TIRASK,), "state", span(TEXT, MET)), 0.95)
    told = _sure(statement(DOCUMENT, announced, (MOORVEL,), "state", span(TEXT, ANNOUNCED)), 0.8)
    warning = _sure(statement(DOCUMENT, warned, (LAKE_UNION,), "warn", span(TEXT, WARNED)), 0.6)
    fear = _sure(statement(DOCUMENT, feared, (ZEMBIA, LAKE_UNION), "fear", span(TEXT, FEARED)), 0.9)
    ferries = span(TEXT, "40 ferries")
    count = Evidence(ferries, ferries.of(TEXT), "hand/1", 0.9)
    leave = Evidence(fear.span, fear.span.of(TEXT), "hand/1", 0.7)
    return Reading(
        DOCUMENT,
        (),
        (),
        (),
        (DRELL, MOORVEL, VOSTANIA, ZEMBIA, LAKE_UNION, TIRASK, GAZETTE),
        (turn, announced, warned, feared),
        (said, met, told, warning, fear),
        (_event(met, 0.9), replace(_event(fear, 0.5), status=EventStatus.PLANNED)),
        (Relation(fear.id, ZEMBIA.id, "memberOf", LAKE_UNION.id, leave),),
        (Figure(content_id("figure", warning.id), warning.id, 40.0, "ferries", "ferries", None, count),),
    )


READING = reading()
