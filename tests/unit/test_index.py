"""The index says what SPARQL says, whatever was written in whatever order."""

import sqlite3
from dataclasses import replace
from random import Random

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph import index
from kg.graph.entities import entity_quads
from kg.graph.index import Index, choosing
from kg.graph.quads import own_quads, quads
from kg.graph.view import OxView
from kg.graph.vocab import BASE, PREFIXES
from kg.model import Act, Mode
from kg.query import Sieve, Wanted, claims, conflicts, figures, timeline, who_said
from kg.query.names import names_of
from tests import chain, sample
from tests.chance import WORDS, readings

THOROUGH = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
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


def written(random, found):
    """Return an index that was written to and dropped from by chance, and the graph of what is left."""
    db = database()
    kept = {}
    for reading in random.choices(found, k=len(found) * 2):
        read = random.choice(
            (
                reading,
                replace(reading, events=(), statements=reading.statements[:1], figures=(), relations=()),
            )
        )
        if reading.document.id in kept and random.random() < 0.25:
            index.drop(db, [reading.document.id])
            del kept[reading.document.id]
        else:
            index.put(db, filed(read), BASE)
            kept[reading.document.id] = read
    return db, graph_of(kept.values())


def two_views(*found):
    """Return a view of readings with an index, and one without."""
    db = database()
    index.put(db, {key: quads for reading in found for key, quads in filed(reading).items()}, BASE)
    graph = graph_of(found)
    return OxView(graph, BASE, lambda: Index(db)), OxView(graph)


def told(db):
    """Return all that an index holds, in order; its full-text tables are checked by themselves."""
    db.execute("INSERT INTO ix_words (ix_words, rank) VALUES ('integrity-check', 1)")
    return sorted(index.contents(db), key=repr)


def maybe(random, values):
    """Return one of the values, or, as often, None."""
    return random.choice([None, random.choice(list(values))])


def some(random, names):
    """Return a few of the names, or None."""
    return maybe(random, [frozenset(random.choices(names, k=random.randint(1, 2)))])


def wanted(random, names):
    """Return any question: most have few limits, for of many nothing is left."""
    words = [*WORDS, '"lake harbour"', '"', "NEAR(", "talk*", "^", "a:b"]
    limits = {
        "about": frozenset(random.choices(names, k=random.randint(1, 3))),
        "by": frozenset(random.choices(names, k=random.randint(1, 3))),
        "via": frozenset(random.choices(names, k=random.randint(1, 3))),
        "since": random.choice(("2030", "2031", "2031-04-06")),
        "until": random.choice(("2031", "2031-04", "2032")),
        "mode": random.choice([mode.value for mode in Mode]),
        "acts": frozenset(random.choices([act.value for act in Act], k=5)),
        "nested": random.choice((True, False)),
        "sieve": Sieve(random.choice((0, 0.5, 0.95)), random.choice((True, False))),
        "search": " ".join(random.choices(words, k=random.randint(0, 2))),
    }
    chosen = random.sample(sorted(limits), random.choice((0, 1, 1, 1, 2, 2, 3, 6)))
    return Wanted(**{name: limits[name] for name in chosen}, limit=random.choice((None, 1, 2, 5)))


@THOROUGH
@given(chances)
def test_every_answer_of_the_index_is_that_of_sparql(random):
    db, graph = written(random, readings(random, random.randint(1, 6), 4))
    indexed, plain = OxView(graph, BASE, lambda: Index(db)), OxView(graph)
    names = sorted(names_of(plain).labels)
    assert who_said(indexed) == who_said(plain)
    for _ in range(15 if names else 0):
        question = wanted(random, names)
        assert who_said(indexed, question) == who_said(plain, question)
    for about in [None, *([some(random, names)] * 2 if names else [])]:
        sieve = Sieve(random.choice((0, 0.5)), random.choice((True, False)))
        since = maybe(random, ("2030", "2031", "2031-04-06"))
        assert claims(indexed, about, sieve) == claims(plain, about, sieve)
        assert conflicts(indexed, about, sieve) == conflicts(plain, about, sieve)
        assert figures(indexed, about, sieve) == figures(plain, about, sieve)
        assert timeline(indexed, about, since, None, sieve) == timeline(plain, about, since, None, sieve)


@THOROUGH
@given(chances)
def test_put_and_dropped_in_any_order_it_is_as_if_made_anew(random):
    db, graph = written(random, readings(random, random.randint(1, 6), 4))
    anew = database()
    index.put(anew, filed(sample.NEWS), BASE)  # nothing of which is left
    index.rebuild(anew, graph, BASE)
    assert told(db) == told(anew)
    assert index.summed(db) == index.summed(anew)


def test_what_is_dropped_leaves_nothing_behind():
    db = database()
    index.put(db, filed(sample.INTERVIEW) | filed(sample.NEWS), BASE)
    assert {part for part, _ in told(db)} == set(index.summed(db))
    index.drop(db, [sample.NEWS.document.id, "unknown", sample.INTERVIEW.document.id])
    assert told(db) == []


def test_the_transaction_is_that_of_the_caller():
    db = database()
    db.execute("COMMIT")
    db.execute("BEGIN")
    index.create(db)
    index.put(db, filed(sample.NEWS), BASE)
    index.rebuild(db, graph_of([sample.INTERVIEW]), BASE)
    assert db.in_transaction
    db.execute("ROLLBACK")
    assert told(db) == []


def test_many_documents_are_put_as_one_by_one(monkeypatch):
    monkeypatch.setattr("kg.graph.index.writing._BATCH", 10)
    found = readings(Random(7), 25)
    db, one_by_one = database(), database()
    index.put(db, {key: quads for reading in found for key, quads in filed(reading).items()}, BASE)
    for reading in found:
        index.put(one_by_one, filed(reading), BASE)
    assert told(db) == told(one_by_one)


def test_a_limit_ends_the_search():
    """No step of the plan sorts all that it found; at most it sorts within a document."""
    for query in (choosing._BY_ANCHOR, choosing._BY_DOCUMENT):
        asked = query.format(filters="s.mode = 'turn'")
        plan = database().execute(f"EXPLAIN QUERY PLAN {asked}", (1,) * asked.count("?")).fetchall()
        assert plan
        assert not [step for *_, step in plan if "B-TREE FOR ORDER BY" in step or step.startswith("SCAN s")]


def test_names_that_no_text_can_hold_are_found():
    strange = replace(sample.VOSTANIA, id="polity:\ud800", label="Vostania")
    member, met = sample.INTERVIEW.statements
    read = replace(
        sample.INTERVIEW,
        entities=(strange, *sample.INTERVIEW.entities),
        statements=(replace(member, about=(strange.id,)), met),
    )
    for view in two_views(read):
        assert [saying.statement for saying in who_said(view, Wanted(about=frozenset({strange.id})))] == [
            member.id
        ]


def words(view, search, **more):
    return [saying.words for saying in who_said(view, Wanted(search=search, **more))]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("MEMBERS", ["Zembia is a member of the Lake Union."]),
        ("union lake zembia", ["Zembia is a member of the Lake Union."]),
        ('"lake union"', ["Zembia is a member of the Lake Union."]),
        ('"union lake"', []),
        ("“lake union”", ["Zembia is a member of the Lake Union."]),
        ("lake ferries", []),
        ("tírask", ["We met in Tirask … and 2,300 people came", "Vostania and Zembia will hold talks in Tirask in May 2031."]),
        ("2,300", ["We met in Tirask … and 2,300 people came"]),
        ("", []),
        ('" "', []),
    ],
)  # fmt: skip
def test_words_are_found_in_any_form_and_phrases_as_they_stand(search, found):
    for view in two_views(*sample.READINGS):
        assert sorted(words(view, search)) == sorted(found)


def test_the_best_come_first_and_the_other_limits_hold():
    for view in two_views(*sample.READINGS, chain.READING):
        ranked = words(view, "lake union")
        assert len(ranked) == 5
        assert [len(said) for said in ranked] == sorted(len(said) for said in ranked)  # each has it once
        assert words(view, "lake union", limit=2) == ranked[:2]
        assert (
            words(view, "lake union", mode="turn", by=frozenset({"Drell"}), limit=1)
            == [said for said in ranked if said.startswith("Zembia is")][:1]
        )


HOSTILE = [
    " ", '"', '""', '"""', "NEAR(", "NEAR(a b, 2)", "*", "^", "a*", "^a", "a:b", "words:lake", "-lake", "(", ")", "lake OR",
    "AND", "NOT lake", "{words} : lake", "'; DROP TABLE ix_text; --", "🛶", "\0", "lake\0harbour", "\ud800", "%", "_", "“lake",
    "lake" * 5000, "lake " * 5000, '"' * 999, "\\", "a\nb\tc", "\u202e", "…", "x" * 10**6,
]  # fmt: skip


@pytest.mark.parametrize("search", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_is_looked_up_as_words(search):
    indexed, plain = two_views(*sample.READINGS)
    assert who_said(indexed, Wanted(search=search)) == who_said(plain, Wanted(search=search))


@pytest.mark.parametrize(
    "update",
    [
        "COPY GRAPH {document} TO <urn:notes>",
        "ADD GRAPH {document} TO DEFAULT",
        "INSERT {{ GRAPH <urn:notes> {{ ?s kg:mode ?m }} }} WHERE {{ GRAPH {document} {{ ?s kg:mode ?m }} }}",
        "INSERT {{ GRAPH <urn:notes> {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?d {{ ?s a kg:Statement ; ?p ?o }} }}",
    ],
)
def test_what_somebody_notes_in_a_graph_of_his_own_is_no_document(update):
    """Only the graph of a document tells who said what in it, and where."""
    graph = graph_of([sample.INTERVIEW, sample.NEWS])
    before = OxView(graph, BASE)
    told_before = who_said(before), claims(before), figures(before), timeline(before)
    assert all(told_before)
    document = f"<{BASE}document/{sample.INTERVIEW.document.id}>"
    graph.update(update.format(document=document), prefixes=PREFIXES)
    db = database()
    index.rebuild(db, graph, BASE)
    for view in (OxView(graph, BASE), OxView(graph, BASE, lambda: Index(db))):
        assert (who_said(view), claims(view), figures(view), timeline(view)) == told_before
