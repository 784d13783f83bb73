"""Updates by the SPARQL 1.1 Protocol, over HTTP; see test_protocol.py.

Each is looked at by a query over the graphs that it should have changed.
"""

import pytest

from tests.endpoints import HOME, ONE, THREE, TWO, fill, is_refused, started

FORM_TYPE = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    with started(tmp_path_factory.mktemp("protocol")) as endpoint:
        yield endpoint


@pytest.fixture
def endpoint(opened):
    fill(opened)
    return opened


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
