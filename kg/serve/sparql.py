"""The SPARQL endpoint (W3C, "SPARQL 1.1 Protocol", 2.1): queries by GET and POST, no updates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.errors import QueryError, StoreError
from kg.graph.vocab import PREFIXES, entity_id
from kg.query import select
from kg.query.protocol import NotAcceptableError, answer, preferred
from kg.serve.guard import policy_of
from kg.serve.live import State
from kg.views.site.ways import Reference, trail
from kg.views.web.links import external
from kg.views.web.page import render

LARGEST = 1_000_000
"""Bytes of the body of a request."""
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UNKNOWN = ("default-graph-uri", "named-graph-uri")
_SHOWN = 500
"""Rows in a page; other formats have them all."""
_EXAMPLE = """SELECT ?who ?words WHERE {
  ?statement kg:about ?topic ; kg:speaker ?speaker ; kg:content ?words .
  ?speaker rdfs:label ?who .
}
LIMIT 20"""


class RefusedError(Exception):
    """A request that is none of the protocol, with the status that says so."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that a page shows, of ``total``; a cell is a text with an address or None."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Reference, ...], ...]
    total: int


async def sparql(request: Request, state: State) -> Response:
    """Answer a query, or show a form to write one."""
    try:
        query = await _query(request)
    except RefusedError as error:
        return _refusal(error.status, error)
    return await run_in_threadpool(_answered, state, query, request.headers.get("accept", ""))


def _answered(state: State, query: str | None, accept: str) -> Response:
    """Return the answer; no error leaves this thread, for it may hold what pyoxigraph binds to it."""
    try:
        if _wants_page(accept):
            return _page(state, query)
        if query is None:
            return _refusal(400, "no query; send one as ?query=…, or in a POST")
        found = answer(state.view, query, accept)
    except NotAcceptableError as error:
        return _refusal(406, error)
    except QueryError as error:
        return _refusal(400, error)
    except StoreError as error:
        return _refusal(503, error)
    return Response(found.body, media_type=found.media_type)


def _refusal(status: int, why: object) -> Response:
    return PlainTextResponse(f"{why}\n", status_code=status)


def _wants_page(accept: str) -> bool:
    """Return whether it is a browser that asks, which likes pages better than all else."""
    if "text/html" not in accept.lower():
        return False
    return preferred(accept, {"text/html": 0, "application/sparql-results+json": 1}) == "text/html"


async def _query(request: Request) -> str | None:
    """Return the query of a request, None where it has none.

    Raises:
        RefusedError: it is no query in one of the three ways of the protocol.
    """
    given = parse_qs(request.url.query, keep_blank_values=True)
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in (_FORM, _QUERY):
            raise RefusedError(415, f"a query is sent as {_QUERY} or {_FORM}")
        body = await _body(request)
        if kind == _QUERY:
            return _single({**given, "query": [body]})
        given = {**given, **parse_qs(body, keep_blank_values=True)}
    return _single(given)


def _single(given: Mapping[str, Sequence[str]]) -> str | None:
    if "update" in given:
        raise RefusedError(400, "updates are refused: this endpoint only reads")
    for name in _UNKNOWN:
        if name in given:
            raise RefusedError(400, f"{name} is not supported; write FROM or GRAPH into the query")
    queries = given.get("query", ())
    if len(queries) > 1:
        raise RefusedError(400, "one query at a time")
    return queries[0] if queries and queries[0].strip() else None


async def _body(request: Request) -> str:
    """Return the body of a request as text.

    Raises:
        RefusedError: it is too large, or no UTF-8.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise RefusedError(413, f"a query has at most {LARGEST:,} bytes")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, "a query is written in UTF-8") from error


def _page(state: State, query: str | None) -> Response:
    """Return the form, with the answer below it or with what is wrong with the query."""
    table, problem = None, ""
    try:
        table = _table(state, query) if query else None
    except QueryError as error:
        problem = str(error)
    links = state.site.links("/")
    page = render(
        "sparql.html.j2",
        links=links,
        query=query or _EXAMPLE,
        prefixes=sorted(PREFIXES.items()),
        table=table,
        problem=problem,
        crumbs=trail(links, Reference("SPARQL", None)),
    )
    headers = {"Content-Security-Policy": policy_of(page)}
    return Response(page, status_code=400 if problem else 200, media_type="text/html", headers=headers)


def _table(state: State, query: str) -> Table:
    found = select(state.view, query)
    rows = tuple(tuple(_cell(state, row[name]) for name in found.variables) for row in found.rows[:_SHOWN])
    return Table(found.variables, rows, len(found.rows))


def _cell(state: State, value: object) -> Reference:
    """Return a cell; a thing that has a page leads there, another address of the web to itself."""
    text = "" if value is None else str(value)
    page = state.site.links("/").to(entity_id(text, state.view.base)) if ":" in text else None
    return Reference(text, page or external(text))
