"""Relations and classes of events in words: those that the ontology has, and sentences that can be read."""

import pyoxigraph
import pytest

from kg.resources import data
from kg.views.web.relations import happening, phrase, sentence

RDFS_LABEL = pyoxigraph.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
SKOS_LABEL = pyoxigraph.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")


def labels(predicate, kind):
    """Return local name and label of what the ontology has of a kind."""
    content = (data("ontology") / "kg.ttl").read_bytes()
    store = pyoxigraph.Store()
    store.load(content, pyoxigraph.RdfFormat.TURTLE)
    for quad in store.quads_for_pattern(None, predicate, None, None):
        types = {found.object.value for found in store.quads_for_pattern(quad.subject, None, None, None)}
        if any(found.endswith(kind) for found in types):
            yield quad.subject.value.rpartition("#")[2].rpartition("/")[2], quad.object.value


def test_relations_are_called_as_in_the_ontology():
    found = dict(labels(RDFS_LABEL, "ObjectProperty"))
    assert found["strategicPartnerOf"] == "strategic partner of"
    assert {name: phrase(name) for name in found} == found


def test_classes_of_events_are_called_as_in_the_ontology():
    found = dict(labels(SKOS_LABEL, "EventClass"))
    assert found["TALKS"] == "talks"
    assert {name: happening(name) for name in found} == found


@pytest.mark.parametrize(
    ("predicate", "claimed"),
    [
        ("memberOf", "A is a member of B"),
        ("negotiatesWith", "A negotiates with B"),
        ("opposes", "A opposes B"),
        ("speaks about", "A speaks about B"),
    ],
)
def test_a_claim_reads_as_a_sentence(predicate, claimed):
    assert sentence("A", predicate, "B") == claimed


def test_what_is_no_name_of_a_relation_stays_as_it_is():
    assert phrase("<b>Opposes</b>") == "<b>Opposes</b>"
