"""Which state of a store was published last."""

import asyncio
import time
from contextlib import suppress

from starlette.concurrency import run_in_threadpool

from kg.errors import StoreError
from kg.graph.store import generation

_PAUSE = 0.25
"""Seconds between two looks at a store that others may write to."""
_FAR = 5.0
"""The same where each look is a request."""


class Watch:
    """Looks at the store at ``location`` now and then.

    Raises:
        StoreError: there is none.
    """

    def __init__(self, location: str, *, remote: bool = False) -> None:
        self._location = location
        self._pause = _FAR if remote else _PAUSE
        self._known = generation(location)
        self._next = 0.0
        self._looking = asyncio.Lock()

    def look_again(self) -> None:
        """Forget when it was looked at: somebody wrote."""
        self._next = 0.0

    async def now(self) -> str:
        """Return which state is the newest; while it cannot be told, the one before."""
        if time.monotonic() >= self._next and not self._looking.locked():
            async with self._looking:
                with suppress(StoreError):  # it is being replaced; what the workers hold is still good
                    self._known = await run_in_threadpool(generation, self._location)
                self._next = time.monotonic() + self._pause
        return self._known
