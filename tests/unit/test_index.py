"""The index says what SPARQL says, whatever was written in whatever order."""

import sqlite3
from random import Random

import pyoxigraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph import index
from kg.graph.entities import entity_quads
from kg.graph.index import Index
from kg.graph.quads import own_quads, quads
from kg.graph.view import OxView
from kg.graph.vocab import BASE
from kg.model import Act, Mode
from kg.query import Sieve, Wanted, claims, conflicts, figures, timeline, who_said
from kg.query.names import names_of
from tests.chance import WORDS, readings

THOROUGH = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
chances = st.integers(0, 2**32).map(Random)


def filed(reading):
    """Return what a writer hands to the index."""
    return {reading.document.id: (*own_quads(reading), *entity_quads(reading))}


def graph_of(found):
    """Return the graph of readings."""
    graph = pyoxigraph.Store()
    graph.extend(quad for reading in found for quad in quads(reading))
    return graph


def database():
    """Return an empty index, within a transaction."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.execute("BEGIN")
    index.create(db)
    return db


def both(random, found):
    """Return a view with an index that was written to and dropped from by chance, and one without."""
    db = database()
    kept = {}
    for reading in random.choices(found, k=len(found) * 2):
        if reading.document.id in kept and random.random() < 0.5:
            index.drop(db, [reading.document.id])
            del kept[reading.document.id]
        else:
            index.put(db, filed(reading), BASE)
            kept[reading.document.id] = reading
    graph = graph_of(kept.values())
    return OxView(graph, BASE, Index(db)), OxView(graph)


def maybe(random, values):
    """Return one of the values, or, as often, None."""
    return random.choice([None, random.choice(list(values))])


def some(random, names):
    """Return a few of the names, or None."""
    return maybe(random, [frozenset(random.choices(names, k=random.randint(1, 2)))])


def wanted(random, names):
    """Return any question."""
    first, last = maybe(random, ("2030", "2031", "2031-04-06")), maybe(random, ("2031", "2031-04", "2032"))
    words = " ".join(
        random.choices([*WORDS, '"lake harbour"', '"', "NEAR(", "talk*", "^", "a:b"], k=random.randint(0, 3))
    )
    return Wanted(
        about=some(random, names),
        by=some(random, names),
        since=first,
        until=last,
        via=some(random, names) if random.random() < 0.4 else None,
        mode=maybe(random, [mode.value for mode in Mode]) if random.random() < 0.4 else None,
        acts=maybe(random, [frozenset(random.choices([act.value for act in Act], k=5))]),
        nested=random.choice((None, True, False)),
        sieve=Sieve(random.choice((0, 0.5, 0.95)), random.choice((True, False))),
        search=maybe(random, [words]),
        limit=maybe(random, (1, 2, 5)),
    )


@THOROUGH
@given(chances)
def test_every_answer_of_the_index_is_that_of_sparql(random):
    indexed, plain = both(random, readings(random, random.randint(1, 4)))
    names = sorted(names_of(plain).labels)
    assert who_said(indexed) == who_said(plain)
    for _ in range(12 if names else 0):
        question = wanted(random, names)
        assert who_said(indexed, question) == who_said(plain, question)
    for about in [None, *([some(random, names)] * 2 if names else [])]:
        sieve = Sieve(random.choice((0, 0.5)), random.choice((True, False)))
        since = maybe(random, ("2030", "2031", "2031-04-06"))
        assert claims(indexed, about, sieve) == claims(plain, about, sieve)
        assert conflicts(indexed, about, sieve) == conflicts(plain, about, sieve)
        assert figures(indexed, about, sieve) == figures(plain, about, sieve)
        assert timeline(indexed, about, since, None, sieve) == timeline(plain, about, since, None, sieve)
