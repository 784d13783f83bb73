"""The workers of a server: as many as it has cores; one that was killed is replaced."""

import asyncio
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from kg.serve.process import LostError, OverdueError, Process, Reply, WorkerError
from kg.serve.settings import Settings
from kg.serve.turns import Turns

_PAUSE = 1.0
"""Seconds until a worker that could not begin is begun again, and between two looks at idle ones."""


@dataclass(slots=True)
class Tally:
    """What happened to workers so far."""

    killed: int = 0
    lost: int = 0
    started: int = 0


class Pool:
    """Processes that do jobs.

    Args:
        settings: what they may do.
        size: how many there are.
    """

    def __init__(self, settings: Settings, size: int) -> None:
        self._settings = settings
        self._size = size
        self._turns: Turns[Process] = Turns(settings.queue)
        self._threads = ThreadPoolExecutor(2 * size, "worker")
        self._processes: set[Process] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self.tally = Tally()
        self.running = 0

    async def start(self) -> None:
        """Begin all workers.

        Raises:
            WorkerError: one cannot begin.
        """
        await asyncio.gather(*(self._begin() for _ in range(self._size)))
        self._do(self._tend())

    @property
    def waiting(self) -> int:
        """Return how many jobs wait for their turn."""
        return self._turns.waiting

    def processes(self) -> list[Process]:
        """Return the workers that live."""
        return [process for process in self._processes if process.alive()]

    async def run(self, job: Mapping[str, object], client: str) -> Reply:
        """Return what a worker says to a job; a caller that is cancelled kills it.

        Raises:
            BusyError: there is no turn for it.
            WorkerError: it was killed, or ended.
        """
        process = await self._turns.take(client, self._settings.patience)
        while not process.alive():  # somebody killed it while it waited
            self._do(self._replace(process))
            process = await self._turns.take(client, self._settings.patience)
        self.running += 1
        loop = asyncio.get_running_loop()
        asked = loop.run_in_executor(self._threads, process.ask, job, self._settings.timeout)
        try:
            return await asyncio.shield(asked)
        except asyncio.CancelledError:
            process.kill()
            raise
        except OverdueError:
            self.tally.killed += 1
            raise
        except LostError:
            self.tally.lost += 1
            raise
        finally:
            self.running -= 1
            asked.add_done_callback(lambda done: self._return(process, done))

    def _return(self, process: Process, done: asyncio.Future[Reply]) -> None:
        lost = done.cancelled() or done.exception() is not None  # asked for, so that nobody reports it
        if self._closed:
            return
        if not lost and process.alive():
            self._turns.give(process)
        else:
            self._do(self._replace(process))

    def _do(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)  # else it might be collected before it is done
        task.add_done_callback(self._tasks.discard)

    async def _tend(self) -> None:
        """Replace workers that ended while they had nothing to do."""
        while not self._closed:
            await asyncio.sleep(_PAUSE)
            for process in self._turns.take_out(lambda process: not process.alive()):
                self.tally.lost += 1
                self._do(self._replace(process))

    async def _replace(self, process: Process) -> None:
        process.kill()
        self._processes.discard(process)
        await asyncio.get_running_loop().run_in_executor(self._threads, process.bury)
        while not self._closed:
            try:
                await self._begin()
            except (WorkerError, OSError):  # such as too many processes
                await asyncio.sleep(_PAUSE)
            else:
                return

    async def _begin(self) -> None:
        process = await asyncio.get_running_loop().run_in_executor(self._threads, Process, self._settings)
        self._processes.add(process)
        self.tally.started += 1
        if self._closed:
            process.bury()
        else:
            self._turns.give(process)

    def close(self) -> None:
        """Kill all workers; from the thread of the loop or any other, when nothing is asked any more."""
        self._closed = True
        processes = list(self._processes)  # the loop may still find one dead and take it out
        for process in processes:
            process.kill()
        for process in processes:
            process.bury()
        self._threads.shutdown(wait=True, cancel_futures=True)
