"""The server: the same pages live, the SPARQL endpoint, and what it refuses."""

import csv
import html
import io
import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.cli.app import run
from kg.graph.store import open_store
from kg.serve import live as living
from kg.serve import pages
from kg.serve.live import Live
from kg.serve.operations import LARGEST
from kg.serve.server import application
from kg.serve.settings import Settings
from kg.views.site.site import Site
from kg.views.web.scope import silent
from tests import sample

QUERY = "SELECT DISTINCT ?mode WHERE { ?s kg:mode ?mode ; kg:speaker <https://w3id.org/dixit/id/person/tam-moorvel> }"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def written(path, *readings):
    """Write readings into the store at ``path``."""
    store = open_store(path, writable=True)
    with store.writer() as writer:
        for reading in readings:
            writer.replace(reading, f"test:{reading.document.source}")
    store.close()


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("stores") / "store"
    written(path, *sample.READINGS)
    return path


def opened(path, told=silent, host="localhost"):
    return TestClient(
        application(Live(path, told), Settings(store=path, host=host, workers=2)),
        base_url="http://127.0.0.1:8000",
    )


@pytest.fixture(scope="module")
def client(path):
    with opened(path, host="lake.example") as client:
        yield client


def ask(client, accept="*/*", query=QUERY):
    return client.get("/sparql", params={"query": query}, headers={"accept": accept})


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


def test_select_as_json_xml_csv_and_tsv(client):
    found = ask(client)
    assert found.headers["content-type"] == "application/sparql-results+json"
    assert [row["mode"]["value"] for row in found.json()["results"]["bindings"]] == ["direct"]
    as_xml = ask(client, "application/sparql-results+xml")
    assert ET.fromstring(as_xml.content).findtext(".//{*}literal") == "direct"
    as_csv = ask(client, "text/csv")
    assert as_csv.headers["content-type"].startswith("text/csv")
    assert list(csv.reader(io.StringIO(as_csv.text))) == [["mode"], ["direct"]]
    assert ask(client, "text/tab-separated-values").text == '?mode\n"direct"\n'


def test_ask_and_construct(client):
    assert ask(client, query="ASK { ?s kg:mode 'direct' }").json()["boolean"] is True
    query = "CONSTRUCT { ?s kg:mode ?mode } WHERE { ?s kg:mode ?mode }"
    as_turtle = ask(client, query=query)
    assert as_turtle.headers["content-type"].startswith("text/turtle")
    assert " kg:mode " in as_turtle.text
    assert isinstance(json.loads(ask(client, "application/ld+json", query).text), list)
    lines = ask(client, "application/n-triples", query)
    assert all(line.endswith(" .") for line in lines.text.splitlines())


def test_both_kinds_of_post_answer_as_get_does(client):
    form = client.post("/sparql", data={"query": QUERY})
    plain = client.post("/sparql", content=QUERY, headers={"content-type": "application/sparql-query"})
    assert form.content == plain.content == ask(client).content


@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0", "application/sparql-results+json;q=0"])
def test_what_is_not_acceptable_is_406(client, accept):
    assert ask(client, accept).status_code == 406


def test_the_best_of_several_is_taken(client):
    assert ask(client, "text/csv;q=0.5, application/sparql-results+xml;q=0.9").text.startswith("<?xml")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT nothing", "not a SPARQL query"),
        ("DELETE WHERE { ?s ?p ?o }", "not a SPARQL query"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("", "no query"),
        (" ", "no query"),
    ],
)
def test_a_query_that_cannot_be_answered_is_400_and_says_why(client, query, message):
    found = ask(client, query=query)
    assert found.status_code == 400
    assert message in found.text


def test_updates_go_elsewhere(client):
    assert client.get("/sparql", params={"query": QUERY, "update": "x"}).status_code == 400
    assert client.post("/sparql", data={"update": "DROP ALL"}).status_code == 400
    assert client.get("/update").status_code == 405
    refused = client.post("/update", data={"update": "DROP ALL"})
    assert (refused.status_code, "--writable" in refused.text) == (403, True)


def test_two_queries_at_a_time_are_refused(client):
    assert client.get("/sparql", params=[("query", QUERY), ("query", QUERY)]).status_code == 400


def test_other_bodies_are_refused(client):
    assert client.post("/sparql", json={"query": QUERY}).status_code == 415
    update = {"content-type": "application/sparql-update"}
    assert client.post("/sparql", content="DROP ALL", headers=update).status_code == 415
    query = {"content-type": "application/sparql-query"}
    assert client.post("/sparql", content=b"\xff", headers=query).status_code == 400
    assert client.post("/sparql", content=b" " * (LARGEST + 1), headers=query).status_code == 413
    assert client.put("/sparql", content=QUERY).status_code == 405


def test_a_browser_gets_the_editor_where_it_is_installed(client, monkeypatch):
    monkeypatch.setattr(pages, "has_editor", lambda: True)
    page = client.get("/sparql", headers={"accept": BROWSER})
    assert '<script src="/yasgui/yasgui.min.js">' in page.text
    policy = page.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "connect-src 'self';" in policy
    assert client.get("/yasgui/editor.js").headers["content-type"].startswith("text/javascript")
    assert client.get("/yasgui/editor.css").status_code == 200
    table = ask(client, BROWSER, "SELECT ?s WHERE { ?x kg:mode 'direct' ; kg:speaker ?s }")
    assert '<a href="/person/tam-moorvel.html"' in table.text


def test_a_browser_gets_a_form_and_a_table(client, monkeypatch):
    monkeypatch.setattr(pages, "has_editor", lambda: False)
    form = client.get("/sparql", headers={"accept": BROWSER})
    assert "<textarea" in form.text
    assert "form-action 'self'" in form.headers["content-security-policy"]
    assert "form-action 'self'" in html.unescape(form.text)
    query = "SELECT ?s WHERE { ?x kg:mode 'direct' ; kg:speaker ?s }"
    table = ask(client, BROWSER, query)
    assert '<a href="/person/tam-moorvel.html"' in table.text
    assert ask(client, BROWSER, "SELECT <script>alert(1)</script>").status_code == 400
    assert "<script>alert(1)" not in ask(client, BROWSER, "SELECT <script>alert(1)</script>").text


def test_pages_of_others_may_ask_the_endpoint_and_read_no_page(client):
    theirs = {"origin": "https://elsewhere.example"}
    answer = client.get("/sparql", params={"query": QUERY}, headers=theirs)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    preflight = client.options("/sparql", headers={**theirs, "access-control-request-method": "POST"})
    assert preflight.status_code == 204
    assert "Content-Type" in preflight.headers["access-control-allow-headers"]
    for address in ("/", "/feed.atom", "/health", "/metrics"):
        page = client.get(address, headers=theirs)
        assert "access-control-allow-origin" not in page.headers
        assert page.headers["cross-origin-resource-policy"] == "same-origin"
    update = client.options("/update", headers={**theirs, "access-control-request-method": "POST"})
    assert "access-control-allow-origin" not in update.headers


def test_pages_of_others_may_be_kept_out(path):
    settings = Settings(store=path, workers=2, cors=False)
    with TestClient(application(Live(path, silent), settings), base_url="http://localhost") as client:
        assert "access-control-allow-origin" not in ask(client).headers


def test_an_answer_that_is_known_is_not_sent_again(client):
    answer = ask(client)
    again = client.get(
        "/sparql", params={"query": QUERY}, headers={"if-none-match": f'"x", W/{answer.headers["etag"]}'}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == answer.headers["etag"]
    assert ask(client, "text/csv").headers["etag"] != answer.headers["etag"]


def test_health_and_metrics(client):
    ask(client)
    health = client.get("/health").json()
    assert (health["status"], health["workers"], health["writable"]) == ("ok", 2, False)
    figures = client.get("/metrics").text
    assert re.search(
        r'^dixit_requests_total\{room="/sparql",method="GET",status="200"\} \d+$', figures, re.MULTILINE
    )
    assert re.search(
        r'^dixit_request_seconds_bucket\{room="/sparql",le="\+Inf"\} \d+$', figures, re.MULTILINE
    )
    assert re.search(r"^dixit_resident_bytes \d{7,}$", figures, re.MULTILINE)


def test_own_default_graph_is_the_one_without_a_name(path):
    settings = Settings(store=path, workers=2, union=False)
    with TestClient(application(Live(path, silent), settings), base_url="http://localhost") as client:
        assert ask(client, query="ASK { ?s kg:mode ?m }").json()["boolean"] is False
        assert ask(client, query="ASK { GRAPH ?g { ?s kg:mode ?m } }").json()["boolean"] is True


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
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--store", str(path)]
    with subprocess.Popen(
        command, cwd=root, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(root)}
    ) as server:
        try:
            address = re.search(r"http://[\d.:]+/", server.stderr.readline())[0]
            with urllib.request.urlopen(f"{address}polity/zembia.html", timeout=30) as answer:
                assert b"Zembia" in answer.read()
            server.send_signal(signal.SIGINT)
            assert server.wait(30) == 0
            assert server.stderr.read() == "stopped\n"
        finally:
            server.kill()
