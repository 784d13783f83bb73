"""SPARQL: the questions that have a name, and those that users write."""

import pytest

from kg.errors import QueryError
from kg.query import named, named_queries, select
from kg.resources import data
from tests import sample


@pytest.fixture(scope="module")
def view():
    return sample.view_of(*sample.READINGS)


def test_every_named_query_has_a_help_line_and_runs(view):
    files = {file.name for file in (data("ontology") / "queries").iterdir()}
    assert files == {f"{name}.rq" for name in named_queries()}
    for name, answers in named_queries().items():
        assert answers
        assert named(view, name).rows or name in ("textless", "conflicts"), (
            name
        )  # all have their text, and agree


def test_an_unknown_query_lists_the_known(view):
    with pytest.raises(QueryError, match="who-said"):
        named(view, "who-sang")


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { { SELECT * { OPTIONAL { service silent ?x { ?s ?p ?o } } } } }",
        "SELECT * { ?a ?b ?c FILTER(?c<'>')SERVICE<http://127.0.0.1:9/>{?x ?y 'z'} }",
        "SELECT * { ?a ?b ?c FILTER(?c<1)SERVICE#>\n<http://127.0.0.1:9/>{?x ?y ?z} }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }",
        "SELECT * { ?s ?p ?o } SERVICE",
        "SELECT * { ?s ?p ?o .SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
        "SELECT * { ?s ?p 1SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
        "PREFIX a: <urn:a> SELECT * { ?s ?p a:.SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
        "PREFIX a: <http://127.0.0.1:9/> SELECT * { ?s ?p ?o SERVICEa:b { ?a ?b ?c } }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { ?s ?p ?o SERVICE:b { ?a ?b ?c } }",
        r'SELECT * { ?s ?p ?o FILTER(?o != "\u0022) } #") SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }',
    ],
)
def test_a_query_cannot_reach_another_server(view, sparql):
    with pytest.raises(QueryError, match="SERVICE is refused"):
        select(view, sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        'SELECT ?x { ?x ?y "the secret service" }',
        "SELECT ?service { ?service ?y <http://example.org/service> } # SERVICE",
        "PREFIX service: <http://example.org/> SELECT * { ?s service:a ?o }",
    ],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_word_service_is_harmless_elsewhere(view, sparql):
    assert select(view, sparql).rows == []


@pytest.mark.parametrize(
    "sparql",
    ["", "SELECT", "DELETE WHERE { ?s ?p ?o }", "INSERT DATA { <a:a> <a:b> 1 }", "LOAD <file:///etc/passwd>"],
)
def test_updates_and_nonsense_are_refused(view, sparql):
    with pytest.raises(QueryError):
        select(view, sparql)


def test_values_are_python_values(view):
    query = 'SELECT ?a ?b ?c ?d ?e ?f { VALUES (?a ?b ?c ?d ?e ?f) { (1 2.5 true <x:y> "z" UNDEF) } }'
    assert select(view, query).rows == [{"a": 1, "b": 2.5, "c": True, "d": "x:y", "e": "z", "f": None}]
    assert select(view, "ASK {}").rows == [{"ask": True}]
    (row,) = select(view, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1").rows
    assert set(row) == {"subject", "predicate", "object"}


def test_the_union_of_all_graphs_answers_and_graph_tells_who_says_so(view):
    query = """PREFIX kg: <https://w3id.org/dixit/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?who { GRAPH ?s { <https://w3id.org/dixit/id/polity/zembia> kg:memberOf ?o }
                      ?s kg:speaker/rdfs:label ?who }"""
    assert select(view, query).rows == [{"who": "Ilva Drell"}]


@pytest.mark.parametrize(
    ("sparql", "found"),
    [
        ("ASK FROM <urn:none> { ?s ?p ?o }", False),
        ("ASK FROM NAMED <urn:none> { GRAPH ?g { ?s ?p ?o } }", False),
        ("ASK FROM NAMED {registry} { ?s ?p ?o }", False),
        ("ASK FROM NAMED {registry} { GRAPH ?g { ?s ?p ?o } }", True),
        ("ASK FROM {registry} { ?s ?p ?o }", True),
        ("ASK FROM {registry} { ?s a kg:Statement }", False),
        ("ASK { ?s a kg:Statement } # FROM <urn:none>", True),
    ],
)
def test_a_dataset_in_the_query_is_heard(view, sparql, found):
    registry = f"<{view.base}registry>"
    assert select(view, sparql.replace("{registry}", registry)).rows == [{"ask": found}]


def test_every_form_hears_its_dataset(view):
    count = "SELECT (COUNT(*) AS ?n) FROM <urn:none> WHERE { ?s ?p ?o }"
    assert select(view, count).rows == [{"n": 0}]
    assert select(view, "CONSTRUCT { ?s ?p ?o } FROM <urn:none> WHERE { ?s ?p ?o }").rows == []
    zembia = f"<{view.base}polity/zembia>"
    assert select(view, f"DESCRIBE {zembia}").rows
    assert select(view, f"DESCRIBE {zembia} FROM <urn:none>").rows == []


def test_too_many_brackets_are_refused(view):
    with pytest.raises(QueryError, match="more than 400 brackets"):
        select(view, "ASK " + "{" * 9000 + "}" * 9000)
