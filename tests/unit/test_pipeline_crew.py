"""Chunks through a crew that dies: tried again, parted, found; how much is under way, and what that holds."""

import math
import os
import subprocess
import sys
import tracemalloc
from collections import deque
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import EngineError
from kg.graph.store import memory_store
from kg.pipeline import Plan, build, sharing
from kg.pipeline.chunks import Chunk, Errand, chunks
from kg.pipeline.engines import Died, delivered
from kg.pipeline.engines.crew import PATIENCE, TRIES, TRIES_TOGETHER
from kg.pipeline.shelf import shelf
from kg.readers import Source
from tests import quick

ROOT = Path(__file__).parents[2]


def source(number):
    return Source(f"{number}.txt", f"memory:///{number}.txt", None)


def portion(*numbers):
    return Chunk(tuple(Errand(number, source(number)) for number in numbers))


class Fake:
    """Does what it is told in another order; dies at poisoned documents, and takes its neighbours along."""

    def __init__(self, poisoned=(), room=4, *, takes_along=False):
        self.poisoned, self.takes_along = set(poisoned), takes_along
        self._room, self.most, self.deaths = room, 0, 0
        self.under_way, self.condemned, self.started = deque(), set(), []

    def room(self):
        return self._room

    def start(self, chunk):
        self.started.append(numbers(chunk))
        self.under_way.append(chunk)
        self.most = max(self.most, len(self.under_way))

    def ended(self):
        chunk = self.under_way.pop()
        dies = self.poisoned & set(numbers(chunk)) or chunk in self.condemned
        self.condemned.discard(chunk)
        if dies and self.takes_along and self.poisoned & set(numbers(chunk)):
            self.condemned.update(self.under_way)
        self.deaths += bool(dies)
        return chunk, Died("fake") if dies else "name"


def numbers(chunk):
    return tuple(errand.number for errand in chunk.errands)


def through(crew, items):
    """Return which documents came out, and which were given up."""
    good, bad = [], []
    for chunk, outcome in delivered(crew, items):
        (bad if isinstance(outcome, Died) else good).extend(numbers(chunk))
    return sorted(good), sorted(bad)


@given(st.integers(1, 60), st.integers(1, 20), st.data(), st.booleans())
def test_exactly_the_poisoned_are_given_up(total, size, data, takes_along):
    """Each other document comes out once, also of those that wait on a worker which is killed."""
    poisoned = data.draw(st.sets(st.integers(0, total - 1), max_size=3))
    items = [portion(*range(start, min(start + size, total))) for start in range(0, total, size)]
    wanted = [number for number in range(total) if number not in poisoned]
    crew = Fake(poisoned, takes_along=takes_along)
    assert through(crew, items) == (wanted, sorted(poisoned))
    assert crew.most <= 4


def test_what_it_takes_to_find_one():
    """As the constant says, which bounds how long nobody gets anything done."""
    crew = Fake({17})
    through(crew, [portion(*range(50))])
    assert crew.deaths <= TRIES_TOGETHER * math.ceil(math.log2(50)) + TRIES < PATIENCE


def test_nothing_else_is_under_way_at_the_last_try():
    crew = Fake({3}, takes_along=True)
    alone = []
    start = crew.start
    crew.start = lambda chunk: (alone.append((numbers(chunk), len(crew.under_way))), start(chunk))
    through(crew, [portion(number) for number in range(8)])
    assert [under_way for tried, under_way in alone if tried == (3,)][-1] == 0


def test_when_all_die_it_is_not_the_documents():
    with pytest.raises(
        EngineError, match=f"{PATIENCE + 1} workers died one after another, the last of them: fake"
    ):
        through(Fake(range(1000)), [portion(*range(start, start + 10)) for start in range(0, 1000, 10)])


def test_no_more_is_looked_for_than_there_is_room_for():
    """Back-pressure: the list of documents may be endless."""
    looked = []

    def endless():
        for number in count():
            looked.append(number)
            yield portion(number)

    assert len(list(islice(delivered(Fake(room=3), endless()), 10))) == 10
    assert len(looked) <= 13


def test_neighbours_do_not_depend_on_what_is_known(tmp_path):
    """So that a build that was interrupted finds its chunks again."""
    quick.written(tmp_path, 10)
    sources = [Source(path.name, path.as_uri(), path) for path in sorted(tmp_path.iterdir())]
    before = list(chunks(sources, 4, lambda _location: None))
    known = {errand.source.location: errand.seen for errand in (*before[0].errands[1:], *before[2].errands)}
    skipped = []
    after = list(chunks(sources, 4, known.get, skipped.append))
    assert [numbers(chunk) for chunk in after] == [(0,), (4, 5, 6, 7)]
    assert after[1].key("stamp") == before[1].key("stamp") != after[1].key("another")
    assert sum(skipped) == 5


@contextmanager
def inline(packing, _workers, _address):
    """An engine that reads in this process."""
    crew = Fake(room=2)
    ended = crew.ended
    crew.ended = lambda: (chunk := ended()[0], packing(chunk))
    yield crew


@pytest.fixture
def _inline(monkeypatch):
    monkeypatch.setattr(sharing, "engine_of", lambda _name: (inline, ""))


@pytest.mark.usefixtures("_inline")
def test_memory_is_flat(tmp_path, monkeypatch):
    """The driver holds no more after 200 chunks than after 50, but for the names of the documents."""
    folder = quick.written(tmp_path / "d", 600)
    monkeypatch.setattr("kg.pipeline.sharing.FLUSH", 0.5)
    held = []
    tracemalloc.start()

    def told(_line):
        held.append(tracemalloc.get_traced_memory()[0])

    plan = Plan("inline", 1, 3, str(tmp_path / "parcels"))
    report = build([folder], memory_store(), plan=plan, read=quick.read, progress=told)
    tracemalloc.stop()
    assert (report.added, len(held)) == (600, 200)
    assert max(held[150:]) - max(held[:50]) < 500 * 450  # bytes a document between: its location, twice
    assert not (tmp_path / "parcels").exists()


@pytest.mark.usefixtures("_inline")
def test_a_worker_with_another_dixit_is_refused(tmp_path):
    folder = quick.written(tmp_path / "d", 3)
    plan = Plan("inline", 1, 10, str(tmp_path / "parcels"), keep=True)
    build([folder], memory_store(), plan=plan, read=quick.read)
    (parcel,) = (tmp_path / "parcels").iterdir()
    parcel.write_bytes(parcel.read_bytes().replace(b'"stamp": "', b'"stamp": "0'))
    with pytest.raises(EngineError, match="another dixit"):
        build([folder], memory_store(), plan=plan, read=quick.read)


@pytest.mark.parametrize("place", ["{}/parcels", "memory://parcels"])
def test_a_parcel_can_be_dropped_that_is_gone_already(tmp_path, place):
    there = shelf(place.format(tmp_path))
    with there.new("a"):
        pass
    there.drop("a")
    there.drop("a")
    with pytest.raises(FileNotFoundError), there.opened("a"):
        pass


@pytest.mark.usefixtures("_inline")
def test_a_parcel_that_nobody_sees_is_named(tmp_path, monkeypatch):
    """Its folder is another one on that worker's machine."""
    folder = quick.written(tmp_path / "d", 3)
    monkeypatch.setattr("kg.pipeline.chunks.Packing.__call__", lambda *_: "elsewhere.nq")
    with pytest.raises(
        EngineError, match=rf"no elsewhere\.nq on {tmp_path}/p: all workers must see that place"
    ):
        build([folder], memory_store(), plan=Plan("inline", parcels=str(tmp_path / "p")), read=quick.read)


BUILDER = """
import sys
from kg.graph.store import open_store
from kg.pipeline import Plan, build
from tests import quick
if __name__ == "__main__":
    folder, store, parcels = sys.argv[1:]
    opened = open_store(store, writable=True)
    tell = lambda line: print(line, flush=True)
    report = build([folder], opened, plan=Plan("local", 2, 5, parcels), read=quick.slowly, progress=tell)
    print(report.added, report.unchanged, len(report.failures), flush=True)
"""


def test_a_driver_that_is_killed_is_resumed(tmp_path):
    """kill -9 after some of 200 documents; the second run files all that is missing, from parcels what it can."""
    folder = quick.written(tmp_path / "d", 200)
    (tmp_path / "builder.py").write_text(BUILDER)
    arguments = [sys.executable, tmp_path / "builder.py", folder, tmp_path / "store", tmp_path / "parcels"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    first = subprocess.Popen(arguments, env=env, stdout=subprocess.PIPE, text=True)
    for _ in range(6):
        assert "documents" in first.stdout.readline()
    workers = psutil.Process(first.pid).children(recursive=True)
    first.kill()
    first.communicate()
    _, alive = psutil.wait_procs(workers, timeout=20)  # they notice when they hand on what they are at
    assert not alive
    left = {path.name for path in (tmp_path / "parcels").glob("*.nq")}
    assert len(left) >= 6
    second = subprocess.run(arguments, env=env, capture_output=True, text=True, check=True)
    added, unchanged, failed = map(int, second.stdout.splitlines()[-1].split())
    assert (added + unchanged, failed) == (200, 0)
    assert not (tmp_path / "parcels").exists()
