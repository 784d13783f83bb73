"""The documents of a site as an Atom feed (RFC 4287): what is new since somebody last looked."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.graph.vocab import entity_iri
from kg.views.site.archive import Archive, Paper
from kg.views.site.shown import label, paper_title
from kg.views.web.links import Links
from kg.views.web.page import render
from kg.views.web.receipts import name

FEED = "feed.atom"
_DAY = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")
_TOP = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the feed; ``updated`` is the instant at which its day, month or year of issue began."""

    id: str
    title: str
    updated: str
    page: str | None
    publisher: str
    summary: str


def has_feed(archive: Archive) -> bool:
    """Return whether a document has a date; a feed without one cannot say when it was last new."""
    return any(_instant(paper.published) for paper in archive.papers)


def feed(archive: Archive, links: Links, base_url: str | None) -> bytes:
    """Return the feed; its addresses are relative unless it is known where the site will lie.

    Documents without a date are left out, and the subtitle says how many.
    """
    entries = sorted(_entries(archive, links, base_url or ""), key=lambda e: e.updated, reverse=True)
    undated = len(archive.papers) - len(entries)
    return render(
        "feed.atom.j2",
        id=f"{base_url}{FEED}" if base_url else entity_iri("site:feed", archive.base).value,
        home=f"{base_url or ''}index.html",
        own=f"{base_url or ''}{FEED}",
        updated=entries[0].updated,
        undated=undated,
        entries=tuple(entries),
    )


def _entries(archive: Archive, links: Links, base_url: str) -> Iterator[Entry]:
    for paper in archive.papers:
        updated, page = _instant(paper.published), links.to(f"document:{paper.id}")
        if updated:
            yield Entry(
                id=entity_iri(f"document:{paper.id}", archive.base).value,
                title=paper_title(paper),
                updated=updated,
                page=page and base_url + page,
                publisher=name(paper.publisher or "unknown"),
                summary=_summary(archive, paper),
            )


def _instant(published: str | None) -> str | None:
    """Return the first instant of a day, month or year, in UTC; None for what is none of these.

    >>> _instant("2031-04"), _instant("in spring")
    ('2031-04-01T00:00:00Z', None)
    """
    found = _DAY.fullmatch(published or "")
    return f"{found[1]}-{found[2] or '01'}-{found[3] or '01'}T00:00:00Z" if found else None


def _summary(archive: Archive, paper: Paper) -> str:
    """Return how many statements a document holds, and by whom and about whom most."""
    said = archive.within.get(paper.id, ())
    speakers = Counter(saying.speaker for saying in said)
    topics = Counter(topic for saying in said for topic, _ in saying.about)
    parts = [f"{len(said)} statement{'' if len(said) == 1 else 's'}"]
    for word, counts in (("by", speakers), ("about", topics)):
        most = sorted(counts, key=lambda key: (-counts[key], key))[:_TOP]
        parts += [f"{word} {', '.join(label(archive, key) for key in most)}"] if most else []
    return "; ".join(parts)
