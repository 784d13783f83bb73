"""The bench of the store on a tiny size: it measures what it says; how long anything takes is no test."""

import json
import math

import pytest

from kg.graph.store import memory_store
from scripts import bench_store
from scripts.bench_store_data import filings, make, read
from scripts.bench_store_figures import Figures, Run, exponent, mean_ratio, merged, of_json, quantile, unlike
from scripts.bench_store_questions import QUESTIONS, spread
from scripts.bench_store_report import growth, lines, table
from scripts.bench_store_sides import SIDES, measure
from scripts.generated import location, readings

SIZE = 9000
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # of rdflib's own calls


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return make(tmp_path_factory.mktemp("data"), SIZE)


@pytest.fixture(scope="module")
def found(data):
    missing = {"pyshacl"} | (set() if _has_oxrdflib() else {"oxrdflib memory", "oxrdflib disk"})
    sides = [side for side in SIDES if side not in missing]  # pyshacl takes ten seconds
    return {side: measure(side, data, cap=20) for side in sides}


def _has_oxrdflib():
    try:
        import oxrdflib  # noqa: F401, PLC0415
    except ImportError:
        return False
    return True


def test_the_file_holds_the_documents(data):
    """Filed from the file, the graph is that of the readings; it is about as large as wanted."""
    ours, theirs = memory_store(), memory_store()
    with ours.writer() as writer:
        writer.file(filings(data.path))
    with theirs.writer() as writer:
        for made in readings(6, data.documents):
            writer.replace(made, location(made))
    assert ours.view().dump() == theirs.view().dump()
    assert len(ours.view().dump().splitlines()) == data.quads
    assert SIZE <= data.quads < SIZE + 3000
    assert make(data.path.parent, SIZE) == read(data.path.parent, SIZE) == data


def test_all_sides_give_the_same_answers(found):
    """Each question in each of its forms, to the hottest and the rarest; and each finds something."""
    assert list(unlike(found)) == []
    for name in QUESTIONS:
        assert any(run.rows for run in found["rdflib"].questions[name]), name
    assert all(one.load > 0 and one.peak >= one.rss > 0 for one in found.values())


def test_dixit_is_asked_by_name_too(found):
    assert {"who-said", "regex", "search", "words", "unranked words", "open"} == set(
        found["dixit disk"].named
    )
    assert "open" not in found["dixit memory"].named
    assert all(time > 0 for times in found["dixit disk"].named.values() for time in times)


def test_rdflib_is_stopped(data):
    """A run that is cut short counts as the cap, and is marked."""
    runs = measure("rdflib", data, cap=0.001).runs
    assert {(run.seconds, run.rows) for run in runs if run.capped} == {(0.001, None)}


def test_the_tables_name_every_side_and_goal(data, found):
    written = "\n".join(table(data, found))
    assert all(side in written for side in SIDES if side in found)
    assert all(name in written for name in QUESTIONS)
    assert "OTHER ANSWERS" not in written
    assert written.count("× rdflib") >= 8


def figures(seconds, rows=3, **named):
    """Return figures in which everything takes so long."""
    return Figures(seconds, seconds, seconds, seconds, {"path": [Run("a", seconds, rows)]}, named)


def test_verdicts():
    """Met, missed, and what was not measured is not met."""
    found = {
        "rdflib": figures(10.0, rows=None),
        "dixit memory": figures(
            1.0, search=[0.003], words=[0.004], regex=[0.2], **{"unranked words": [0.001]}
        ),
        "dixit disk": figures(2.0, **{"who-said": [0.03], "open": [0.2]}),
    }
    said = {line.goal: line for line in lines(1_000_000, found)}
    assert [line.met for line in said.values()] == [
        True, True, True, True, False, False, True, None, False, False, None,
    ]  # fmt: skip
    assert said["nine questions, dixit disk: ≥ 6× rdflib"].found == "≥ 5.0×"
    assert said["word search, dixit memory: ≥ 100× REGEX at p50"].found == "200× (ranked 50×)"
    large = {line.goal: line.met for line in lines(5_000_000, found)}
    assert large["who-said, dixit disk: p95 < 60 ms"]
    assert {line.met for line in lines(5_000_000, {})} == {None}


@pytest.mark.parametrize(("seconds", "found"), [(5.0, "50×"), (30.0, "≥ 300×")])
def test_a_stopped_pyshacl_took_at_least_so_long(seconds, found):
    both = {"checks": figures(1.0, checks=[0.1]), "pyshacl": figures(1.0, checks=[seconds])}
    (line,) = (line for line in lines(10_000, both) if line.goal.startswith("whole-store"))
    assert (line.found, line.met) == (found, True)


def test_other_answers_are_shown(data):
    found = {"rdflib": figures(1.0, rows=3), "dixit disk": figures(1.0, rows=4)}
    assert list(unlike(found)) == ["path, a: rdflib 3, dixit disk 4"]
    assert "OTHER ANSWERS: path, a" in "\n".join(table(data, found))


def test_medians_ratios_and_growth(data):
    rounds = [figures(1.0, open=[1.0, 3.0]), figures(3.0, open=[2.0, 1.0]), figures(2.0, open=[9.0, 2.0])]
    assert merged(rounds) == figures(2.0, open=[2.0, 2.0])
    assert merged([*rounds, figures(4.0, rows=None, open=[1.0, 1.0])]).runs[0].capped
    assert of_json(
        json.loads(
            json.dumps({"load": 1.0, "questions": {"path": [{"parameter": "a", "seconds": 1.0, "rows": 1}]}})
        )
    ).runs == [Run("a", 1.0, 1)]
    assert mean_ratio([Run("a", 4.0, 1), Run("b", 1.0, 1)], [Run("a", 1.0, 1), Run("b", 1.0, 1)]) == 2.0
    assert quantile(range(1, 101), 0.95) == 95
    assert math.isclose(exponent((100, 1.0), (1000, 10.0)), 1.0)
    assert list(growth([(data, {"dixit disk": rounds[0]})])) == []
    written = list(
        growth([(data, {"dixit disk": rounds[0]}), (read_as(data, 10), {"dixit disk": rounds[1]})])
    )
    assert any("load, dixit disk" in line and f"{math.log10(3):.2f}" in line for line in written)


def read_as(data, times):
    """Return the same data, said to be so many times as large."""
    return type(data)(data.path, data.quads * times, data.documents, data.ranked)


def test_parameters_run_from_hot_to_rare():
    ranked = [str(rank) for rank in range(1000)]
    assert spread(ranked, 4) == ["0", "9", "99", "999"]
    assert spread(ranked[:2], 4) == ["0", "1"]
    assert spread(ranked, 1) == ["0"]


def test_from_the_command_line(tmp_path, capsys):
    """Each side in a process of its own; the figures are written as JSON, too."""
    wanted = [
        "--sizes",
        "2k",
        "--only",
        "rdflib,dixit memory",
        "--rounds",
        "1",
        "--json",
        str(tmp_path / "x.json"),
    ]
    bench_store.main([*wanted, "--data", str(tmp_path)])
    assert "quads/s" in capsys.readouterr().out
    (size,) = json.loads((tmp_path / "x.json").read_text())
    assert set(size["sides"]) == {"rdflib", "dixit memory"}


def test_a_side_that_memory_is_short_for_is_left_out(data, capsys, monkeypatch):
    monkeypatch.setattr(bench_store, "_available", lambda: 1 << 30)
    assert not bench_store._fits("rdflib", data)
    assert "rdflib left out" in capsys.readouterr().out
