"""Events and statements on an axis of time, each with those who claim it and their words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

from kg.graph.view import View
from kg.model import EventStatus
from kg.query import Happening, Saying, Wanted, texts, timeline, who_said
from kg.views.web.links import Links
from kg.views.web.page import render
from kg.views.web.receipts import Receipt, name, packed, receipts
from kg.views.web.scope import Page, Scope

STATEMENTS_PER_EVENT = 10
"""So many statements at most for each event that may be shown; with 300 events, 3,000 make a page of 5 MB."""
STATUSES = tuple(status.value for status in EventStatus)


class Family(NamedTuple):
    """Classes of events that are drawn alike: shape as well as colour, for those who see no colours."""

    label: str
    shape: str
    colour: str
    classes: tuple[str, ...]


# Colours after Okabe and Ito. The families put categories of PLOVER together, to few enough shapes.
FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        "contact": Family(
            "Contacts", "circle", "#0072b2", ("MEET", "TALKS", "CALL", "VISIT", "SUMMIT", "STATEMENT")
        ),
        "accord": Family(
            "Agreements, exchanges, aid",
            "diamond",
            "#009e73",
            ("AGREE", "SIGN", "EXCHANGE", "AID", "SUPPORT", "CONCEDE", "COOPERATE"),
        ),
        "choice": Family("Proposals, elections", "square", "#56b4e9", ("PROPOSE", "REQUEST", "ELECTION")),
        "refusal": Family(
            "Refusals, sanctions, courts",
            "triangle",
            "#e69f00",
            (
                "REJECT", "WITHDRAW", "PROTEST", "SANCTION", "ACCUSE", "THREATEN", "ARREST", "SENTENCE",
                "COERCE",
            ),
        ),
        "force": Family(
            "Force, accidents",
            "triangleDown",
            "#d55e00",
            ("ATTACK", "ASSAULT", "ACCIDENT", "EXERCISE", "MOBILIZE"),
        ),
        "other": Family("Other", "hexagon", "#999999", ("OTHER",)),
    }
)  # fmt: skip


def draw_timeline(view: View, scope: Scope) -> Page | None:
    """Return the timeline of that part of a store, or None where there is neither event nor statement."""
    said = {saying.statement: saying for saying in who_said(view, Wanted(sieve=scope.sieve))}
    events = timeline(view, scope.about, scope.since, scope.until, scope.sieve)
    if scope.by is not None:
        told = {saying.statement for saying in who_said(view, Wanted(by=scope.by, sieve=scope.sieve))}
        events = [event for event in events if any(claim.statement in told for claim in event.claims)]
    statements = who_said(view, replace(scope.wanted(), about=scope.about))
    if not events and not statements:
        return None
    shown = most_claimed(events, scope.max_nodes)
    latest = newest(statements, scope.max_nodes * STATEMENTS_PER_EVENT)
    note = _note((shown, events), (latest, statements))
    used = {claim.statement for event in shown for claim in event.claims} | {
        saying.statement for saying in latest
    }
    kept = [saying for key, saying in said.items() if key in used]
    called = heading("Timeline", scope)
    island = contents(shown, latest, kept, list(receipts(kept, texts(view), scope.links)), scope.links)
    return Page(render("timeline.html.j2", island, scope.links, heading=called, note=note), note)


def heading(kind: str, scope: Scope) -> str:
    """Return what a page is called: its kind, of whom it is, and whose words count."""
    about = f": {', '.join(sorted(scope.about))}" if scope.about else ""
    by = f", by {', '.join(sorted(scope.by))}" if scope.by else ""
    return name(f"{kind}{about}{by}")


def most_claimed(events: Sequence[Happening], limit: int) -> list[Happening]:
    """Return the events with most claims, in their order."""
    ranked = sorted(range(len(events)), key=lambda number: -len(events[number].claims))
    return [events[number] for number in sorted(ranked[:limit])]


def newest(sayings: Sequence[Saying], limit: int) -> list[Saying]:
    """Return the statements that were said last, in their order; those without a date are left out first."""
    ranked = sorted(range(len(sayings)), key=lambda number: sayings[number].said_on or "", reverse=True)
    return [sayings[number] for number in sorted(ranked[:limit])]


def _note(events: tuple[Sized, Sized], statements: tuple[Sized, Sized]) -> str:
    """Return how many of how many are shown, and by which rule."""
    (shown, found), (latest, said) = [(len(some), len(every)) for some, every in (events, statements)]
    most = " (those with most claims)" if shown < found else ""
    last = " (the latest)" if latest < said else ""
    return f"showing {shown:,} of {found:,} events{most}, {latest:,} of {said:,} statements{last}"


def contents(
    events: Iterable[Happening],
    statements: Iterable[Saying],
    said: Sequence[Saying],
    proofs: Sequence[Receipt],
    links: Links,
) -> Mapping[str, Any]:
    """Return what the page shows: events with all their claims, marks of statements, and the receipts.

    Args:
        events: to be drawn.
        statements: to be drawn.
        said: these, and the statements that tell of the events.
        proofs: the receipts of ``said``, in their order; numbers in the island are places in it.
        links: where events have pages.
    """
    known = {saying.statement: (number, saying) for number, saying in enumerate(said)}
    counts = Counter((saying.speaker, name(saying.speaker_label)) for saying in said)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return {
        "events": [_event(event, known, links) for event in events],
        "marks": _marks(statements, known),
        "families": [{"key": key, **family._asdict()} for key, family in FAMILIES.items()],
        "speakers": [{"id": key, "label": label, "count": count} for (key, label), count in ranked],
        "statuses": STATUSES,
        "receipts": packed(proofs),
    }


def _event(event: Happening, known: Mapping[str, tuple[int, Saying]], links: Links) -> Mapping[str, Any]:
    return {
        "id": event.event,
        "type": name(event.type),
        "label": name(event.label),
        "date": event.date,
        "place": name(" / ".join(label for _, label in event.places)),
        "participants": [name(label) for _, label in event.participants],
        "claims": [
            {"receipt": known[claim.statement][0], "status": claim.status, "denied": claim.denied}
            for claim in event.claims
        ],
        "page": links.to(event.event),
    }


def _marks(statements: Iterable[Saying], known: Mapping[str, tuple[int, Saying]]) -> list[Mapping[str, Any]]:
    """Return a mark for the statements of one speaker with one date, known in the same way; by date."""
    marks: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for saying in statements:
        marks[saying.said_on or "", saying.speaker, saying.dated_by or ""].append(known[saying.statement][0])
    return [
        {"date": date or None, "speaker": speaker, "dated": dated, "receipts": numbers}
        for (date, speaker, dated), numbers in sorted(marks.items())
    ]
