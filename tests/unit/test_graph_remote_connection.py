"""Stores on the web over a real connection: one that breaks off, one that is slow, one to nobody."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs

import httpx
import pytest

from kg.errors import StoreError
from kg.graph.store import open_store
from kg.graph.store.remote.answers import JSON, QUADS

NO_ROWS = b'{"head": {"vars": ["graph", "schema"]}, "results": {"bindings": []}}'


class Handler(BaseHTTPRequestHandler):
    """Answers queries, some when nobody waits any more, and breaks off in the middle of all quads."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        """Say nothing."""

    def do_GET(self):
        self.begin(QUADS)
        line = b"<urn:a> <urn:b> <urn:c> <https://w3id.org/dixit/id/document/1> .\n"
        self.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))
        self.close_connection = True

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        if "slow" in parse_qs(body)["query"][0]:
            self.server.given_up.wait(20)
        self.begin(JSON)
        self.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(NO_ROWS), NO_ROWS))

    def begin(self, kind):
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()


@contextmanager
def serving(handler):
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.given_up = Event()
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.given_up.set()
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_connection_that_breaks_in_the_middle_of_all_quads_is_told():
    with serving(Handler) as url:
        store = open_store(url, writable=True)
        with pytest.raises(StoreError, match="cut short"):
            store.view().dump()
        store.close()
        with pytest.raises(StoreError, match="closed"):
            store.view().dump()


def test_a_slow_answer_is_given_up(monkeypatch):
    monkeypatch.setattr("kg.graph.store.remote.client._TIMEOUT", httpx.Timeout(1.0))
    with serving(Handler) as url:
        store = open_store(url, writable=True)
        with pytest.raises(StoreError, match="took too long"):
            store.view().select("SELECT ?slow { ?slow ?p ?o }")
        store.close()


def test_nobody_there_is_told_soon():
    with serving(Handler) as url:
        pass
    with pytest.raises(StoreError, match=rf"^{url}/query: no answer"):
        open_store(url, writable=False)
