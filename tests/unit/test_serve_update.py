"""Updates: who may, what becomes of them, and what readers see afterwards."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from kg.graph.store import open_store
from tests import sample
from tests.serving import TOKEN, serving, written

INSERT = "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> <urn:c> } }"
KIND = {"content-type": "application/sparql-update"}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    path = written(tmp_path_factory.mktemp("updates") / "store", *sample.READINGS)
    with serving(path, "--writable", "--timeout", "3") as server:
        server.path = path
        yield server


@pytest.mark.parametrize(
    ("header", "status"),
    [(None, 401), ("", 401), ("Basic YTpi", 401), (TOKEN, 401), (f"Bearer {TOKEN}x", 401), ("Bearer", 401),
     ("Bearer é", 401), (f"bearer {TOKEN}", 204), (f"Bearer {TOKEN}", 204)],
)  # fmt: skip
def test_only_who_shows_the_token_updates(server, header, status):
    headers = KIND if header is None else {**KIND, "authorization": header.encode()}
    answer = server.client.post("/update", content=INSERT, headers=headers)
    assert answer.status_code == status
    if status == 401:
        assert answer.headers["www-authenticate"].startswith('Bearer realm="dixit"')


def test_what_was_updated_is_seen_at_once(server):
    query = "SELECT ?o { GRAPH <urn:seen> { <urn:a> <urn:b> ?o } }"
    for number in range(3):
        text = f"DELETE WHERE {{ GRAPH <urn:seen> {{ ?s ?p ?o }} }} ; INSERT DATA {{ GRAPH <urn:seen> {{ <urn:a> <urn:b> {number} }} }}"
        before = server.ask(query).headers["etag"]
        assert server.update(text).status_code == 204
        answer = server.ask(query)
        assert [row["o"]["value"] for row in answer.json()["results"]["bindings"]] == [str(number)]
        assert answer.headers["etag"] != before
    assert any("urn:seen" in str(quad) for quad in open_store(server.path, writable=False).view().quads())


@pytest.mark.parametrize(
    "text", ["INSERT DATA {", "SELECT * { ?s ?p ?o }", "", "INSERT DATA { <urn:a> <urn:b> ?x }"]
)
def test_what_is_no_update_is_400(server, text):
    assert server.update(text).status_code == 400


@pytest.mark.parametrize("text", ["INSERT DATA { <a:a> <a:b>", "INSERT DATA {\n <a:a> <a:b>"])
def test_what_is_wrong_with_an_update_is_where_it_is_said_to_be(server, text):
    lines = text.split("\n")
    place = f"not a SPARQL update: error at {len(lines)}:{len(lines[-1]) + 1}: "
    assert server.update(text).text.startswith(place)
    authorised = {"authorization": f"Bearer {TOKEN}"}
    assert server.client.post("/update", data={"update": text}, headers=authorised).text.startswith(place)


def test_what_is_wrong_with_a_query_is_where_it_is_said_to_be(server):
    text = "SELECT ?s { <a:a> <a:b>"
    for answer in (server.ask(text), server.client.post("/sparql", data={"query": text})):
        assert answer.text.startswith(f"not a SPARQL query: error at 1:{len(text) + 1}: ")


def test_an_update_finds_what_lies_in_named_graphs_only_by_graph(server):
    """As the documentation says; queries see the union."""
    insert = "INSERT {{ GRAPH <urn:mine> {{ ?s a <urn:checked> }} }} WHERE {{ {} }}"
    checked = "ASK { ?s a <urn:checked> }"
    assert server.update(insert.format("?s a kg:Statement")).status_code == 204
    assert server.ask(checked).json()["boolean"] is False
    assert server.update(insert.format("GRAPH ?g { ?s a kg:Statement }")).status_code == 204
    assert server.ask(checked).json()["boolean"] is True


@pytest.mark.parametrize("text", ["DROP GRAPH <urn:nowhere>", "CLEAR GRAPH <urn:nowhere>"])
def test_a_graph_that_is_not_there_is_no_malformed_update_but_the_mistake_of_who_asks(server, text):
    answer = server.update(text)
    assert answer.status_code == 409
    assert answer.text == "the update cannot be carried out: The graph <urn:nowhere> does not exist\n"
    assert server.update(text.replace("GRAPH", "SILENT GRAPH")).status_code == 204


def test_relative_iris_of_an_update_stand_below_the_address(server):
    assert server.update("INSERT DATA { GRAPH <seen> { <a> <b> <c> } }").status_code == 204
    query = f"ASK {{ GRAPH <{server.address}/seen> {{ <{server.address}/a> ?p ?o }} }}"
    assert server.ask(query).json()["boolean"] is True


def test_an_address_that_is_no_iri_is_the_mistake_of_who_asks(server):
    """It is what relative IRIs would stand below; the worker goes on."""
    odd = {**KIND, "authorization": f"Bearer {TOKEN}", "host": "[127.0.0.1]"}
    assert server.client.post("/update", content=INSERT, headers=odd).status_code in (400, 421)
    assert server.update(INSERT).status_code == 204


def test_all_or_nothing(server):
    """The second operation fails, so the first has not happened either."""
    text = "INSERT DATA { GRAPH <urn:half> { <urn:a> <urn:b> 1 } } ; CREATE GRAPH <urn:half>"
    answer = server.update(text)
    assert answer.status_code == 409
    assert answer.text == "the update cannot be carried out: The graph <urn:half> already exists\n"
    assert server.ask("ASK { GRAPH <urn:half> { ?s ?p ?o } }").json()["boolean"] is False


def test_an_update_that_takes_too_long_is_stopped_and_changes_nothing(server):
    text = """INSERT { GRAPH <urn:slow> { ?a <urn:x> ?f } }
      WHERE { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } GRAPH ?i { ?j ?k ?l } GRAPH ?m { ?n ?o ?p } }"""
    assert server.update(text).status_code == 504
    assert server.ask("ASK { GRAPH <urn:slow> { ?s ?p ?o } }").json()["boolean"] is False
    assert server.update(INSERT).status_code == 204


def test_while_somebody_else_writes_it_says_who(server):
    store = open_store(server.path, writable=True)
    try:
        answer = server.update(INSERT)
        assert answer.status_code == 503
        assert "is writing to this store" in answer.text
        assert answer.headers["retry-after"]
        assert server.ask("ASK {}").status_code == 200
    finally:
        store.close()
    assert server.update(INSERT).status_code == 204


def test_updates_at_once_are_all_done(server):
    def insert(number):
        return server.update(f"INSERT DATA {{ GRAPH <urn:many> {{ <urn:a> <urn:b> {number} }} }}").status_code

    with ThreadPoolExecutor(5) as clients:
        assert list(clients.map(insert, range(10))) == [204] * 10
    found = server.ask("SELECT ?o { GRAPH <urn:many> { ?s ?p ?o } }").json()
    assert len(found["results"]["bindings"]) == 10


def test_without_writable_nobody_updates(tmp_path):
    with serving(written(tmp_path / "store", sample.NEWS)) as server:
        answer = server.update(INSERT)
        assert answer.status_code == 403
        assert json.loads(server.client.get("/health").text)["writable"] is False


def test_a_build_is_seen_without_a_restart(tmp_path):
    path = written(tmp_path / "store", sample.INTERVIEW)
    with serving(path) as server:
        count = "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?s kg:inDocument ?d }"
        before = server.ask(count, format="csv").text
        written(path, sample.NEWS)
        end = time.monotonic() + 20
        while server.ask(count, format="csv").text == before:
            assert time.monotonic() < end, "what was built is not seen"
            time.sleep(0.05)
