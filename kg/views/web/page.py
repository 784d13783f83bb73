"""The shell of every page: one file, no request, and nothing in it runs but our own scripts."""

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from kg.views.web.links import NO_PAGES, Links

HERE = Path(__file__).parent
FOLDERS = (HERE / "templates", HERE.parent / "site" / "templates")
_STATIC = (HERE / "static", HERE.parent / "site" / "static")
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)
# HTML, "noncharacters" and "controls": what a text of the web may not hold, not even escaped.
_NEVER = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane + last) for plane in range(0x10000, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def render(
    template: str, island: Mapping[str, object] | None = None, links: Links = NO_PAGES, **values: object
) -> bytes:
    """Return a page.

    Args:
        template: a file of ``templates``; it extends ``page.html.j2``.
        island: what its scripts read, as JSON; None for a page without scripts.
        links: as seen from this page; with ``nav`` it has the header of its site.
        values: what the template prints, escaped.
    """
    data = Markup("") if island is None else htmlsafe_json_dumps(dict(island))
    nonce = nonce_of(data, links, values)
    page = _environment().get_template(template).render(island=data, **shell(nonce, links), **values)
    return written(page)


def written(page: str) -> bytes:
    r"""Return a page as UTF-8; what cannot stand in one is U+FFFD, so that offsets hold.

    >>> written("a\x00b\ud800").decode()
    'a�b�'
    """
    return _NEVER.sub("\N{REPLACEMENT CHARACTER}", page).encode("utf-8")


def shell(nonce: str, links: Links) -> dict[str, Any]:
    """Return what ``page.html.j2`` needs besides the content."""
    policy = CONTENT_SECURITY_POLICY.format(nonce=nonce)
    return {"nonce": nonce, "policy": policy, "static": static, "links": links}


def nonce_of(*content: object) -> str:
    """Return a nonce that no text in the page can know, as it hashes them all; same content, same file."""
    return hashlib.sha256(repr(content).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@cache
def _environment() -> Environment:
    loader = FileSystemLoader([str(folder) for folder in FOLDERS])
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@cache
def static(*names: str) -> Markup:
    """Return our own scripts or styles one after the other, as they are."""
    return Markup("\n").join(Markup(_found(name).read_text(encoding="utf-8")) for name in names)  # noqa: S704 - ours


def _found(name: str) -> Path:
    return next(folder / name for folder in _STATIC if (folder / name).is_file())
