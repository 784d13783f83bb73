"""Graphs with something else where numbers belong, written by hand: it counts as none."""

import sqlite3

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.graph import index
from kg.graph.quads import quads
from kg.graph.store import memory_store
from kg.graph.view import OxView
from kg.graph.vocab import BASE, KG, PREFIXES
from kg.query import Sieve, Wanted, claims, conflicts, figures, timeline, who_said
from tests import sample

OA, SCHEMA = PREFIXES["oa"], PREFIXES["schema"]
PLACES = {NamedNode(f"{OA}start"), NamedNode(f"{OA}end")}
VALUE = NamedNode(f"{SCHEMA}value")


def view_of(changed):
    """Return a view without index of a reading in which ``changed`` gives other objects for predicates."""
    graph = Store()
    for quad in quads(sample.INTERVIEW):
        graph.add(
            Quad(quad.subject, quad.predicate, changed.get(quad.predicate, quad.object), quad.graph_name)
        )
    return OxView(graph)


def questions(view):
    return who_said(view), figures(view), timeline(view), claims(view), conflicts(view)


@pytest.mark.parametrize("odd", [Literal("high"), Literal("1,5"), NamedNode("urn:x"), Literal(value=True)])
def test_a_confidence_that_is_no_number_counts_as_none(odd):
    view = view_of({KG.confidence: odd})
    sayings, numbers, happenings, claimed, _ = questions(view)
    assert len(sayings) == len(who_said(view_of({})))
    assert numbers
    assert happenings
    assert {one.confidence for one in (*sayings, *numbers, *happenings)} == {0.0}
    assert {claim.confidence for claim in claimed} == {None}
    assert who_said(view, Wanted(sieve=Sieve(0.1))) == []


@pytest.mark.parametrize("odd", [Literal("high"), Literal("0.25"), Literal(0.25), Literal(value=True)])
@pytest.mark.parametrize("predicate", [KG.confidence, *sorted(PLACES, key=str)])
def test_the_index_takes_them_alike(predicate, odd):
    graph = view_of({predicate: odd})
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.execute("BEGIN")
    index.create(database)
    index.put(database, {sample.INTERVIEW.document.id: tuple(graph.quads())}, BASE)
    indexed = OxView(graph._graph, BASE, lambda: index.Index(database))
    for least in (0.0, 0.2, 0.3):
        wanted = Wanted(sieve=Sieve(least))
        assert who_said(indexed, wanted) == who_said(graph, wanted)
    assert figures(indexed) == figures(graph)


@pytest.mark.parametrize("odd", [Literal("many"), Literal("1,5"), Literal(float("nan"))])
def test_a_figure_without_a_number_is_none(odd):
    assert figures(view_of({}))
    assert figures(view_of({VALUE: odd})) == []
    assert questions(view_of({VALUE: odd}))[0] == who_said(view_of({}))


def test_places_that_are_no_numbers_count_as_none():
    view = view_of(dict.fromkeys(PLACES, Literal("here")))
    sayings, numbers, happenings, _, _ = questions(view)
    assert {(one.start, one.end) for one in (*sayings, *numbers, *happenings)} == {(0, 0)}


def test_a_number_in_words_of_its_own_type_is_one():
    assert {one.confidence for one in who_said(view_of({KG.confidence: Literal("0.25")}))} == {0.25}


def test_with_an_index_too():
    store = memory_store()
    with store.writer() as writer:
        writer.replace(sample.INTERVIEW, "file:///d/interview.txt")
        for predicate, odd in ((KG.confidence, '"high"'), (VALUE, '"1,5"')):
            writer.update(
                f"DELETE {{ GRAPH ?g {{ ?s {predicate} ?o }} }} INSERT {{ GRAPH ?g {{ ?s {predicate} {odd} }} }} "
                f"WHERE {{ GRAPH ?g {{ ?s {predicate} ?o }} }}"
            )
    view = store.view()
    assert view.index is not None
    sayings, numbers, happenings, _, _ = questions(view)
    assert {one.confidence for one in (*sayings, *happenings)} == {0.0}
    assert numbers == []
