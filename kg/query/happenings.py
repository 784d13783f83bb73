"""The timeline: events that somebody claims, each once, with what every statement says of it."""

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.graph.numbers import number, whole
from kg.graph.questions import Row, rows_of
from kg.graph.view import View
from kg.graph.vocab import KG
from kg.model import EventStatus
from kg.query.claims import passes
from kg.query.disputes import negates
from kg.query.names import Names, cell, ids_of, names_of
from kg.query.periods import check, within
from kg.query.sieve import EVERYTHING, Sieve

_SEVERAL = " / "


@dataclass(frozen=True, slots=True)
class Account:
    """What one statement says of an event.

    Attributes:
        statement: content hash.
        speaker: entity id; ``speaker_label`` is what he is called.
        label: what the event is called there.
        date: ISO prefix or interval, or None.
        status: happened, planned, hypothetical or negated; who denies an event says that it is negated.
    """

    statement: str
    speaker: str
    speaker_label: str
    label: str
    date: str | None
    status: str

    @property
    def denied(self) -> bool:
        """Whether the speaker says that it did not happen."""
        return self.status == EventStatus.NEGATED


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as claimed; where claimants differ on the class or status, all are given, between slashes.

    Attributes:
        event: ``event:…``.
        type: class of the ontology (``MEET``).
        date: the earliest that is claimed.
        places: id and label of each.
        participants: id and label of each.
        claimants: labels of those who say so.
        claims: what each statement says of it, documents by source, then in reading order.
        words: the evidence in the first document.
        document: content hash of that document, called ``source``.
        confidence: in [0, 1]; that of the surest claim.
    """

    event: str
    type: str
    label: str
    date: str | None
    places: tuple[tuple[str, str], ...]
    participants: tuple[tuple[str, str], ...]
    status: str
    claimants: tuple[str, ...]
    claims: tuple[Account, ...]
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
    among: Container[str] | None = None,
) -> list[Happening]:
    """Return the events in which one of ``about`` takes part or which happen there; by date, undated last.

    Claims that do not pass the ``sieve`` do not count, nor those of statements that are not ``among`` the
    content hashes given; an event stays while one of its claims does.

    Raises:
        UnknownEntityError: nothing bears one of the names.
        QueryError: a limit is not a date.
    """
    check(since)
    check(until)
    wanted = ids_of(view, about)
    known = names_of(view)
    events: dict[str, list[Row]] = {}
    for row in _rows(view, wanted):
        if passes(row, sieve) and (among is None or str(row["statement"]).partition(":")[2] in among):
            events.setdefault(str(row["event"]), []).append(row)
    found = [
        _happening(known, rows)
        for rows in events.values()
        if wanted is None or not wanted.isdisjoint(_concerned(rows))
    ]
    kept = (event for event in found if within(event.date, since, until))
    return sorted(kept, key=lambda event: (event.date or "9999~", event.label, event.event))


def _rows(view: View, wanted: Collection[str] | None) -> Iterator[Row]:
    """Return the rows of ``events``; an index leaves out events that have nothing to do with ``wanted``."""
    if view.index is None:
        return rows_of(view, "events")
    return view.index.claims("events") if wanted is None else view.index.events(wanted)


def _concerned(rows: Sequence[Row]) -> set[str]:
    """Return the ids of participants and places."""
    return {str(row[name]) for row in rows for name in ("participant", "place") if row[name]}


def _place(row: Row) -> tuple[str, int, str, str, str, str, str]:
    """Return where a claim stands, to sort by: documents by source, then reading order."""
    return (
        str(row["source"] or ""),
        whole(row["start"]) or 0,
        str(row["document"]),
        str(row["statement"]),
        str(row["status"]),
        str(row["label"]),
        str(row["date"] or ""),
    )


def _happening(known: Names, rows: Sequence[Row]) -> Happening:
    def values(name: str) -> list[str]:
        return sorted({str(row[name]) for row in rows if row[name] is not None})

    def named(name: str) -> tuple[tuple[str, str], ...]:
        return tuple(sorted(((key, known.label(key)) for key in values(name)), key=lambda pair: pair[::-1]))

    ordered = sorted(rows, key=_place)
    first = ordered[0]
    claims = tuple(_accounts(known, ordered))
    return Happening(
        event=str(first["event"]),
        type=_SEVERAL.join(name.removeprefix(KG.base) for name in values("type")),
        label=values("label")[0],
        date=min(values("date"), default=None),
        places=named("place"),
        participants=named("participant"),
        status=_SEVERAL.join(sorted({claim.status for claim in claims})),
        claimants=tuple(dict.fromkeys(label for _, label in named("speaker"))),
        claims=claims,
        words=str(first["words"]),
        document=str(first["document"]).partition(":")[2],
        source=str(first["source"] or ""),
        start=whole(first["start"]) or 0,
        end=whole(first["end"]) or 0,
        confidence=max(number(row["confidence"]) or 0.0 for row in rows),
    )


def _accounts(known: Names, rows: Iterable[Row]) -> Iterator[Account]:
    """Yield what each statement says, once for each status that it gives; rows are in their order."""
    seen = set()
    for row in rows:
        denied = negates(cell(str, row["act"]), str(row["status"]))
        status = EventStatus.NEGATED.value if denied else str(row["status"])
        if (row["statement"], status) not in seen:
            seen.add((row["statement"], status))
            speaker = str(row["speaker"])
            yield Account(
                statement=str(row["statement"]).partition(":")[2],
                speaker=speaker,
                speaker_label=known.label(speaker),
                label=str(row["label"]),
                date=cell(str, row["date"]),
                status=status,
            )
