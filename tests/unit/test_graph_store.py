"""A store on disk: reopened, refused, damaged."""

import pytest

from kg.errors import StoreError
from kg.graph.store import SCHEMA, disk_store, memory_store, open_store
from tests import sample

LOCATION = "file:///d/news.txt"


@pytest.fixture
def path(tmp_path):
    """Return the path of a store with one document."""
    store = open_store(tmp_path / "store", writable=True)
    with store.writer() as writer:
        writer.replace(sample.NEWS, LOCATION)
    store.close()
    return tmp_path / "store"


def test_reopened_it_holds_the_same(path):
    memory = memory_store()
    with memory.writer() as writer:
        writer.replace(sample.NEWS, LOCATION)
    for writable in (False, True):
        store = open_store(path, writable=writable)
        assert store.view().dump() == memory.view().dump()
        store.close()


def test_reopened_it_knows_what_is_current(path):
    store = open_store(path, writable=True)
    with store.writer() as writer:
        assert writer.current(LOCATION) == sample.NEWS.document.sha256
    store.close()


def test_reading_where_there_is_none_says_what_to_do(tmp_path):
    with pytest.raises(StoreError, match="kg build"):
        open_store(tmp_path / "nowhere", writable=False)
    assert not (tmp_path / "nowhere").exists()


def test_an_empty_or_unfinished_folder_becomes_a_store(tmp_path):
    (tmp_path / "VERSION").touch()
    disk_store(tmp_path, writable=True).close()
    assert (tmp_path / "VERSION").read_text(encoding="utf-8").startswith(f"dixit-store {SCHEMA}\n")


def test_a_store_whose_making_was_cut_short_is_not_read(tmp_path):
    (tmp_path / "VERSION").write_text(f"dixit-store {SCHEMA}\nhttps://w3id.org/dixit/id/\n", encoding="utf-8")
    with pytest.raises(StoreError, match="kg build"):
        open_store(tmp_path, writable=False)


@pytest.mark.parametrize("writable", [False, True])
def test_a_folder_of_something_else_is_left_alone(tmp_path, writable):
    (tmp_path / "thesis.txt").write_text("precious", encoding="utf-8")
    with pytest.raises(StoreError, match="not a dixit store"):
        open_store(tmp_path, writable=writable)
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("writable", [False, True])
def test_a_file_is_no_store(tmp_path, writable):
    file = tmp_path / "file"
    file.write_text("words", encoding="utf-8")
    with pytest.raises(StoreError, match="not a dixit store"):
        open_store(file, writable=writable)


@pytest.mark.parametrize(
    "mark", ["other-store 1\nx\n", "dixit-store\n", "dixit-store one\nx\n", "\x00\x01\x02"]
)
def test_a_strange_mark_is_refused(path, mark):
    (path / "VERSION").write_text(mark, encoding="utf-8")
    with pytest.raises(StoreError, match="not a dixit store"):
        open_store(path, writable=False)


def test_a_newer_store_is_refused(path):
    (path / "VERSION").write_text(f"dixit-store {SCHEMA + 1}\nhttps://w3id.org/dixit/id/\n", encoding="utf-8")
    with pytest.raises(StoreError, match="newer"):
        open_store(path, writable=True)


def test_a_second_writer_is_told_to_wait(path):
    first = open_store(path, writable=True)
    with pytest.raises(StoreError, match="another"):
        open_store(path, writable=True)
    first.close()


def test_a_reader_cannot_write(path):
    store = open_store(path, writable=False)
    with pytest.raises(StoreError, match="reading only"), store.writer():
        pass
    store.close()


def test_a_closed_store_says_so(path):
    store = open_store(path, writable=False)
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.view()


@pytest.mark.parametrize("writable", [False, True])
def test_a_damaged_graph_is_named(path, writable):
    (path / "graph" / "CURRENT").write_bytes(b"garbage")
    with pytest.raises(StoreError, match="damaged"):
        open_store(path, writable=writable)


def test_a_damaged_ledger_is_named_and_does_not_keep_readers_out(path):
    (path / "ledger.sqlite").write_bytes(b"garbage" * 1000)
    with pytest.raises(StoreError, match="damaged"):
        open_store(path, writable=True)
    store = open_store(path, writable=False)
    assert store.view().dump()
    store.close()
