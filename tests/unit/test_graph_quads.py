"""A reading as quads: the four laws."""

import random
from dataclasses import replace

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.graph.quads import own_quads, quads
from kg.graph.vocab import KG, OA, PROV, RDF, RDFS, SEM, entity_iri
from kg.model import (
    Act,
    Document,
    Entity,
    EntityType,
    Mention,
    MentionForm,
    Mode,
    Name,
    Reading,
    Relation,
    Span,
    Statement,
    Utterance,
    content_id,
)
from tests import sample

CLAIMS = {SEM.Event, KG.Figure, KG.Participation}
any_text = st.text(st.characters(), min_size=1)


def lines(reading: Reading) -> list[str]:
    return sorted({str(quad) for quad in quads(reading)})


@pytest.mark.parametrize("reading", sample.READINGS)
def test_only_claims_every_event_figure_and_relation_lies_in_the_graph_of_a_statement(reading):
    """Law 1; that graph has a speaker elsewhere, and the registry's facts have one too."""
    found = list(quads(reading))
    statements = {
        quad.subject for quad in found if quad.predicate == RDF.type and quad.object == KG.Statement
    }
    spoken = {quad.subject for quad in found if quad.predicate == KG.speaker}
    claimed = [
        quad
        for quad in found
        if (quad.predicate == RDF.type and quad.object in CLAIMS)
        or quad.predicate in (KG.memberOf, KG.hasPosition)
    ]
    assert claimed
    assert {quad.graph_name for quad in claimed} <= statements <= spoken


def test_what_the_registry_says_is_a_claim_of_the_registry():
    node = entity_iri(sample.VOSTANIA.id)
    (fact,) = [q for q in quads(sample.NEWS) if q.subject == node and q.predicate == KG.memberOf]
    (speaker,) = {
        q.object for q in quads(sample.NEWS) if q.subject == fact.graph_name and q.predicate == KG.speaker
    }
    assert speaker == entity_iri("document:registry")


def test_a_claim_of_no_statement_is_refused():
    stray = Relation(
        "0" * 16, "polity:zembia", "memberOf", "org:lake-union", sample.NEWS.statements[0].evidence
    )
    with pytest.raises(ValueError, match="claim of no statement"):
        list(quads(replace(sample.NEWS, relations=(stray,))))


def test_a_relation_that_the_ontology_lacks_is_refused():
    statement = sample.NEWS.statements[0]
    stray = Relation(statement.id, "polity:zembia", "befriends", "org:lake-union", statement.evidence)
    with pytest.raises(ValueError, match="befriends"):
        list(quads(replace(sample.NEWS, relations=(stray,))))


@pytest.mark.parametrize("reading", sample.READINGS)
def test_every_extent_holds_exactly_the_words_at_its_offsets(reading):
    """Law 2."""
    said: dict[NamedNode, dict[str, str]] = {}
    for quad in own_quads(reading):
        if quad.predicate in (OA.start, OA.end, OA.exact):
            said.setdefault(quad.subject, {})[quad.predicate.value.rpartition("#")[2]] = quad.object.value
    quoted = [extent for extent in said.values() if "exact" in extent]
    assert len(quoted) == len(said) - len(reading.segments)
    for extent in quoted:
        assert reading.document.text[int(extent["start"]) : int(extent["end"])] == extent["exact"]


def test_evidence_that_is_not_the_words_is_refused():
    first, *rest = sample.NEWS.statements
    wrong = replace(first, evidence=replace(first.evidence, quote="other words"))
    with pytest.raises(ValueError, match="not the words"):
        list(quads(replace(sample.NEWS, statements=(wrong, *rest))))


@given(st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_the_order_of_parts_does_not_matter(chance: random.Random):
    """Law 3."""

    def shuffled(items):
        return tuple(chance.sample(items, len(items)))

    reading = sample.INTERVIEW
    other = replace(
        reading,
        **{
            name: shuffled(getattr(reading, name))
            for name in ("mentions", "judgements", "entities", "utterances", "statements", "events")
        },
    )
    assert lines(other) == lines(reading)


def test_the_outer_utterance_has_the_inner_as_its_primary_source():
    """PROV-O: the subject is what was derived, the object where it was first said. The relay derives from it."""
    turn, quote = (entity_iri(f"utterance:{said.id}") for said in sample.INTERVIEW.utterances)
    found = {(q.subject, q.predicate, q.object) for q in own_quads(sample.INTERVIEW)}
    assert {t for t in found if t[1] == KG.reportedIn} == {(quote, KG.reportedIn, turn)}
    assert {t for t in found if t[1] == PROV.hadPrimarySource} == {(turn, PROV.hadPrimarySource, quote)}


@pytest.mark.parametrize("reading", sample.READINGS)
def test_there_are_no_blank_nodes(reading):
    for quad in quads(reading):
        assert not {pyoxigraph.BlankNode} & {type(quad.subject), type(quad.object), type(quad.graph_name)}


def test_quads_come_out_of_a_store_as_they_went_in():
    for reading in sample.READINGS:
        store = pyoxigraph.Store()
        store.extend(quads(reading))
        assert set(store) == set(quads(reading))


def test_two_judgements_on_one_mention_stay_and_the_better_one_decides():
    """Law 4."""
    mention = sample.INTERVIEW.mentions[0].span
    doubt = replace(sample.INTERVIEW.judgements[0], entity=sample.LAKE_UNION.id, score=0.3, by="other/1")
    judged = replace(sample.INTERVIEW, judgements=(*sample.INTERVIEW.judgements, doubt))
    found = list(quads(judged))
    node = next(q.object for q in found if q.predicate == KG.mention and q.object in _at(found, mention))
    assert len({q.subject for q in found if q.predicate == KG.mention and q.object == node}) == 2
    assert {q.object for q in found if q.subject == node and q.predicate == KG.refersTo} == {
        entity_iri(sample.ZEMBIA.id)
    }


def _at(found, span):
    return {q.subject for q in found if q.predicate == OA.start and q.object.value == str(span.start)}


def test_an_entity_with_the_id_of_another_kind_is_refused():
    impostor = Entity("statement:0123456789abcdef", EntityType.PERSON, "Impostor")
    with pytest.raises(ValueError, match="person:"):
        list(quads(replace(sample.NEWS, entities=(impostor,))))


@given(any_text, any_text, any_text)
def test_any_text_label_and_id_gives_quads_that_parse(words, label, slug):
    """Lone surrogates, control and bidirectional characters, quotes, braces: nothing breaks out."""
    document = Document("hostile.txt", words, "0" * 64, title=label, publisher=label)
    entity = Entity(f"person:{slug}", EntityType.PERSON, label, (Name(label), Name(words)))
    whole = Span(0, len(words))
    utterance = Utterance(
        content_id("u", words), document.id, entity.id, Mode.TURN, whole, said_on=label, role=label
    )
    evidence = sample.evidence(words, whole)
    statement = Statement(content_id("s", words), utterance.id, (whole,), (entity.id,), label, evidence)
    mention = Mention(whole, words, MentionForm.NAME, EntityType.PERSON)
    reading = Reading(document, (), (mention,), (), (entity,), (utterance,), (statement,), (), (), ())
    found = set(quads(reading))
    written = pyoxigraph.serialize(found, format=pyoxigraph.RdfFormat.N_QUADS)
    assert set(pyoxigraph.parse(written, pyoxigraph.RdfFormat.N_QUADS)) == found
    assert (
        len({q.object for q in found if q.predicate == RDFS.label and q.subject == entity_iri(entity.id)})
        == 1
    )


def test_an_utterance_tells_its_occasion():
    """When and what says so, by what means, where, to whom; what the reading leaves open is not said."""
    turn, quote = sample.INTERVIEW.utterances
    found = {(q.subject, q.predicate): q.object for q in quads(sample.INTERVIEW)}
    node = entity_iri(f"utterance:{quote.id}")
    told = {term: found[node, KG[term]].value for term in ("saidOn", "datedBy", "channel")}
    assert told == {"saidOn": "2031-03", "datedBy": "text", "channel": "meeting"}
    assert found[node, KG.venue] == entity_iri(sample.LAKE_UNION.id)
    assert found[node, KG.addressee] == entity_iri(sample.DRELL.id)
    assert (entity_iri(f"utterance:{turn.id}"), KG.venue) not in found


def test_attitudes_are_statements_of_a_class_of_their_own():
    """So that a query leaves them out: what somebody believes need not have been said."""
    first, *others = sample.NEWS.statements
    believed = replace(sample.NEWS, statements=(replace(first, act=Act.BELIEVE), *others))
    marked = {q.subject for q in quads(believed) if q.object == KG.Attitude}
    assert marked == {entity_iri(f"statement:{first.id}")}
    assert not {q for q in quads(sample.NEWS) if q.object == KG.Attitude}


def test_parts_of_a_split_quotation_are_kept_in_order():
    met = sample.INTERVIEW.statements[1]
    node = entity_iri(f"statement:{met.id}")
    found = list(quads(sample.INTERVIEW))
    parts = {q.object for q in found if q.subject == node and q.predicate == KG.extent}
    starts = sorted(int(q.object.value) for q in found if q.subject in parts and q.predicate == OA.start)
    assert starts == [span.start for span in met.content]
    (words,) = {q.object.value for q in found if q.subject == node and q.predicate == KG.content}
    assert words == "We met in Tirask … and 2,300 people came"
