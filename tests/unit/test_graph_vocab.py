"""The words of the graph: terms, IRIs, literals."""

import pyoxigraph
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.graph.vocab import BASE, EVENT_CLASSES, KG, RELATIONS, entity_id, entity_iri, moment, text
from kg.model import Act, Channel, DatedBy, EventStatus, MentionForm, Mode, SegmentKind
from kg.resources import data

any_text = st.text(st.characters())  # lone surrogates included


def ontology() -> set[str]:
    content = (data("ontology") / "kg.ttl").read_bytes()
    subjects = (triple.subject for triple in pyoxigraph.parse(content, pyoxigraph.RdfFormat.TURTLE))
    return {node.value.removeprefix(KG.base) for node in subjects if node.value.startswith(KG.base)}


@pytest.mark.parametrize(("scheme", "values"), [("acts", Act), ("channels", Channel)])
def test_the_schemes_hold_what_the_model_knows(scheme, values):
    """A concept for each value, and its notation is the value that stands in the graph."""
    triples = list(pyoxigraph.parse((data("ontology") / "kg.ttl").read_bytes(), pyoxigraph.RdfFormat.TURTLE))
    inside = {t.subject for t in triples if t.object == KG[scheme]}
    notations = {
        t.object.value for t in triples if t.subject in inside and t.predicate.value.endswith("#notation")
    }
    assert notations == {value.value for value in values}
    assert len(inside) == len(values)


def test_vocabulary_and_ontology_hold_the_same_terms():
    assert set(KG) == ontology()


def test_every_class_and_property_is_explained():
    content = (data("ontology") / "kg.ttl").read_bytes()
    store = pyoxigraph.Store()
    store.load(content, pyoxigraph.RdfFormat.TURTLE)
    query = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX owl: <http://www.w3.org/2002/07/owl#>
        SELECT ?term { VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty } ?term a ?kind
        FILTER NOT EXISTS { ?term rdfs:comment ?words ; rdfs:label ?label } }"""
    assert [row[0].value for row in store.query(query)] == []


def test_a_misspelt_term_raises():
    with pytest.raises(AttributeError, match="spaeker"):
        _ = KG.spaeker
    with pytest.raises(ValueError, match="memberof"):
        KG["memberof"]


def shapes():
    """Yield every triple of the shapes."""
    for file in (data("ontology") / "shapes").iterdir():
        if file.name.endswith(".ttl"):
            yield from pyoxigraph.parse(file.read_bytes(), pyoxigraph.RdfFormat.TURTLE)


@pytest.mark.parametrize("values", [Act, Channel, DatedBy, EventStatus, MentionForm, Mode, SegmentKind])
def test_shapes_allow_what_the_model_knows(values):
    """Each value of the model stands in a list of the shapes."""
    listed = {t.object.value for t in shapes() if isinstance(t.object, pyoxigraph.Literal)}
    assert {value.value for value in values} <= listed


@pytest.mark.parametrize("names", [EVENT_CLASSES, RELATIONS])
def test_shapes_allow_every_event_class_and_relation(names):
    listed = {t.object for t in shapes() if t.predicate.value.endswith("#first")}
    assert {KG[name] for name in names.split()} <= listed


def test_shapes_speak_only_of_terms_that_exist():
    named = {t.subject.value for t in shapes() if isinstance(t.subject, pyoxigraph.NamedNode)}
    for triple in shapes():
        value = getattr(triple.object, "value", "")
        if isinstance(triple.object, pyoxigraph.NamedNode) and value.startswith(KG.base):
            assert value in named or value.removeprefix(KG.base) in set(KG)


@given(any_text)
@example("..")
@example("> <http://evil.example> . \n<a")
@example("a/../../b?c#d%2F")
def test_any_id_survives_as_an_iri_and_never_leaves_its_path(name):
    iri = entity_iri(f"person:{name}")
    assert entity_id(iri.value) == f"person:{name}"
    local = iri.value.removeprefix(f"{BASE}person/")
    assert iri.value.startswith(f"{BASE}person/")
    assert not set(local) & set('/?#<>"{}|^`\\ \n')
    assert local not in {".", ".."}


@pytest.mark.parametrize("key", ["armenia", "", ":x", "Per son:x", "../x:y"])
def test_an_id_without_kind_is_refused(key):
    with pytest.raises(ValueError, match="kind:name"):
        entity_iri(key)


def test_an_iri_from_elsewhere_stays():
    assert entity_id("http://www.wikidata.org/entity/Q1") == "http://www.wikidata.org/entity/Q1"


@given(any_text)
def test_any_words_become_a_literal_that_survives_n_quads(words):
    literal = text(words)
    quad = pyoxigraph.Quad(KG.Statement, KG.content, literal, KG.Document)
    written = pyoxigraph.serialize([quad], format=pyoxigraph.RdfFormat.N_QUADS)
    assert [read.object for read in pyoxigraph.parse(written, pyoxigraph.RdfFormat.N_QUADS)] == [literal]
    assert len(literal.value) == len(words)


def test_a_lone_surrogate_becomes_a_replacement_character():
    assert text("a\ud800b").value == "a\N{REPLACEMENT CHARACTER}b"


@pytest.mark.parametrize(
    ("iso", "datatype"),
    [
        ("2031", "gYear"),
        ("2031-04", "gYearMonth"),
        ("2031-04-06", "date"),
        ("2031-04/2031-05-02", "EDTF"),
        ("2031-13", "string"),
        ("2031-02-30", "string"),
        ("0000", "string"),
        ("next May", "string"),
        ("20310406", "string"),
        ("٢٠٣١", "string"),
    ],
)
def test_dates_have_the_type_of_their_length_and_nonsense_stays_words(iso, datatype):
    literal = moment(iso)
    assert literal.value == iso
    assert literal.datatype.value.endswith(datatype)
