"""The site: which pages there are, and each of them made when it is asked for."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from kg.graph.view import View
from kg.query.sides import named_sides
from kg.views.site.archive import Archive, read
from kg.views.site.documents import document_page
from kg.views.site.entities import entity_page
from kg.views.site.events import event_page
from kg.views.site.feed import FEED, feed, has_feed
from kg.views.site.front import documents_page, front_page, names_page
from kg.views.site.sheets import sheet_page, sheet_path, sheets_of
from kg.views.site.ways import Reference, nav, trail, view_title, views
from kg.views.web.links import Links, page_of
from kg.views.web.page import render
from kg.views.web.scope import Scope
from kg.views.web.viewers import VIEWS

Maker = Callable[[], bytes]
"""Makes one page."""


class Site:
    """A part of a store as pages by path; the store is read once, when the site is made.

    Args:
        view: what to show.
        scope: which part of it; its links are not used, for the site has its own. Those that it names as
            speakers are the sides of the perspectives, nothing else is narrowed to them.
        base_url: where the site will lie, ending in a slash; None when that is not known.

    Raises:
        UnknownEntityError: nothing bears one of the names of the scope.
        QueryError: a limit of the scope is not a date, or there are more sides than can be compared.
    """

    def __init__(self, view: View, scope: Scope | None = None, base_url: str | None = None) -> None:
        self._view = view
        scope = scope or Scope()
        named_sides(view, scope.by or ())  # refused now rather than when their page is asked for
        self._sides, self._scope = scope.by, replace(scope, by=None)
        self._archive = read(view, self._scope)
        self._pages = _pages_of(self._archive)
        self._makers = dict(self._made(base_url))

    def __len__(self) -> int:
        """Return how many statements the site shows."""
        return len(self._archive.sayings)

    def paths(self) -> list[str]:
        """Return the paths of all pages, sorted: ``polity/armenia.html``."""
        return sorted(self._makers)

    def page(self, path: str) -> bytes | None:
        """Return the page with that path; None where there is none."""
        make = self._makers.get(path)
        return None if make is None else make()

    def missing(self) -> bytes:
        """Return what a server shows where there is no page; its links begin at the root of the server."""
        return render("missing.html.j2", links=self.links("/"), crumbs=())

    def links(self, root: str) -> Links:
        """Return where the pages lie as seen from a page that reaches the top of the site by ``root``."""
        return Links(root, self._pages, nav())

    def _made(self, base_url: str | None) -> Iterator[tuple[str, Maker]]:
        archive, top = self._archive, self.links("")
        for view in views():
            yield f"{view}.html", partial(self._viewed, view)
        newest = FEED if has_feed(archive) else None
        yield "index.html", partial(front_page, archive, top, newest)
        yield "names.html", partial(names_page, archive, top)
        yield "documents.html", partial(documents_page, archive, top)
        if newest:
            yield newest, partial(feed, archive, top, base_url)
        yield from self._things()

    def _things(self) -> Iterator[tuple[str, Maker]]:
        archive, up = self._archive, self.links("../")
        for document, text in archive.texts.items():
            said = archive.within.get(document, ())
            yield (
                page_of(f"document:{document}"),
                partial(document_page, text, said, archive.names.label, up),
            )
        for event in sorted(archive.happenings):
            yield page_of(event), partial(event_page, archive, event, up)
        for key in sorted(archive.entities):
            yield page_of(key), partial(entity_page, archive, key, up)
            for part in sheets_of(archive, key):
                yield sheet_path(key, *part), partial(sheet_page, archive, key, part, self.links("../../"))

    def _viewed(self, name: str) -> bytes:
        """Return a view of the same part of the store, whose names and receipts lead into the site."""
        links, title = replace(self.links(""), here=f"{name}.html"), view_title(name)
        by = self._sides if name == "perspectives" else None
        page = VIEWS[name](self._view, replace(self._scope, by=by, links=links))
        if page is not None:
            return page.html
        return render(
            "nothing.html.j2", links=links, title=title, crumbs=trail(links, Reference(title, None))
        )


def _pages_of(archive: Archive) -> frozenset[str]:
    """Return the ids of all things that have a page."""
    documents = {f"document:{document}" for document in archive.texts}
    return frozenset(archive.entities | archive.happenings.keys() | documents)
