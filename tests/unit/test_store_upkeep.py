"""A store in a folder: checked, compacted, backed up, put back, brought up to date."""

import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from kg.cli.app import run
from kg.errors import StoreError
from kg.graph.quads import quads
from kg.graph.store import Filing, generation, open_store
from kg.graph.store.check import check, repair
from kg.graph.store.ledger import Ledger
from kg.graph.store.mark import write_mark
from kg.graph.store.upkeep import backup, compact, migrate, restore, size
from tests import sample
from tests.stores import dump

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "stores"
LOCATION = "file:///d/news.txt"


def write(path, *readings):
    store = open_store(path, writable=True)
    with store.writer("stamp") as writer:
        for reading in readings:
            writer.replace(reading, f"file:///d/{reading.document.source}")
    store.close()


@pytest.fixture
def path(tmp_path):
    write(tmp_path / "store", *sample.READINGS)
    return tmp_path / "store"


@pytest.fixture
def former(tmp_path):
    """Return a store of schema 1."""
    with tarfile.open(DATA / "schema-1.tar.xz") as archive:
        archive.extractall(tmp_path / "former")
    return tmp_path / "former" / "store"


def test_a_good_store_has_nothing_wrong(path):
    assert list(check(path)) == []


def test_a_backup_is_a_store_that_shares_no_file(path, tmp_path):
    target = tmp_path / "kept" / "today"
    backup(path, target)
    assert dump(target) == dump(path)
    files = {file.stat().st_ino for file in path.rglob("*")}
    assert files.isdisjoint(file.stat().st_ino for file in target.rglob("*"))
    write(target, sample.news(text=f"Corrected. {sample.NEWS_TEXT}"))
    assert dump(target) != dump(path)


def test_a_backup_while_a_build_runs_is_what_was_published(path, tmp_path):
    whole = dump(path)
    store = open_store(path, writable=True)
    with store.writer() as writer:
        writer.forget(LOCATION)
        backup(path, tmp_path / "kept")
    store.close()
    assert dump(tmp_path / "kept") == whole != dump(path)


def test_a_backup_overwrites_nothing(path, tmp_path):
    (tmp_path / "kept").mkdir()
    with pytest.raises(StoreError, match="is there already"):
        backup(path, tmp_path / "kept")


def test_a_damaged_store_is_restored_and_stays_beside(path, tmp_path):
    whole = dump(path)
    backup(path, tmp_path / "kept")
    (path / "store.sqlite").write_bytes(b"garbage" * 1000)
    with pytest.raises(StoreError, match="kg store restore"):
        dump(path)
    aside = restore(tmp_path / "kept", path)
    assert dump(path) == whole
    assert (aside / "store.sqlite").read_bytes().startswith(b"garbage")
    write(path, sample.NEWS)
    assert dump(path) == whole


def test_a_lost_store_is_restored(path, tmp_path):
    backup(path, tmp_path / "kept")
    assert restore(tmp_path / "kept", tmp_path / "new") is None
    assert dump(tmp_path / "new") == dump(path)


def test_a_damaged_backup_is_refused_before_anything_is_moved(path, tmp_path):
    """Every data file of it is read: a byte in the middle of one is noticed."""
    backup(path, tmp_path / "kept")
    whole = dump(path)
    for file in (tmp_path / "kept").rglob("*.sst"):
        content = bytearray(file.read_bytes())
        content[len(content) // 3] ^= 0xFF
        file.write_bytes(content)
    with pytest.raises(StoreError):
        restore(tmp_path / "kept", path)
    assert dump(path) == whole
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["kept", "store"]


def test_a_store_that_is_written_is_not_restored(path, tmp_path):
    backup(path, tmp_path / "kept")
    store = open_store(path, writable=True)
    with pytest.raises(StoreError, match="is writing to this store"):
        restore(tmp_path / "kept", path)
    store.close()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["kept", "store"]


def test_compacting_keeps_what_is_there_and_frees_what_is_not(tmp_path):
    path = tmp_path / "store"
    for number in range(30):
        write(path, sample.news(text=f"Edition {number}. {sample.NEWS_TEXT}"))
    whole, before = dump(path), size(path)
    compact(path)
    assert dump(path) == whole
    assert size(path) < before
    assert list(check(path)) == []


def test_an_older_store_is_brought_up_to_date(former, tmp_path):
    whole = dump(former)
    assert migrate(former)
    assert dump(former) == whole
    assert list(check(former)) == []
    assert not migrate(former)
    write(tmp_path / "fresh", sample.INTERVIEW)
    store = open_store(former, writable=True)
    with store.writer("0.1.0") as writer:
        assert writer.current(LOCATION) == sample.NEWS.document.sha256
        writer.forget(LOCATION)
    store.close()
    assert dump(former) == dump(tmp_path / "fresh")


@pytest.mark.parametrize("step", ["published.publish", "create_database", "mark.write_mark"])
def test_killed_while_brought_up_to_date_it_is_as_it_was(former, monkeypatch, step):
    whole = dump(former)

    def killed(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(f"kg.graph.store.upkeep.{step}", killed)
        with pytest.raises(KeyboardInterrupt):
            migrate(former)
    assert dump(former) == whole
    assert migrate(former)
    assert dump(former) == whole


@pytest.mark.parametrize("act", [lambda nowhere: list(check(nowhere)), repair, compact, generation])
def test_where_no_store_is_none_is_made(tmp_path, act):
    with pytest.raises(StoreError, match="kg build"):
        act(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


def test_a_store_whose_making_was_cut_short_has_no_generation(tmp_path):
    write_mark(tmp_path)
    with pytest.raises(StoreError, match="kg build"):
        generation(tmp_path)


def test_a_backup_is_not_put_in_the_place_of_something_else(path, tmp_path):
    backup(path, tmp_path / "kept")
    for name in ("published", "thesis"):
        (tmp_path / "other" / name).mkdir(parents=True)
    (tmp_path / "file").write_text("precious", encoding="utf-8")
    for other in ("other", "file"):
        with pytest.raises(StoreError, match="not a dixit store"):
            restore(tmp_path / "kept", tmp_path / other)
    assert {entry.name for entry in tmp_path.iterdir()} == {"store", "kept", "other", "file"}
    assert {entry.name for entry in (tmp_path / "other").iterdir()} == {"published", "thesis"}
    (path / "VERSION").unlink()
    assert restore(tmp_path / "kept", path) is not None


def test_killed_between_commit_and_mark_it_can_be_brought_up_to_date(former):
    """SQLite's log of the first try lies there still; it must not be taken for that of the second."""
    whole = dump(former)
    killed = (
        "import os, pathlib, sys; from kg.graph.store import upkeep\n"
        "rebuild = upkeep.index.rebuild\n"
        "def last(database, graph, base):\n"
        "    rebuild(database, graph, base)\n"
        "    database.execute('COMMIT')\n"
        "    os._exit(9)\n"
        "upkeep.index.rebuild = last\n"
        "upkeep.migrate(pathlib.Path(sys.argv[1]))\n"
    )
    done = subprocess.run([sys.executable, "-c", killed, str(former)], cwd=ROOT, check=False)
    assert done.returncode == 9
    assert dump(former) == whole
    with pytest.raises(StoreError, match="kg store migrate"):
        next(check(former))
    assert migrate(former)
    assert dump(former) == whole
    assert list(check(former)) == []


@pytest.mark.parametrize("act", [lambda former: list(check(former)), repair, compact])
def test_an_older_store_has_to_be_brought_up_to_date_first(former, act):
    with pytest.raises(StoreError, match="kg store migrate"):
        act(former)


def test_what_the_graph_lacks_is_told_and_repaired(path):
    """As if somebody had written to the engine's files by other means."""
    store = open_store(path, writable=True)
    with store.writer() as writer:
        lost = ["registry", f"document/{sample.NEWS.document.id}"]
        lost += [f"statement/{statement.id}" for statement in sample.NEWS.statements]
        writer._home.graph.update(
            ";".join(f"DROP SILENT GRAPH <https://w3id.org/dixit/id/{name}>" for name in lost)
        )
        writer._home.database.execute("BEGIN")
        writer._home.publish()
        Ledger(writer._home.database).record(Filing("file:///x", "ffff", "ab", 1, (), ()), "stamp")
    store.close()
    lines = list(check(path))
    assert any("lacks the document ffff" in line for line in lines)
    assert any("lacks <https://w3id.org/dixit/id/person/ilva-drell>" in line for line in lines)
    assert run(["store", "check", "--repair", "--store", str(path)]) == 0
    store = open_store(path, writable=False)
    assert set(quads(sample.INTERVIEW)) <= set(store.view().quads())
    store.close()


def test_what_an_update_takes_out_is_not_missed(path):
    """A name that documents give is gone until one of them is read again."""
    whole = dump(path)
    store = open_store(path, writable=True)
    with store.writer() as writer:
        writer.update("DELETE WHERE { GRAPH ?g { <https://w3id.org/dixit/id/person/ilva-drell> ?p ?o } }")
    store.close()
    changed = dump(path)
    assert changed != whole
    assert list(check(path)) == []
    repair(path)
    assert dump(path) == changed
    write(path, *sample.READINGS)
    assert dump(path) == whole


@pytest.mark.parametrize(
    ("damage", "part"),
    [
        ("UPDATE ix_text SET words = 'Nobody said so.' WHERE id = 1", "statements"),
        ("DELETE FROM ix_text WHERE id = 1", "statements"),
        ("UPDATE ix_document SET published = '2031-01-01' WHERE id = 1", "documents"),
        ("UPDATE ix_document SET anchors = '[]' WHERE id = 1", "names of documents"),
        ("UPDATE ix_document SET anchors = 'x' WHERE id = 1", "the index cannot be read"),
        ("DELETE FROM ix_claim WHERE id IN (SELECT min(id) FROM ix_claim)", "claims"),
        ("DELETE FROM ix_anchor WHERE item = 1", "names in documents"),
        ("DELETE FROM ix_order WHERE document = 1", "dates of names"),
        ("INSERT INTO ix_words (rowid, words) VALUES (99, 'nobody')", "words"),
        ("INSERT INTO ix_words (ix_words) VALUES ('delete-all')", "words"),
        ("DELETE FROM ix_words_data WHERE id > 10", "the index"),
        ("DELETE FROM ix_words_docsize", "lengths"),
        ("UPDATE ix_words_docsize SET sz = x'05' WHERE id = 1", "lengths"),
        ("UPDATE ix_words_data SET block = x'0101' WHERE id = 1", "lengths"),
        ("UPDATE ix_words_data SET block = x'00ff00ff00ff' WHERE id > 10", "the index"),
        ("DROP TABLE ix_anchor", "the index cannot be read"),
    ],
)
def test_an_index_that_says_something_else_is_told_and_repaired(path, damage, part):
    with closing(sqlite3.connect(path / "store.sqlite")) as database, database:
        database.execute(damage)
    lines = list(check(path))
    assert any(part in line for line in lines), lines
    repair(path)
    assert list(check(path)) == []


def test_what_breaks_a_shape_is_told(path):
    store = open_store(path, writable=True)
    with store.writer() as writer:
        writer.update(
            "INSERT { GRAPH ?g { ?s kg:mode 'shouted' } } WHERE { GRAPH ?g { ?s kg:mode 'indirect' ; a kg:Statement } }"
        )
    store.close()
    lines = list(check(path))
    assert any("kg:mode" in line and "shouted" in line for line in lines)


@pytest.mark.parametrize("change", [repair, compact])
@pytest.mark.parametrize("there", [False, True])
def test_where_no_store_is_the_folder_stays_as_it_is(tmp_path, change, there):
    path = tmp_path / "store"
    if there:
        path.mkdir()
    with pytest.raises(StoreError):
        change(path)
    assert list(tmp_path.rglob("*")) == ([path] if there else [])


def test_a_backup_in_the_store_and_a_restore_from_itself_are_refused(path):
    with pytest.raises(StoreError, match="in the store itself"):
        backup(path, path / "kept")
    with pytest.raises(StoreError, match="is the store itself"):
        restore(path, path)


def test_the_commands(path, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("KG_STORE", str(path))
    assert run(["store", "check"]) == 0
    assert run(["store", "backup", str(tmp_path / "kept")]) == 0
    assert run(["store", "compact"]) == 0
    assert run(["store", "migrate"]) == 0
    (path / "store.sqlite").write_bytes(b"garbage" * 1000)
    assert run(["store", "check"]) == 1
    assert run(["store", "restore", str(tmp_path / "kept")]) == 0
    assert run(["store", "check", "--repair"]) == 0
    err = capsys.readouterr().err
    assert "nothing wrong" in err
    assert "the store is damaged" in err
    assert "what was there is now" in err
    assert run(["store", "check", "--store", "https://user:secret@example.org/"]) == 1
    assert "secret" not in capsys.readouterr().err
