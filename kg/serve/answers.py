"""Answers that are kept as long as nothing new is published, and asked for once however many want them."""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from kg.serve.pool import Pool
from kg.serve.process import Reply

# Functions whose value is another each time (SPARQL 1.1 Query Language, 17.4), wherever the word stands.
_FLEETING = re.compile(r"\b(?:now|rand|uuid|struuid|bnode)\s*\(", re.IGNORECASE)
_SHARE = 8
"""No answer takes more than this part of the room."""
_FRAME = 512
"""Bytes that an answer takes besides its own."""


@dataclass(slots=True)
class _Flight:
    """A question that a worker is at, and how many wait for it."""

    task: asyncio.Task[Reply]
    waiting: int = 0


class Answers:
    """What workers said.

    Args:
        pool: who is asked.
        room: bytes that may be kept.
    """

    def __init__(self, pool: Pool, room: int) -> None:
        self._pool = pool
        self._room = room
        self._kept: OrderedDict[Hashable, Reply] = OrderedDict()
        self._flights: dict[Hashable, _Flight] = {}
        self._generation: object = None
        self.size = 0
        self.hits = 0
        self.misses = 0

    def kept(self, job: Mapping[str, object]) -> Reply | None:
        """Return the answer to a job, of the state of the store that it names, if it is known."""
        self._forget_before(job["generation"])
        key = _key(job)
        found = self._kept.get(key)
        if found is not None:
            self.hits += 1
            self._kept.move_to_end(key)
        return found

    async def get(self, job: Mapping[str, object], client: str) -> Reply:
        """Return the answer to a job that is not known yet.

        Raises:
            BusyError: there is no turn for it.
            WorkerError: the worker was killed, or ended.
        """
        self.misses += 1
        if _FLEETING.search(str(job["text"])):
            return await self._pool.run(job, client)
        return await self._shared(_key(job), job, client)

    async def _shared(self, key: Hashable, job: Mapping[str, object], client: str) -> Reply:
        flight = self._flights.get(key)
        if flight is None:
            flight = self._flights[key] = _Flight(asyncio.create_task(self._pool.run(job, client)))
            flight.task.add_done_callback(lambda task: self._landed(key, job["generation"], task))
        flight.waiting += 1
        try:
            return await asyncio.shield(flight.task)
        finally:
            flight.waiting -= 1
            if not flight.waiting and not flight.task.done():
                self._flights.pop(key, None)
                flight.task.cancel()

    def _landed(self, key: Hashable, generation: object, task: asyncio.Task[Reply]) -> None:
        flight = self._flights.get(key)
        if flight is not None and flight.task is task:
            del self._flights[key]
        if not task.cancelled() and task.exception() is None and generation == self._generation:
            self._keep(key, task.result())

    def _keep(self, key: Hashable, reply: Reply) -> None:
        if not isinstance(reply.body, bytes) or "error" in reply.said or key in self._kept:
            return
        size = _size(key, reply)
        if size * _SHARE > self._room:
            return
        self._kept[key] = reply
        self.size += size
        while self.size > self._room:
            oldest, former = self._kept.popitem(last=False)
            self.size -= _size(oldest, former)

    def _forget_before(self, generation: object) -> None:
        """Forget all answers when another state was published."""
        if generation != self._generation:
            self._generation = generation
            self._kept.clear()
            self.size = 0


def _key(job: Mapping[str, object]) -> Hashable:
    return tuple(job.values())


def _size(key: Hashable, reply: Reply) -> int:
    return len(str(key)) + len(reply.body if isinstance(reply.body, bytes) else b"") + _FRAME
