"""What workers say, as responses."""

from collections.abc import AsyncIterator, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from kg.serve.process import OverdueError, Reply, WorkerError
from kg.serve.wire import Spool

_CHUNK = 1 << 18
_STATUS: Mapping[str, int] = {
    "query": 400, "outward": 403, "acceptable": 406, "conflict": 409, "large": 500, "failed": 500,
    "store": 503,
}  # fmt: skip
"""By what a worker calls an error. Too large is 500, which the protocol has for a query that is refused."""
_AGAIN = {"Retry-After": "1"}
_MORE: Mapping[str, Mapping[str, str]] = {"store": _AGAIN, "acceptable": {"Vary": "Accept"}}


def refusal(status: int, why: object, headers: Mapping[str, str] | None = None) -> Response:
    """Return an error in words."""
    return PlainTextResponse(f"{why}\n", status_code=status, headers=dict(headers or {}))


def busy(error: Exception) -> Response:
    """Return what to say when there is no turn for a query."""
    return refusal(503, error, _AGAIN)


def ended(error: WorkerError) -> Response:
    """Return what to say when a worker was killed, or ended."""
    return refusal(504 if isinstance(error, OverdueError) else 500, error)


def problem(reply: Reply) -> Response | None:
    """Return the error that a reply is; None when it is an answer."""
    kind = reply.said.get("error")
    if kind is None:
        return None
    return refusal(_STATUS[kind], reply.said["message"], _MORE.get(kind))


def response(reply: Reply, condition: str | None) -> Response:
    """Return an answer; ``condition`` is a header ``If-None-Match``."""
    tag = f'"{reply.said["digest"]}"'
    headers = {"ETag": tag, "Vary": "Accept"}
    if condition is not None and _matches(condition, tag):
        return Response(status_code=304, headers=headers)
    kind = reply.said["media_type"]
    if isinstance(reply.body, bytes):
        return Response(reply.body, media_type=kind, headers=headers)
    headers["Content-Length"] = str(reply.body.size)
    return StreamingResponse(_pieces(reply.body), media_type=kind, headers=headers)


def _matches(condition: str, tag: str) -> bool:
    tags = [given.strip().removeprefix("W/") for given in condition.split(",")]
    return "*" in tags or tag in tags


async def _pieces(spool: Spool) -> AsyncIterator[bytes]:
    for start in range(0, spool.size, _CHUNK):
        yield await run_in_threadpool(spool.read, start, _CHUNK)
