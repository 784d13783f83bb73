"""Damage that somebody meets who reads, writes or checks: each says so, in a line."""

import errno
import re
import sqlite3
from contextlib import closing, suppress

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.cli.app import run
from kg.errors import StoreError
from kg.graph.store import Filing, open_store
from kg.graph.store.check import check, of_database, repair
from kg.query import Wanted, who_said
from tests import sample
from tests.damage import flip, state, told, write
from tests.stores import dump


@pytest.fixture
def path(tmp_path):
    """Return the path of a store that was written in two steps."""
    write(tmp_path / "store", sample.NEWS)
    write(tmp_path / "store", *sample.READINGS)
    return tmp_path / "store"


DAMAGED = "the store is damaged"


def seen(path, way):
    """Return what a reader who opens the store now sees in that way, or that it is damaged."""
    try:
        with closing(open_store(path, writable=False)) as store:
            return way(store.view())
    except StoreError as error:
        return DAMAGED if DAMAGED in str(error) else str(error)


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM origin",
        "DELETE FROM shared",
        "DELETE FROM quad",
        "DELETE FROM quad WHERE id = 1",
        "UPDATE quad SET words = 'no quad' WHERE id = 1",
        "UPDATE origin SET sha256 = 'ab'",
        "UPDATE origin SET stamp = NULL",
        "UPDATE tally SET sum = 'x'",
        "DELETE FROM tally",
    ],
)
def test_a_ledger_that_is_not_what_was_written_is_told(path, damage):
    with closing(sqlite3.connect(path / "store.sqlite")) as database, database:
        database.execute(damage)
    (line, *_) = told(path)
    assert "store.sqlite: the ledger is not what was written" in line
    assert run(["store", "check", "--store", str(path)]) == 1
    with suppress(StoreError):
        repair(path)
    assert any("the ledger" in line for line in told(path))


def test_the_ledger_is_kept_in_step_through_all_that_a_writer_does(path):
    store = open_store(path, writable=True)
    with store.writer("other") as writer:
        writer.replace(sample.NEWS, "file:///elsewhere")
        writer.replace(sample.news(text=f"Corrected. {sample.NEWS_TEXT}"), "file:///elsewhere")
        writer.forget("file:///elsewhere")
        writer.forget(f"file:///d/{sample.INTERVIEW.document.source}")
        writer.update("DELETE WHERE { GRAPH ?g { <https://w3id.org/dixit/id/person/ilva-drell> ?p ?o } }")
        writer.update("DROP ALL")
        writer.replace(sample.INTERVIEW, "file:///elsewhere")
    store.close()
    assert list(check(path)) == []
    repair(path)
    assert list(check(path)) == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE ix_words_data SET block = x'00ff00ff00ff' WHERE id > 10",
        "DROP TABLE ix_words_data",
        "UPDATE ix_text SET row = zeroblob(20)",
        "UPDATE ix_text SET words = CAST(x'ff' AS TEXT)",
        "UPDATE ix_text SET row = '[]'",
        "UPDATE ix_document SET row = 'x'",
        "DROP TABLE ix_statement",
    ],
)
def test_a_damaged_index_is_named_by_who_asks_it(path, damage):
    with closing(sqlite3.connect(path / "store.sqlite")) as database, database:
        database.execute(damage)
    store = open_store(path, writable=False)
    with pytest.raises(StoreError, match=r"the store is damaged .*kg store restore"):
        who_said(store.view(), Wanted(search="talks"))
    store.close()
    assert told(path)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE tally SET sum = 'x'",
        "DELETE FROM tally",
        "UPDATE ix_document SET anchors = 'x'",
        "UPDATE ix_words_data SET block = x'00ff00ff00ff'",
        "UPDATE origin SET document = CAST(x'ff' AS TEXT)",
        "DROP TABLE ix_statement",
    ],
)
def test_a_writer_names_the_damage_that_it_meets_and_changes_nothing(path, damage):
    with closing(sqlite3.connect(path / "store.sqlite")) as database, database:
        database.execute(damage)
    before = dump(path)
    with pytest.raises(StoreError, match=r"store: the store is damaged .*kg store restore"):
        write(path, sample.news(text=f"Corrected. {sample.NEWS_TEXT}"))
    assert dump(path) == before


def test_what_reads_a_damaged_graph_says_so_in_a_line(path, capsys):
    """The engine compares checksums block by block; what needs none of those that are damaged is right."""
    query = "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"
    ways = [
        lambda view: view.dump(),
        lambda view: sorted(map(str, view.quads())),
        lambda view: sorted(map(repr, view.select(query).rows)),
    ]
    right = [seen(path, way) for way in ways]
    refused = 0
    for file in sorted(state(path).glob("*.sst")):
        content = file.read_bytes()
        for offset in range(0, len(content) // 2, 64):
            flip(file, offset)
        answers = [seen(path, way) for way in ways]
        assert all(answer in (DAMAGED, good) for answer, good in zip(answers, right, strict=True))
        refused += answers.count(DAMAGED)
        run(["export", "--to", "nq", "--store", str(path), "-o", str(path / "out.nq")])
        file.write_bytes(content)
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("kg: ")]
    assert refused >= len(ways)
    assert lines
    assert all(DAMAGED in line and "kg store restore" in line for line in lines)


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_note_about_a_document_is_no_document(path, by_hand):
    """In a graph of its own: neither the ledger nor a check takes it for the document that was dropped."""
    document = sample.NEWS.document
    home = f"<https://w3id.org/dixit/id/document/{document.id}>"
    location = f"file:///d/{document.source}"
    with closing(open_store(path, writable=True)) as store, store.writer("stamp") as writer:
        writer.update(f"INSERT DATA {{ GRAPH <urn:mine> {{ {home} a kg:Document }} }}")
        assert writer.current(location) == document.sha256
        if by_hand:
            writer._home.graph.update(f"DROP GRAPH {home}")
        else:
            writer.update(f"DROP GRAPH {home}")
            assert writer.current(location) is None
    lacking = [line for line in told(path) if "lacks the document" in line]
    assert [document.id in line for line in lacking] == [True] * by_hand
    repair(path)
    assert not [line for line in told(path) if "lacks" in line or "index" in line]
    write(path, sample.NEWS)
    assert told(path) == []


def test_a_check_looks_at_one_state_while_a_build_publishes(path, monkeypatch):
    """What comes meanwhile, good or bad, is for the next check."""
    judged = of_database

    def publishing(database):
        yield from judged(database)
        write(path, sample.news(text=f"Corrected. {sample.NEWS_TEXT}"))
        with closing(sqlite3.connect(path / "store.sqlite")) as other, other:
            other.execute("DELETE FROM ix_order")

    with monkeypatch.context() as patch:
        patch.setattr("kg.graph.store.check.of_database", publishing)
        assert told(path) == []
    assert told(path) == ["the index has other dates of names than the graph"]


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.EMFILE, "Too many open files"),
        sqlite3.OperationalError("database or disk is full"),
        sqlite3.OperationalError("unable to open database file"),
    ],
)
@pytest.mark.parametrize("part", ["violations", "Ledger.lacking", "index.summed"])
def test_a_check_that_cannot_go_on_does_not_call_that_damage(path, monkeypatch, error, part):
    error.sqlite_errorcode = sqlite3.SQLITE_FULL

    def failing(*_args):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(f"kg.graph.store.check.{part}", failing)
        (line,) = told(path)
    assert str(path) in line
    assert "cannot be used" in line
    assert not re.search("damaged|remove|index", line)


def test_the_tally_is_kept_once_for_all_that_a_document_brings(path):
    """However many quads it shares: that was half of what the ledger cost."""
    node = NamedNode("urn:x")
    new = tuple(Quad(node, node, Literal(str(number)), node) for number in range(500))
    with closing(open_store(path, writable=True)) as store, store.writer("stamp") as writer:
        asked = []
        writer._home.database.set_trace_callback(asked.append)
        writer.file([Filing("file:///d/new", "ab", "cd", 1, (), new)])
        writer._home.database.set_trace_callback(None)
    assert sum(statement.startswith("UPDATE tally") for statement in asked) == 1
    assert sum(statement.startswith("INSERT OR IGNORE INTO quad") for statement in asked) == len(new)
    assert not [line for line in told(path) if "ledger" in line]
