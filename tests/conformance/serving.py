"""Our own endpoint, started for a run: ``kg serve --writable`` over an empty store."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conformance.target import Endpoint

TOKEN = "conformance"
_ADDRESS = re.compile(r"http://[^\s/]+/")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Yield the address of an endpoint over a new store in ``folder``; it stops at the end.

    Raises:
        RuntimeError: it does not start.
    """
    words = [
        sys.executable,
        "-m",
        "kg",
        "serve",
        "--port",
        "0",
        "--store",
        str(folder / "store"),
        "--writable",
    ]
    words += ["--token", TOKEN, "--default-graph", "own", "--cache", "0"]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=dict(os.environ))
    try:
        yield _address(process)
    finally:
        process.terminate()
        process.communicate(timeout=30)


def endpoint(address: str) -> Endpoint:
    """Return our endpoint as what the tests run against."""
    return Endpoint(f"{address}sparql", f"{address}update", TOKEN)


def _address(process: subprocess.Popen[str]) -> str:
    said = []
    for line in process.stderr or ():
        said.append(line)
        if found := _ADDRESS.search(line):
            return found[0]
    raise RuntimeError(f"the endpoint does not start: {''.join(said)}")
