"""The runner, on a suite of its own: what is right is passed, what is wrong is not."""

import pytest

from tests.conformance.protocol import described, exchanges
from tests.conformance.runner import failure
from tests.conformance.suite import PARTS, cases
from tests.conformance.target import Answer, Engine

HEAD = """
@prefix : <http://www.w3.org/2009/sparql/docs/tests/data-sparql11/bind/manifest#> .
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
@prefix ut: <http://www.w3.org/2009/sparql/tests/test-update#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<> a mf:Manifest ; mf:entries ( :one ) .
"""
DATA = "@prefix : <http://a/> . :s :p 1, 2.0 . [] :q [] ."
NAME = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/bind/data.ttl"


def suite(tmp_path, entry, section="bind", **files):
    """Write a suite with one test; a name ``a_b`` is the file ``a.b``. Return the test."""
    folder = tmp_path / section
    folder.mkdir(parents=True)
    (folder / "manifest.ttl").write_text(HEAD + entry, encoding="utf-8")
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_text(content, encoding="utf-8")
    (case,) = cases(tmp_path)
    return case


def xml(names, *rows):
    """Return a table in the XML format; a cell is (tag with attributes, content)."""

    def cell(name, value):
        tag, content = value
        return f'<binding name="{name}"><{tag}>{content}</{tag.split()[0]}></binding>'

    body = "".join(
        f"<result>{''.join(cell(name, value) for name, value in zip(names, row, strict=True) if value)}</result>"
        for row in rows
    )
    head = "".join(f'<variable name="{name}"/>' for name in names)
    return (
        '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'
        f"<head>{head}</head><results>{body}</results></sparql>"
    )


EVALUATION = (
    ":one a mf:QueryEvaluationTest ; mf:action [ qt:query <q.rq> ; qt:data <data.ttl> ] ; mf:result <r.srx> ."
)
XSD = "http://www.w3.org/2001/XMLSchema#"
ONE, TWO = (f'literal datatype="{XSD}integer"', "1"), (f'literal datatype="{XSD}decimal"', "2.0")


def query(tmp_path, text, result, **files):
    return suite(tmp_path, EVALUATION, q_rq=text, data_ttl=DATA, r_srx=result, **files)


@pytest.mark.parametrize(
    ("rows", "good"),
    [
        ([[ONE], [TWO]], True),
        ([[TWO], [ONE]], True),
        ([[ONE], [(f'literal datatype="{XSD}decimal"', "2.00")]], True),
        ([[ONE], [(f'literal datatype="{XSD}decimal"', "2.1")]], False),
        ([[ONE], [(f'literal datatype="{XSD}double"', "2.0")]], False),
        ([[ONE]], False),
        ([[ONE], [ONE], [TWO]], False),
        ([[ONE], [None]], False),
    ],
)
def test_rows_are_a_multiset_and_numbers_go_by_value(tmp_path, rows, good):
    case = query(tmp_path, "SELECT ?o { <http://a/s> ?p ?o }", xml("o", *rows))
    assert (failure(case, Engine()) is None) is good


@pytest.mark.parametrize(("rows", "good"), [([[ONE], [TWO]], True), ([[TWO], [ONE]], False)])
def test_order_by_is_looked_at(tmp_path, rows, good):
    case = query(tmp_path, "SELECT ?o { <http://a/s> ?p ?o } ORDER BY ?o", xml("o", *rows))
    assert (failure(case, Engine()) is None) is good


@pytest.mark.parametrize(("labels", "good"), [(("x", "y"), True), (("x", "x"), False)])
def test_blank_nodes_are_matched_one_to_one(tmp_path, labels, good):
    row = [("bnode", label) for label in labels]
    case = query(tmp_path, "SELECT ?a ?b { ?a <http://a/q> ?b }", xml("ab", row))
    assert (failure(case, Engine()) is None) is good


def test_other_variables_are_wrong(tmp_path):
    case = query(tmp_path, "SELECT ?o { <http://a/s> ?p ?o }", xml("x", [ONE], [TWO]))
    assert "variables" in failure(case, Engine())


@pytest.mark.parametrize(("text", "good"), [("ASK { ?s ?p 1 }", True), ("ASK { ?s ?p 3 }", False)])
def test_ask(tmp_path, text, good):
    result = '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>true</boolean></sparql>'
    assert (failure(query(tmp_path, text, result), Engine()) is None) is good


@pytest.mark.parametrize(
    ("result", "good"), [("[] <http://a/r> [] .", True), ("<http://a/s> <http://a/r> [] .", False)]
)
def test_construct_goes_by_isomorphism(tmp_path, result, good):
    entry = EVALUATION.replace("r.srx", "r.ttl")
    text = "CONSTRUCT { ?a <http://a/r> ?b } { ?a <http://a/q> ?b }"
    case = suite(tmp_path, entry, q_rq=text, data_ttl=DATA, r_ttl=result)
    assert (failure(case, Engine()) is None) is good


@pytest.mark.parametrize(("result", "good"), [("o\r\n2\r\n1\r\n", True), ("o\r\n1\r\n3\r\n", False)])
def test_csv(tmp_path, result, good):
    entry = EVALUATION.replace("r.srx", "r.csv").replace("QueryEvaluationTest", "CSVResultFormatTest")
    text = "SELECT ?o { <http://a/s> ?p ?o }"
    case = suite(tmp_path, entry, q_rq=text, data_ttl=DATA, r_csv=result)
    assert (failure(case, Engine()) is None) is good


@pytest.mark.parametrize(("value", "good"), [("1", True), ("7", False)])
def test_tables_in_rdf(tmp_path, value, good):
    entry = EVALUATION.replace("r.srx", "r.ttl")
    table = f"""@prefix rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#> .
    [] a rs:ResultSet ; rs:resultVariable "o" ;
       rs:solution [ rs:binding [ rs:variable "o" ; rs:value {value} ] ], [ rs:binding [ rs:variable "o" ; rs:value 2.0 ] ] ."""
    text = "SELECT ?o { <http://a/s> ?p ?o }"
    case = suite(tmp_path, entry, q_rq=text, data_ttl=DATA, r_ttl=table)
    assert (failure(case, Engine()) is None) is good


def test_named_graphs_are_named_by_their_files_and_exist_though_empty(tmp_path):
    entry = EVALUATION.replace("qt:data <data.ttl>", "qt:graphData <data.ttl>, <none.ttl>")
    names = [[("uri", NAME)], [("uri", NAME.replace("data.ttl", "none.ttl"))]]
    files = {"q_rq": "SELECT ?g { GRAPH ?g {} }", "data_ttl": DATA, "none_ttl": "", "r_srx": xml("g", *names)}
    assert failure(suite(tmp_path, entry, **files), Engine()) is None


def test_what_from_names_is_in_the_store(tmp_path):
    entry = EVALUATION.replace("; qt:data <data.ttl>", "")
    text = "SELECT ?o FROM <data.ttl> { <http://a/s> ?p ?o }"
    case = suite(tmp_path, entry, q_rq=text, data_ttl=DATA, r_srx=xml("o", [ONE], [TWO]))
    assert failure(case, Engine()) is None


UPDATE = """:one a mf:UpdateEvaluationTest ; mf:action [ ut:request <u.ru> ; ut:data <data.ttl> ] ;
   mf:result [ ut:data <after.ttl> ; ut:graphData [ ut:graph <new.ttl> ; rdfs:label "http://a/g" ] ] ."""


@pytest.mark.parametrize(("new", "good"), [("<http://a/s> <http://a/p> [] .", True), ("", False)])
def test_updates_are_judged_by_all_that_is_held(tmp_path, new, good):
    text = "INSERT DATA { GRAPH <http://a/g> { <http://a/s> <http://a/p> _:x } }"
    case = suite(tmp_path, UPDATE, "add", u_ru=text, data_ttl=DATA, after_ttl=DATA, new_ttl=new)
    assert case.part == "update"
    assert (failure(case, Engine()) is None) is good


@pytest.mark.parametrize("kind", ["PositiveSyntaxTest11", "NegativeSyntaxTest11"])
@pytest.mark.parametrize(("text", "well"), [("SELECT * {}", True), ("SELECT * {", False)])
def test_syntax(tmp_path, kind, text, well):
    case = suite(tmp_path, f":one a mf:{kind} ; mf:action <q.rq> .", q_rq=text)
    assert (failure(case, Engine()) is None) is (well is kind.startswith("Positive"))


def test_a_request_that_is_refused_is_not_malformed(tmp_path):
    class Refusing(Engine):
        def change(self, update):
            return Answer(403, update.encode())

    case = suite(
        tmp_path, ":one a mf:PositiveUpdateSyntaxTest11 ; mf:action <u.ru> .", u_ru="LOAD <http://a/>"
    )
    assert failure(case, Refusing()) is None


def test_a_folder_without_manifests_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="rdf-tests"):
        list(cases(tmp_path))


def test_the_parts_share_no_section():
    sections = [section for part in PARTS.values() for section in part]
    assert len(sections) == len(set(sections))


HTTP = """
@prefix : <http://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/manifest#> .
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix ht: <http://www.w3.org/2011/http#> .
@prefix cnt: <http://www.w3.org/2011/content#> .
<> mf:entries ( :bad_update_get ) .
:bad_update_get mf:action [ ht:requests (
  [ ht:absolutePath "/sparql/?update=CLEAR%20ALL" ; ht:methodName "GET" ;
    ht:resp [ mf:expectedStatus ht:StatusCode4xx ] ]
  [ ht:absolutePath "/sparql/" ; ht:methodName "POST" ;
    ht:headers ( [ ht:fieldName "content-type" ; ht:fieldValue "application/sparql-query" ] ) ;
    ht:body [ cnt:characterEncoding "UTF-8" ; cnt:chars "ASK {}" ] ;
    ht:resp [ mf:expectedStatus ht:StatusCode2xx, ht:StatusCode3xx ; mf:expectedFormat "boolean" ; mf:expectedBoolean true ] ]
) ] .
"""


def test_requests_in_rdf_are_read(tmp_path):
    (tmp_path / "protocol").mkdir()
    (tmp_path / "protocol" / "manifest.ttl").write_text(HTTP, encoding="utf-8")
    (exchange,) = described(tmp_path)
    first, second = exchange.requests
    assert (first.to, first.method, first.search) == ("update", "GET", "update=CLEAR%20ALL")
    assert (first.families, first.body) == ({4}, None)
    assert (second.to, second.type, second.body) == ("query", "application/sparql-query", b"ASK {}")
    assert (second.families, second.kind, second.answer) == ({2, 3}, "boolean", True)


def test_our_requests_have_the_names_of_the_w3c():
    """34 names, each once; what may not change the store is looked at afterwards."""
    names = [exchange.name for exchange in exchanges()]
    assert len(names) == len(set(names)) == 34
    assert sum(name.startswith("bad_") for name in names) == 14


def test_what_is_no_number_equals_itself(tmp_path):
    """NaN is NaN, though Python says otherwise; and it is no zero."""
    double = f'literal datatype="{XSD}double"'
    asked = "SELECT (0e0 / 0e0 AS ?x) (1e0 / 0e0 AS ?y) {}"
    right = xml(["x", "y"], [(double, "NaN"), (double, "INF")])
    assert failure(query(tmp_path / "a", asked, right), Engine()) is None
    wrong = xml(["x", "y"], [(double, "0"), (double, "INF")])
    assert failure(query(tmp_path / "b", asked, wrong), Engine()) is not None
