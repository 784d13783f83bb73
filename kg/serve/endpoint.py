"""The SPARQL endpoint (W3C, "SPARQL 1.1 Protocol"): queries at /sparql, updates at /update."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from hmac import compare_digest
from typing import Any, TypeVar
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from kg.graph.store import name_of
from kg.query.description import OFFERED, description
from kg.query.protocol import GRAPHS, RESULTS, SHORT, NotAcceptableError, offered, prefers_page
from kg.serve.answers import Answers
from kg.serve.metrics import TYPE, Metrics, own_memory, resident
from kg.serve.operations import Operation, RefusedError, query_of, update_of
from kg.serve.pool import Pool
from kg.serve.process import Reply, WorkerError
from kg.serve.replies import busy, ended, problem, refusal, response
from kg.serve.settings import Settings
from kg.serve.turns import BusyError
from kg.serve.watch import Watch

T = TypeVar("T")
Show = Callable[[str | None, dict[str, Any] | None, str], Awaitable[Response]]
"""Returns a page for a query, its table, and what is wrong with it."""
SHOWN = 500
"""Rows in a page; other formats have them all."""

_UPDATED_BY = {"Allow": "POST, OPTIONS"}


class LeftError(Exception):
    """The client went away before there was an answer."""


def answering(
    handle: Callable[["Endpoint", Request], Awaitable[Response]],
) -> Callable[["Endpoint", Request], Awaitable[Response]]:
    """Turn what goes wrong with a request into a response."""

    @wraps(handle)
    async def answered(endpoint: "Endpoint", request: Request) -> Response:
        try:
            return await handle(endpoint, request)
        except RefusedError as error:
            return refusal(error.status, error, error.headers)
        except NotAcceptableError as error:
            return refusal(406, error, {"Vary": "Accept"})
        except BusyError as error:
            return busy(error)
        except WorkerError as error:
            return ended(error)
        except (LeftError, ClientDisconnect):
            return Response(status_code=499)  # nobody reads it

    return answered


class Endpoint:
    """Answers requests.

    Args:
        settings: what is granted.
        watch: which state of the store is the newest.
        show: makes pages for browsers.

    Raises:
        StoreError: there is no store.
    """

    def __init__(self, settings: Settings, watch: Watch, show: Show) -> None:
        self._settings = settings
        self._watch = watch
        self._show = show
        self.readers = Pool(settings, settings.workers)
        self.writers = Pool(settings, 1)
        self._answers = Answers(
            self.readers, 0 if settings.remote else settings.cache
        )  # others write there, too
        self.metrics = Metrics()

    async def start(self) -> None:
        """Begin the workers.

        Raises:
            WorkerError: one cannot begin.
        """
        await self.readers.start()
        if self._settings.token is not None:
            await self.writers.start()

    def close(self) -> None:
        """End the workers."""
        self.readers.close()
        self.writers.close()

    @answering
    async def query(self, request: Request) -> Response:
        """Answer a query, describe the service, or show a form to write a query."""
        accept = request.headers.get("accept", "") or "*/*"
        operation = await query_of(request)
        if operation.format is not None:
            accept = _named(operation.format)
        if await _wants_page(accept, operation.text):
            return await self._page(request, operation)
        if operation.text is None:
            return self._described(request, accept)
        job = {
            **self._job(request, operation, "query"),
            "accept": accept,
            "generation": await self._watch.now(),
        }
        reply = await self._answered(request, job)
        # RFC 9110, 13.1.2: the condition is for reading by GET; a query by POST has no state that it is of
        condition = None if request.method == "POST" else request.headers.get("if-none-match")
        return problem(reply) or response(reply, condition)

    async def _answered(self, request: Request, job: Mapping[str, object]) -> Reply:
        known = self._answers.kept(job)
        if known is not None:
            return known
        return await _unless_left(request, self._answers.get(job, _client(request)))

    async def _page(self, request: Request, operation: Operation) -> Response:
        page = await self._shown(request, operation)
        page.headers["Vary"] = "Accept"
        return page

    async def _shown(self, request: Request, operation: Operation) -> Response:
        if operation.text is None:
            return await self._show(None, None, "")
        job = {
            **self._job(request, operation, "table"),
            "shown": SHOWN,
            "generation": await self._watch.now(),
        }
        try:
            reply = await self._answered(request, job)
        except WorkerError as error:
            found = ended(error)
        else:
            failed = problem(reply)
            if failed is None:
                table = json.loads(
                    reply.body if isinstance(reply.body, bytes) else reply.body.read(0, reply.body.size)
                )
                return await self._show(operation.text, table, "")
            found = failed
        page = await self._show(operation.text, None, bytes(found.body).decode().strip())
        page.status_code = found.status_code
        return page

    def _described(self, request: Request, accept: str) -> Response:
        update = _address(request, "/update") if self._settings.token is not None else None
        kind, body = description(_address(request, "/sparql"), update, accept, union=self._settings.union)
        return Response(body, media_type=kind, headers={"Vary": "Accept"})

    @answering
    async def update(self, request: Request) -> Response:
        """Carry out an update for who shows the token."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_UPDATED_BY)
        if request.method != "POST":
            raise RefusedError(405, "updates come by POST", _UPDATED_BY)
        self._authorise(request.headers.get("authorization", ""))
        operation = await update_of(request)
        try:
            reply = await self.writers.run(self._job(request, operation, "update"), _client(request))
        finally:
            self._watch.look_again()
        return problem(reply) or Response(status_code=204)

    def _authorise(self, header: str) -> None:
        if self._settings.token is None:
            raise RefusedError(403, "this server only reads; it is started with --writable to update")
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer":
            raise RefusedError(401, "an update needs a token", {"WWW-Authenticate": 'Bearer realm="dixit"'})
        if not compare_digest(token.strip().encode(), self._settings.token.encode()):
            challenge = 'Bearer realm="dixit", error="invalid_token"'
            raise RefusedError(401, "that is not the token", {"WWW-Authenticate": challenge})

    def _job(self, request: Request, operation: Operation, kind: str) -> dict[str, object]:
        return {
            "kind": kind,
            "text": operation.text,
            "default": operation.default,
            "named": operation.named,
            "base": _address(request, request.scope["path"]),
        }

    async def health(self, request: Request) -> Response:
        """Say whether queries are answered."""
        del request
        workers = len(self.readers.processes())
        said = {
            "status": "ok" if workers else "no worker",
            "store": name_of(self._settings.store),
            "generation": await self._watch.now(),
            "workers": workers,
            "isolation": sorted({process.isolation for process in self.readers.processes()}),
            "writable": self._settings.token is not None,
        }
        return JSONResponse(said, status_code=200 if workers else 503)

    async def figures(self, request: Request) -> Response:
        """Return figures for Prometheus."""
        del request
        pools, alive = (self.readers, self.writers), [*self.readers.processes(), *self.writers.processes()]
        gauges = {
            "running": sum(pool.running for pool in pools),
            "queue": sum(pool.waiting for pool in pools),
            "workers": len(alive),
            "cache_bytes": self._answers.size,
            "resident_bytes": own_memory(),
            "workers_resident_bytes": sum(resident(process.pid) for process in alive),
        }
        counters = {
            "cache_hits_total": self._answers.hits,
            "cache_misses_total": self._answers.misses,
            "killed_total": sum(pool.tally.killed for pool in pools),
            "lost_total": sum(pool.tally.lost for pool in pools),
            "started_total": sum(pool.tally.started for pool in pools),
        }
        return Response(self.metrics.text(gauges, counters), media_type=TYPE)


async def _unless_left(request: Request, answer: Awaitable[T]) -> T:
    """Return an answer; when the client goes away before, give it up.

    Raises:
        LeftError: the client went away.
    """
    asked, left = asyncio.ensure_future(answer), asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((asked, left), return_when=asyncio.FIRST_COMPLETED)
        if not asked.done():
            raise LeftError
        return asked.result()
    finally:
        left.cancel()
        asked.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


def _address(request: Request, path: str) -> str:
    """Return the address of a path of this server, under the name by which it was asked."""
    host = quote(request.headers.get("host", "localhost"), safe="[]:.")
    return f"{request.scope['scheme']}://{host}{quote(path)}"


def _named(format_: str) -> str:
    """Return the media type that ``format=`` means.

    Raises:
        RefusedError: there is none of that name.
    """
    kind = SHORT.get(format_.lower(), format_.lower())
    if kind != "text/html" and kind not in RESULTS and kind not in GRAPHS:
        raise RefusedError(406, f"no format is called {format_!r}; there is {', '.join(SHORT)}")
    return kind


async def _wants_page(accept: str, query: str | None) -> bool:
    """Return whether it is a browser that asks, which likes pages better than all else."""
    if "html" not in accept.lower():
        return False
    kinds = OFFERED if query is None else await run_in_threadpool(offered, query)
    return prefers_page(accept, kinds)
