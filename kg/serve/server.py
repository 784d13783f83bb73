"""The server: pages of the site, the SPARQL endpoint, nothing else."""

import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import PurePosixPath

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kg.errors import KgError, SiteError
from kg.serve.connections import Impatient
from kg.serve.crossing import Crossing
from kg.serve.endpoint import Endpoint
from kg.serve.guard import Guard, policy_of
from kg.serve.live import Live
from kg.serve.metrics import Measured
from kg.serve.pages import Pages, static
from kg.serve.settings import Settings
from kg.serve.targets import Targets
from kg.serve.watch import Watch
from kg.views.web.scope import Progress

_TYPES = {".html": "text/html", ".atom": "application/atom+xml"}
_PATIENCE = 10
"""Seconds that answers under way have left when the server stops."""
_CONNECTIONS = 500
"""How many clients may be connected; others are told to come back."""


def application(live: Live, settings: Settings) -> Starlette:
    """Return what answers requests."""
    pages = Pages(live)
    endpoint = Endpoint(settings, Watch(settings.location, remote=settings.remote), pages.show)

    async def page(request: Request) -> Response:
        return await run_in_threadpool(_page, live, request.path_params["path"])

    async def file(request: Request) -> Response:
        found = await run_in_threadpool(static, request.path_params["name"])
        return found or PlainTextResponse("no such file\n", status_code=404)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await endpoint.start()
        try:
            yield
        finally:
            await run_in_threadpool(endpoint.close)

    asked = Route("/sparql", endpoint.query, methods=["GET", "POST", "OPTIONS"])
    asked.app = Crossing(asked.app, open_=settings.cors)
    updated = Route("/update", endpoint.update)
    updated.methods = None  # it refuses the others itself: else a page would be looked for by GET
    return Starlette(
        routes=[
            asked,
            updated,
            Route("/health", endpoint.health),
            Route("/metrics", endpoint.figures),
            Route("/yasgui/{name}", file),
            Route("/{path:path}", page),
        ],
        middleware=[
            Middleware(Targets),
            Middleware(Measured, metrics=endpoint.metrics),
            Middleware(Guard, host=settings.host),
        ],
        exception_handlers={KgError: _failed},
        lifespan=lifespan,
    )


def _page(live: Live, path: str) -> Response:
    """Return a page of the site: paths are looked up, never followed."""
    site = live.state().site
    found = site.page(path or "index.html")
    content = site.missing() if found is None else found
    kind = "text/html" if found is None else _TYPES.get(PurePosixPath(path).suffix, "text/html")
    return Response(
        content,
        status_code=404 if found is None else 200,
        media_type=kind,
        headers={"Content-Security-Policy": policy_of(content)},
    )


def _failed(request: Request, error: Exception) -> Response:
    del request
    return PlainTextResponse(f"{error}\n", status_code=503)


def serve(live: Live, settings: Settings, progress: Progress) -> None:
    """Answer requests until somebody interrupts, or ends the process; then finish what is under way.

    Raises:
        SiteError: the address cannot be taken.
    """
    host = settings.host
    with _listening(host, settings.port) as listener:
        taken = listener.getsockname()[1]
        name = f"[{host}]" if ":" in host else host
        progress(
            f"http://{name}:{taken}/ shows the store, http://{name}:{taken}/sparql answers; Ctrl-C stops"
        )
        config = uvicorn.Config(
            application(live, settings),
            http=Impatient,
            ws="none",
            lifespan="on",
            log_level="error",
            access_log=False,
            server_header=False,
            limit_concurrency=_CONNECTIONS,
            timeout_graceful_shutdown=_PATIENCE,
        )
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):  # uvicorn hands it on when it has stopped
            uvicorn.Server(config).run(sockets=[listener])
        progress("stopped")


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=256)
    except OSError as error:
        raise SiteError(f"{host}:{port}: {error.strerror or error}; take another --host or --port") from error
