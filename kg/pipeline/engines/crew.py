"""Chunks through workers that may die: what every engine does alike.

So many are under way as the crew has room for, and no more are looked for, so that memory does not grow with
the number of documents. A chunk at which a worker died is tried again; then its halves are, and so on down to
the one document whose reading kills. That it was this one is sure, for the last try is made with nothing
else under way.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from kg.errors import EngineError
from kg.pipeline.chunks import Chunk

TRIES = 3
"""So many workers may die at one document."""
TRIES_TOGETHER = 2
"""So many may die at several, before they are parted."""
PATIENCE = 40
"""So many workers may die one after another, while none gets anything done. A document that kills is found in
``TRIES_TOGETHER * log2(size) + TRIES`` deaths, and the other halves get done between them."""


@dataclass(frozen=True, slots=True)
class Died:
    """That the worker of a chunk ended before the chunk did, and how."""

    reason: str


class Crew(Protocol):
    """Workers that are there."""

    def room(self) -> int:
        """Return how many chunks may be under way at a time: enough that nobody waits for work."""
        ...

    def start(self, chunk: Chunk) -> None:
        """Give somebody a chunk; does not wait."""
        ...

    def ended(self) -> tuple[Chunk, str | Died]:
        """Wait for a chunk that was started, and return the name of its parcel, or that its worker died."""
        ...


Pack = Callable[[Chunk], str]
"""What workers do: read a chunk, and return the name of its parcel."""
Engine = Callable[[Pack, int, str], AbstractContextManager[Crew]]
"""``(packing, workers, address)`` → Crew."""


def delivered(crew: Crew, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, str | Died]]:
    """Yield chunks with their parcels as they come, and chunks of one source at which workers always die.

    Raises:
        EngineError: workers die, whatever they are given.
    """
    waiting = _Waiting(iter(chunks))
    flying = deaths = 0
    while True:
        while flying < crew.room() and (chunk := waiting.next(flying)):
            crew.start(chunk)
            flying += 1
        if not flying:
            return
        chunk, outcome = crew.ended()
        flying -= 1
        deaths = deaths + 1 if isinstance(outcome, Died) else 0
        if deaths > PATIENCE:
            raise EngineError(f"{deaths} workers died one after another, the last of them: {_why(outcome)}")
        if not isinstance(outcome, Died) or waiting.gives_up(chunk):
            yield chunk, outcome


def _why(outcome: str | Died) -> str:
    return outcome.reason if isinstance(outcome, Died) else ""


@dataclass(slots=True)
class _Waiting:
    """Chunks to be started: those that were not yet, those once more, and those that have to be alone.

    ``held`` is set while one of the last is under way.
    """

    fresh: Iterator[Chunk]
    again: deque[Chunk] = field(default_factory=deque)
    alone: deque[Chunk] = field(default_factory=deque)
    held: bool = False
    deaths: Counter[tuple[int, int]] = field(default_factory=Counter)

    def next(self, flying: int) -> Chunk | None:
        """Return the next chunk, if one may be started while ``flying`` are under way."""
        self.held = self.held and flying > 0
        if self.held or (self.alone and flying):
            return None
        if self.alone:
            self.held = True
            return self.alone.popleft()
        return self.again.popleft() if self.again else next(self.fresh, None)

    def gives_up(self, chunk: Chunk) -> bool:
        """Note that a worker died at it, and return whether that is the end; else it is tried again."""
        size = len(chunk.errands)
        key = chunk.number, size
        self.deaths[key] += 1
        if size == 1 and self.deaths[key] >= TRIES:
            del self.deaths[key]
            return True
        if size > 1 and self.deaths[key] >= TRIES_TOGETHER:
            del self.deaths[key]
            self.again.extend(chunk.halves())
        elif size == 1 and self.deaths[key] == TRIES - 1:
            self.alone.append(chunk)
        else:
            self.again.append(chunk)
        return False
