"""Sheets of statements: what an entity says, or what is said about it, the newest first."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from kg.views.site.archive import Archive
from kg.views.site.shown import kind, label, receipts_of, reference
from kg.views.site.ways import Reference, trail
from kg.views.web.links import Links, page_of
from kg.views.web.page import render
from kg.views.web.receipts import Receipt

FIRST = 20
"""Statements shown at once; the others of a page unfold."""
MOST = 500
"""Statements on one page; the others have pages of their own."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A statement, and which choices of its sheet it falls under: their numbers from 1 on, "1 4"."""

    receipt: Receipt
    choices: str


@dataclass(frozen=True, slots=True)
class Period:
    """Statements of one year ("2025", "undated"); ``first`` are shown at once."""

    title: str
    first: tuple[Quoted, ...]
    rest: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page full of statements by or about an entity, of ``total``; ``sheets`` lead to all of them.

    The ``choices`` are the topics of what it says, and the speakers of what is said about it.
    """

    title: str
    anchor: str
    total: int
    choices: tuple[Reference, ...]
    periods: tuple[Period, ...]
    sheets: tuple[Reference, ...]
    number: int


def sheet_path(key: str, sort: str, number: int) -> str:
    """Return where the n-th page of statements ``by`` or ``about`` an entity lies; the first is its page.

    >>> sheet_path("polity:armenia", "about", 1), sheet_path("polity:armenia", "about", 2)
    ('polity/armenia.html', 'polity/armenia/about-2.html')
    """
    first = page_of(key)
    return first if number == 1 else f"{first.removesuffix('.html')}/{sort}-{number}.html"


def sheets_of(archive: Archive, key: str) -> Iterator[tuple[str, int]]:
    """Yield which further pages of statements an entity has."""
    for sort, statements in (("by", archive.by), ("about", archive.about)):
        last = -(-len(statements.get(key, ())) // MOST)
        yield from ((sort, number) for number in range(2, last + 1))


def sheet_page(archive: Archive, key: str, part: tuple[str, int], links: Links) -> bytes:
    """Return a further page of statements: ``("about", 2)``."""
    sheet = sheet_of(archive, key, *part, links)
    here = reference(archive, key, links), Reference(f"{sheet.title}, page {sheet.number}", None)
    return render(
        "sheet.html.j2",
        island={},
        label=label(archive, key),
        sheet=sheet,
        links=links,
        crumbs=trail_to(key, links, *here),
    )


def sheet_of(archive: Archive, key: str, sort: str, number: int, links: Links) -> Sheet:
    """Return the n-th page of statements ``by`` or ``about`` an entity."""
    statements = (archive.by if sort == "by" else archive.about).get(key, ())
    shown = statements[(number - 1) * MOST : number * MOST]
    concerned = [_others(archive, said, sort) for said in shown]
    counts = Counter(other for others in concerned for other in others)
    order = sorted(counts, key=lambda other: (-counts[other], other))
    numbers = {other: str(place) for place, other in enumerate(order, 1)}
    quoted = [
        Quoted(receipt, " ".join(numbers[other] for other in others))
        for receipt, others in zip(receipts_of(archive, shown, links), concerned, strict=True)
    ]
    last = -(-len(statements) // MOST)
    return Sheet(
        title=f"Statements {sort}",
        anchor=sort,
        total=len(statements),
        choices=tuple(reference(archive, other, links, counts[other]) for other in order),
        periods=tuple(_periods(quoted)),
        sheets=tuple(
            Reference(str(n), f"{links.root}{sheet_path(key, sort, n)}#{sort}") for n in range(1, last + 1)
        ),
        number=number,
    )


def _others(archive: Archive, statement: str, sort: str) -> list[str]:
    """Return whom a statement ``by`` somebody is about, or who makes one ``about`` somebody."""
    saying = archive.sayings[statement]
    return [topic for topic, _ in saying.about] if sort == "by" else [saying.speaker]


def _periods(shown: Iterable[Quoted]) -> Iterator[Period]:
    room = FIRST
    for year, members in groupby(shown, key=_year):
        of_year = tuple(members)
        yield Period(year, of_year[:room], of_year[room:])
        room = max(0, room - len(of_year))


def _year(quoted: Quoted) -> str:
    return (quoted.receipt.date or "undated")[:7].partition("-")[0]


def trail_to(key: str, links: Links, *crumbs: Reference) -> tuple[Reference, ...]:
    """Return the way down to a page of an entity."""
    sort = key.partition(":")[0]
    shelf = "named events" if sort == "event" else kind(key)
    return trail(links, Reference(shelf, f"{links.root}names.html#{sort}"), *crumbs)
