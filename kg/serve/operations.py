"""Requests as SPARQL operations (W3C, "SPARQL 1.1 Protocol", 2.1 and 2.2)."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.requests import Request

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
LARGEST = 1_000_000
"""Bytes of a query."""
LARGEST_UPDATE = 64_000_000
"""Bytes of an update: it may hold data."""
_FIELDS = 1000
_SLOWEST = 30.0
"""Seconds within which a body must have come."""
_CHARSETS = ("", "utf-8", "utf8", "us-ascii")


class RefusedError(Exception):
    """A request that is none of the protocol, with the status that says so."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or an update, with the dataset that the request gives it, and the format it names.

    Attributes:
        text: None where the request has none.
    """

    text: str | None
    default: tuple[str, ...] | None
    named: tuple[str, ...] | None
    format: str | None


async def query_of(request: Request) -> Operation:
    """Return the query of a request in one of the three ways of the protocol.

    Raises:
        RefusedError: it is none.
    """
    given = _fields(request.scope["query_string"].decode("ascii", "replace"))
    if request.method == "POST":
        kind = _kind(request, FORM, QUERY)
        body = await _body(request, LARGEST)
        more = _fields(body) if kind == FORM else {"query": [body]}
        given = {name: [*given.get(name, ()), *more.get(name, ())] for name in {**given, **more}}
    if "update" in given:
        raise RefusedError(400, "updates are refused here; they go to /update")
    return _operation(given, "query", "default-graph-uri", "named-graph-uri")


async def update_of(request: Request) -> Operation:
    """Return the update of a request in one of the two ways of the protocol.

    Raises:
        RefusedError: it is none.
    """
    kind = _kind(request, FORM, UPDATE)
    given = _fields(request.scope["query_string"].decode("ascii", "replace"))
    if "update" in given:
        raise RefusedError(400, "an update is sent in the body")
    body = await _body(request, LARGEST_UPDATE)
    given = _fields(body) if kind == FORM else {**given, "update": [body]}
    if "query" in given:
        raise RefusedError(400, "queries are refused here; they go to /sparql")
    found = _operation(given, "update", "using-graph-uri", "using-named-graph-uri")
    if found.text is None:
        raise RefusedError(400, "no update")
    return found


def _operation(given: Mapping[str, Sequence[str]], name: str, default: str, named: str) -> Operation:
    texts, formats = given.get(name, ()), given.get("format", ())
    if len(texts) > 1:
        raise RefusedError(400, f"one {name} at a time")
    if texts and not texts[0].strip():
        raise RefusedError(400, f"no {name}: it is empty")
    return Operation(
        texts[0] if texts else None,
        _graphs(given.get(default)),
        _graphs(given.get(named)),
        formats[0] if formats else None,
    )


def _graphs(given: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if given is None else tuple(given)


def _fields(encoded: str) -> dict[str, list[str]]:
    try:
        return parse_qs(encoded, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError as error:
        raise RefusedError(400, "what is sent is written in UTF-8") from error
    except ValueError as error:
        raise RefusedError(400, f"more than {_FIELDS} fields") from error


def _kind(request: Request, *taken: str) -> str:
    """Return the media type of the body, one of those taken."""
    kind, *parameters = (part.strip() for part in request.headers.get("content-type", "").split(";"))
    if kind.lower() not in taken:
        raise RefusedError(
            415, f"the body is sent as {' or '.join(taken)}", {"Accept-Post": ", ".join(taken)}
        )
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip(' "').lower() not in _CHARSETS:
            raise RefusedError(415, "the body is written in UTF-8")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise RefusedError(415, "the body is sent as it is, not compressed")
    return kind.lower()


async def _body(request: Request, largest: int) -> str:
    """Return the body of a request as text.

    Raises:
        RefusedError: it is too large, too slow, or no UTF-8.
    """
    if int(request.headers.get("content-length", "0") or "0") > largest:
        raise RefusedError(413, f"at most {largest:,} bytes", {"Connection": "close"})
    body = bytearray()
    try:
        async with asyncio.timeout(_SLOWEST):
            async for chunk in request.stream():
                body += chunk
                if len(body) > largest:
                    raise RefusedError(413, f"at most {largest:,} bytes", {"Connection": "close"})
    except TimeoutError as error:
        raise RefusedError(408, "the body comes too slowly", {"Connection": "close"}) from error
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, "what is sent is written in UTF-8") from error
