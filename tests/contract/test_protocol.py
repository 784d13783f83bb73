"""The SPARQL 1.1 Protocol, over HTTP: the checks of the W3C's protocol tests, with invented graphs, and some more.

They run against ``kg serve``; with ``KG_SPARQL_QUERY`` and ``KG_SPARQL_UPDATE`` (and ``KG_SPARQL_TOKEN``) against
another endpoint, whose graphs below http://protocol.example/ are replaced.
"""

import csv
import io
import xml.etree.ElementTree as ET

import pytest
from pyoxigraph import RdfFormat, parse

from tests.endpoints import ONE, THREE, TWO, fill, is_refused, started

QUERY_TYPE = {"content-type": "application/sparql-query"}
BOTH = f"ASK {{ <{ONE}> ?p ?o . <{TWO}> ?q ?r }}"
NAMED = f"ASK {{ GRAPH ?g {{ <{ONE}> ?p ?o }} GRAPH ?h {{ <{TWO}> ?q ?r }} FILTER(?g = <{ONE}> && ?h = <{TWO}>) }}"
FULL = f"ASK {{ <{THREE}> ?p ?o GRAPH <{ONE}> {{ <{ONE}> ?q ?r }} FILTER NOT EXISTS {{ <{ONE}> ?s ?t }} }}"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory):
    with started(tmp_path_factory.mktemp("protocol")) as endpoint:
        fill(endpoint)
        yield endpoint


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
