"""The SPARQL endpoint within the server: formats, pages, what is kept, who may ask."""

import csv
import html
import io
import json
import re
import xml.etree.ElementTree as ET

import pytest

from kg.serve import pages
from kg.serve.operations import LARGEST
from tests import sample
from tests.serving import opened, written

QUERY = "SELECT DISTINCT ?mode WHERE { ?s kg:mode ?mode ; kg:speaker <https://w3id.org/dixit/id/person/tam-moorvel> }"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return written(tmp_path_factory.mktemp("stores") / "store", *sample.READINGS)


@pytest.fixture(scope="module")
def client(path):
    with opened(path, host="lake.example") as client:
        yield client


def ask(client, accept="*/*", query=QUERY):
    return client.get("/sparql", params={"query": query}, headers={"accept": accept})


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


CONSTRUCT = "CONSTRUCT { ?s kg:mode ?mode } WHERE { ?s kg:mode ?mode }"


@pytest.mark.parametrize(
    ("accept", "query", "kind"),
    [
        (BROWSER, QUERY, "text/html"),
        (BROWSER, CONSTRUCT, "text/html"),
        (BROWSER, None, "text/html"),
        ("application/xhtml+xml, */*;q=0.1", QUERY, "text/html"),
        ("text/html, text/csv", QUERY, "text/html"),
        ("text/turtle, text/html;q=0.2", QUERY, "text/html"),
        ("*/*", QUERY, "application/sparql-results+json"),
        ("text/*", QUERY, "text/csv"),
        ("text/html;q=0.1,text/csv", QUERY, "text/csv"),
        ("application/sparql-results+xml,text/html;q=0.8,*/*;q=0.1", QUERY, "application/sparql-results+xml"),
        ("text/turtle, text/html;q=0.2", CONSTRUCT, "text/turtle"),
        ("text/turtle, text/html;q=0.2", None, "text/turtle"),
        ("*/*", None, "text/turtle"),
        ('application/json;p="a,b";q=0.1,text/csv;q=0.5', QUERY, "text/csv"),
        ('application/json;p="a;q=0,\\"b";q=0.9,text/csv;q=0.5', QUERY, "application/json"),
        ("text/csv;header=present, text/csv;q=0.1, text/html;q=0.5", QUERY, "text/csv"),
        (",; ,;q=1, text/csv", QUERY, "text/csv"),
    ],
)
def test_who_asks_gets_what_is_liked_best(client, accept, query, kind):
    found = client.get("/sparql", params={"query": query} if query else {}, headers={"accept": accept})
    assert found.headers["content-type"].partition(";")[0] == kind
    assert found.status_code == 200
    assert found.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT nothing", "not a SPARQL query"),
        ("DELETE WHERE { ?s ?p ?o }", "not a SPARQL query"),
        ("", "no query"),
        (" ", "no query"),
    ],
)
def test_a_query_that_cannot_be_answered_is_400_and_says_why(client, query, message):
    found = ask(client, query=query)
    assert found.status_code == 400
    assert message in found.text


def test_a_query_that_would_leave_the_machine_is_403(client):
    outward = ask(client, query="SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    assert outward.status_code == 403
    assert "SERVICE is refused" in outward.text


def test_updates_go_elsewhere(client):
    assert client.get("/sparql", params={"query": QUERY, "update": "x"}).status_code == 400
    assert client.post("/sparql", data={"update": "DROP ALL"}).status_code == 400
    assert client.get("/update").status_code == 405
    refused = client.post("/update", data={"update": "DROP ALL"})
    assert (refused.status_code, "--writable" in refused.text) == (403, True)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "BREW"])
def test_what_may_be_done_with_an_address_is_said_truly(client, method):
    assert client.options("/update").status_code == 204
    assert client.options("/update").headers["allow"] == "POST, OPTIONS"
    refused = client.request(method, "/update")
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST, OPTIONS")


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
    with opened(path, cors=False) as client:
        assert "access-control-allow-origin" not in ask(client).headers


def test_an_answer_that_is_known_is_not_sent_again(client):
    answer = ask(client)
    again = client.get(
        "/sparql", params={"query": QUERY}, headers={"if-none-match": f'"x", W/{answer.headers["etag"]}'}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == answer.headers["etag"]
    assert ask(client, "text/csv").headers["etag"] != answer.headers["etag"]


def test_a_query_by_post_is_answered_whatever_is_known(client):
    for condition in (ask(client).headers["etag"], "*"):
        found = client.post("/sparql", data={"query": QUERY}, headers={"if-none-match": condition})
        assert (found.status_code, found.content) == (200, ask(client).content)


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
    with opened(path, union=False) as client:
        assert ask(client, query="ASK { ?s kg:mode ?m }").json()["boolean"] is False
        assert ask(client, query="ASK { GRAPH ?g { ?s kg:mode ?m } }").json()["boolean"] is True
