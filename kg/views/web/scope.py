"""What a view is asked for, and what it gives back."""

from collections.abc import Callable
from dataclasses import dataclass

from kg.graph.view import View
from kg.query import EVERYTHING, Sieve, Wanted, textless
from kg.views.web.links import NO_PAGES, Links

Progress = Callable[[str], None]
"""Tells the person, beside the data, what takes its time."""


def silent(line: str) -> None:
    """The progress of nobody."""


def tell_textless(view: View, progress: Progress) -> None:
    """Tell the person of documents that no page can show, as their text is not in the store."""
    count = textless(view)
    were, have, them = ("was", "has", "it") if count == 1 else ("were", "have", "them")
    if count:
        documents = f"{count:,} document{'' if count == 1 else 's'}"
        why = f"{documents} {were} read by an older dixit and {have} no text here"
        progress(f"{why}; kg build reads {them} again")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which part of a store a view shows; None means all of it.

    Attributes:
        about: names or ids of those whom it is about.
        by: names or ids of speakers.
        since: ISO prefix, inclusive; with a limit, what has no date is left out.
        until: ISO prefix, inclusive.
        sieve: which statements count at all.
        max_nodes: so many names at most on a map.
        links: where the pages lie that receipts and names lead to.
        progress: told of what takes long.
    """

    about: frozenset[str] | None = None
    by: frozenset[str] | None = None
    since: str | None = None
    until: str | None = None
    sieve: Sieve = EVERYTHING
    max_nodes: int = 300
    links: Links = NO_PAGES
    progress: Progress = silent

    def wanted(self) -> Wanted:
        """Return the question for the statements of the period, by those speakers, about anything."""
        return Wanted(by=self.by, since=self.since, until=self.until, sieve=self.sieve)


@dataclass(frozen=True, slots=True)
class Page:
    """A whole HTML file, and what it shows: "showing 120 of 400 names, those in most statements"."""

    html: bytes
    note: str


Viewer = Callable[[View, Scope], Page | None]
"""Returns a page on a part of a store, None where there is nothing to show; raises UnknownEntityError."""
