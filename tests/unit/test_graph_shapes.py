"""Each constraint of the shapes has a graph that it lets pass and one that it does not, by SPARQL and by pyshacl."""

import sys

import pyoxigraph
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdflib import Graph

from kg.errors import ValidationError
from kg.graph.quads import quads
from kg.graph.shapes import shacl_violations, violations
from kg.graph.shapes.ask import misplaced
from kg.graph.shapes.checks import checks, shapes, translated
from kg.graph.shapes.violation import short
from kg.graph.view import OxView
from kg.graph.vocab import KG, OA, PREFIXES, RDF, SCHEMA, registry_graph
from tests import sample

pytestmark = pytest.mark.filterwarnings("ignore:NotImplemented should not be used:DeprecationWarning")
"""Of rdflib, where pyshacl compares numbers that are none."""

NOTHING = NamedNode("https://nothing.example/x")
OTHER = NamedNode("https://nothing.example/y")
DECIMAL, INTEGER = (NamedNode(f"{PREFIXES['xsd']}{name}") for name in ("decimal", "integer"))
ODD = Literal("odd", datatype=NamedNode("https://nothing.example/type"))
CHECKS = list(translated(shapes()))
COMPONENTS = sorted({check.constraint.split()[0] for check in CHECKS if check.path})
HOME = NamedNode("https://w3id.org/dixit/id/document/" + sample.NEWS.document.id)


def whole():
    """Return the quads of both readings, with one more entity for each class that they lack."""
    found = {quad for reading in sample.READINGS for quad in quads(reading)}
    for kind in (KG.Group, KG.Facility, KG.Product):
        node = NamedNode(f"{kind.value.lower()}/extra")
        for term in (
            "http://www.w3.org/2000/01/rdf-schema#label",
            "http://www.w3.org/2004/02/skos/core#prefLabel",
        ):
            found.add(Quad(node, NamedNode(term), Literal("extra"), registry_graph()))
        found.add(Quad(node, RDF.type, kind, registry_graph()))
    return found


WHOLE = whole()


def full(name):
    """Return the IRI of a prefixed name."""
    prefix, _, local = name.lstrip("^").partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def view(found):
    store = pyoxigraph.Store()
    store.extend(found)
    return OxView(store)


def targets(check):
    """Return the nodes that a check looks at."""
    rows = view(WHOLE).select(f"SELECT DISTINCT ?this WHERE {{ {check.target} }}").rows
    return sorted(str(row["this"]) for row in rows)


def key(found):
    return {(item.focus, item.path, item.value, item.constraint) for item in found}


def replaced(found, old, *new):
    return (found - {old}) | {Quad(old.subject, old.predicate, value, old.graph_name) for value in new}


def is_number(term, *kinds):
    return isinstance(term, Literal) and term.datatype.value.endswith(kinds or ("integer", "double"))


def other_type(old):
    """Return a value of another type; a number stays one, so that it can be compared."""
    return Literal(old.value, datatype=DECIMAL) if is_number(old) else ODD


VALUES = {
    "maxCount": lambda old, _: (old, NOTHING if isinstance(old, NamedNode) else Literal("two")),
    "datatype": lambda old, _: (other_type(old),),
    "in": lambda _, __: (ODD,),
    "nodeKind": lambda _, check: (Literal("words") if check.constraint.endswith("IRI") else NOTHING,),
    "class": lambda _, __: (NOTHING,),
    "minInclusive": lambda old, _: (Literal(-1) if is_number(old, "integer") else Literal(-0.5),),
    "maxInclusive": lambda _, __: (Literal(1.5),),
    "lessThanOrEquals": lambda _, __: (Literal(10**6),),
}
"""The values that break a constraint, in place of one that keeps it."""


def broken(found, check, used):
    """Return the graph with one value changed so that the check finds something; its subject is then ``used``."""
    name, term, nodes = check.constraint.split()[0], full(check.path), targets(check)
    if check.path.startswith("^"):
        old = min((q for q in found if q.predicate == term and q.object.value in nodes), key=str)
        return found - {q for q in found if q.predicate == term and q.object == old.object}
    inside = [q for q in found if q.predicate == term and q.subject.value in nodes]
    inside = inside or [Quad(NamedNode(min(nodes)), term, Literal("one"), HOME)]
    old = min(inside, key=lambda q: (q.subject in used, str(q)))
    used.add(old.subject)
    if name == "node":
        return found - {q for q in found if q.subject == old.object and q.predicate == OA.exact}
    if name == "minCount":
        return found - {q for q in inside if q.subject == old.subject}
    return replaced(found, old, *VALUES[name](old.object, check))


def test_checks_that_ask_the_same_are_one():
    """The engine is asked less, and of the same nodes."""
    assert len(checks()) < len(CHECKS)
    asked = {
        (target, check.path, check.constraint)
        for check in checks()
        for target in check.target.split(" UNION ")
    }
    assert asked >= {(part, c.path, c.constraint) for c in CHECKS for part in c.target.split(" UNION ")}


def test_what_is_read_is_as_it_must_be():
    assert list(violations(view(WHOLE))) == []
    assert list(shacl_violations(WHOLE)) == []


def test_no_component_is_without_a_case():
    assert sorted(
        ["class", "datatype", "in", "lessThanOrEquals", "maxCount", "maxInclusive", "minCount", "minInclusive",
         "node", "nodeKind"]
    ) == COMPONENTS  # fmt: skip


@pytest.mark.parametrize("component", COMPONENTS)
def test_each_constraint_is_broken_by_a_case_and_pyshacl_finds_the_same(component):
    """For each a change of its own; all of one component in one graph, for pyshacl is slow."""
    wanted = [check for check in CHECKS if check.path and check.constraint.split()[0] == component]
    found, used, shown = WHOLE, set(), set()
    for check in wanted:
        if (check.shape, check.path, check.constraint) in shown:
            continue
        shown.add((check.shape, check.path, check.constraint))
        alone = view(broken(WHOLE, check, set()))
        assert (check.path, check.constraint) in {
            (item.path, item.constraint) for item in violations(alone, wanted)
        }
        found = broken(found, check, used)
    ours = key(violations(view(found)))
    assert ours == key(shacl_violations(found))
    assert ours


def changed(subject, term, *new):
    """Return the whole graph with other values of one property."""
    old = next(q for q in WHOLE if q.predicate == term and q.subject == subject)
    return replaced(WHOLE, old, *new)


def the(kind, term=None):
    """Return the first node of a class (that has a property)."""
    nodes = {q.subject for q in WHOLE if q.predicate == RDF.type and q.object == kind}
    return min((q.subject for q in WHOLE if q.subject in nodes and term in (None, q.predicate)), key=str)


ARTICLE = the(SCHEMA.Article)
STATED = the(KG.Statement, KG.partOf)
RELATION = the(RDF.Statement)
CLAIMED = next(q for q in WHOLE if q.predicate == KG.memberOf and q.subject.value.endswith("zembia"))
WORDS = "the words at these offsets are others"
SAID = "what is said in a text is part of an utterance, at a place, with evidence"
WRITTEN = [
    (changed(the(KG.Mention), OA.exact, Literal("Vostanja")), WORDS),
    (changed(the(KG.Mention), OA.start, Literal(1)), WORDS),
    (changed(the(KG.Evidence), OA.end, Literal(3)), WORDS),
    (changed(the(KG.Extent), OA.exact, Literal("")), WORDS),
    (changed(ARTICLE, SCHEMA.articleBody, Literal("short")), WORDS),
    (changed(the(KG.Segment), OA.end, Literal(10**4)), "the segment ends behind the text"),
    *(
        ({q for q in WHOLE if (q.subject, q.predicate) != (STATED, term)}, SAID)
        for term in (KG.partOf, KG.span, KG.evidence)
    ),
    (WHOLE - {CLAIMED}, "nobody claims the relation that is borne out"),
    (changed(RELATION, RDF.predicate, KG.opposes), "nobody claims the relation that is borne out"),
]


@pytest.mark.parametrize(("found", "constraint"), WRITTEN)
def test_each_constraint_in_sparql_is_broken_by_a_case_and_pyshacl_finds_the_same(found, constraint):
    ours = key(violations(view(found)))
    assert constraint in {item[-1] for item in ours}
    assert ours == key(shacl_violations(found))


def test_every_constraint_in_sparql_has_a_case():
    named = {check.constraint for check in CHECKS if not check.path and " " in check.constraint}
    assert {constraint for _, constraint in WRITTEN} == {
        n for n in named if n.split()[0] not in ("nodeKind", "class")
    }


def test_offsets_count_code_points():
    """The boat in the text is one character, though it takes two units of UTF-16 and four bytes."""
    text = f"🛶🛶 {sample.INTERVIEW_TEXT}"
    assert list(violations(view(quads(sample.interview(text=text))))) == []
    off = sample.interview(text=sample.INTERVIEW_TEXT.replace("🛶", "🛶🛶"))
    assert list(shacl_violations(quads(off))) == []


def test_nodes_without_a_name_are_found():
    """Blank nodes have no labels to compare: what is wrong has to be the same, as often."""
    named = {check.shape: check for check in CHECKS if check.constraint == "nodeKind IRI" and not check.path}
    nodes = {NamedNode(targets(check)[-1]): BlankNode(f"b{n}") for n, check in enumerate(named.values())}
    found = {Quad(*(nodes.get(term, term) for term in quad.triple), quad.graph_name) for quad in WHOLE}
    ours = sorted((item.path, item.constraint) for item in violations(view(found)))
    assert ours.count(("", "nodeKind IRI")) == len(nodes)
    assert ours == sorted((item.path, item.constraint) for item in shacl_violations(found))


def test_an_article_is_a_document():
    found = WHOLE - {Quad(ARTICLE, RDF.type, KG.Document, ARTICLE)}
    ours = key(violations(view(found)))
    assert (ARTICLE.value, "", ARTICLE.value, "class kg:Document") in ours
    assert ours == key(shacl_violations(found))


@pytest.mark.parametrize("kind", ["http://semanticweb.cs.vu.nl/2009/11/sem/Event", KG.Figure.value])
def test_a_claim_outside_the_graph_of_a_statement_is_found(kind):
    """The first law; shapes know no graphs."""
    claim = min((q for q in WHOLE if q.object == NamedNode(kind)), key=str)
    nobody = NamedNode("https://w3id.org/dixit/id/statement/nobody")
    found = WHOLE | {Quad(claim.subject, claim.predicate, claim.object, nobody)}
    (item,) = misplaced(view(found))
    assert (item.focus, item.value) == (nobody.value, claim.subject.value)
    assert item in set(violations(view(found)))
    assert list(misplaced(view(WHOLE))) == []


def test_a_violation_names_its_document():
    found = changed(STATED, KG.act, Literal("mutter"))
    (item,) = violations(view(found))
    assert item == next(shacl_violations(found))
    home = next(q.graph_name for q in WHOLE if q.subject == STATED)
    assert (item.document, item.focus, item.path, item.value) == (
        home.value,
        STATED.value,
        "kg:act",
        "mutter",
    )
    assert item.constraint.startswith("in state confirm")


def test_what_a_statement_claims_belongs_to_its_document():
    figure = the(KG.Figure)
    (item,) = violations(view(changed(figure, SCHEMA.unitText, Literal(3))))
    assert item.document == f"https://w3id.org/dixit/id/document/{sample.INTERVIEW.document.id}"


def test_what_stands_in_many_graphs_is_checked_once():
    event = {q for q in WHOLE if q.subject == the(KG.Participation)}
    again = {Quad(*q.triple, NamedNode(f"{STATED.value}{n}")) for q in event for n in range(3)}
    statements = {Quad(q.graph_name, RDF.type, KG.Statement, HOME) for q in again}
    found = violations(view(WHOLE | again | statements))
    assert {item.focus for item in found if item.path == "kg:participant"} == set()


@pytest.mark.parametrize(
    "line", ["sh:pattern 'x'", "sh:property [ sh:path kg:act ; sh:minCount 2 ]", "sh:closed true"]
)
def test_a_constraint_that_is_not_understood_raises(line):
    text = f"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/dixit/ontology#> .
    kg:OneShape a sh:NodeShape ; sh:targetClass kg:Statement ; {line} ."""
    with pytest.raises(ValueError, match=r"no translation|not translated"):
        list(translated(Graph().parse(data=text, format="turtle")))


def test_a_fault_of_pyshacl_is_not_hidden(monkeypatch):
    """Only what it does not compare is left to the checks in SPARQL."""

    def faulty(*_args, **_options):
        raise TypeError("another fault")

    monkeypatch.setattr("pyshacl.validate", faulty)
    with pytest.raises(TypeError, match="another fault"):
        list(shacl_violations(WHOLE))


@pytest.mark.parametrize("term", [OA.start, OA.end])
def test_numbers_that_are_none_are_found(term, caplog):
    """By SHACL they break every comparison; pyshacl finds their type, and gives up on where a start is none."""
    found = changed(the(KG.Extent), term, Literal("x", datatype=INTEGER))
    ours = list(violations(view(found)))
    assert {item.constraint for item in ours} >= {"datatype xsd:integer", "lessThanOrEquals oa:end"}
    assert ("oa:start", "minInclusive 0") in {(item.path, item.constraint) for item in ours} or term == OA.end
    theirs = set(shacl_violations(found))
    assert theirs <= set(ours)
    assert "datatype xsd:integer" in {item.constraint for item in theirs}
    assert not caplog.records


def test_without_pyshacl_the_way_to_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(ValidationError, match=r"dixit-kg\[validate\]"):
        list(shacl_violations(WHOLE))


def test_names_are_short_where_they_can_be():
    assert short("https://nothing.example/x") == "https://nothing.example/x"
