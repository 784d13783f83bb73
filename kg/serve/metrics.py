"""Figures for Prometheus, in its text format (version 0.0.4)."""

import os
import resource
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds."""
_ROOMS = ("/sparql", "/update", "/health", "/metrics", "/yasgui")
_METHODS = ("GET", "POST", "HEAD", "OPTIONS")
_PAGE = resource.getpagesize()


class Metrics:
    """What was asked, what came of it, and how long it took."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._times: dict[str, list[int]] = {}
        self._sums: defaultdict[str, float] = defaultdict(float)

    def note(self, path: str, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        room = next((room for room in _ROOMS if path == room or path.startswith(f"{room}/")), "page")
        self._requests[room, method if method in _METHODS else "other", status] += 1
        buckets = self._times.setdefault(room, [0] * (len(_BOUNDS) + 1))
        buckets[bisect_left(_BOUNDS, seconds)] += 1
        self._sums[room] += seconds

    def text(self, gauges: Mapping[str, float], counters: Mapping[str, float]) -> str:
        """Return all figures; ``gauges`` and ``counters`` by name, without the prefix."""
        return "".join(f"{line}\n" for line in self._lines(gauges, counters))

    def _lines(self, gauges: Mapping[str, float], counters: Mapping[str, float]) -> Iterator[str]:
        yield "# TYPE dixit_requests_total counter"
        for (room, method, status), number in sorted(self._requests.items()):
            yield f'dixit_requests_total{{room="{room}",method="{method}",status="{status}"}} {number}'
        yield "# TYPE dixit_request_seconds histogram"
        for room, buckets in sorted(self._times.items()):
            total = 0
            for bound, number in zip((*map(str, _BOUNDS), "+Inf"), buckets, strict=True):
                total += number
                yield f'dixit_request_seconds_bucket{{room="{room}",le="{bound}"}} {total}'
            yield f'dixit_request_seconds_sum{{room="{room}"}} {self._sums[room]:.6f}'
            yield f'dixit_request_seconds_count{{room="{room}"}} {total}'
        for kind, values in (("gauge", gauges), ("counter", counters)):
            for name, value in values.items():
                yield f"# TYPE dixit_{name} {kind}"
                yield f"dixit_{name} {value:g}" if value != int(value) else f"dixit_{name} {int(value)}"


class Measured:
    """Counts the requests that go through it."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and count it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start, status = time.perf_counter(), 500

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, sent)
        finally:
            self._metrics.note(scope["path"], scope["method"], status, time.perf_counter() - start)


def resident(pid: int) -> int:
    """Return the bytes of memory of a process; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def own_memory() -> int:
    """Return the bytes of memory of this process."""
    return resident(os.getpid())
