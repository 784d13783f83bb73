"""Where and when: the place and the date that stand nearest to the words for an event."""

from collections.abc import Sequence

from kg.extract.clauses import Line, Page
from kg.extract.dates import Dated
from kg.extract.grammar import clause_end, clause_start
from kg.model import EntityType, Mention, Span

PLACES = frozenset({EntityType.PLACE, EntityType.FACILITY})
AT = frozenset({"in", "at", "near", "on", "to"})
NEAR, FAR = 70, 140
"""Characters between the cue of an event and its date; its place."""
ELSEWHERE = 20
"""Characters that the border of a clause counts for: "in 2015, when Armenia joined, … and today"."""
BACKWARD = 1.3, 2.0
"""How much farther a date, a place seems that stands before the cue."""


def place_of(page: Page, line: Line, cue: Span, name: Mention | None = None) -> str | None:
    """Return the place after "in" or "at" that stands nearest, or the one that the event is called after."""
    found = [
        m
        for m in line.mentions
        if m.type in PLACES and AT & set(line.between(line.span.start, m.span.start)[-4:])
    ]
    ranked = sorted((_distance(cue, m.span, BACKWARD[1]), page.scene.of[m.span]) for m in found)
    if ranked and ranked[0][0] <= FAR:
        return ranked[0][1]
    return (
        entity_called(page, name.anchor, EntityType.PLACE)
        if name is not None and name.anchor is not None
        else None
    )


def date_of(line: Line, cue: Span, dates: Sequence[Dated]) -> str | None:
    """Return the date that stands nearest to the cue; one in another clause seems farther off."""
    clause = Span(clause_start(line, cue.start), clause_end(line, cue.end))
    ranked = sorted(
        (_distance(cue, d.span, BACKWARD[0]) + (0 if clause.contains(d.span) else ELSEWHERE), d.value)
        for d in dates
    )
    return ranked[0][1] if ranked and ranked[0][0] <= NEAR else None


def entity_called(page: Page, span: Span, type_: EntityType) -> str | None:
    """Return the entity of that type that the words at ``span`` name."""
    text = span.of(page.text)
    known = (e for e in page.scene.entities.values() if e.type is type_)
    return next((e.id for e in known if e.label == text or text in e.called()), None)


def _distance(cue: Span, other: Span, backward: float) -> float:
    return other.start - cue.end if other.start >= cue.end else backward * max(0, cue.start - other.end)
