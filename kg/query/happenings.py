"""The timeline: events that somebody claims, each once, with all who claim it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.graph.view import View
from kg.graph.vocab import KG, entity_id, key_of
from kg.query.claims import rows_that_count
from kg.query.named import Row
from kg.query.names import Names, ids_of, names_of
from kg.query.periods import check, within
from kg.query.sieve import EVERYTHING, Sieve

_SEVERAL = " / "


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as claimed; where claimants differ on the status, all are given, between slashes.

    Attributes:
        event: ``event:…``.
        type: class of the ontology (``MEET``).
        place: label.
        participants: labels.
        claimants: labels of those who say so.
        claims: content hash of each statement that tells of it, and the status that it has there.
        words: the evidence in the first document.
        document: content hash of that document, called ``source``.
        confidence: in [0, 1]; that of the surest claim.
    """

    event: str
    type: str
    label: str
    date: str | None
    place: str | None
    participants: tuple[str, ...]
    status: str
    claimants: tuple[str, ...]
    claims: tuple[tuple[str, str], ...]
    words: str
    document: str
    source: str
    start: int
    end: int
    confidence: float


def timeline(
    view: View,
    about: Iterable[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    sieve: Sieve = EVERYTHING,
) -> list[Happening]:
    """Return the events in which one of ``about`` takes part or which happen there; by date, undated last.

    Claims that do not pass the ``sieve`` do not count; an event stays while one of its claims does.

    Raises:
        UnknownEntityError: nothing bears one of the names.
        QueryError: a limit is not a date.
    """
    check(since)
    check(until)
    wanted = ids_of(view, about)
    known = names_of(view)
    events: dict[str, list[Row]] = {}
    for row in rows_that_count(view, "events", sieve):
        events.setdefault(str(row["event"]), []).append(row)
    found = [
        _happening(view, known, rows)
        for rows in events.values()
        if wanted is None or not wanted.isdisjoint(_concerned(view, rows))
    ]
    kept = (event for event in found if within(event.date, since, until))
    return sorted(kept, key=lambda event: (event.date or "9999~", event.label, event.event))


def _concerned(view: View, rows: Sequence[Row]) -> set[str]:
    """Return the ids of participants and places."""
    return {
        entity_id(str(row[name]), view.base) for row in rows for name in ("participant", "place") if row[name]
    }


def _place(row: Row) -> tuple[str, int, str, str, str]:
    """Return where a claim stands, to sort by: documents by source, then reading order."""
    return (
        str(row["source"] or ""),
        int(row["start"] or 0),
        str(row["document"]),
        str(row["statement"]),
        str(row["status"]),
    )


def _happening(view: View, known: Names, rows: Sequence[Row]) -> Happening:
    def values(name: str) -> list[str]:
        return sorted({str(row[name]) for row in rows if row[name] is not None})

    def labels(name: str) -> tuple[str, ...]:
        return tuple(sorted({known.label(entity_id(iri, view.base)) for iri in values(name)}))

    ordered = sorted(rows, key=_place)
    first = ordered[0]
    return Happening(
        event=entity_id(str(first["event"]), view.base),
        type=_SEVERAL.join(name.removeprefix(KG.base) for name in values("type")),
        label=values("label")[0],
        date=min(values("date"), default=None),
        place=_SEVERAL.join(labels("place")) or None,
        participants=labels("participant"),
        status=_SEVERAL.join(values("status")),
        claimants=labels("speaker"),
        claims=tuple(
            dict.fromkeys((key_of(str(row["statement"]), view.base), str(row["status"])) for row in ordered)
        ),
        words=str(first["words"]),
        document=key_of(str(first["document"]), view.base),
        source=str(first["source"] or ""),
        start=int(first["start"] or 0),
        end=int(first["end"] or 0),
        confidence=max(float(row["confidence"] or 0) for row in rows),
    )
