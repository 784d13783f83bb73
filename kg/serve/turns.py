"""Who is next: clients take turns, however much each of them asks."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class BusyError(Exception):
    """Too many wait, or one has waited too long."""


class Turns(Generic[T]):
    """Things that are lent to one after the other, and who waits for one.

    Args:
        limit: how many may wait.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._free: list[T] = []
        self._waiting: dict[str, deque[asyncio.Future[T]]] = {}
        self.waiting = 0

    def give(self, thing: T) -> None:
        """Hand a thing to who is next, or keep it for who comes."""
        while self._waiting:
            client, futures = next(iter(self._waiting.items()))
            future = futures.popleft()
            del self._waiting[client]
            if futures:
                self._waiting[client] = futures  # at the end: the others are next
            if not future.done():
                future.set_result(thing)
                return
        self._free.append(thing)

    def take_out(self, unfit: Callable[[T], bool]) -> list[T]:
        """Return what nobody holds and is unfit; it is lent no more."""
        found = [thing for thing in self._free if unfit(thing)]
        self._free = [thing for thing in self._free if thing not in found]
        return found

    async def take(self, client: str, patience: float) -> T:
        """Return a thing, as soon as there is one for this client.

        Raises:
            BusyError: too many wait already, or ``patience`` (seconds) is over.
        """
        if self._free:
            return self._free.pop()
        if self.waiting >= self._limit:
            raise BusyError(f"{self.waiting} queries wait already; try again later")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(future)
        self.waiting += 1
        try:
            async with asyncio.timeout(patience):
                return await future
        except (TimeoutError, asyncio.CancelledError) as error:
            if future.done() and not future.cancelled():  # it came at the same moment
                self.give(future.result())
            if isinstance(error, TimeoutError):
                raise BusyError(f"no turn within {patience:g} seconds; try again later") from error
            raise
        finally:
            self.waiting -= 1
