"""The SPARQL 1.1 Protocol, over HTTP: the checks of the W3C's protocol tests, with invented graphs, and some more.

They run against ``kg serve``; with ``KG_SPARQL_QUERY`` and ``KG_SPARQL_UPDATE`` (and ``KG_SPARQL_TOKEN``) against
another endpoint, whose graphs below http://protocol.example/ are replaced.
"""

import csv
import io
import os
import xml.etree.ElementTree as ET
from dataclasses import dataclass

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from tests import sample
from tests.serving import TOKEN, serving, written

HOME = "http://protocol.example/"
ONE, TWO, THREE = (f"{HOME}{name}" for name in ("one", "two", "three"))
QUERY_TYPE = {"content-type": "application/sparql-query"}
UPDATE_TYPE = {"content-type": "application/sparql-update"}
FORM_TYPE = {"content-type": "application/x-www-form-urlencoded"}
BOTH = f"ASK {{ <{ONE}> ?p ?o . <{TWO}> ?q ?r }}"
NAMED = f"ASK {{ GRAPH ?g {{ <{ONE}> ?p ?o }} GRAPH ?h {{ <{TWO}> ?q ?r }} FILTER(?g = <{ONE}> && ?h = <{TWO}>) }}"
FULL = f"ASK {{ <{THREE}> ?p ?o GRAPH <{ONE}> {{ <{ONE}> ?q ?r }} FILTER NOT EXISTS {{ <{ONE}> ?s ?t }} }}"


@dataclass
class Endpoint:
    client: httpx.Client
    query: str
    updates: str
    token: str

    def get(self, query, accept="*/*", **parameters):
        return self.client.get(self.query, params={"query": query, **parameters}, headers={"accept": accept})

    def post(self, **fields):
        return self.client.post(self.query, data=fields)

    def update(self, content, kind=UPDATE_TYPE, **parameters):
        headers = {**kind, "authorization": f"Bearer {self.token}"}
        return self.client.post(self.updates, content=content, params=parameters, headers=headers)

    def form(self, **fields):
        return self.client.post(self.updates, data=fields, headers={"authorization": f"Bearer {self.token}"})

    def says(self, query, **parameters):
        answer = self.get(query, "application/sparql-results+json", **parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()["boolean"]


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory):
    if address := os.environ.get("KG_SPARQL_QUERY"):
        with httpx.Client(timeout=30, trust_env=False) as client:
            updates = os.environ.get("KG_SPARQL_UPDATE", address)
            yield Endpoint(client, address, updates, os.environ.get("KG_SPARQL_TOKEN", ""))
        return
    path = written(tmp_path_factory.mktemp("protocol") / "store", sample.NEWS)
    with serving(path, "--writable", "--default-graph", "own") as server:
        yield Endpoint(server.client, "/sparql", "/update", TOKEN)


@pytest.fixture(autouse=True)
def graphs(endpoint):
    drop = " ".join(f"DROP SILENT GRAPH <{HOME}{name}> ;" for name in ("a", "b", "c"))
    data = " ".join(f"GRAPH <{graph}> {{ <{graph}> <{HOME}p> 1 }}" for graph in (ONE, TWO, THREE))
    assert endpoint.update(f"{drop} INSERT DATA {{ {data} }}").is_success


def is_refused(answer):
    assert 400 <= answer.status_code < 500, answer.text
    return True


# What is wrong with a query.
def test_bad_query_method(endpoint):
    assert is_refused(endpoint.client.put(endpoint.query, params={"query": "ASK {}"}))


def test_bad_multiple_queries(endpoint):
    assert is_refused(
        endpoint.client.get(endpoint.query, params=[("query", "ASK {}"), ("query", "SELECT * {}")])
    )


def test_bad_query_wrong_media_type(endpoint):
    assert is_refused(
        endpoint.client.post(endpoint.query, content="ASK {}", headers={"content-type": "text/plain"})
    )


def test_bad_query_missing_form_type(endpoint):
    assert is_refused(endpoint.client.post(endpoint.query, content="query=ASK%20%7B%7D"))


def test_bad_query_missing_direct_type(endpoint):
    assert is_refused(endpoint.client.post(endpoint.query, content="ASK {}"))


def test_bad_query_non_utf8(endpoint):
    kind = {"content-type": "application/sparql-query; charset=UTF-16"}
    assert is_refused(endpoint.client.post(endpoint.query, content="ASK {}".encode("utf-16"), headers=kind))
    assert is_refused(
        endpoint.client.post(endpoint.query, content="ASK {}".encode("utf-16"), headers=QUERY_TYPE)
    )


def test_bad_query_syntax(endpoint):
    assert endpoint.get("ASK { ?s ?p ?o").status_code == 400


# What is wrong with an update.
def test_bad_update_get(endpoint):
    headers = {"authorization": f"Bearer {endpoint.token}"}
    assert is_refused(
        endpoint.client.get(endpoint.updates, params={"update": "CLEAR NAMED"}, headers=headers)
    )


def test_bad_multiple_updates(endpoint):
    assert is_refused(endpoint.update("update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM_TYPE))


def test_bad_update_wrong_media_type(endpoint):
    assert is_refused(endpoint.update("CLEAR NAMED", {"content-type": "text/plain"}))


def test_bad_update_missing_form_type(endpoint):
    assert is_refused(endpoint.update("update=CLEAR%20NAMED", {}))


def test_bad_update_missing_direct_type(endpoint):
    assert is_refused(endpoint.update("CLEAR NAMED", {}))


def test_bad_update_non_utf8(endpoint):
    kind = {"content-type": "application/sparql-update; charset=UTF-16"}
    assert is_refused(endpoint.update("CLEAR NAMED".encode("utf-16"), kind))


def test_bad_update_syntax(endpoint):
    assert endpoint.form(update="CLEAR XYZ").status_code == 400


@pytest.mark.parametrize("clause", ["USING", "USING NAMED", "WITH"])
def test_bad_update_dataset_conflict(endpoint, clause):
    edit = f"INSERT {{ <{HOME}s> <{HOME}p> 2 }}"
    using = f"WITH <{ONE}> {edit}" if clause == "WITH" else f"{edit} {clause} <{ONE}>"
    fields = {"using-named-graph-uri": TWO, "update": f"{using} WHERE {{ ?s ?p ?o }}"}
    assert endpoint.form(**fields).status_code == 400


# Queries.
def test_query_get(endpoint):
    assert endpoint.says("ASK {}") is True


def test_query_post_form(endpoint):
    assert endpoint.post(query="ASK {}").json()["boolean"] is True


def test_query_post_direct(endpoint):
    assert (
        endpoint.client.post(endpoint.query, content="ASK {}", headers=QUERY_TYPE).json()["boolean"] is True
    )


def test_query_dataset_default_graph(endpoint):
    assert endpoint.says(f"ASK {{ <{ONE}> ?p ?o }}", **{"default-graph-uri": ONE}) is True
    assert endpoint.says(f"ASK {{ <{TWO}> ?p ?o }}", **{"default-graph-uri": ONE}) is False


def test_query_dataset_default_graphs_get(endpoint):
    assert endpoint.says(BOTH, **{"default-graph-uri": [ONE, TWO]}) is True
    assert endpoint.says(BOTH, **{"default-graph-uri": [ONE, THREE]}) is False


def test_query_dataset_default_graphs_post(endpoint):
    fields = {"query": BOTH, "default-graph-uri": [TWO, ONE]}
    assert endpoint.post(**fields).json()["boolean"] is True


def test_query_dataset_default_graphs_post_direct(endpoint):
    graphs = {"default-graph-uri": [TWO, ONE]}
    answer = endpoint.client.post(endpoint.query, content=BOTH, params=graphs, headers=QUERY_TYPE)
    assert answer.json()["boolean"] is True


def test_query_dataset_named_graphs_get(endpoint):
    assert endpoint.says(NAMED, **{"named-graph-uri": [ONE, TWO]}) is True
    assert endpoint.says(NAMED, **{"named-graph-uri": [ONE, THREE]}) is False


def test_query_dataset_named_graphs_post(endpoint):
    fields = {"named-graph-uri": [TWO, ONE], "query": NAMED}
    assert endpoint.post(**fields).json()["boolean"] is True


def test_query_dataset_full(endpoint):
    graphs = {"named-graph-uri": [ONE, TWO], "default-graph-uri": THREE}
    assert endpoint.says(FULL, **graphs) is True


def test_query_multiple_dataset(endpoint):
    """The dataset of the protocol takes the place of that in the query."""
    query = f"ASK FROM <{THREE}> {{ <{ONE}> ?p ?o . <{TWO}> ?q ?r FILTER NOT EXISTS {{ <{THREE}> ?s ?t }} }}"
    assert endpoint.says(query, **{"default-graph-uri": [ONE, TWO]}) is True


def test_from_is_heard_where_the_protocol_is_silent(endpoint):
    assert (
        endpoint.says(f"ASK FROM <{ONE}> {{ <{ONE}> ?p ?o FILTER NOT EXISTS {{ <{TWO}> ?q ?r }} }}") is True
    )


def test_query_content_type_select(endpoint):
    answer = endpoint.get("SELECT (1 AS ?value) {}", "application/sparql-results+xml")
    assert answer.headers["content-type"].startswith("application/sparql-results+xml")
    assert ET.fromstring(answer.content).findtext(".//{*}literal") == "1"


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml"])
def test_query_content_type_ask(endpoint, accept):
    assert endpoint.get("ASK {}", accept).headers["content-type"].startswith(accept)


@pytest.mark.parametrize(
    "query", [f"DESCRIBE <{ONE}>", f"CONSTRUCT {{ <{ONE}> ?p ?o }} WHERE {{ <{ONE}> ?p ?o }}"]
)
@pytest.mark.parametrize(
    ("accept", "form"),
    [("text/turtle", RdfFormat.TURTLE), ("application/rdf+xml", RdfFormat.RDF_XML),
     ("application/n-triples", RdfFormat.N_TRIPLES), ("application/ld+json", RdfFormat.JSON_LD),
     ("application/trig", RdfFormat.TRIG), ("application/n-quads", RdfFormat.N_QUADS)],
)  # fmt: skip
def test_query_content_type_of_graphs(endpoint, query, accept, form):
    answer = endpoint.get(query, accept, **{"default-graph-uri": ONE})
    assert answer.headers["content-type"].startswith(accept)
    (found,) = parse(answer.content, form)
    assert found.subject.value == ONE


def test_query_content_type_csv_and_tsv(endpoint):
    as_csv = endpoint.get('SELECT ("a,b" AS ?x) (2 AS ?y) {}', "text/csv")
    assert list(csv.reader(io.StringIO(as_csv.text))) == [["x", "y"], ["a,b", "2"]]
    assert endpoint.get('SELECT ("a" AS ?x) {}', "text/tab-separated-values").text == '?x\n"a"\n'


def test_query_of_many_letters(endpoint):
    query = 'SELECT ("Ä 日本 \U0001f54a é" AS ?x) {}'
    for answer in (
        endpoint.get(query),
        endpoint.post(query=query),
        endpoint.client.post(endpoint.query, content=query, headers=QUERY_TYPE),
    ):
        assert answer.json()["results"]["bindings"][0]["x"]["value"] == "Ä 日本 \U0001f54a é"


def test_head_says_what_get_would(endpoint):
    asked = {"query": "ASK {}"}
    head, got = (
        endpoint.client.head(endpoint.query, params=asked),
        endpoint.client.get(endpoint.query, params=asked),
    )
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.headers["content-length"] == str(len(got.content))


def test_options_says_what_is_taken(endpoint):
    answer = endpoint.client.options(endpoint.query)
    assert answer.is_success
    assert {"GET", "POST"} <= set(answer.headers["allow"].replace(" ", "").split(","))


def test_what_is_not_acceptable(endpoint):
    assert endpoint.get("ASK {}", "image/png").status_code == 406


def test_service_description(endpoint):
    answer = endpoint.client.get(endpoint.query, headers={"accept": "text/turtle"})
    assert answer.headers["content-type"].startswith("text/turtle")
    said = {
        (quad.predicate.value.partition("#")[2], str(quad.object))
        for quad in parse(answer.content, RdfFormat.TURTLE)
    }
    assert ("type", "<http://www.w3.org/ns/sparql-service-description#Service>") in said
    assert {name for name, _ in said} >= {"endpoint", "resultFormat", "supportedLanguage"}


# Updates; each is looked at by a query over the graphs that it should have changed.
def test_update_post_form(endpoint):
    assert endpoint.form(update=f"INSERT DATA {{ GRAPH <{HOME}a> {{ <{HOME}s> <{HOME}p> 1 }} }}").is_success
    assert endpoint.says(f"ASK {{ GRAPH <{HOME}a> {{ <{HOME}s> <{HOME}p> 1 }} }}") is True


def test_update_post_direct(endpoint):
    assert endpoint.update(f"INSERT DATA {{ GRAPH <{HOME}a> {{ <{HOME}s> <{HOME}p> 2 }} }}").is_success
    assert endpoint.says(f"ASK {{ GRAPH <{HOME}a> {{ <{HOME}s> <{HOME}p> 2 }} }}") is True


def copying(pattern):
    return f"INSERT {{ GRAPH <{HOME}a> {{ ?s <{HOME}copy> ?o }} }} WHERE {{ {pattern} }}"


def copied(endpoint):
    query = f"SELECT ?s {{ GRAPH <{HOME}a> {{ ?s <{HOME}copy> ?o }} }}"
    return sorted(row["s"]["value"] for row in endpoint.get(query).json()["results"]["bindings"])


def test_update_dataset_default_graph(endpoint):
    assert endpoint.form(**{"update": copying("?s ?p ?o"), "using-graph-uri": ONE}).is_success
    assert copied(endpoint) == [ONE]


def test_update_dataset_default_graphs(endpoint):
    assert endpoint.update(copying("?s ?p ?o"), **{"using-graph-uri": [ONE, TWO]}).is_success
    assert copied(endpoint) == [ONE, TWO]


def test_update_dataset_named_graphs(endpoint):
    pattern = "GRAPH ?g { ?s ?p ?o }"
    assert endpoint.form(**{"update": copying(pattern), "using-named-graph-uri": [ONE, TWO]}).is_success
    assert copied(endpoint) == [ONE, TWO]


def test_update_dataset_full(endpoint):
    pattern = f"GRAPH ?g {{ ?s ?p ?o }} ?t <{HOME}p> ?u FILTER(?t = <{THREE}>)"
    graphs = {"using-graph-uri": THREE, "using-named-graph-uri": [ONE, TWO]}
    assert endpoint.update(copying(pattern), **graphs).is_success
    assert copied(endpoint) == [ONE, TWO]


def test_update_dataset_of_delete_where(endpoint):
    assert endpoint.update(f"INSERT DATA {{ GRAPH <{HOME}b> {{ <{HOME}s> <{HOME}p> 1 }} }}").is_success
    text = f"DELETE WHERE {{ GRAPH <{HOME}b> {{ ?s ?p ?o }} }}"
    assert endpoint.update(text, **{"using-named-graph-uri": ONE}).is_success
    assert endpoint.says(f"ASK {{ GRAPH <{HOME}b> {{ ?s ?p ?o }} }}") is True
    assert endpoint.update(text, **{"using-named-graph-uri": f"{HOME}b"}).is_success
    assert endpoint.says(f"ASK {{ GRAPH <{HOME}b> {{ ?s ?p ?o }} }}") is False


def test_update_base_uri(endpoint):
    assert endpoint.update(f"INSERT DATA {{ GRAPH <{HOME}c> {{ <{HOME}s> <{HOME}p> <test> }} }}").is_success
    query = f"SELECT ?o {{ GRAPH <{HOME}c> {{ <{HOME}s> <{HOME}p> ?o }} }}"
    (row,) = endpoint.get(query).json()["results"]["bindings"]
    assert row["o"]["type"] == "uri"
    assert row["o"]["value"].startswith("http")
    assert row["o"]["value"].endswith("/test")
