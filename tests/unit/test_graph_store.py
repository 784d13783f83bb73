"""A store on disk: reopened, refused, damaged."""

import os
import tarfile
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.graph.store import SCHEMA, disk_store, generation, memory_store, open_store
from kg.graph.store.check import check
from kg.query import who_said
from tests import sample
from tests.stores import dump

LOCATION = "file:///d/news.txt"
DATA = Path(__file__).parents[1] / "data" / "stores"


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
    with pytest.raises(StoreError, match="VERSION is not what was written"):
        open_store(path, writable=False)


@pytest.mark.parametrize("rest", ["https://w3id.org/dixit/id/\n", "https://w3id.org/dixit/id/\nmore\n", ""])
def test_a_newer_store_is_refused(path, rest):
    """Whatever that one writes below the number of its schema."""
    (path / "VERSION").write_text(f"dixit-store {SCHEMA + 1}\n{rest}", encoding="utf-8")
    with pytest.raises(StoreError, match=r"written by a newer dixit .* update dixit"):
        open_store(path, writable=True)


def test_a_second_writer_is_told_to_wait(path):
    first = open_store(path, writable=True)
    with pytest.raises(StoreError, match=rf"process {os.getpid()} on .* is writing to this store"):
        open_store(path, writable=True)
    first.close()
    open_store(path, writable=True).close()


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["kg", "serve", "--token=hush"], "kg serve"),
        (["kg", "build", "https://ada:hush@example.org/talk.txt"], "kg build"),
        (["/opt/dixit/kg/__main__.py", "store", "compact"], "kg store"),
        (["fill.py", "https://ada:hush@example.org/"], "fill.py"),
    ],
)
def test_a_writer_is_known_by_its_command_without_secrets(path, monkeypatch, words, shown):
    monkeypatch.setattr("sys.argv", words)
    store = open_store(path, writable=True)
    with pytest.raises(StoreError, match=f"`{shown}` ") as refused:
        open_store(path, writable=True)
    assert "hush" not in str(refused.value) + (path / "writer").read_text(encoding="utf-8")
    store.close()


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


def state(path):
    """Return the folder of the published state, the only one when nobody reads."""
    (folder,) = (path / "published").iterdir()
    return folder


@pytest.mark.parametrize("writable", [False, True])
@pytest.mark.parametrize("name", ["CURRENT", "MANIFEST"])
def test_a_damaged_graph_is_named(path, writable, name):
    (file,) = state(path).glob(f"{name}*")
    file.write_bytes(b"garbage")
    with pytest.raises(StoreError, match=r"damaged .*kg store restore"):
        open_store(path, writable=writable)


@pytest.mark.parametrize("writable", [False, True])
def test_a_missing_state_is_named(path, writable):
    state(path).rename(path / "published" / "elsewhere")
    with pytest.raises(StoreError, match="damaged"):
        open_store(path, writable=writable)


@pytest.mark.parametrize("writable", [False, True])
def test_a_lost_database_is_no_new_store(path, writable):
    """Else a build would begin an empty one, and throw away what was published."""
    whole = dump(path)
    (path / "store.sqlite").rename(path / "elsewhere")
    with pytest.raises(StoreError, match=r"store\.sqlite is missing"):
        open_store(path, writable=writable)
    (path / "elsewhere").rename(path / "store.sqlite")
    assert dump(path) == whole


@pytest.mark.parametrize("writable", [False, True])
def test_a_damaged_database_is_named(path, writable):
    (path / "store.sqlite").write_bytes(b"garbage" * 1000)
    with pytest.raises(StoreError, match="damaged"):
        open_store(path, writable=writable)


def test_readers_see_what_was_published_while_a_build_runs(path):
    store = open_store(path, writable=True)
    before = kept = open_store(path, writable=False)
    whole = kept.view().dump()
    with store.writer() as writer:
        writer.replace(sample.INTERVIEW, "file:///d/interview.txt")
        assert dump(path) == whole
        writer.flush()
        after = dump(path)
        assert after == store.view().dump() != whole
        assert kept.view().dump() == whole
        writer.forget("file:///d/interview.txt")
        assert dump(path) == after
    assert dump(path) == whole == before.view().dump()
    kept.close()
    store.close()


def test_states_that_nobody_reads_are_removed(path):
    reader = open_store(path, writable=False)
    store = open_store(path, writable=True)
    for text in ("One.", "Two.", "Three."):
        with store.writer() as writer:
            writer.replace(sample.news(text=f"{text} {sample.NEWS_TEXT}"), LOCATION)
    assert len(list((path / "published").iterdir())) == 2
    reader.close()
    store.close()
    open_store(path, writable=True).close()
    assert state(path).name == "4"
    assert sorted(entry.name for entry in path.iterdir()) == [
        "VERSION",
        "published",
        "store.sqlite",
        "writer",
    ]


def test_the_generation_tells_of_every_publication(path):
    seen = [generation(path)]
    for text in ("One.", "One."):
        store = open_store(path, writable=True)
        with store.writer() as writer:
            writer.replace(sample.news(text=f"{text} {sample.NEWS_TEXT}"), LOCATION)
            assert generation(path) == seen[-1]
        seen.append(generation(path))
        store.close()
    assert len(set(seen)) == 3


@pytest.mark.parametrize("step", ["load", "index.put"])
def test_many_documents_that_cannot_be_loaded_have_not_happened(tmp_path, monkeypatch, step):
    """The engine loads beside what fills the index; if one of them fails, the other is taken back."""
    store = open_store(tmp_path / "store", writable=True)
    monkeypatch.setattr("kg.graph.store.local.LARGE", 1)
    with store.writer() as writer:
        writer.replace(sample.INTERVIEW, "file:///d/interview.txt")
        writer.flush()
        before = store.view().dump()

        def failing(*_args):
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(f"kg.graph.store.local.{step}", failing)
            with pytest.raises(
                StoreError, match=r"No space left .*; what was written before is kept, build again"
            ):
                writer.replace(sample.NEWS, LOCATION)
        assert writer.locations() == ["file:///d/interview.txt"]
        assert store.view().dump() == before
        writer.replace(sample.NEWS, LOCATION)
    store.close()
    assert set(dump(tmp_path / "store").splitlines()) > set(before.splitlines())
    assert list(check(tmp_path / "store")) == []


def kept(tmp_path, schema):
    """Return the path of a store that an earlier dixit wrote."""
    with tarfile.open(DATA / f"schema-{schema}.tar.xz") as archive:
        archive.extractall(tmp_path)
    return tmp_path / "store"


@pytest.mark.parametrize("schema", range(1, SCHEMA + 1))
def test_a_store_of_every_schema_is_read(tmp_path, schema):
    """With and without an index, the answers are those of today."""
    path = kept(tmp_path, schema)
    memory = memory_store()
    with memory.writer() as writer:
        for reading in sample.READINGS:
            writer.replace(reading, f"file:///d/{reading.document.source}")
    store = open_store(path, writable=False)
    assert store.view().dump() == memory.view().dump()
    assert who_said(store.view()) == who_said(memory.view()) != []
    store.close()
    assert generation(path)


def test_a_store_of_the_schema_of_today_is_written(tmp_path):
    path = kept(tmp_path, SCHEMA)
    assert list(check(path)) == []
    store = open_store(path, writable=True)
    with store.writer("0.1.0") as writer:
        assert writer.current(LOCATION) == sample.NEWS.document.sha256
        writer.forget(LOCATION)
    store.close()
    assert list(check(path)) == []


def test_a_store_of_an_older_schema_is_not_written(tmp_path):
    with pytest.raises(StoreError, match="kg store migrate"):
        open_store(kept(tmp_path, SCHEMA - 1), writable=True)
