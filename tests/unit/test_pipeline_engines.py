"""Engines: whoever reads, the store and the report are the same; workers may die, documents are not lost."""

import sys
import time

import pytest

from kg.errors import EngineError, UnknownPluginError
from kg.graph.store import memory_store
from kg.pipeline import Plan, build
from kg.pipeline.engines import ENGINES, engine_of
from scripts.bench_scale import kill, workers
from tests import quick

each_engine = pytest.mark.parametrize("engine", ["local", "dask"])
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of Dask's


@pytest.fixture
def plan(tmp_path):
    """Return a function that makes plans with a shelf of their own."""

    def of(engine, **more):
        return Plan(**{"engine": engine, "workers": 2, "parcels": str(tmp_path / "parcels"), **more})

    return of


def built(pattern, plan=None, **more):
    """Return the report and the bytes of a store that was built by a plan."""
    store = memory_store()
    more |= {} if plan is None else {"plan": plan}
    report = build([pattern], store, **{"read": quick.read, **more})
    return report, store.view().dump()


class Killer:
    """Is told of the progress of a build, and kills one worker after every so many lines of it."""

    def __init__(self, every):
        self.every, self.killed, self._lines = every, [], 0

    def __call__(self, _line):
        self._lines += 1
        there = workers() if self._lines >= self.every else []
        if there:  # else they are on their way: the next line will do
            self._lines = 0
            victim = there[len(self.killed) % len(there)]
            self.killed.append(victim.pid)
            kill(victim)


@pytest.mark.parametrize(("chunk", "workers"), [(1, 1), (3, 2), (50, 2)])
def test_chunks_and_workers_do_not_count(tmp_path, plan, chunk, workers):
    """Same bytes, same report; a failure and a warning are told in the same order."""
    folder = quick.written(tmp_path / "d", 10)
    (tmp_path / "d" / "00003.txt").write_bytes(b"\xff\xfe\xfd")
    (tmp_path / "d" / "00007.txt").write_bytes(b"")
    (tmp_path / "d" / "00005.txt").write_text("La ministra dijo que el barco no saldría del puerto. " * 5)
    wanted = built(folder)
    assert [failure.source for failure in wanted[0].failures] == ["00003.txt", "00007.txt"]
    assert [warning.source for warning in wanted[0].warnings] == ["00005.txt"]
    assert built(folder, plan("local", chunk=chunk, workers=workers)) == wanted


def test_dask_gives_the_same(tmp_path, plan):
    folder = quick.written(tmp_path / "d", 10)
    (tmp_path / "d" / "00003.txt").write_bytes(b"\xff\xfe\xfd")
    assert built(folder, plan("dask", chunk=3)) == built(folder)


def test_what_is_unchanged_is_read_by_nobody(tmp_path, plan):
    """The second build starts no worker; the third replaces one, the fourth drops one."""
    folder = quick.written(tmp_path / "d", 5)
    store = memory_store()

    def again(**more):
        return build([folder], store, plan=plan("local", **{"chunk": 2, **more}), read=quick.read, prune=True)

    assert again().added == 5
    report = again(workers=10**6)
    assert (report.unchanged, report.sources) == (5, 5)
    (tmp_path / "d" / "00001.txt").write_text("Another page.")
    report = again()
    assert (report.replaced, report.unchanged) == (1, 4)
    (tmp_path / "d" / "00002.txt").unlink()
    assert again().gone == 1
    assert store.view().dump() == built(folder)[1]


def test_the_parcels_are_gone_when_all_is_filed(tmp_path, plan):
    """Unless they shall be kept."""
    folder = quick.written(tmp_path / "d", 5)
    built(folder, plan("local"))
    assert not (tmp_path / "parcels").exists()
    built(folder, plan("local", keep=True, chunk=2))
    assert len(list((tmp_path / "parcels").iterdir())) == 3


@each_engine
def test_workers_that_are_killed_cost_no_document(tmp_path, plan, engine):
    """200 documents of 20 ms each, each there once; a worker is killed after every fifth chunk of ten."""
    folder = quick.written(tmp_path / "d", 200)
    killer = Killer(5)
    report, dump = built(folder, plan(engine, chunk=10), read=quick.slowly, progress=killer)
    assert len(killer.killed) >= 2
    assert (report.added, report.statements, report.failures) == (200, 200, ())
    assert dump == built(folder)[1]


@pytest.mark.parametrize(
    ("engine", "read", "poisoned"),
    [
        ("local", quick.killer, (3, 29)),
        ("local", quick.broken, (0, 1)),
        ("dask", quick.killer, (39,)),
        ("dask", quick.broken, (3, 29)),
    ],
)
def test_a_poisoned_document_is_reported_and_skipped(tmp_path, plan, engine, read, poisoned):
    """One or two of 40; the others are there."""
    folder = quick.written(tmp_path / "d", 40, poisoned)
    report, dump = built(folder, plan(engine, chunk=4), read=read)
    assert report.added == 40 - len(poisoned)
    assert [failure.source for failure in report.failures] == [f"{number:05}.txt" for number in poisoned]
    assert all("dies" in failure.reason for failure in report.failures)
    for number in poisoned:
        (tmp_path / "d" / f"{number:05}.txt").unlink()
    assert dump == built(folder)[1]


def test_a_build_whose_driver_was_killed_takes_what_is_there(tmp_path, plan):
    """No document is read twice whose parcel was whole, whichever were filed; a torn parcel is made anew."""
    folder = quick.written(tmp_path / "d", 30)
    whole = plan("local", chunk=5, keep=True)
    wanted = built(folder, whole)
    parcels = sorted((tmp_path / "parcels").iterdir())
    parcels[0].write_bytes(parcels[0].read_bytes()[:-20])
    parcels[1].unlink()
    before = {parcel: parcel.stat().st_mtime_ns for parcel in parcels[2:]}
    assert built(folder, whole) == wanted
    assert {parcel: parcel.stat().st_mtime_ns for parcel in before} == before
    assert sorted((tmp_path / "parcels").iterdir()) == parcels


def test_nobody_who_works_is_an_error(tmp_path, plan, monkeypatch):
    """A cluster on which every worker dies at everything is not a pile of poisoned documents."""
    monkeypatch.setattr("kg.pipeline.engines.crew.PATIENCE", 5)
    folder = quick.written(tmp_path / "d", 40, poisoned=range(40))
    with pytest.raises(EngineError, match="workers died one after another"):
        built(folder, plan("local", chunk=20), read=quick.killer)
    assert not workers()


def test_ctrl_c_ends_all(tmp_path, plan):
    """And what was filed stays. No signal is sent: Dask, which other tests load, may swallow one."""
    folder = quick.written(tmp_path / "d", 400)
    store, told = memory_store(), []

    def interrupt(line):
        told.append(line)
        if len(told) == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([folder], store, plan=plan("local", chunk=5), read=quick.slowly, progress=interrupt)
    deadline = time.monotonic() + 20
    while workers() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not workers()
    report = build([folder], store, plan=plan("local"), read=quick.slowly)
    assert (report.added, report.unchanged, report.failures) == (375, 25, ())


def test_engines_by_name():
    assert set(ENGINES) >= {"local", "dask"}
    assert engine_of("dask://there:8786") == (ENGINES["dask"], "there:8786")
    assert engine_of("local") == (ENGINES["local"], "")
    with pytest.raises(UnknownPluginError, match="no engine is called 'ray', only: dask, local"):
        engine_of("ray")
    with pytest.raises(EngineError, match="no address"):
        engine_of("dask://")


def test_a_scheduler_that_does_not_answer(tmp_path, plan, monkeypatch):
    monkeypatch.setattr("kg.pipeline.engines.dask.SECONDS", 1)
    folder = quick.written(tmp_path / "d", 2)
    with pytest.raises(EngineError, match=r"dask://127\.0\.0\.1:1: no scheduler"):
        built(folder, plan("dask://127.0.0.1:1"))


def test_without_dask_it_says_what_to_install(tmp_path, plan, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    folder = quick.written(tmp_path / "d", 2)
    with pytest.raises(EngineError, match=r"pip install 'dixit-kg\[dask\]'"):
        built(folder, plan("dask"))
