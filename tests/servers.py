"""SPARQL servers of others, started for tests on free ports and stopped with them.

Those that are not installed are skipped with a reason, ``KG_SERVERS=required`` makes that a failure.
"""

import os
import shutil
import socket
import subprocess
import sysconfig
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

START = 30.0
"""Seconds that a server may take to come up."""
_INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 10000
"""


def free_port():
    """Return a port that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def oxigraph_program():
    """Return the server that the package ``oxigraph`` brings."""
    return shutil.which("oxigraph", path=f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}")


def missing(program, how):
    """Skip the test, or fail it where servers are required."""
    reason = f"{program} is not installed; {how}"
    if os.environ.get("KG_SERVERS") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def running(command, url, **where):
    """Run a server until the end, from when it answers."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **where)
    try:
        _await(process, url)
        yield process
    finally:
        process.kill()
        process.wait()


def _await(process, url):
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        try:
            httpx.get(url, timeout=1.0)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"{process.args[0]} does not answer at {url}")


class Oxigraph:
    """``oxigraph serve``, with its data in memory."""

    def __init__(self, port):
        self.location = f"http://127.0.0.1:{port}"

    def empty(self):
        """Make it as it was at the start."""
        httpx.post(f"{self.location}/update", data={"update": "DROP ALL"}).raise_for_status()


@contextmanager
def oxigraph(folder):
    """Yield an empty server."""
    del folder
    program = oxigraph_program() or missing("oxigraph", "pip install -e '.[dev]' brings it")
    server = Oxigraph(port := free_port())
    with running([program, "serve", "--bind", f"127.0.0.1:{port}"], server.location):
        yield server


class Virtuoso:
    """``virtuoso-t`` of Debian, with its data in a folder; users are asked for by Digest."""

    def __init__(self, sql, http):
        self._sql = sql
        self.url = f"http://127.0.0.1:{http}"
        self.location = f"http://dba:dba@127.0.0.1:{http}"

    def empty(self):
        """Drop all graphs, those of the server too."""
        command = ["isql-vt", f"127.0.0.1:{self._sql}", "dba", "dba", "exec=RDF_GLOBAL_RESET ();"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def virtuoso(folder: Path):
    """Yield an empty server."""
    program = shutil.which("virtuoso-t") or missing("virtuoso", "scripts/servers installs it")
    server = Virtuoso(free_port(), free_port())
    ini = folder / "virtuoso.ini"
    sql, http = server._sql, server.url.rpartition(":")[2]
    ini.write_text(_INI.format(folder=folder, sql=sql, http=http), encoding="utf-8")
    command = [program, "+foreground", "+configfile", str(ini)]
    with running(command, f"{server.url}/sparql", cwd=folder):
        yield server


SERVERS = {"oxigraph": oxigraph, "virtuoso": virtuoso}
