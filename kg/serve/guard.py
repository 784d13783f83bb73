"""What every request must be, and what every response says to the browser."""

import html
import re
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?", re.IGNORECASE)
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'"
_UNFRAMED = "frame-ancestors 'none'"
_HEADERS = 100
_HEADER_BYTES = 1 << 15
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class Guard:
    """Lets through only who names this server by an address, as localhost, or as ``host``.

    A page elsewhere whose name was turned to this machine (DNS rebinding) says its own name.
    """

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        self._names = {"localhost", host.lower()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in {**HEADERS, "Content-Security-Policy": f"{_CLOSED}; {_UNFRAMED}"}.items():
                    headers.setdefault(name, value)
            await send(message)

        if _is_overlong(scope):
            await PlainTextResponse("The headers are too large.\n", status_code=431)(scope, receive, sent)
        elif self._known(Headers(scope=scope).get("host", "")):
            await self._app(scope, receive, sent)
        else:
            refusal = PlainTextResponse("This server does not go by that name.\n", status_code=421)
            await refusal(scope, receive, sent)

    def _known(self, host: str) -> bool:
        found = _HOST.fullmatch(host)
        return found is not None and (found["name"].lower() in self._names or _is_address(found["name"]))


def _is_overlong(scope: Scope) -> bool:
    headers = scope["headers"]
    return len(headers) > _HEADERS or sum(len(name) + len(value) for name, value in headers) > _HEADER_BYTES


def _is_address(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def policy_of(page: bytes) -> str:
    """Return the policy for a header: that of the page itself, and that nobody may frame it."""
    found = _POLICY.search(page)
    return f"{html.unescape(found[1].decode()) if found else _CLOSED}; {_UNFRAMED}"
