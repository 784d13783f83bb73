"""Workers on this machine: processes with a pipe each.

Not a pool of the standard library: there one process that dies breaks all, and nobody knows at which chunk.
Here what a worker was at is known, and what waited in its pipe is handed to the next.
"""

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess

from kg.errors import EngineError
from kg.pipeline.chunks import Chunk
from kg.pipeline.engines.crew import Crew, Died, Pack

AHEAD = 2
"""Chunks a worker: one that it is at, one that waits in its pipe while the driver writes to the store."""
GRACE = 5.0
"""Seconds that a worker has to end by itself."""


@contextmanager
def processes(packing: Pack, workers: int, address: str = "") -> Iterator[Crew]:
    """Start so many processes; they end with the context.

    Raises:
        EngineError: an address was given.
    """
    if address:
        raise EngineError(f"local://{address}: this engine has no address; other machines are dask's")
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload(["kg.pipeline.chunks"])  # imported once, not by each worker
    crew = LocalCrew(packing, context, workers)
    try:
        yield crew
    finally:
        crew.stop()


def _serve(packing: Pack, connection: Connection) -> None:
    """Read chunks until nobody sends any more. Ctrl-C is for the driver, who ends us."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        while True:
            connection.send(packing(connection.recv()))
    except (EOFError, BrokenPipeError, ConnectionResetError):  # the driver is gone, or done
        return


@dataclass(eq=False, slots=True)
class _Worker:
    """A process, our end of its pipe, and the chunks sent to it; the first is the one that it is at."""

    process: BaseProcess
    connection: Connection
    chunks: deque[Chunk] = field(default_factory=deque)

    def send(self, chunk: Chunk) -> None:
        self.chunks.append(chunk)
        try:
            self.connection.send(chunk)
        except OSError:
            return  # it has died: who waits for it will see that

    def outcome(self) -> str | None:
        """Return the name of a parcel, or None: it has died."""
        try:
            return str(self.connection.recv())
        except (EOFError, OSError):
            return None


class LocalCrew:
    """The processes; one that dies is replaced."""

    def __init__(self, packing: Pack, context: BaseContext, workers: int) -> None:
        self._packing = packing
        self._context = context
        self._workers = [self._hired() for _ in range(workers)]

    def room(self) -> int:
        """Return how many chunks may be under way."""
        return AHEAD * len(self._workers)

    def start(self, chunk: Chunk) -> None:
        """Send a chunk to who has the fewest."""
        min(self._workers, key=lambda worker: len(worker.chunks)).send(chunk)

    def ended(self) -> tuple[Chunk, str | Died]:
        """Wait for a chunk that was started."""
        while True:
            ready = wait([worker.connection for worker in self._workers])
            worker = next(worker for worker in self._workers if worker.connection in ready)
            outcome = worker.outcome()
            if outcome is not None:
                return worker.chunks.popleft(), outcome
            died = self._replaced(worker)
            if worker.chunks:
                return worker.chunks.popleft(), died

    def _replaced(self, worker: _Worker) -> Died:
        """Put a new worker in the place of a dead one, with what the dead one had not begun."""
        worker.process.join(GRACE)
        worker.connection.close()
        new = self._hired()
        for chunk in list(worker.chunks)[1:]:
            new.send(chunk)
        self._workers[self._workers.index(worker)] = new
        return Died(_ended(worker.process.exitcode))

    def _hired(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(self._packing, theirs), daemon=True)  # type: ignore[attr-defined]  # each context has it
        process.start()
        theirs.close()  # so that its death closes the pipe
        return _Worker(process, ours)

    def stop(self) -> None:
        """End them all: idle ones leave when their pipe closes, others are told to."""
        for worker in self._workers:
            worker.connection.close()
            if worker.chunks:
                worker.process.terminate()
        for worker in self._workers:
            worker.process.join(GRACE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()


def _ended(code: int | None) -> str:
    """Return how a process ended, in words."""
    if code is None:
        return "it does not answer"
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}, the reason stands above"
