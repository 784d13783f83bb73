"""Nothing that somebody asks leaves the machine: a server elsewhere counts who comes, and nobody does."""

import subprocess
import sys
import urllib.request

import pytest

from tests import sample
from tests.serving import ROOT, counting, serving, written

QUERIES = (
    "SELECT * {{ SERVICE <{home}/s> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{home}/s> {{ ?s ?p ?o }} }}",
    'SELECT * {{ BIND(IRI("{home}/s") AS ?there) SERVICE ?there {{ ?s ?p ?o }} }}',
    "SELECT * {{ VALUES ?there {{ <{home}/s> }} SERVICE SILENT ?there {{ ?s ?p ?o }} }}",
    "PREFIX s: <{home}/> SELECT * {{ ?a ?b ?c . {{ SELECT * {{ sErViCe s:x {{ ?s ?p ?o }} }} }} }}",
    "SELECT * {{ FILTER EXISTS {{ SERVICE<{home}/s>{{ ?s ?p ?o }} }} }}",
    "ASK {{ # ' \n SERVICE <{home}/s> {{ ?s ?p ?o }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{home}/s> {{ ?s ?p ?o }} }}",
    "DESCRIBE ?s {{ SERVICE <{home}/s> {{ ?s ?p ?o }} }}",
    "SELECT * FROM <{home}/g> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{home}/g> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "SELECT * {{ GRAPH <{home}/g> {{ ?s ?p ?o }} }}",
    "DESCRIBE <{home}/thing>",
    "LOAD <{home}/data>",
)
UPDATES = (
    "LOAD <{home}/data>",
    "LOAD SILENT <{home}/data> INTO GRAPH <urn:g>",
    "lOaD <{home}/data.ttl> ; CLEAR GRAPH <urn:g>",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{home}/s> {{ ?s ?p ?o }} }}",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE SILENT <{home}/s> {{ ?s ?p ?o }} }}",
    # A comment for the engine, and a string for who reads words only: the network must be shut as well.
    "INSERT {{ ?s ?p ?o }} WHERE {{ FILTER(1<?b#>'''\n) SERVICE SILENT <{home}/s> {{ ?s ?p ?o }} #'''\n }}",
)  # fmt: skip
STRAIGHT = """
import sys
from kg.serve import isolation
found = isolation.leave_network() if sys.argv[1] == "namespace" else isolation.Isolation.DESCRIPTORS
from kg.graph.store import open_store
view = open_store(sys.argv[2], writable=False).view()
query = "SELECT * { SERVICE SILENT <%s/s> { ?s ?p ?o } }" % sys.argv[3]
if sys.argv[1] == "descriptors":
    with isolation.no_new_descriptors():
        rows = view.select(query).rows
        assert view.select("SELECT * { ?s ?p ?o } LIMIT 3").rows[2]
else:
    rows = view.select(query).rows
print(found, len(view.select("SELECT * { ?s ?p ?o } LIMIT 3").rows))
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return written(tmp_path_factory.mktemp("isolation") / "store", *sample.READINGS)


def test_who_counts_does_count():
    with counting() as (home, asked):
        urllib.request.urlopen(f"{home}/x").read()
        assert asked == ["/x"]


def test_the_engine_would_go_out(path):
    """Else all the tests here would show nothing."""
    with counting() as (home, asked):
        assert straight("nothing", path, home).startswith("descriptors 3")
        assert asked


@pytest.mark.parametrize("layer", ["namespace", "descriptors"])
def test_each_layer_alone_keeps_it_in(path, layer):
    with counting() as (home, asked):
        assert straight(layer, path, home) == f"{layer} 3\n"
        assert asked == []


def straight(layer, path, home):
    """Ask the engine itself, behind that layer only."""
    command = [sys.executable, "-c", STRAIGHT, layer, str(path), home]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=60).stdout


def test_no_query_leaves_the_machine(path):
    with counting() as (home, asked), serving(path) as server:
        assert server.client.get("/health").json()["isolation"] == ["namespace"]
        for query in QUERIES:
            answer = server.ask(query.format(home=home))
            refused = "service" in query.lower() or query.startswith("LOAD")
            assert answer.status_code == (
                403 if refused and not query.startswith("LOAD") else 400 if refused else 200
            ), (query, answer.text)
            server.client.get(
                "/sparql", params={"query": query.format(home=home)}, headers={"accept": "text/html"}
            )
            graphs = {"default-graph-uri": f"{home}/g", "named-graph-uri": f"{home}/g"}
            server.ask(query.format(home=home), **graphs)
        assert asked == []


def test_no_update_leaves_the_machine(path):
    with counting() as (home, asked), serving(path, "--writable") as server:
        for text in UPDATES:
            answer = server.update(text.format(home=home))
            if text.startswith("LOAD SILENT"):
                assert answer.status_code == 204
            elif "#'''" not in text:
                assert answer.status_code == 403, (text, answer.text)
                assert "LOAD and SERVICE are refused" in answer.text
            using = {"using-graph-uri": f"{home}/g"}
            server.update(f"INSERT {{ ?s ?p 1 }} WHERE {{ ?s ?p <{home}/x> }}", params=using)
        assert (
            server.update('INSERT DATA { <urn:a> <urn:b> "load and service are words" }').status_code == 204
        )
        assert server.update("LOAD <file:///etc/hostname>").status_code == 403
        assert server.update(f"LOAD <{home}/data> ; INSERT DATA {{ ?x ?y ?z }}").status_code == 400
        assert asked == []
