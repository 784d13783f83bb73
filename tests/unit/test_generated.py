"""The readings that the benches make up: they keep the laws, and are the same in every run."""

from itertools import islice

import pytest

from kg.graph.quads import own_quads, quads
from kg.model import EntityType, Mode
from kg.query import who_said
from scripts.generated import location, reading, readings
from scripts.invented import NOUNS, VERBS, entity, invented_word
from tests.sample import view_of
from tests.unit.test_laws import check_spans

SOME = list(readings(7, 12))


@pytest.mark.parametrize("made", SOME, ids=lambda made: made.document.source)
def test_they_keep_the_laws(made):
    """Claims lie in statements, spans are the words, all that is referred to is listed."""
    check_spans(made)
    assert list(own_quads(made))  # which refuses what breaks laws 1 and 2
    used = {part.entity for event in made.events for part in event.participants}
    used |= {key for relation in made.relations for key in (relation.subject, relation.object)}
    used |= {key for statement in made.statements for key in statement.about}
    used |= {utterance.speaker for utterance in made.utterances}
    assert used | {event.place for event in made.events} <= {one.id for one in made.entities}
    assert {u.reported_in for u in made.utterances} - {None} <= {u.id for u in made.utterances}


def test_a_document_depends_on_seed_and_number_alone():
    """However many there are, and in whatever order they are made."""
    assert next(islice(readings(7, 9), 8, None)) == reading(7, 8) == SOME[8]
    assert reading(8, 8) != SOME[8]
    assert len({location(made) for made in [*SOME, reading(8, 8)]}) == len(SOME) + 1


@pytest.mark.parametrize("statements", [1, 2, 3, 40, 77])
def test_as_many_statements_as_wanted(statements):
    assert {len(made.statements) for made in readings(1, 30, statements)} == {statements}
    ids = [statement.id for made in readings(1, 30, statements) for statement in made.statements]
    assert len(set(ids)) == len(ids)


def test_they_have_the_shape_of_real_graphs():
    """Every mode, chains, events of several documents, contradictions; about 58 quads a statement."""
    many = list(readings(1, 60))
    assert {u.mode for made in many for u in made.utterances} == set(Mode)
    shared = [event.id for made in many for event in {event.id: event for event in made.events}.values()]
    assert len(set(shared)) < len(shared)
    assert {"supports", "opposes"} <= {relation.predicate for made in many for relation in made.relations}
    assert all(1 <= len(statement.about) <= 3 for made in many for statement in made.statements)
    assert 50 < len({quad for made in many for quad in quads(made)}) / (60 * 40) < 65


def test_the_hottest_topic_is_much_hotter_than_the_tenth():
    """As Zipf has it, so that questions can be put from hot to rare."""
    counts: dict[str, int] = {}
    for made in readings(1, 100):
        for statement in made.statements:
            for key in statement.about:
                counts[key] = counts.get(key, 0) + 1
    ordered = sorted(counts.values(), reverse=True)
    assert ordered[0] > 3 * ordered[9] > 9 * ordered[-1]
    assert len(ordered) > 200


def test_chains_reach_the_answers():
    """The one who reports is a level of its own, and its statement holds the words."""
    depths = {len(saying.chain) for saying in who_said(view_of(*SOME))}
    assert depths == {1, 2, 3}


def test_no_two_entities_share_a_name():
    for kind in (EntityType.PERSON, EntityType.POLITY, EntityType.ORG, EntityType.PLACE):
        assert len({entity(kind, rank).label for rank in range(4000)}) == 4000
        assert len({invented_word(rank, kind) for rank in range(4000)}) == 4000
    assert len(set(NOUNS)) == len(NOUNS)
    assert len(set(VERBS)) == len(VERBS)
