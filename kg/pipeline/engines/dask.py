"""Workers on many machines, by Dask, an optional extra. Without an address, processes on this one.

The scheduler tries a task again when its worker dies, a few times, and then gives it up, and with
it those that only waited on the same workers. So what is told of here as dead may be innocent: it comes
again, in smaller portions.
"""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from threading import Lock, Thread
from typing import TYPE_CHECKING

from kg.errors import EngineError
from kg.pipeline.chunks import Chunk
from kg.pipeline.engines.crew import Crew, Died, Pack

if TYPE_CHECKING:
    from distributed import Client, Future

AHEAD = 2
"""Chunks a thread: one being read, one that waits on the worker."""
OWN = {
    "distributed.scheduler.allowed-failures": 0,
    "distributed.logging.distributed": "error",
    "distributed.admin.low-level-log-length": 20,
}
"""Of a scheduler of ours: it tells of a death at once, and who called it counts. Its log of transitions holds
whole chunks, so it is short."""
WORKER = "distributed.cli.dask_worker"
SECONDS = 30
"""To wait for a scheduler, and for a first worker."""
GRACE = 5.0
"""Seconds that a process of ours has to end by itself."""

_ONE_AT_A_TIME = Lock()


@contextmanager
def cluster(packing: Pack, workers: int, address: str = "") -> Iterator[Crew]:
    """Connect to the scheduler at ``address``, or start one, with so many processes on this machine.

    Raises:
        EngineError: Dask is not installed; nobody answers; there is no worker.
    """
    try:
        import dask  # noqa: PLC0415 - an extra
        import distributed  # noqa: PLC0415
    except ImportError as error:
        raise EngineError("--engine dask needs Dask: pip install 'dixit-kg[dask]'") from error
    with ExitStack() as stack:
        if not address:
            stack.enter_context(dask.config.set(OWN))
            scheduler = distributed.LocalCluster(
                n_workers=0, dashboard_address=":0", silence_logs=logging.CRITICAL
            )
            address = stack.enter_context(scheduler).scheduler_address
            stack.enter_context(_workers(address, workers))
        try:
            client = stack.enter_context(distributed.Client(_url(address), timeout=SECONDS))
            client.wait_for_workers(1, timeout=SECONDS)
        except (OSError, TimeoutError, ValueError) as error:
            raise EngineError(f"dask://{address}: no scheduler with a worker answers: {error}") from error
        yield DaskCrew(client, packing)


def _url(address: str) -> str:
    return address if "://" in address else f"tcp://{address}"


@contextmanager
def _workers(address: str, count: int) -> Iterator[None]:
    """Keep so many processes of one thread up. Dask's own nannies give up when one dies as it starts."""
    ups = [_KeptUp(address) for _ in range(count)]
    try:
        yield
    finally:
        for up in ups:
            up.leave()
        for up in ups:
            up.thread.join()


class _KeptUp:
    """A worker process, started again whenever it ends."""

    def __init__(self, address: str) -> None:
        self._command = [sys.executable, "-m", WORKER, address, "--nthreads", "1", "--no-nanny"]
        self._command += ["--no-dashboard", "--death-timeout", str(SECONDS)]
        self._lock = Lock()
        self._leaves = False
        self._process = self._started()
        self.thread = Thread(target=self._watch, daemon=True)
        self.thread.start()

    def _started(self) -> "subprocess.Popen[bytes]":
        """Start the process where Ctrl-C does not reach it: who watches ends it."""
        paths = os.pathsep.join(path or os.getcwd() for path in sys.path)  # noqa: PTH109 - text among texts
        env = {**os.environ, "PYTHONPATH": paths, "DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "error"}
        return subprocess.Popen(self._command, env=env, start_new_session=True)  # noqa: S603 - ours

    def _watch(self) -> None:
        while True:
            self._process.wait()
            with self._lock:
                if self._leaves:
                    return
                self._process = self._started()

    def leave(self) -> None:
        """End the process for good."""
        with self._lock:
            self._leaves = True
            self._process.terminate()
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()


def _work(packing: Pack, chunk: Chunk) -> str:
    """Read a chunk; language models are not for several threads of a worker at a time."""
    with _ONE_AT_A_TIME:
        return packing(chunk)


class DaskCrew:
    """The workers of a scheduler, as many as there are at the time."""

    def __init__(self, client: "Client", packing: Pack) -> None:
        from distributed import as_completed  # noqa: PLC0415 - an extra

        self._client = client
        self._packing = packing
        self._chunks: dict[object, Chunk] = {}
        self._done = as_completed(raise_errors=False)

    def room(self) -> int:
        """Return how many chunks may be under way: at least two, while workers come and go."""
        threads = sum(int(count) for count in self._client.nthreads().values())
        return max(AHEAD, AHEAD * threads)

    def start(self, chunk: Chunk) -> None:
        """Hand a chunk to the scheduler, under a key of its own: a second try is another task."""
        future = self._client.submit(_work, self._packing, chunk, pure=False)
        self._chunks[future.key] = chunk
        self._done.add(future)

    def ended(self) -> tuple[Chunk, str | Died]:
        """Wait for a chunk that was started."""
        future = next(self._done)
        try:
            outcome = self._outcome(future)
        except (CancelledError, OSError, TimeoutError) as error:
            raise EngineError(
                f"the scheduler is gone ({error}); build again, what was read is kept"
            ) from error
        return self._chunks.pop(future.key), outcome

    def _outcome(self, future: "Future[str]") -> str | Died:
        """Ask for the result, never for the status: a worker that died since has taken the result with it."""
        from distributed import KilledWorker  # noqa: PLC0415 - an extra

        error = future.exception()
        if error is None:
            try:
                return str(future.result())
            except KilledWorker as late:  # the result was lost, and so was who made it anew
                error = late
        if isinstance(error, CancelledError):
            raise error
        return Died(f"{type(error).__name__}: {error}")
