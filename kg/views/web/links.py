"""Where pages lie, and which addresses a page may lead to."""

import re
from collections.abc import Set
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kg.model import content_id

_PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
# Names that Windows keeps for devices, whatever follows the dot.
_DEVICES = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")


def page_of(key: str) -> str:
    """Return the path of the page of a thing: its kind as a folder, and a file name that any system takes.

    >>> page_of("polity:armenia"), page_of("person:../../etc")
    ('polity/armenia.html', 'person/4d5a8a3f15653206.html')
    """
    kind, _, name = key.partition(":")
    return f"{_file(kind)}/{_file(name)}.html"


def _file(name: str) -> str:
    safe = _PLAIN.fullmatch(name) and not _DEVICES.fullmatch(name)
    return name if safe else content_id("page", name)


def external(url: str | None) -> str | None:
    """Return an address of the web; None for any other: a script, a file, a mail, nonsense.

    >>> external("https://example.org/a"), external("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    if url is None or any(ord(character) <= ord(" ") for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:  # such as a bracket that belongs to no IPv6 address
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


@dataclass(frozen=True, slots=True)
class Links:
    """Where the pages of a site lie, as seen from one page.

    Attributes:
        root: what leads from that page to the top of the site, ``""``, ``"../"`` or an address that ends in
            a slash; None when there is no site, and nothing to link to.
        pages: the ids of the things that have a page; None when all have one, as far as is known.
        nav: what each page of the site leads to: titles, and paths from the top of the site.
        here: the path of that page, where it is one of these.
    """

    root: str | None = None
    pages: Set[str] | None = field(default=None, repr=False)
    nav: tuple[tuple[str, str], ...] = ()
    here: str | None = None

    def to(self, key: str) -> str | None:
        """Return the address of the page of an entity, event or document, None where it has none."""
        known = self.pages is None or key in self.pages
        return self.root + page_of(key) if self.root is not None and known else None

    def receipt(self, document: str, start: int, end: int) -> str | None:
        """Return the address of ``text[start:end]`` on the page of a document, given by content hash."""
        page = self.to(f"document:{document}")
        return None if page is None else f"{page}#{anchor(start, end)}"


NO_PAGES = Links()
"""Of a page that stands alone."""


def anchor(start: int, end: int) -> str:
    """Return the name of a place in a document, in code points.

    >>> anchor(120, 138)
    'c120-138'
    """
    return f"c{start}-{end}"
