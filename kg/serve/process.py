"""A worker as the server sees it: a process that is asked, and killed."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from kg.serve.settings import Settings
from kg.serve.wire import Spool, receive, send

_PROGRAM = (
    "import json, sys; descriptor, parent, path = sys.argv[1:]; sys.path[:] = json.loads(path); "
    "from kg.serve.worker import main; main(int(descriptor), int(parent))"
)
_START = 60.0
"""Seconds that a worker has to begin."""


class WorkerError(Exception):
    """A query has no answer; what became of it is a reason for people."""


class OverdueError(WorkerError):
    """It ran longer than it may, and was killed."""


class LostError(WorkerError):
    """The worker ended: it was killed, or took more memory than it may."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker says: of the answer, or of the error, with the bytes of the answer."""

    said: Mapping[str, Any]
    body: bytes | Spool


class Process:
    """A worker process.

    Raises:
        LostError: it ended while it began.
    """

    def __init__(self, settings: Settings) -> None:
        self._channel, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [
                    sys.executable,
                    "-c",
                    _PROGRAM,
                    str(theirs.fileno()),
                    str(os.getpid()),
                    json.dumps(sys.path),
                ],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        try:
            self.isolation = str(self.ask(_setup(settings), _START).said["isolation"])
        except WorkerError:
            self.bury()
            raise

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        return self._process.pid

    def ask(self, job: Mapping[str, object], limit: float) -> Reply:
        """Return what it says to a job; call it from one thread at a time.

        Raises:
            OverdueError: it took longer than ``limit`` seconds, and was killed.
            LostError: it ended, or was killed.
        """
        self._channel.settimeout(limit)
        try:
            send(self._channel, job)
            found = receive(self._channel)
        except TimeoutError as error:
            self.kill()
            raise OverdueError(f"stopped after {limit:g} seconds, the limit of this server") from error
        except OSError as error:
            self.kill()
            raise LostError(f"the process that answered ended ({error.strerror or error})") from error
        if found is None:
            self.kill()
            raise LostError("the process that answered ended; the query may need too much memory")
        return Reply(*found)

    def alive(self) -> bool:
        """Return whether it can be asked again."""
        return self._channel.fileno() != -1 and self._process.poll() is None

    def kill(self) -> None:
        """End it at once; from any thread, and more than once."""
        with suppress(ProcessLookupError):
            self._process.kill()
        with suppress(OSError):  # wakes who waits for an answer
            self._channel.shutdown(socket.SHUT_RDWR)

    def bury(self) -> None:
        """Wait until it is gone, and let go of what it held."""
        self.kill()
        self._process.wait()
        self._channel.close()


def _setup(settings: Settings) -> dict[str, object]:
    return {
        "store": settings.location,
        "remote": settings.remote,
        "union": settings.union,
        "memory": settings.memory,
        "rows": settings.max_rows,
        "size": settings.max_bytes,
    }
