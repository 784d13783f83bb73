"""The documents of a site as an Atom feed (RFC 4287): what is new since somebody last looked."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.graph.vocab import entity_iri
from kg.model import content_id
from kg.views.site.archive import Archive, Paper
from kg.views.site.shown import label, paper_title
from kg.views.web.links import Links
from kg.views.web.page import render
from kg.views.web.receipts import name

FEED = "feed.atom"
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_TOP = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the feed; ``updated`` is the instant at which its day, month or year of issue began."""

    id: str
    title: str
    updated: str
    page: str
    publisher: str
    summary: str


def has_feed(archive: Archive) -> bool:
    """Return whether a document has a date and a page; a feed without one cannot say when it was last new."""
    return any(_instant(paper.published) and paper.id in archive.texts for paper in archive.papers)


def feed(archive: Archive, links: Links, base_url: str | None) -> bytes:
    """Return the feed; its addresses are relative unless it is known where the site will lie.

    Documents without a date are left out, and the subtitle says how many; so are those without a page, for
    an entry must lead to what it announces (RFC 4287, 4.1.2).
    """
    entries = sorted(_entries(archive, links, base_url or ""), key=lambda e: e.updated, reverse=True)
    undated = sum(not _instant(paper.published) for paper in archive.papers)
    return render(
        "feed.atom.j2",
        id=f"{base_url}{FEED}" if base_url else _id(archive),
        home=f"{base_url or ''}index.html",
        own=f"{base_url or ''}{FEED}",
        updated=entries[0].updated,
        undated=undated,
        entries=tuple(entries),
    )


def _id(archive: Archive) -> str:
    """Return the id of a feed that does not know where it lies: another one for other documents."""
    documents = sorted(paper.id for paper in archive.papers)
    return entity_iri(f"site:feed-{content_id('feed', *documents)}", archive.base).value


def _entries(archive: Archive, links: Links, base_url: str) -> Iterator[Entry]:
    for paper in archive.papers:
        updated, page = _instant(paper.published), links.to(f"document:{paper.id}")
        if updated and page:
            yield Entry(
                id=entity_iri(f"document:{paper.id}", archive.base).value,
                title=paper_title(paper),
                updated=updated,
                page=base_url + page,
                publisher=name(paper.publisher or "unknown"),
                summary=_summary(archive, paper),
            )


def _instant(published: str | None) -> str | None:
    """Return the first instant of a day, month or year, in UTC; None for what is none of these.

    >>> _instant("2031-04"), _instant("2031-02-30"), _instant("in spring")
    ('2031-04-01T00:00:00Z', None, None)
    """
    found = _DAY.fullmatch(published or "")
    if found is None:
        return None
    try:
        day = date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:  # a day that the calendar does not have
        return None
    return f"{day.isoformat()}T00:00:00Z"


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
