"""What a worker gives up before it reads a query: the network, memory without end, a life without its server.

The engine sends requests for SERVICE and LOAD and has no switch for it; a process without a network cannot.
"""

import ctypes
import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_PDEATHSIG = 1
_PAGE = resource.getpagesize()


class Isolation(StrEnum):
    """What keeps a worker from the network."""

    NAMESPACE = "namespace"
    """It has a network of its own, with nothing in it."""
    DESCRIPTORS = "descriptors"
    """While it reads it can open neither files nor sockets; updates need files, and are only read over."""
    OPEN = "open"
    """Nothing: its store lies elsewhere, and the server there answers."""


def leave_network() -> Isolation:
    """Move this process, which must have one thread, into an empty network, where the system lets it."""
    with suppress(OSError, AttributeError):  # no such call beside Linux
        _unshare(_CLONE_NEWNET)  # as root: keeps the rights to the files of others
        return Isolation.NAMESPACE
    user, group = os.geteuid(), os.getegid()
    with suppress(OSError, AttributeError):
        _unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
        _stay(user, group)
        return Isolation.NAMESPACE
    return Isolation.DESCRIPTORS


def _unshare(flags: int) -> None:
    if _libc().unshare(flags) != 0:
        raise OSError(ctypes.get_errno(), "unshare")


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _stay(user: int, group: int) -> None:
    """Keep the names of user and group in the new namespace; the rights to files do not hang on it."""
    with suppress(OSError):
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1\n", encoding="ascii")
        Path("/proc/self/setgroups").write_text("deny\n", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1\n", encoding="ascii")


def end_with(parent: int) -> None:
    """Let the system kill this process when ``parent`` is gone, however that ended."""
    with suppress(AttributeError):
        _libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we asked
        raise SystemExit


@contextmanager
def no_new_descriptors() -> Iterator[None]:
    """Let nothing be opened: descriptors are given from the lowest number on, and the limit is there."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    lowest = os.dup(0)
    os.close(lowest)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def limit_memory(size: int) -> None:
    """Let this process take ``size`` bytes of memory more than it has now."""
    with suppress(OSError, ValueError):  # ValueError: above a limit that was set for the server
        taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * _PAGE
        resource.setrlimit(resource.RLIMIT_AS, (taken + size, resource.getrlimit(resource.RLIMIT_AS)[1]))


def no_core_dump() -> None:
    """Keep a process that is aborted from writing its memory to the disk."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
