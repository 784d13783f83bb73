"""The server: pages of the site, the SPARQL endpoint, nothing else."""

import socket
from contextlib import suppress
from pathlib import PurePosixPath

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kg.errors import KgError, SiteError
from kg.serve.guard import Guard, policy_of
from kg.serve.live import Live
from kg.serve.sparql import sparql
from kg.views.web.scope import Progress

_TYPES = {".html": "text/html", ".atom": "application/atom+xml"}
_PATIENCE = 3
"""Seconds that answers under way have left when the server stops."""


def application(live: Live, host: str) -> Starlette:
    """Return what answers requests; ``host`` is the name it may go by besides localhost and addresses."""

    async def page(request: Request) -> Response:
        return await run_in_threadpool(_page, live, request.path_params["path"])

    async def endpoint(request: Request) -> Response:
        return await sparql(request, await run_in_threadpool(live.state))

    return Starlette(
        routes=[Route("/sparql", endpoint, methods=["GET", "POST"]), Route("/{path:path}", page)],
        middleware=[Middleware(Guard, host=host)],
        exception_handlers={KgError: _failed},
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


def serve(live: Live, host: str, port: int, progress: Progress) -> None:
    """Answer requests until somebody interrupts; port 0 takes any that is free.

    Raises:
        SiteError: the address cannot be taken.
    """
    with _listening(host, port) as listener:
        taken = listener.getsockname()[1]
        name = f"[{host}]" if ":" in host else host
        progress(
            f"http://{name}:{taken}/ shows the store, http://{name}:{taken}/sparql answers; Ctrl-C stops"
        )
        config = uvicorn.Config(
            application(live, host),
            http="h11",
            ws="none",
            lifespan="off",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_PATIENCE,
        )
        with suppress(KeyboardInterrupt):  # uvicorn hands it on when it has stopped
            uvicorn.Server(config).run(sockets=[listener])
        progress("stopped")


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise SiteError(f"{host}:{port}: {error.strerror or error}; take another --host or --port") from error
