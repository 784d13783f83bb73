"""Where a store on the web is asked, written to and fetched from.

A location is a URL: ``https://user:password@host/dataset?query=…&update=…&data=…``. Without parameters the
usual paths below it are tried, in this order:

=======  ==================================================================================
query    ``query`` (oxigraph, Fuseki), ``sparql`` (virtuoso, ``kg serve``), the location itself
update   ``update``, ``sparql-auth`` (virtuoso), ``sparql``, the location itself
data     ``store`` (oxigraph), ``data`` (Fuseki); only ever read, and nobody needs it
=======  ==================================================================================

A location that ends in ``/query`` or ``/sparql`` is taken without that end. A parameter names one of the
three, relative to the location, and then nothing else is tried: ``?query=sparql&update=sparql-auth``.
"""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit, urlunsplit

from kg.errors import StoreError

_USUAL = {
    "query": ("query", "sparql", ""),
    "update": ("update", "sparql-auth", "sparql", ""),
    "data": ("store", "data"),
}
_ENDS = ("/query", "/sparql")


@dataclass(frozen=True, slots=True)
class Address:
    """A location taken apart; what it prints as holds no password."""

    url: str
    """Without user, password and parameters: the name of the store in messages."""
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    named: tuple[tuple[str, str], ...] = ()
    """What the parameters name: ``query``, ``update``, ``data``, each with its URL."""

    def candidates(self, service: str) -> list[str]:
        """Return the URLs where ``query``, ``update`` or ``data`` may be, the likeliest first."""
        named = dict(self.named)
        if service in named:
            return [named[service]]
        return [f"{self.url}/{path}" if path else self.url for path in _USUAL[service]]


def is_remote(location: object) -> bool:
    """Return whether a location is one on the web."""
    return str(location).lower().startswith(("http://", "https://"))


def name_of(location: object) -> str:
    """Return what to call a store in messages: a URL without user, password and parameters."""
    return address(str(location)).url if is_remote(location) else str(location)


def address(location: str) -> Address:
    """Take a location apart.

    Raises:
        StoreError: it is no URL of the web, or has a parameter that means nothing.
    """
    try:
        parts = urlsplit(location)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise StoreError(f"{_bare(location)}: not a URL ({error})") from error
    if parts.scheme not in ("http", "https") or not host:
        raise StoreError(
            f"{_bare(location)}: not a URL of the web; it begins with http:// or https:// and a host"
        )
    place = f"[{host}]" if ":" in host else host
    place += "" if port is None else f":{port}"
    path = parts.path.rstrip("/")
    for end in _ENDS:
        path = path.removesuffix(end)
    url = urlunsplit((parts.scheme, place, path, "", ""))
    return Address(
        url,
        None if parts.username is None else unquote(parts.username),
        None if parts.password is None else unquote(parts.password),
        _named(url, parts.query),
    )


def _named(url: str, parameters: str) -> tuple[tuple[str, str], ...]:
    given = parse_qsl(parameters, keep_blank_values=True)
    for name, _ in given:
        if name not in _USUAL:
            raise StoreError(f"{url}: a location has no parameter {name!r}, only: {', '.join(_USUAL)}")
    return tuple((name, urljoin(f"{url}/", value)) for name, value in given)


def _bare(location: str) -> str:
    """Return a location that is no URL for a message, without what may be a password."""
    return location.rpartition("@")[2]
