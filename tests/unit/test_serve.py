"""The server: the same pages live, and what it refuses."""

import re
import signal
import sys

import pytest

from kg.cli.app import run
from kg.graph.store import open_store
from kg.serve import live as living
from kg.views.site.site import Site
from tests import sample
from tests.serving import opened, serving, written

QUERY = "SELECT DISTINCT ?mode WHERE { ?s kg:mode ?mode ; kg:speaker <https://w3id.org/dixit/id/person/tam-moorvel> }"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return written(tmp_path_factory.mktemp("stores") / "store", *sample.READINGS)


@pytest.fixture(scope="module")
def client(path):
    with opened(path, host="lake.example") as client:
        yield client


def test_it_shows_the_pages_of_the_site(client, path):
    site = Site(open_store(path, writable=False).view())
    for page in site.paths():
        assert client.get(f"/{page}").content == site.page(page), page
    assert client.get("/").content == site.page("index.html")


def test_pages_have_their_type_and_their_policy(client):
    page, feed = client.get("/"), client.get("/feed.atom")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert feed.headers["content-type"] == "application/atom+xml"
    nonce = re.search(r'nonce="([0-9a-f]+)"', page.text)[1]
    assert f"script-src 'nonce-{nonce}'" in page.headers["content-security-policy"]
    assert "default-src 'none'" in feed.headers["content-security-policy"]


@pytest.mark.parametrize("address", ["/", "/feed.atom", "/nothing", "/sparql", "/sparql?query=x"])
def test_every_response_tells_the_browser_to_be_careful(client, address):
    headers = client.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    "address",
    ["/nothing.html", "/polity/", "/polity", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/polity/..%2findex.html",
     "//etc/passwd", "/index.html%00", "/dixit-site.json"],
)  # fmt: skip
def test_what_is_no_page_is_not_found(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "No such page" in answer.text
    assert 'href="/index.html"' in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_pages_are_only_read(client, method):
    assert client.request(method, "/index.html").status_code == 405


def test_a_head_has_no_body(client):
    answer = client.head("/index.html")
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1:8000", 200), ("localhost", 200), ("LocalHost:99", 200), ("[::1]:8000", 200), ("10.1.2.3", 200),
     ("lake.example:8000", 200), ("evil.example", 421), ("127.0.0.1.evil.example", 421), ("localhost.evil.example", 421),
     ("", 421), ("localhost:x", 421), ("a b", 421)],
)  # fmt: skip
def test_it_answers_only_to_its_own_names(client, host, status):
    """Else a page elsewhere could turn its own name to this machine, and read the store."""
    assert client.get("/", headers={"host": host}).status_code == status
    assert client.get("/sparql", params={"query": QUERY}, headers={"host": host}).status_code == status


def test_a_writable_server_needs_a_token(path, capfd, monkeypatch):
    monkeypatch.delenv("KG_SERVE_TOKEN", raising=False)
    assert run(["serve", "--store", str(path), "--writable"]) == 2
    assert "KG_SERVE_TOKEN" in capfd.readouterr().err


def test_a_build_is_seen_without_a_restart(tmp_path, monkeypatch):
    monkeypatch.setattr(living, "_PAUSE", 0)
    monkeypatch.setattr(living, "_SHARE", 0)
    told = []
    written(tmp_path, sample.INTERVIEW)
    client = opened(tmp_path, told.append)
    assert client.get("/org/zembian-herald.html").status_code == 404
    assert not told, "nobody wrote, and yet it was read anew"
    written(tmp_path, sample.NEWS)
    assert client.get("/org/zembian-herald.html").status_code == 200
    assert len(told) == 1
    client.get("/")
    assert len(told) == 1


def test_a_store_that_goes_away_leaves_the_pages_as_they_were(tmp_path, monkeypatch):
    monkeypatch.setattr(living, "_PAUSE", 0)
    monkeypatch.setattr(living, "_SHARE", 0)
    told, path = [], tmp_path / "store"
    written(path, sample.INTERVIEW)
    client = opened(path, told.append)
    path.rename(tmp_path / "elsewhere")
    assert client.get("/").status_code == 200
    assert "stay as they were" in told[0]


def test_no_store_and_no_free_port_are_one_line(tmp_path, path, capfd):
    assert run(["serve", "--store", str(tmp_path / "none")]) == 1
    assert "no store there" in capfd.readouterr().err
    assert run(["serve", "--store", str(path), "--host", "256.1.1.1"]) == 1
    assert "256.1.1.1:8000" in capfd.readouterr().err


def test_without_the_extra_it_says_what_to_install(path, monkeypatch, capfd):
    for name in [name for name in sys.modules if name.startswith("kg.serve")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert run(["serve", "--store", str(path)]) == 1
    assert 'pip install "dixit-kg[serve]"' in capfd.readouterr().err


def test_a_server_answers_until_it_is_interrupted(path):
    with serving(path) as server:
        assert "Zembia" in server.client.get("/polity/zembia.html").text
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(30) == 0
        assert server.process.stderr.read() == "stopped\n"
