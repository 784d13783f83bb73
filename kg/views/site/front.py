"""The start of a site, with what its search goes through, and the lists of all names and documents."""

from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass, replace
from itertools import groupby

from kg.model import rank
from kg.views.site.archive import Archive, Paper
from kg.views.site.entities import Occurrence, occurrence
from kg.views.site.shown import kind, label, most, paper_title, reference
from kg.views.site.ways import Reference, trail, view_title, views
from kg.views.text import cut, plain
from kg.views.web.links import Links, page_of
from kg.views.web.page import render
from kg.views.web.receipts import name

_TOP = 12
_RECENT = 20
_WORDS = 240
"""Code points of a statement that the search goes through."""
_ROOM = 2_000_000
"""Code points of statements that the search goes through altogether; a page must not take long to load."""
_ABOUT = {
    "map": "Names and events as a network; click a line for the words behind it.",
    "timeline": "Events and statements on a time axis, with those who claim them.",
    "matrix": "Speakers against topics, with the statements in each field.",
    "figures": "Claimed numbers over time, by claimant.",
    "perspectives": "Two speakers side by side: what each says about the same topics.",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as a line."""

    title: str
    page: str | None
    publisher: str
    published: str
    statements: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """All names of a kind; ``statements`` of each are those by it and about it."""

    kind: str
    anchor: str
    names: tuple[Reference, ...]


def front_page(archive: Archive, links: Links, feed: str | None) -> bytes:
    """Return the start page; ``feed`` is the address of the feed, if there is one."""
    searched = tuple(_searched(archive))
    speakers = {key: len(said) for key, said in archive.by.items()}
    topics = {key: len(said) for key, said in archive.about.items()}
    counts = (
        _counted("statement{}", None, archive.sayings),
        _counted("speaker{}", None, speakers),
        _counted("name{}", "names.html", archive.entities),
        _counted("event{} claimed", "names.html#events" if archive.happenings else None, archive.happenings),
        _counted("document{}", "documents.html", archive.papers),
    )
    return render(
        "front.html.j2",
        island=_island(archive, searched, links),
        counts=counts,
        searched=len(searched),
        feed=feed,
        views=tuple((view_title(view), f"{view}.html", _ABOUT.get(view, "")) for view in views()),
        speakers=most(archive, speakers, links, _TOP),
        topics=most(archive, topics, links, _TOP),
        papers=tuple(_listed(paper, links) for paper in archive.papers[:_RECENT]),
        links=links,
        crumbs=(),
    )


def _counted(what: str, page: str | None, things: Sized) -> Reference:
    """Return how many there are of a kind; ``what`` has a place for the ending of the plural."""
    return Reference(what.format("" if len(things) == 1 else "s"), page, len(things))


def _listed(paper: Paper, links: Links) -> Listed:
    return Listed(
        title=paper_title(paper),
        page=links.to(f"document:{paper.id}"),
        publisher=name(paper.publisher or ""),
        published=plain(paper.published or "undated"),
        statements=paper.statements,
    )


def _searched(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield the statements that the search goes through, the newest first, with their words, cut."""
    room = _ROOM
    for key in sorted(archive.sayings, key=lambda key: archive.sayings[key].said_on or "", reverse=True):
        words = cut(plain(archive.sayings[key].words[:_WORDS]), _WORDS)
        room -= len(words)
        if room < 0:
            return
        yield key, words


def _island(archive: Archive, searched: Iterable[tuple[str, str]], links: Links) -> dict[str, object]:
    """Return names with their kinds, pages and aliases; documents; and statements by numbers of both."""
    order = sorted(archive.entities, key=lambda key: (-_statements(archive, key), key))
    numbers = {key: number for number, key in enumerate(order)}
    papers = {paper.id: number for number, paper in enumerate(archive.papers)}
    said = ((archive.sayings[key], words) for key, words in searched)
    return {
        "names": [
            [label(archive, key), kind(key), page_of(key), _statements(archive, key), _aliases(archive, key)]
            for key in order
        ],
        "events": [[label(archive, event), page_of(event)] for event in sorted(archive.happenings)],
        "documents": [[paper_title(paper), links.to(f"document:{paper.id}")] for paper in archive.papers],
        "statements": [
            [words, numbers[saying.speaker], papers[saying.document], saying.start, saying.end]
            for saying, words in said
        ],
    }


def _aliases(archive: Archive, key: str) -> list[str]:
    known = archive.names.names.get(key, ())
    return sorted({name(text) for _, text in known} - {label(archive, key)})


def _statements(archive: Archive, key: str) -> int:
    return len(archive.by.get(key, ())) + len(archive.about.get(key, ()))


def names_page(archive: Archive, links: Links) -> bytes:
    """Return the list of all names by kind, those in most statements first, and of all events by date."""
    return render(
        "names.html.j2",
        shelves=tuple(_shelves(archive, links)),
        events=tuple(_events(archive, links)),
        links=replace(links, here="names.html"),
        crumbs=trail(links, Reference("Names", None)),
    )


def _shelves(archive: Archive, links: Links) -> Iterator[Shelf]:
    def order(key: str) -> tuple[int, str, int, str]:
        sort = key.partition(":")[0]
        return rank(sort), sort, -_statements(archive, key), key

    for sort, keys in groupby(sorted(archive.entities, key=order), key=lambda key: key.partition(":")[0]):
        members = tuple(reference(archive, key, links, _statements(archive, key)) for key in keys)
        # apart from the events that are claimed, which have no name
        yield Shelf("named events" if sort == "event" else kind(f"{sort}:"), sort, members)


def _events(archive: Archive, links: Links) -> list[Occurrence]:
    found = [occurrence(archive, event, links) for event in sorted(archive.happenings)]
    return sorted(found, key=lambda event: (event.date == "undated", event.date, event.event.label))


def documents_page(archive: Archive, links: Links) -> bytes:
    """Return the list of all documents, the newest first."""
    return render(
        "documents.html.j2",
        papers=tuple(_listed(paper, links) for paper in archive.papers),
        links=replace(links, here="documents.html"),
        crumbs=trail(links, Reference("Documents", None)),
    )
