"""What stores on the web promise besides: one writer at a time, and to be cut off anywhere."""

import os
import socket
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from random import Random

import httpx
import pytest

from kg.errors import StoreError
from kg.graph.store import generation, memory_store, open_store
from kg.graph.store.remote import lease, writer
from kg.graph.store.remote.client import RefusedError
from kg.graph.store.remote.connection import Connection
from tests import sample
from tests.servers import SERVERS, free_port, oxigraph_program, running

NEWS, INTERVIEW, COPY = "file:///d/news.txt", "file:///d/interview.txt", "file:///copy/news.txt"
CHANGED = sample.news(text=f"Corrected. {sample.NEWS_TEXT}")
BARE = replace(CHANGED, entities=(), mentions=(), judgements=())
NEWEST = sample.news(text=f"Corrected twice. {sample.NEWS_TEXT}")


@pytest.fixture(params=SERVERS)
def empty(request, servers):
    """Return an iterator over empty servers of a kind."""
    return servers(request.param)


@pytest.fixture
def url(empty):
    """Return the location of an empty server."""
    return next(empty).location


@pytest.fixture
def other_url(url, empty):
    """Return the location of a second empty server."""
    other = next(empty).location
    assert other != url
    return other


@pytest.fixture
def store(url):
    """Yield an empty store to write to."""
    opened = open_store(url, writable=True)
    yield opened
    opened.close()


def fill(location, *items):
    """Write documents one after another, and return all quads."""
    opened = open_store(location, writable=True)
    with opened.writer() as writing:
        for reading, place in items:
            writing.replace(reading, place)
    found = opened.view().dump()
    opened.close()
    return found


# one writer


def test_a_second_writer_is_told_who_writes(store, url):
    other = open_store(url, writable=True)
    with store.writer(), pytest.raises(StoreError, match="has been writing to this store since") as caught:
        other.writer().__enter__()
    assert f"on {socket.gethostname()} (process {os.getpid()})" in str(caught.value)
    with other.writer() as writing:
        writing.replace(sample.NEWS, NEWS)
    other.close()


def test_a_reader_is_no_writer(store, url):
    with store.writer() as writing:
        writing.replace(sample.NEWS, NEWS)
    reader = open_store(url, writable=False)
    with pytest.raises(StoreError, match="opened for reading only"):
        reader.writer().__enter__()
    reader.close()


def test_the_lease_of_a_killed_writer_runs_out_and_one_that_was_slow_is_stopped(store, url, monkeypatch):
    slow = store.writer()
    writing = slow.__enter__()
    monkeypatch.setattr(lease, "MINUTES", 0)
    other = open_store(url, writable=True)
    with other.writer() as newer:
        newer.replace(sample.NEWS, NEWS)
        with pytest.raises(StoreError, match="ran out and was taken"):
            writing.flush()
        monkeypatch.setattr(lease, "_RENEWED_AFTER", -1.0)
        with pytest.raises(StoreError, match="ran out and was taken"):
            writing.replace(sample.INTERVIEW, INTERVIEW)
        newer.flush()
    with pytest.raises(StoreError, match="ran out"):
        slow.__exit__(None, None, None)
    assert other.view().select("SELECT ?x { GRAPH ?x { ?x a kg:Document ; dc:title ?t } }").rows != []
    other.close()


def test_the_time_of_a_lease_is_read_with_and_without_a_zone():
    moment = datetime(2031, 4, 6, 12, 30, tzinfo=UTC)
    for words in ("2031-04-06T12:30:00Z", "2031-04-06T12:30:00", "2031-04-06T14:30:00.0+02:00"):
        assert lease._moment(words) == moment


# what is there


def test_an_empty_server_has_no_store_to_read(url):
    with pytest.raises(StoreError, match="no store there; run `kg build"):
        open_store(url, writable=False)


def test_the_ledger_is_no_part_of_what_is_handed_on(store):
    with store.writer() as writing:
        writing.replace(sample.NEWS, NEWS)
    assert b"ledger" not in store.view().dump()


def test_the_generation_changes_with_each_document(store, url):
    seen = set()
    with store.writer() as writing:
        for reading in (sample.NEWS, sample.INTERVIEW, sample.NEWS):
            writing.replace(reading, NEWS)
            seen.add(generation(url))
        assert generation(url) in seen
        writing.forget(NEWS)
        seen.add(generation(url))
    assert len(seen) == 4
    assert "" not in seen


def test_a_newer_ledger_is_refused(store, url, monkeypatch):
    with store.writer():
        pass
    monkeypatch.setattr("kg.graph.store.remote.store.SCHEMA", 0)
    with pytest.raises(StoreError, match="written by a newer dixit"):
        open_store(url, writable=False)


# cut off anywhere


@pytest.mark.parametrize(
    "change", [lambda writing: writing.replace(CHANGED, NEWS), lambda writing: writing.forget(NEWS)]
)
def test_killed_after_any_piece_the_next_run_repairs(url, other_url, monkeypatch, change):
    """The server takes ten quads at a time; the file has changed once more when it is read again."""
    kept = ((sample.INTERVIEW, INTERVIEW), (sample.NEWS, COPY))
    fresh = fill(other_url, *kept, (NEWEST, NEWS))
    for pieces in count(0, 17):
        fill(url, *kept, (BARE, NEWS))
        whole = change_until(pieces, url, change, monkeypatch)
        opened = open_store(url, writable=True)
        with opened.writer() as writing:
            assert pieces == 0 or writing.current(NEWS) is None or whole
            assert writing.current(COPY) == sample.NEWS.document.sha256
            writing.replace(NEWEST, NEWS)
        assert opened.view().dump() == fresh
        opened.close()
        if whole:
            break
    assert pieces > 0


def change_until(pieces, location, change, monkeypatch):
    """Make a change, which is killed after so many pieces; return whether it was done before."""
    opened = open_store(location, writable=True)
    with opened.writer() as writing, monkeypatch.context() as patch:
        done, update = count(), Connection.update

        def dying(self, text, **options):
            if next(done) == pieces:
                raise KeyboardInterrupt
            update(self, text, **options)

        patch.setattr(Connection, "update", dying)
        patch.setattr(writer, "_STEP", 10)
        patch.setattr(writer, "_SIZES", (10,))
        try:
            change(writing)
            whole = True
        except KeyboardInterrupt:
            whole = False
    opened.close()
    return whole


def test_a_server_that_refuses_the_size_gets_pieces(url, other_url, monkeypatch):
    whole = fill(other_url, (sample.INTERVIEW, INTERVIEW), (CHANGED, NEWS))
    monkeypatch.setattr(writer, "_STEP", 10)
    monkeypatch.setattr(writer, "_SIZES", (1000, 100, 10))
    opened = open_store(url, writable=True)
    update, sizes = opened._connection.update, []

    def strict(text, **options):
        sizes.append(text.count("\n"))
        if sizes[-1] > 50:
            raise RefusedError("too large")
        update(text, **options)

    opened._connection.update = strict
    with opened.writer() as writing:
        for reading, place in ((sample.NEWS, NEWS), (sample.INTERVIEW, INTERVIEW), (CHANGED, NEWS)):
            writing.replace(reading, place)
    assert opened.view().dump() == whole
    assert len([size for size in sizes if size > 50]) == 2  # found out once
    opened.close()


def test_a_server_that_dies_in_the_middle_is_waited_for_or_told(tmp_path):
    """One that comes back, with what it had acknowledged, and one that does not."""
    program = oxigraph_program() or pytest.skip("oxigraph is not installed")
    url = f"http://127.0.0.1:{(port := free_port())}"
    command = [program, "serve", "--location", str(tmp_path), "--bind", f"127.0.0.1:{port}"]
    with running(command, url):
        opened = open_store(url, writable=True)
        entered = opened.writer()
        writing = entered.__enter__()
        writing.replace(sample.NEWS, NEWS)
    restarted = []

    def restart(_):
        if not restarted:
            restarted.append(running(command, url))
            restarted[0].__enter__()

    opened._connection.client._sleep = restart
    writing.replace(sample.INTERVIEW, INTERVIEW)
    assert writing.locations() == [INTERVIEW, NEWS]
    restarted[0].__exit__(None, None, None)
    opened._connection.client._sleep = lambda _: None
    with pytest.raises(StoreError, match=rf"^{url}/\S+: no answer"):
        writing.replace(CHANGED, NEWS)
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)
    opened.close()


# any history


@pytest.mark.parametrize("sizes", [(1_000_000,), (20,)], ids=["whole", "pieces"])
def test_any_history_ends_as_in_memory(url, monkeypatch, sizes):
    """Two texts with and without entities, at three places, filed and forgotten by chance."""
    monkeypatch.setattr(writer, "_SIZES", sizes)
    monkeypatch.setattr(writer, "_STEP", 20)
    chance = Random(6)
    readings = [sample.NEWS, CHANGED, BARE, NEWEST, sample.INTERVIEW]
    local, remote = memory_store(), open_store(url, writable=True)
    for _ in range(4):
        with local.writer("one") as known, remote.writer("one") as writing:
            for _ in range(5):
                place = chance.choice([NEWS, INTERVIEW, COPY])
                reading = chance.choice([*readings, None])
                for each in (known, writing):
                    each.forget(place) if reading is None else each.replace(reading, place)
            assert writing.locations() == known.locations()
            for place in (NEWS, INTERVIEW, COPY):
                assert writing.current(place) == known.current(place)
        assert remote.view().dump() == local.view().dump()
    remote.close()


# large ones


def test_a_large_document_with_all_kinds_of_words_comes_back(url):
    """With more words than servers like in an update, and more quads than virtuoso gives in an answer."""
    words = "".join(f"Line {number}: “naïve” \\ \t 🛶 'x' \"y\" \r\x7f.\n" for number in range(3000))
    crowded = replace(sample.INTERVIEW, figures=(replace(sample.INTERVIEW.figures[0], number=123456789.5),))
    items = [(sample.news(text=f"{sample.NEWS_TEXT}\n{words}"), NEWS), (crowded, INTERVIEW)]
    items += [
        (sample.news(text=f"{number}. {sample.NEWS_TEXT}"), f"file:///{number}") for number in range(60)
    ]
    local = memory_store()
    with local.writer() as writing:
        for reading, place in items:
            writing.replace(reading, place)
    known = local.view().dump()
    assert len(known.splitlines()) > 10_000
    assert fill(url, *items) == known
