"""The page of an event: who says that it happened, will happen or did not, and in which words."""

from dataclasses import dataclass

from kg.views.site.archive import Archive
from kg.views.site.shown import Reference, label, receipts_of, reference, status, way
from kg.views.web.links import Links
from kg.views.web.page import render


@dataclass(frozen=True, slots=True)
class Telling:
    """What one claimant says of an event, and in how many statements (``who.count``)."""

    who: Reference
    statuses: tuple[str, ...]
    dates: tuple[str, ...]


def event_page(archive: Archive, event: str, links: Links) -> bytes:
    """Return the page of an event."""
    told = archive.accounts[event]
    places = sorted({account.place for account in told if account.place})
    participants = sorted({end for account in told for end in account.participants})
    title = label(archive, event)
    return render(
        "event.html.j2",
        title=title,
        others=tuple(sorted({account.label for account in told} - {told[0].label})),
        kinds=tuple(sorted({account.type.capitalize() for account in told})),
        dates=tuple(sorted({account.date for account in told if account.date})),
        places=tuple(reference(archive, place, links) for place in places),
        participants=tuple(reference(archive, end, links) for end in participants),
        tellings=tuple(_tellings(archive, event, links)),
        receipts=receipts_of(archive, _in_order(archive, {account.statement for account in told}), links),
        links=links,
        way=way(links, Reference("event", f"{links.root}names.html#events"), Reference(title, None)),
    )


def _in_order(archive: Archive, statements: set[str]) -> list[str]:
    """Return statements by date, undated ones last, and in reading order."""

    def order(key: str) -> tuple[str, str, int, str]:
        saying = archive.sayings[key]
        return saying.said_on or "9999", saying.source, saying.start, key

    return sorted(statements, key=order)


def _tellings(archive: Archive, event: str, links: Links) -> list[Telling]:
    found = []
    told = archive.accounts[event]
    for speaker in sorted({account.speaker for account in told}):
        own = [account for account in told if account.speaker == speaker]
        count = len({account.statement for account in own})
        found.append(
            Telling(
                reference(archive, speaker, links, count),
                tuple(sorted({status(archive, account) for account in own})),
                tuple(sorted({account.date for account in own if account.date})),
            )
        )
    return found
