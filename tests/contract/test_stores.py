"""What every store promises, whoever made it."""

from dataclasses import replace

import pytest

from kg.graph.quads import quads
from kg.graph.store import STORES
from tests import sample

NEWS, INTERVIEW = "file:///d/news.txt", "file:///d/interview.txt"
CHANGED = sample.news(text=f"Corrected. {sample.NEWS_TEXT}")


@pytest.fixture(params=list(STORES))
def make(request, tmp_path):
    """Return a function that makes an empty store; all of them are closed at the end."""
    opened = []

    def new(name="store"):
        opened.append(STORES[request.param](tmp_path / name, writable=True))
        return opened[-1]

    yield new
    for store in opened:
        store.close()


def filled(store, *items, stamp=""):
    with store.writer(stamp) as writer:
        for reading, location in items:
            writer.replace(reading, location)
    return store


def test_what_is_written_is_read(make):
    store = filled(make(), (sample.NEWS, NEWS))
    assert set(store.view().quads()) == set(quads(sample.NEWS))


def test_order_does_not_matter(make):
    one = filled(make("one"), (sample.NEWS, NEWS), (sample.INTERVIEW, INTERVIEW))
    other = filled(make("other"), (sample.INTERVIEW, INTERVIEW), (sample.NEWS, NEWS))
    assert one.view().dump() == other.view().dump() != b""


def test_writing_twice_changes_nothing(make):
    once = filled(make("once"), (sample.NEWS, NEWS))
    twice = filled(filled(make("twice"), (sample.NEWS, NEWS)), (sample.NEWS, NEWS))
    assert once.view().dump() == twice.view().dump()


def test_replacing_equals_building_anew(make):
    store = filled(make("old"), (sample.NEWS, NEWS), (sample.INTERVIEW, INTERVIEW), (CHANGED, NEWS))
    fresh = filled(make("fresh"), (sample.INTERVIEW, INTERVIEW), (CHANGED, NEWS))
    assert store.view().dump() == fresh.view().dump()


def test_replacing_by_other_entities_drops_those_nobody_names_any_more(make):
    bare = replace(sample.NEWS, entities=(), mentions=(), judgements=())
    store = filled(make("old"), (sample.NEWS, NEWS), (bare, NEWS))
    assert store.view().dump() == filled(make("fresh"), (bare, NEWS)).view().dump()


def test_forgetting_keeps_what_others_share(make):
    store = filled(make("old"), (sample.NEWS, NEWS), (sample.INTERVIEW, INTERVIEW))
    with store.writer() as writer:
        writer.forget(NEWS)
        assert writer.locations() == [INTERVIEW]
    assert store.view().dump() == filled(make("fresh"), (sample.INTERVIEW, INTERVIEW)).view().dump()
    with store.writer() as writer:
        writer.forget(INTERVIEW)
        writer.forget("file:///never/read")
    assert store.view().dump() == b""


def test_one_document_at_two_places_stays_until_both_are_gone(make):
    store = filled(make(), (sample.NEWS, NEWS), (sample.NEWS, "file:///copy/news.txt"))
    whole = store.view().dump()
    with store.writer() as writer:
        writer.forget(NEWS)
        assert store.view().dump() == whole
        writer.forget("file:///copy/news.txt")
    assert store.view().dump() == b""


def test_the_hash_tells_what_is_current(make):
    store = filled(make(), (sample.NEWS, NEWS), stamp="reader/1")
    with store.writer("reader/1") as writer:
        assert writer.current(NEWS) == sample.NEWS.document.sha256
        assert writer.current(INTERVIEW) is None
    with store.writer("reader/2") as writer:
        assert writer.current(NEWS) is None


def test_a_reading_that_breaks_a_law_leaves_the_store_as_it_was(make):
    store = filled(make(), (sample.NEWS, NEWS))
    before = store.view().dump()
    unlawful = replace(sample.NEWS, statements=())
    with store.writer() as writer, pytest.raises(ValueError, match="claim of no statement"):
        writer.replace(unlawful, NEWS)
    assert store.view().dump() == before
    with store.writer() as writer:
        assert writer.current(NEWS) == sample.NEWS.document.sha256


@pytest.mark.parametrize("step", ["_change", "confirm"])
def test_killed_at_any_step_the_next_run_repairs(make, monkeypatch, step):
    """Between announcing and changing, and between changing and confirming; the file has changed again since."""
    store = filled(make("old"), (sample.INTERVIEW, INTERVIEW), (sample.NEWS, NEWS))
    with store.writer() as writer, monkeypatch.context() as patch:
        target = writer if step == "_change" else writer._ledger

        def killed(*_args):
            raise KeyboardInterrupt

        patch.setattr(target, step, killed)
        with pytest.raises(KeyboardInterrupt):
            writer.replace(CHANGED, NEWS)
        assert writer.current(NEWS) is None
    newest = sample.news(text=f"Corrected twice. {sample.NEWS_TEXT}")
    filled(store, (newest, NEWS))
    fresh = filled(make("fresh"), (sample.INTERVIEW, INTERVIEW), (newest, NEWS))
    assert store.view().dump() == fresh.view().dump()


def test_queries_see_all_graphs_and_nothing_else(make):
    store = filled(make(), (sample.NEWS, NEWS), (sample.INTERVIEW, INTERVIEW))
    rows = store.view().select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").rows
    kinds = {str(row["g"]).removeprefix("https://w3id.org/dixit/id/").partition("/")[0] for row in rows}
    assert kinds == {"document", "statement", "registry"}
    assert store.view().select("ASK { ?x <https://w3id.org/dixit/ontology#memberOf> ?y }").rows == [
        {"ask": True}
    ]
