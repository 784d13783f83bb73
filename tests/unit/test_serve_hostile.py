"""Requests that are malformed, or mean harm: each is refused with a 4xx, and the server lives."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.parse import quote

import pytest

from kg.serve.connections import PATIENCE
from tests import sample
from tests.serving import TOKEN, serving, written

GOOD = b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
QUERY = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
UPDATE = "application/sparql-update"

# What is no HTTP.
MALFORMED = [
    b"\r\n\r\n\x00\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b"GET\r\n\r\n", b"GET /\r\n\r\n",
    b"GET / HTTP/9.9.9\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\nHost localhost\r\n\r\n",
    b"GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"G\x00T / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: local\x00host\r\n\r\n", b"GET / HTTP/1.1\r\n: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"".join(b"X-%d: a\r\n" % n for n in range(9000)) + b"\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1e3\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999999\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\nabc",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"HELP\r\n\r\n", b"<?xml version='1.0'?>\r\n\r\n", b"{}\r\n\r\n",
]  # fmt: skip
METHODS = ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "MKCOL", "LOCK", "XXX", "get"]
PATHS = [
    "/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/etc/passwd%00.html",
    "/yasgui/../server.py", "/yasgui/..%2fserver.py", "/yasgui/%2e%2e%2fserver.py", "/yasgui/worker.py", "/yasgui/",
    "/.git/config", "/.env", "/wp-login.php", "/cgi-bin/x", "/store.sqlite", "/VERSION", "/writer", "/published/0/CURRENT",
    "/index.php?x=<script>", "/\\..\\windows", "/~root", "/sparql/../x", "/health/x", "/metrics/x", "/update/x", "/sparql/x",
]  # fmt: skip
HOSTS = ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "local host", "localhost:x", "localhost:1:2",
         "[::1", "@localhost", "localhost@evil.example", "", "http://localhost", "127.0.0.1/evil", "ⅼocalhost"]  # fmt: skip
BROKEN = [
    "SELECT", "SELECT *", "SELECT * {", "SELECT * { ?s ?p }", "SELECT * WHERE }", "ASK ASK", "ASK { ?s ?p 'a }", "DROP ALL",
    "CLEAR ALL", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "DELETE WHERE { ?s ?p ?o }", "LOAD <http://localhost:1/>",
    "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }", "SELECT ?x { nope:x ?p ?o }", "'; DROP TABLE x; --",
    "<script>alert(1)</script>", "\x00", "ASK {}\x00", "{" * 5000, "(" * 5000, "ASK { " + "{" * 3000, "ASK { " + "{" * 3000 + "}" * 3001, "\ud7ff", "\\u0000",
    "SELECT * { ?s <a b> ?o }", "SELECT (1 AS ?x) (2 AS ?x) {}", "SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }", "ASK {} ; ASK {}",
    "DESCRIBE", "CONSTRUCT { ?s ?p ?o }", "SELECT ?x { } LIMIT -1", "SELECT ?x { } LIMIT 99999999999999999999999",
    "BASE <x> ASK {}" + "#" * 100 + "\n}", "ASK { ?s !(<urn:a>|^ ) ?o }", "PREFIX a <urn:> ASK {}", "ask" * 10_000,
    "SELECT * { FILTER(" + "!" * 20_000 + "1) ", "ASK { ?s ?p \"\"\"" + "a" * 10_000 + " }", "SELECT * FROM {}", "%s%n%x",
]  # fmt: skip
BODIES = [
    (None, b"ASK {}"), ("", b"ASK {}"), ("text/plain", b"ASK {}"), ("application/json", b"{}"), ("multipart/form-data", b"x"),
    (f"{QUERY}; charset=utf-16", b"ASK {}"), (f"{QUERY}; charset=latin-1", b"ASK {}"), (QUERY, b"\xff\xfe"), (QUERY, b""),
    (QUERY, b" " * 1_000_001), (FORM, b"query=" + b"a" * 1_000_001), (FORM, b"query=%ff"), (FORM, b""[:0] + b"query="),
    (FORM, b"&".join([b"a=b"] * 2000)), (FORM, b"query=ASK{}&query=ASK{}"), (FORM, b"update=DROP+ALL"), (UPDATE, b"DROP ALL"),
    (FORM, b"query=ASK{}&default-graph-uri=nope"), (FORM, b"query=ASK{}&named-graph-uri=a%20b"),
    (FORM, b"query=ASK{}&default-graph-uri=urn:a%3E%20%7B"), (FORM, b"query=ASK{}&format=exe"), ("a/b/c;;;=", b"x"),
]  # fmt: skip
UPDATES = [
    ({}, "DROP ALL"), ({"Authorization": "Bearer wrong"}, "DROP ALL"), ({"Authorization": f"Basic {TOKEN}"}, "DROP ALL"),
    ({"Authorization": "Bearer " + "a" * 10_000}, "DROP ALL"), ({"Authorization": TOKEN}, "DROP ALL"),
    ({"Authorization": f"Bearer {TOKEN}"}, "DROP"), ({"Authorization": f"Bearer {TOKEN}"}, "LOAD <file:///etc/passwd>"),
    ({"Authorization": f"Bearer {TOKEN}"}, "LOAD <http://localhost:1/>"), ({"Authorization": f"Bearer {TOKEN}"}, "\x00"),
    ({"Authorization": f"Bearer {TOKEN}", "Content-Encoding": "gzip"}, "DROP ALL"),
]  # fmt: skip
ACCEPTS = [
    "image/png",
    "application/pdf",
    "text/html;q=0",
    "*/*;q=0",
    "x",
    ";;;",
    "text/csv;q=nope",
    "a" * 5000,
]


def request(method, target, headers=(), body=b"", host="localhost"):
    fields = {"Host": host, "Connection": "close", "Content-Length": str(len(body)), **dict(headers)}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{method} {target} HTTP/1.1\r\n{lines}\r\n".encode() + body


def asking(query):
    return f"/sparql?query={quote(query.encode('utf-8', 'surrogatepass'))}"


REQUESTS = [
    *MALFORMED,
    *(request(method, target) for method in METHODS for target in ("/sparql", "/update", "/index.html")),
    *(request("GET", target) for target in PATHS),
    *(request("GET", target, host=host) for host in HOSTS for target in ("/", "/sparql?query=ASK%7B%7D")),
    *(request("GET", asking(query)) for query in BROKEN),
    *(request("POST", "/sparql", {"Content-Type": QUERY}, query.encode()) for query in BROKEN),
    *(request("POST", "/sparql", {"Content-Type": kind} if kind is not None else {}, body) for kind, body in BODIES),
    *(request("POST", "/update", {"Content-Type": UPDATE, **headers}, text.encode()) for headers, text in UPDATES),
    *(request("GET", asking("ASK {}"), {"Accept": accept}) for accept in ACCEPTS),
    *(request("GET", f"http://{host}/sparql?query=ASK%7B%7D") for host in HOSTS if " " not in host and host.isascii()),
    request("GET", "ftp://localhost/sparql?query=ASK%7B%7D"), request("GET", "http:/sparql?query=ASK%7B%7D"), request("GET", "*"),
    request("GET", "/sparql?query=%ff"), request("GET", "/sparql?query=%00"), request("GET", "/sparql?query=%zz"),
    request("GET", "/sparql?update=DROP+ALL"), request("GET", "/update?update=DROP+ALL"), request("GET", "/sparql?query="),
]  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    path = written(tmp_path_factory.mktemp("hostile") / "store", *sample.READINGS)
    with serving(path, "--writable") as server:
        yield server


def connected(server):
    host, port = server.address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=20)


def said(server, raw):
    """Return what the server says to bytes."""
    answer = b""
    with connected(server) as channel, suppress(ConnectionError):  # it may have seen enough
        channel.sendall(raw)
        while piece := channel.recv(65536):
            answer += piece
    return answer


def test_each_of_two_hundred_is_refused(server):
    assert len(REQUESTS) >= 200
    wrong = {}
    for raw in REQUESTS:
        answer = said(server, raw)
        if not answer.startswith(b"HTTP/1.1 4"):
            wrong[raw[:200]] = answer[:200]
    assert not wrong
    assert said(server, GOOD).startswith(b"HTTP/1.1 200")
    assert server.process.poll() is None
    assert server.client.get("/health").json()["workers"] >= 2
    assert server.metric("lost_total") == 0
    assert server.ask("ASK { ?s kg:mode 'direct' }").json()["boolean"] is True, "somebody dropped all"


@pytest.mark.parametrize(
    ("method", "target", "host", "status"),
    [
        ("GET", "http://127.0.0.1:8000/sparql?query=ASK%7B%7D", "localhost", 200),
        ("GET", "HTTP://localhost/sparql?query=ASK%7B%7D", "evil.example", 200),
        ("GET", "http://evil.example/sparql?query=ASK%7B%7D", "localhost", 421),
        ("GET", "http://localhost", "localhost", 200),
        ("GET", "http://localhost?x=y", "localhost", 200),
        ("GET", "http://localhost/%69ndex.html", "localhost", 200),
        ("OPTIONS", "*", "localhost", 204),
    ],
)
def test_a_target_may_be_a_whole_address(server, method, target, host, status):
    """That then says whom the request is for, whatever Host says."""
    assert said(server, request(method, target, host=host)).startswith(b"HTTP/1.1 %d " % status)


def test_who_says_nothing_or_speaks_slowly_is_let_go(server):
    """After its patience, and not at once."""
    start = time.monotonic()
    with ThreadPoolExecutor(2) as clients:
        ended = list(clients.map(lambda piece: let_go(server, piece), [b"", b"G"]))
    assert all(each - start > PATIENCE / 2 for each in ended)


def let_go(server, piece):
    """Say a piece every second; return when the server had enough of it."""
    end = time.monotonic() + 6 * PATIENCE
    with connected(server) as channel, suppress(ConnectionError):
        channel.settimeout(1)
        while time.monotonic() < end:
            with suppress(TimeoutError):
                channel.sendall(piece)
                if channel.recv(100) == b"":
                    break
        else:
            pytest.fail("nobody was let go")
    return time.monotonic()


def test_a_hundred_who_say_nothing_keep_nobody_out(server):
    silent = [connected(server) for _ in range(100)]
    try:
        assert server.ask("ASK {}").status_code == 200
    finally:
        for each in silent:
            each.close()
