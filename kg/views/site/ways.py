"""The ways through a site: what every page leads to, and what leads back from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.views.web.links import Links
from kg.views.web.viewers import VIEWS

_VIEW_TITLES: Mapping[str, str] = {
    "map": "Map",
    "timeline": "Timeline",
    "matrix": "Who speaks about whom",
    "figures": "Figures",
    "perspectives": "Perspectives",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """Somebody or something, the address of its page or None, and how often it is meant."""

    label: str
    page: str | None
    count: int = 0


def view_title(view: str) -> str:
    """Return what a view is called."""
    return _VIEW_TITLES.get(view, view.capitalize())


@cache
def views() -> tuple[str, ...]:
    """Return the names of the views, looked up once: it reads what is installed."""
    return tuple(VIEWS)


def nav() -> tuple[tuple[str, str], ...]:
    """Return what every page of a site leads to: titles, and paths from the top of the site."""
    shown = ((view_title(view), f"{view}.html") for view in views())
    return (("Names", "names.html"), ("Documents", "documents.html"), *shown)


def trail(links: Links, *crumbs: Reference) -> tuple[Reference, ...]:
    """Return the way from the start of the site down to a page; none where there is no site."""
    return () if links.root is None else (Reference("Start", f"{links.root}index.html"), *crumbs)
