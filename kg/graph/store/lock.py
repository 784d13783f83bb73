"""One writer at a time: a locked file that says who it is. The system unlocks it when he dies, however."""

import fcntl
import json
import os
import re
import socket
import sys
from datetime import datetime
from pathlib import Path
from typing import IO

from kg.errors import StoreError
from kg.graph.store.mark import LOCK

_SUBCOMMAND = re.compile("[a-z-]+")


def lock_for_writing(path: Path) -> IO[str]:
    """Return the locked file of the store in the folder ``path``; closing it unlocks.

    Raises:
        StoreError: somebody else is writing, and who.
    """
    file = (path / LOCK).open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _sign(file)
    except BlockingIOError as error:
        who = _described(file)
        file.close()
        raise StoreError(f"{path}: {who} is writing to this store; wait for it, or stop it") from error
    except OSError:
        file.close()
        raise
    return file


def running() -> str:
    """Return the program that runs and its subcommand; anything else on the command line may be a secret."""
    program = Path(sys.argv[0])
    name = program.parent.name if program.name == "__main__.py" else program.name
    return " ".join([name, *filter(_SUBCOMMAND.fullmatch, sys.argv[1:2])])


def _sign(file: IO[str]) -> None:
    file.truncate(0)
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    who = {"pid": os.getpid(), "host": socket.gethostname(), "since": since, "command": running()}
    json.dump(who, file)
    file.flush()


def _described(file: IO[str]) -> str:
    """Return who holds the lock; whoever has just taken it may not have signed yet."""
    file.seek(0)
    try:
        who = json.loads(file.read())
        return f"`{who['command']}` (process {who['pid']} on {who['host']}, since {who['since']})"
    except (ValueError, KeyError, TypeError):
        return "another process"
