"""What requests are about: the target may be a path, a whole address, or the server itself."""

import re
from urllib.parse import unquote

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_ADDRESS = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)://(?P<host>[^/]*)(?P<path>/.*)?", re.IGNORECASE)
_ALLOW = "GET, HEAD, POST, OPTIONS"


class Targets:
    """Hands on a request for a whole address as one for its path, at the host that it names.

    RFC 9112, 3.2: a server must take such requests, and must ignore the header ``Host`` then. ``OPTIONS *``
    asks about the server as a whole.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http" and scope["path"] == "*" and scope["method"] == "OPTIONS":
            await Response(status_code=204, headers={"Allow": _ALLOW})(scope, receive, send)
            return
        await self._app(_by_path(scope) if scope["type"] == "http" else scope, receive, send)


def _by_path(scope: Scope) -> Scope:
    found = _ADDRESS.fullmatch(scope["raw_path"].decode("ascii", "replace"))
    if found is None or found["scheme"].lower() != scope["scheme"]:
        return scope
    others = [(name, value) for name, value in scope["headers"] if name != b"host"]
    path = found["path"] or "/"
    return {
        **scope,
        "path": unquote(path),
        "raw_path": path.encode(),
        "headers": [(b"host", found["host"].encode()), *others],
    }
