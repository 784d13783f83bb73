"""CORS: pages of other servers may ask the endpoint, never with what a browser knows of its user."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_ALLOW = "GET, HEAD, POST, OPTIONS"


class Crossing:
    """Lets pages of other servers read what ``app`` answers, if ``open_`` says so; answers OPTIONS."""

    def __init__(self, app: ASGIApp, *, open_: bool) -> None:
        self._app = app
        self._headers = _HEADERS if open_ else {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        if scope["method"] != "OPTIONS":
            await self._app(scope, receive, sent)
            return
        asks = self._headers and "access-control-request-method" in Headers(scope=scope)
        answer = Response(status_code=204, headers={"Allow": _ALLOW, **(_PREFLIGHT if asks else {})})
        await answer(scope, receive, sent)
