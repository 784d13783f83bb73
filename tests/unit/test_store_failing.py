"""A writer of a store on disk that fails or is interrupted; states that are removed."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from kg.errors import QueryError, StoreError
from kg.graph.damage import tells_of_damage
from kg.graph.index import Choice
from kg.graph.store import STORES, memory_store, open_store, published
from kg.graph.store.check import check
from kg.graph.view import OxView
from tests import sample
from tests.damage import state
from tests.stores import dump

LOCATION = "file:///d/news.txt"


@pytest.fixture
def path(tmp_path):
    """Return the path of a store with one document."""
    store = open_store(tmp_path / "store", writable=True)
    with store.writer() as writer:
        writer.replace(sample.NEWS, LOCATION)
    store.close()
    return tmp_path / "store"


def test_an_update_that_cannot_be_indexed_changes_nothing(path, monkeypatch):
    def unable(*_args):
        raise ValueError("too many")

    store = open_store(path, writable=True)
    with store.writer() as writer:
        writer.replace(sample.INTERVIEW, "file:///d/interview.txt")
        before = store.view().dump()
        with monkeypatch.context() as patched:
            patched.setattr("kg.graph.index.writing._file", unable)
            with pytest.raises(QueryError, match="many"):
                writer.update("DELETE WHERE { GRAPH ?g { ?s oa:start ?n } }")
        writer.replace(sample.NEWS, "file:///d/again.txt")
    store.close()
    assert dump(path) == before
    assert list(check(path)) == []


def test_a_database_that_cannot_be_written_is_told_with_its_store(path, monkeypatch):
    def full(*_args):
        raise sqlite3.OperationalError("database or disk is full")

    before = dump(path)
    store = open_store(path, writable=True)
    monkeypatch.setattr("kg.graph.store.local.Ledger.record", full)
    with pytest.raises(StoreError, match=f"{path}: .* disk is full"), store.writer() as writer:
        writer.replace(sample.INTERVIEW, LOCATION)
    store.close()
    assert dump(path) == before


def test_a_transaction_that_is_given_up_is_not_published(path, monkeypatch):
    """Where a disk is full SQLite may roll all of it back, with documents that were filed before."""
    before = dump(path)
    store = open_store(path, writable=True)
    with store.writer() as writer:
        writer.replace(sample.INTERVIEW, "file:///d/interview.txt")

        def given_up(ledger, *_args):
            ledger._base.execute("ROLLBACK")
            raise sqlite3.OperationalError("database or disk is full")

        with monkeypatch.context() as patch:
            patch.setattr("kg.graph.store.local.Ledger.record", given_up)
            with pytest.raises(StoreError, match="disk is full"):
                writer.replace(sample.NEWS, "file:///d/again.txt")
    store.close()
    assert dump(path) == before
    assert list(check(path)) == []


def test_a_state_that_is_being_removed_is_not_opened(path, monkeypatch):
    """A reader who comes between the look and the removal looks again."""
    removed = []

    def remove(folder):
        if folder.parent.name == "published" and folder.exists():
            removed.append(folder)
            with pytest.raises(FileNotFoundError):
                published.hold(path, int(folder.name.partition(".")[0]))
        shutil.rmtree(folder, ignore_errors=True)

    monkeypatch.setattr(published, "remove", remove)
    store = open_store(path, writable=True)
    with store.writer() as writer:
        writer.replace(sample.INTERVIEW, LOCATION)
    store.close()
    assert len(removed) == 1
    assert len(list((path / "published").iterdir())) == 1


def test_what_a_killed_writer_was_removing_is_removed(path):
    (path / "published" / "0.gone").mkdir()
    open_store(path, writable=True).close()
    assert state(path).name == "1"


def test_a_store_that_cannot_go_back_can_still_be_closed(path, monkeypatch):
    def fails(*_args):
        raise RuntimeError("no room")

    store = open_store(path, writable=True)
    monkeypatch.setattr("kg.graph.store.local.change", fails)
    with monkeypatch.context() as patch:
        patch.setattr("kg.graph.store.published.work_on", fails)
        with pytest.raises(StoreError, match="no room"), store.writer() as writer:
            writer.replace(sample.INTERVIEW, LOCATION)
    store.close()
    open_store(path, writable=True).close()


@pytest.mark.parametrize("step", ["Ledger.record", "Ledger.settle", "change", "data"])
@pytest.mark.parametrize("opened", ["memory", "disk"])
def test_interrupted_at_any_step_nothing_has_happened(tmp_path, monkeypatch, opened, step):
    """Within the change of the graph itself nobody knows how far it went; there the disk goes back a flush; memory cannot."""
    store = STORES[opened](tmp_path / "store", writable=True)
    with store.writer() as writer:
        writer.replace(sample.NEWS, LOCATION)
        writer.flush()
        before = store.view().dump()

        def interrupted(*_args):
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            module = "change" if step == "data" else "local"
            patch.setattr(f"kg.graph.store.{module}.{step}", interrupted)
            with pytest.raises(KeyboardInterrupt):
                writer.replace(sample.news(text=f"Corrected. {sample.NEWS_TEXT}"), LOCATION)
        if opened == "memory" and not step.startswith("Ledger"):
            with pytest.raises(StoreError, match="closed"):
                writer.current(LOCATION)
        else:
            assert writer.current(LOCATION) == sample.NEWS.document.sha256
    if opened == "disk" or step.startswith("Ledger"):
        assert store.view().dump() == before
        with store.writer() as writer:
            writer.replace(sample.INTERVIEW, LOCATION)
        assert store.view().dump() != before
    store.close()


@pytest.mark.parametrize("place", ["memory", "disk"])
def test_an_answer_that_is_half_read_stands_in_the_way_of_no_update(tmp_path, place):
    store = memory_store() if place == "memory" else open_store(tmp_path / "new", writable=True)
    with store.writer() as writer:
        writer.replace(sample.INTERVIEW, "file:///d/interview.txt")
        reading = iter(store.view().index.statements(Choice()))
        assert next(reading)
        writer.update("INSERT DATA { GRAPH <urn:notes> { <urn:a> <urn:b> <urn:c> } }")
    assert store.view().select("ASK { <urn:a> ?p ?o }").rows == [{"ask": True}]
    reading.close()
    store.close()


EMFILE = "IO error: While open a file for random read: 000016.sst: Too many open files"


@pytest.mark.parametrize("raised", [OSError(EMFILE), RuntimeError("Resource busy")])
def test_a_graph_that_cannot_be_read_is_not_called_damaged_for_that(raised):
    class Failing:
        def quads_for_pattern(self, *_pattern):
            raise raised

        dump = quads_for_pattern

    for way in (lambda view: list(view.quads()), lambda view: view.dump()):
        with pytest.raises(StoreError, match=f"the store cannot be read: {raised}"):
            way(OxView(Failing()))


@pytest.mark.parametrize(
    ("statement", "harm"),
    [
        ("SELECT * FROM missing", True),
        ("SELECT missing FROM sqlite_master", True),
        ("SELECT * FROM json_each('x')", True),
        ("CREATE VIRTUAL TABLE words USING fts9(words)", False),
        ("SELECT newer(1)", False),
        ("DELETE FROM sqlite_master RETURN 1", False),
    ],
)
def test_what_an_sqlite_cannot_do_is_no_damage(statement, harm):
    with closing(sqlite3.connect(":memory:")) as database, pytest.raises(sqlite3.DatabaseError) as told:
        database.execute(statement)
    assert tells_of_damage(told.value) is harm
