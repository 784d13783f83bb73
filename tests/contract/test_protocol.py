"""The SPARQL 1.1 Protocol, over HTTP: what its tests by the W3C (tests/conformance) leave open.

They run against ``kg serve``; with ``KG_SPARQL_QUERY`` and ``KG_SPARQL_UPDATE`` (and ``KG_SPARQL_TOKEN``) against
another endpoint, whose graphs below http://protocol.example/ are replaced.
"""

import csv
import io
import os
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from tests import sample
from tests.serving import TOKEN, serving, written

HOME = "http://protocol.example/"
ONE, TWO = f"{HOME}one", f"{HOME}two"
QUERY_TYPE = {"content-type": "application/sparql-query"}
UPDATE_TYPE = {"content-type": "application/sparql-update"}
BOTH = f"ASK {{ <{ONE}> ?p ?o . <{TWO}> ?q ?r }}"
NAMED = f"ASK {{ GRAPH ?g {{ <{ONE}> ?p ?o }} GRAPH ?h {{ <{TWO}> ?q ?r }} FILTER(?g = <{ONE}> && ?h = <{TWO}>) }}"


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


@contextmanager
def started(folder):
    """Yield an endpoint over a new store in ``folder``; or the one that ``KG_SPARQL_QUERY`` names."""
    if address := os.environ.get("KG_SPARQL_QUERY"):
        with httpx.Client(timeout=30, trust_env=False) as client:
            updates = os.environ.get("KG_SPARQL_UPDATE", address)
            yield Endpoint(client, address, updates, os.environ.get("KG_SPARQL_TOKEN", ""))
        return
    path = written(folder / "store", sample.NEWS)
    with serving(path, "--writable", "--default-graph", "own") as server:
        yield Endpoint(server.client, "/sparql", "/update", TOKEN)


def fill(endpoint):
    """Put in the two graphs that are asked for, and drop those that updates made."""
    drop = " ".join(f"DROP SILENT GRAPH <{HOME}{name}> ;" for name in ("a", "b"))
    data = " ".join(f"GRAPH <{graph}> {{ <{graph}> <{HOME}p> 1 }}" for graph in (ONE, TWO))
    assert endpoint.update(f"{drop} INSERT DATA {{ {data} }}").is_success


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory):
    with started(tmp_path_factory.mktemp("protocol")) as endpoint:
        fill(endpoint)
        yield endpoint


@pytest.fixture
def refilled(endpoint):
    """Fill it again after a test that changes graphs."""
    yield
    fill(endpoint)


def is_refused(answer):
    assert 400 <= answer.status_code < 500, answer.text
    return True


def test_bad_query_non_utf8(endpoint):
    kind = {"content-type": "application/sparql-query; charset=UTF-16"}
    assert is_refused(endpoint.client.post(endpoint.query, content="ASK {}".encode("utf-16"), headers=kind))
    assert is_refused(
        endpoint.client.post(endpoint.query, content="ASK {}".encode("utf-16"), headers=QUERY_TYPE)
    )


def test_query_dataset_default_graph(endpoint):
    assert endpoint.says(f"ASK {{ <{ONE}> ?p ?o }}", **{"default-graph-uri": ONE}) is True
    assert endpoint.says(f"ASK {{ <{TWO}> ?p ?o }}", **{"default-graph-uri": ONE}) is False


def test_query_dataset_default_graphs_post(endpoint):
    fields = {"query": BOTH, "default-graph-uri": [TWO, ONE]}
    assert endpoint.post(**fields).json()["boolean"] is True


def test_query_dataset_named_graphs_post(endpoint):
    fields = {"named-graph-uri": [TWO, ONE], "query": NAMED}
    assert endpoint.post(**fields).json()["boolean"] is True


def test_from_is_heard_where_the_protocol_is_silent(endpoint):
    assert (
        endpoint.says(f"ASK FROM <{ONE}> {{ <{ONE}> ?p ?o FILTER NOT EXISTS {{ <{TWO}> ?q ?r }} }}") is True
    )


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


def test_bad_update_missing_direct_type(endpoint):
    assert is_refused(endpoint.update("CLEAR NAMED", {}))


@pytest.mark.parametrize("clause", ["USING", "USING NAMED", "WITH"])
def test_bad_update_dataset_conflict(endpoint, clause):
    edit = f"INSERT {{ <{HOME}s> <{HOME}p> 2 }}"
    using = f"WITH <{ONE}> {edit}" if clause == "WITH" else f"{edit} {clause} <{ONE}>"
    fields = {"using-named-graph-uri": TWO, "update": f"{using} WHERE {{ ?s ?p ?o }}"}
    assert endpoint.form(**fields).status_code == 400


def copying(pattern):
    return f"INSERT {{ GRAPH <{HOME}a> {{ ?s <{HOME}copy> ?o }} }} WHERE {{ {pattern} }}"


def copied(endpoint):
    query = f"SELECT ?s {{ GRAPH <{HOME}a> {{ ?s <{HOME}copy> ?o }} }}"
    return sorted(row["s"]["value"] for row in endpoint.get(query).json()["results"]["bindings"])


@pytest.mark.usefixtures("refilled")
def test_update_dataset_default_graph(endpoint):
    assert endpoint.form(**{"update": copying("?s ?p ?o"), "using-graph-uri": ONE}).is_success
    assert copied(endpoint) == [ONE]


@pytest.mark.usefixtures("refilled")
def test_update_dataset_of_delete_where(endpoint):
    assert endpoint.update(f"INSERT DATA {{ GRAPH <{HOME}b> {{ <{HOME}s> <{HOME}p> 1 }} }}").is_success
    text = f"DELETE WHERE {{ GRAPH <{HOME}b> {{ ?s ?p ?o }} }}"
    assert endpoint.update(text, **{"using-named-graph-uri": ONE}).is_success
    assert endpoint.says(f"ASK {{ GRAPH <{HOME}b> {{ ?s ?p ?o }} }}") is True
    assert endpoint.update(text, **{"using-named-graph-uri": f"{HOME}b"}).is_success
    assert endpoint.says(f"ASK {{ GRAPH <{HOME}b> {{ ?s ?p ?o }} }}") is False
