"""The page of an event: who says that it happened, will happen or did not, and in which words."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.query import Happening
from kg.views.site.archive import Archive
from kg.views.site.shown import classes, label, receipts_of, reference, standing
from kg.views.site.ways import Reference, trail
from kg.views.web.links import Links
from kg.views.web.page import render
from kg.views.web.receipts import name


@dataclass(frozen=True, slots=True)
class Telling:
    """What one claimant says of an event, in ``who.count`` statements, and whether any denies it."""

    who: Reference
    statuses: tuple[str, ...]
    denied: bool


def event_page(archive: Archive, event: str, links: Links) -> bytes:
    """Return the page of an event."""
    told = archive.happenings[event]
    title = label(archive, event)
    return render(
        "event.html.j2",
        title=title,
        others=tuple(sorted({name(claim.label) for claim in told.claims} - {title})),
        kind=classes(told),
        dates=tuple(sorted({claim.date for claim in told.claims if claim.date})),
        places=tuple(reference(archive, place, links) for place, _ in told.places),
        participants=tuple(reference(archive, end, links) for end, _ in told.participants),
        tellings=tuple(_tellings(archive, told, links)),
        receipts=receipts_of(archive, _in_order(archive, {claim.statement for claim in told.claims}), links),
        links=links,
        crumbs=trail(
            links, Reference("events claimed", f"{links.root}names.html#events"), Reference(title, None)
        ),
    )


def _in_order(archive: Archive, statements: set[str]) -> list[str]:
    """Return statements by date, undated ones last, and in reading order."""

    def order(key: str) -> tuple[str, str, int, str]:
        saying = archive.sayings[key]
        return saying.said_on or "9999", saying.source, saying.start, key

    return sorted(statements, key=order)


def _tellings(archive: Archive, told: Happening, links: Links) -> Iterator[Telling]:
    for speaker in sorted({claim.speaker for claim in told.claims}):
        own = [claim for claim in told.claims if claim.speaker == speaker]
        yield Telling(
            who=reference(archive, speaker, links, len({claim.statement for claim in own})),
            statuses=tuple(sorted({standing(claim.status) for claim in own})),
            denied=any(claim.denied for claim in own),
        )
