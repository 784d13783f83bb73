"""Servers for tests: really started, over loopback; and one that counts who comes."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
from starlette.testclient import TestClient

from kg.graph.store import open_store
from kg.serve.live import Live
from kg.serve.server import application
from kg.serve.settings import Settings
from kg.views.web.scope import silent

ROOT = Path(__file__).parents[1]
TOKEN = "a-token-for-tests"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
"""A query that takes longer than anybody waits, on any store with a few hundred quads."""


@dataclass
class Server:
    """A server under test."""

    process: subprocess.Popen
    address: str
    client: httpx.Client

    def ask(self, query, **parameters):
        return self.client.get("/sparql", params={"query": query, **parameters})

    def update(self, text, **more):
        headers = {"content-type": "application/sparql-update", "authorization": f"Bearer {TOKEN}"}
        return self.client.post("/update", content=text, headers=headers, **more)

    def metric(self, name):
        found = re.search(rf"^dixit_{name} ([\d.e+]+)$", self.client.get("/metrics").text, re.MULTILINE)
        return float(found[1])

    def wait_for(self, name, value, seconds=20):
        """Wait until a metric has that value."""
        end = time.monotonic() + seconds
        while (found := self.metric(name)) != value:
            assert time.monotonic() < end, f"{name} is {found}, not {value}"
            time.sleep(0.05)

    def workers(self):
        listed = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(pid) for file in listed for pid in file.read_text().split()]


def written(path, *readings):
    """Write readings into the store at ``path``."""
    store = open_store(path, writable=True)
    with store.writer() as writer:
        for reading in readings:
            writer.replace(reading, f"test:{reading.document.source}")
    store.close()
    return path


def opened(path, told=silent, **settings):
    """Return a client of an application over the store at ``path``, in this process."""
    made = Settings(store=path, workers=2, **settings)
    return TestClient(application(Live(path, told), made), base_url="http://127.0.0.1:8000")


@contextmanager
def serving(path, *options, environment=None):
    """Start ``kg serve`` over the store at ``path``; killed at the end if it still runs."""
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--store", str(path), *options]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "KG_SERVE_TOKEN": TOKEN, **(environment or {})}
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env=surroundings)
    try:
        line = process.stderr.readline()
        address = re.search(r"http://[\d.:]+", line)
        assert address, line + process.stderr.read()
        with httpx.Client(base_url=address[0], timeout=60, trust_env=False) as client:
            yield Server(process, address[0], client)
    finally:
        process.kill()
        process.communicate()


def stop(server, seconds=20):
    """Ask the server to stop, and return its exit code and what it said."""
    server.process.send_signal(signal.SIGTERM)
    return server.process.wait(seconds), server.process.stderr.read()


@contextmanager
def counting():
    """A server elsewhere; yields its address and the list of what was asked of it."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/turtle")
            self.end_headers()
            self.wfile.write(b"<urn:a> <urn:b> <urn:c> .\n")

        do_POST = do_GET  # noqa: N815 - as the library names them

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()
