"""Files of a store that are not what was written: found, named, and never put in the place of good ones."""

import random
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from kg.cli.app import run
from kg.errors import StoreError
from kg.graph.store import generation, open_store
from kg.graph.store.check import check
from kg.graph.store.upkeep import backup, migrate, restore
from tests import sample
from tests.damage import flip, state, told, write
from tests.stores import dump

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'ix_words%'"


@pytest.fixture
def path(tmp_path):
    """Return the path of a store that was written in two steps."""
    write(tmp_path / "store", sample.NEWS)
    write(tmp_path / "store", *sample.READINGS)
    return tmp_path / "store"


def data_files(path):
    """Return those that the engine reads, and that of the base."""
    engine = [file for file in state(path).iterdir() if not file.name.startswith(("OPTIONS", "LOCK"))]
    return [file for file in (*engine, path / "VERSION") if file.stat().st_size]


def rows(path):
    """Return all that the tables hold, but those of the full-text index."""
    with closing(sqlite3.connect(path / "store.sqlite")) as database:
        tables = sorted(name for (name,) in database.execute(TABLES))
        return {table: sorted(map(repr, database.execute(f"SELECT * FROM {table}"))) for table in tables}


def test_a_byte_in_any_data_file_is_found_and_the_file_named(path):
    files = data_files(path)
    assert len(files) >= 10
    assert {file.suffix for file in files} == {".sst", ""}
    found = []
    for file in files:
        for offset in (0, file.stat().st_size // 3, file.stat().st_size - 1):
            flip(file, offset)
            named = "VERSION" if file.name == "VERSION" else file.relative_to(path).as_posix()
            lines = told(path)
            found.append(
                all(word in lines[0] for word in (f"({named} is not", "kg store restore", str(path)))
            )
            flip(file, offset)
    assert found == [True] * 3 * len(files)
    assert list(check(path)) == []


def test_every_byte_of_the_mark_counts(path):
    """Half of them name the base, under which nothing would be found if it were another."""
    size = (path / "VERSION").stat().st_size
    refused = 0
    for offset in range(size):
        flip(path / "VERSION", offset)
        with suppress(StoreError):
            open_store(path, writable=False).close()
            refused -= 1
        refused += 1
        flip(path / "VERSION", offset)
    assert refused == size
    mark = (path / "VERSION").read_bytes()
    for end in range(size):
        (path / "VERSION").write_bytes(mark[:end])
        with pytest.raises(StoreError, match=r"VERSION is not what was written"):
            open_store(path, writable=False)


def test_a_byte_in_the_database_is_found_or_changes_nothing(path):
    """Space that is free, and what SQLite does not read, may be anything."""
    good, size = rows(path), (path / "store.sqlite").stat().st_size
    chance = random.Random(8)
    offsets = [half + chance.randrange(2048) for half in range(0, size, 2048)]
    found = 0
    for offset in offsets:
        flip(path / "store.sqlite", offset)
        if told(path):
            found += 1
        else:
            assert rows(path) == good, offset
        flip(path / "store.sqlite", offset)
    assert found > len(offsets) / 5
    assert told(path) == []


@pytest.mark.parametrize("harm", ["missing", "shorter", "longer"])
def test_a_file_that_is_missing_or_of_another_size_is_named_at_opening(path, harm):
    files = data_files(path)
    named = 0
    for file in files:
        content = file.read_bytes()
        if harm == "missing":
            file.unlink()
        else:
            file.write_bytes(content[:-1] if harm == "shorter" else content + b"\0")
        for writable in (False, True):
            with pytest.raises(StoreError) as refused:
                open_store(path, writable=writable)
            named += file.name in str(refused.value) or "not a dixit store" in str(refused.value)
        assert run(["store", "check", "--store", str(path)]) == 1
        file.write_bytes(content)
    assert named == 2 * len(files)
    open_store(path, writable=True).close()


def test_a_state_shares_files_with_the_former_and_their_sums(path, monkeypatch):
    """What a flush costs does not grow with the store."""
    before = {file.name: file.stat().st_ino for file in state(path).glob("*.sst")}
    read = []
    reading = Path.open

    def spied(file, *args, **kwargs):
        if file.suffix == ".sst":
            read.append(file.name)
        return reading(file, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr("kg.graph.store.sums._SMALL", 0)
        patch.setattr(Path, "open", spied)
        write(path, sample.news(text=f"Corrected. {sample.NEWS_TEXT}"))
    after = {file.name: file.stat().st_ino for file in state(path).glob("*.sst")}
    shared = {name for name in after if before.get(name) == after[name]}
    assert shared
    assert set(read) == set(after) - shared
    assert list(check(path)) == []


def without_sums(path):
    """Make of a store what an earlier dixit would have written."""
    with closing(sqlite3.connect(path / "store.sqlite")) as database, database:
        for table in ("file", "tally", "valid"):
            database.execute(f"DROP TABLE {table}")


def test_a_store_without_sums_is_read_through(path):
    """The engine has checksums of blocks; bytes between them, and what it does not ask for, may be anything."""
    whole = dump(path)
    without_sums(path)
    assert list(check(path)) == []
    found = 0
    files = sorted(state(path).glob("*.sst"))
    for file in files:
        size = file.stat().st_size
        for offset in range(0, size, -(-size // 8)):
            flip(file, offset)
            lines = told(path)
            if lines:
                assert "the store is damaged" in lines[0], (file.name, offset)
                found += 1
            else:
                assert dump(path) == whole, (file.name, offset)
            flip(file, offset)
    assert found > 4 * len(files)
    (state(path) / "CURRENT").rename(path / "CURRENT")
    with pytest.raises(StoreError, match=r"the store is damaged .*kg store restore"):
        open_store(path, writable=False)


def test_a_store_without_sums_gets_them(path):
    without_sums(path)
    write(path, sample.news(text=f"Corrected. {sample.NEWS_TEXT}"))
    assert {"file", "tally", "valid"} <= set(rows(path))
    assert told(path) == []
    with closing(sqlite3.connect(path / "store.sqlite")) as database, database:
        database.execute("DELETE FROM origin")
    assert "the ledger is not what was written" in told(path)[0]


def test_sums_that_a_dixit_without_them_left_behind_count_as_not_there(path, monkeypatch):
    """It publishes a state, and knows nothing of them: the store is whole."""
    kept = rows(path)
    with monkeypatch.context() as patch:
        patch.setattr("kg.graph.store.sums.note", lambda *_args: None)
        patch.setattr("kg.graph.store.sums.valid", lambda *_args: True)
        patch.setattr("kg.graph.store.disk._check_files", lambda *_args: None)
        patch.setattr("kg.graph.store.ledger.Ledger._count", lambda *_args: None)
        write(path, sample.news(text=f"Corrected. {sample.NEWS_TEXT}"))
    left = rows(path)
    assert [left[table] == kept[table] for table in ("file", "tally", "valid", "origin", "state")] == [
        *(True, True, True),
        *(False, False),
    ]
    assert told(path) == []
    assert dump(path)
    write(path, sample.NEWS)
    assert told(path) == []
    assert all(rows(path)[table] != kept[table] for table in ("file", "valid"))


def test_a_tally_that_was_not_finished_is_begun_again(path, monkeypatch):
    without_sums(path)

    def killed(_database):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("kg.graph.store.ledger.reckoned", killed)
        with pytest.raises(KeyboardInterrupt):
            write(path, sample.NEWS)
    assert not {"tally", "valid"} & set(rows(path))
    with closing(sqlite3.connect(path / "store.sqlite")) as database, database:
        database.execute("CREATE TABLE tally (sum TEXT NOT NULL)")
    assert told(path) == []
    write(path, sample.news(text=f"Corrected. {sample.NEWS_TEXT}"))
    assert len(rows(path)["tally"]) == 1
    assert told(path) == []


@pytest.mark.parametrize("generation", ["-3", "99", "'x'"])
def test_sums_of_a_state_that_never_was_are_damage(path, generation):
    with closing(sqlite3.connect(path / "store.sqlite")) as database, database:
        database.execute(f"UPDATE valid SET generation = {generation}")
    assert "the store is damaged (its sums of files are of no state that was)" in told(path)[0]
    with pytest.raises(StoreError, match="the store is damaged"):
        open_store(path, writable=True)


def test_neither_a_damaged_store_is_backed_up_nor_a_damaged_backup_put_back(path, tmp_path):
    backup(path, tmp_path / "kept")
    whole = dump(path)
    refused = 0
    for file in data_files(tmp_path / "kept"):
        offset = file.stat().st_size // 2
        flip(file, offset)
        with pytest.raises(StoreError, match="is not what was written"):
            restore(tmp_path / "kept", path)
        with pytest.raises(StoreError, match="is not what was written"):
            backup(tmp_path / "kept", tmp_path / "again")
        flip(file, offset)
        refused += 1
    assert refused == len(data_files(tmp_path / "kept"))
    with (tmp_path / "kept" / "store.sqlite").open("r+b") as stream:
        stream.seek(stream.seek(0, 2) // 2 // 4096 * 4096)
        stream.write(bytes(4096 * 4))
    with pytest.raises(StoreError, match=r"kept: the store is damaged"):
        restore(tmp_path / "kept", path)
    assert dump(path) == whole
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["kept", "store"]


def test_what_was_put_back_is_not_taken_for_what_was_there(path, tmp_path):
    """Else who knows the store by its generation would go on with what he had read of the other."""
    backup(path, tmp_path / "kept")
    seen = {generation(path)}
    for number in range(3):
        restore(tmp_path / "kept", tmp_path / f"other-{number}")
        seen.add(generation(tmp_path / f"other-{number}"))
    assert len(seen) == 4
    write(path, sample.news(text=f"Corrected. {sample.NEWS_TEXT}"))
    seen |= {generation(path)}
    asides = {restore(tmp_path / "kept", path) for _ in range(3)}
    assert len(asides) == 3
    assert all(aside.is_dir() for aside in asides)
    write(path, sample.news(text=f"Again. {sample.NEWS_TEXT}"))
    assert generation(path) not in seen
    assert list(check(path)) == []


def test_a_store_whose_mark_names_an_older_schema_is_not_made_empty(path):
    """A flipped digit must not let anything bring up to date what is not there."""
    whole, mark = dump(path), (path / "VERSION").read_text(encoding="utf-8")
    (path / "VERSION").write_text(mark.replace(" 2", " 1"), encoding="utf-8")
    with pytest.raises(StoreError, match="damaged"):
        migrate(path)
    (path / "VERSION").write_text(mark, encoding="utf-8")
    assert dump(path) == whole
