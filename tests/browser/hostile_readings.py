"""Readings of documents in which each text, from the name of the file to the unit of a figure, is hostile."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kg.model import (
    Channel,
    DatedBy,
    Document,
    Entity,
    EntityType,
    Event,
    EventStatus,
    Evidence,
    Figure,
    Mode,
    Name,
    Office,
    Participation,
    Reading,
    Relation,
    Segment,
    SegmentKind,
    Span,
    content_id,
)
from tests.sample import evidence, mentions, statement, utterance

HEAD = "Title\n"


def readings(strings: Mapping[str, str]) -> Iterator[Reading]:
    """Yield a reading for each string, in which all who speak and are spoken of bear it."""
    for name, text in strings.items():
        yield _reading(name, text)


def _reading(name: str, words: str) -> Reading:
    text = f"{HEAD}{words}x said that x: {words}."
    document = Document(
        words,
        text,
        sha256=content_id(name) * 4,
        title=words,
        publisher=words,
        url=words,
        published="2031-04-06",
    )
    who, body, place, publisher = _entities(words)
    first, second = Span(len(HEAD), len(HEAD) + len(words) + 1), Span(text.index("x: "), len(text))
    whole = Span(first.start, second.end)
    turn = utterance(document, who.id, Mode.TURN, whole, said_on="2031-04-06", role=words, venue=body.id)
    said = utterance(
        document, body.id, Mode.INDIRECT, second, source=first, cue=Span(first.end + 1, first.end + 5),
        said_on="2031-03", dated_by=DatedBy.TEXT, channel=Channel.LETTER, addressee=who.id, reported_in=turn.id,
    )  # fmt: skip
    claim = statement(document, turn, (body, place), "state", first)
    denial = statement(document, said, (who, place), "deny", second)
    found, judged = mentions(text, {text[first.start : first.end]: who})
    return Reading(
        document,
        (Segment(Span(0, len(HEAD)), SegmentKind.TITLE), Segment(whole, SegmentKind.ANSWER, who.id)),
        found,
        judged,
        (who, body, place, publisher),
        (turn, said),
        (claim, denial),
        (_event(words, claim.id, who, body, place, claim.evidence),),
        (Relation(denial.id, who.id, "memberOf", body.id, denial.evidence),),
        (_figure(words, denial.id, evidence(text, second)),),
    )


def _entities(words: str) -> tuple[Entity, ...]:
    who, body, place, publisher = (
        Entity(f"{kind}:{number} {words[:60]}", kind, words, (Name(words),))
        for number, kind in enumerate((EntityType.PERSON, EntityType.ORG, EntityType.PLACE, EntityType.ORG))
    )
    return replace(who, offices=(Office(words, body.id, "2030", None),)), body, place, publisher


def _event(words: str, claim: str, who: Entity, body: Entity, place: Entity, why: Evidence) -> Event:
    taking_part = (Participation(who.id, "host"), Participation(body.id))
    key = content_id("event", words)
    return Event(key, claim, "MEET", words, "2031-03", place.id, taking_part, EventStatus.HAPPENED, why)


def _figure(words: str, claim: str, why: Evidence) -> Figure:
    return Figure(content_id("figure", words), claim, 2300.0, words, words, "2031-03", why)
