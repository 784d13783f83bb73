"""Where nodes lie when they are too many for plain springs: by graphviz's sfdp, or around a core."""

import shutil
import sys

import networkx as nx
import numpy as np
import pytest

from kg.views.web import layout, sfdp, springs
from kg.views.web.layout import places
from kg.views.web.overlaps import Size
from kg.views.web.sfdp import SfdpError
from kg.views.web.springs import Web
from tests.unit.test_views_layout import BOX, talk

WEB = Web(3, np.array([[0, 1], [1, 2]]), np.array([1.0, 2.5]))


def program(folder, code):
    """Return a program that behaves as ``code`` says."""
    path = folder / "sfdp"
    path.write_text(f"#!{sys.executable}\nimport sys\n{code}\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def large(monkeypatch):
    """A graph of 200 nodes that counts as large."""
    monkeypatch.setattr(layout, "SPRINGS", 50)
    return talk(200)


def test_only_numbers_go_to_sfdp():
    assert sfdp._dot(WEB).splitlines()[1:] == ["0", "1", "2", "0--1[weight=1.00]", "1--2[weight=2.50]", "}"]


def test_what_sfdp_answers_is_read(tmp_path):
    lines = "graph 1 3 2\\nnode 1 0.5 2e1 0 0\\nnode 0 -1 2 0 0\\nnode 2 3 4 0 0\\nedge 0 1 4 1 2\\nstop"
    found = sfdp.sfdp(WEB, program(tmp_path, f"sys.stdin.read(); print('{lines}')"))
    assert found.tolist() == [[-1.0, 2.0], [0.5, 20.0], [3.0, 4.0]]


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("sys.stderr.write('out of memory'); sys.exit(3)", "exit code 3: out of memory"),
        ("print('node 0 1 1')", "places for 1 of 3 nodes"),
        ("print('node 0 1 1\\nnode 1 1 1\\nnode 2 nan 1')", "places for 3 of 3 nodes"),
        ("print('node zero 1 1')", "not a place: node zero 1 1"),
        ("print('node 0')", "not a place: node 0"),
        ("import time; time.sleep(60)", "no answer in 0.5 s"),
        ("sys.stdout.buffer.write(b'\\xff')", "can't decode"),
    ],
)
def test_a_failing_sfdp_is_told_and_springs_do_it(code, why, large, tmp_path, monkeypatch):
    monkeypatch.setattr(sfdp, "_SECONDS", 0.5 if "sleep" in code else 60)
    path = program(tmp_path, f"'-V' in sys.argv and sys.exit()\n{code}")
    with pytest.raises(SfdpError, match=why):
        sfdp.sfdp(WEB, path)
    sizes = dict.fromkeys(large, BOX)
    monkeypatch.setattr(layout, "find_sfdp", lambda: None)
    plain = places(large, sizes)
    monkeypatch.setattr(layout, "find_sfdp", lambda: path)
    told = []
    assert places(large, sizes, told.append) == plain
    assert [line for line in told if line.startswith("sfdp: ") and line.endswith("by springs instead")]


def test_sfdp_that_cannot_be_started_is_told(large, tmp_path, monkeypatch):
    path = tmp_path / "sfdp"
    path.write_bytes(b"\x7fELF no program")
    path.chmod(0o755)
    monkeypatch.setattr(layout, "find_sfdp", lambda: str(path))
    told = []
    assert len(places(large, dict.fromkeys(large, BOX), told.append)) == 200
    assert told


@pytest.mark.skipif(not shutil.which("sfdp"), reason="graphviz is not installed")
def test_sfdp_places_neighbours_near_each_other(large):
    spots = places(large, dict.fromkeys(large, BOX))
    assert places(nx.Graph(large), dict.fromkeys(large, BOX)) == spots
    assert near(large, spots) < 0.8


def test_without_sfdp_the_core_is_placed_first_and_the_rest_around(monkeypatch):
    """All of it evenly spread, and neighbours nearer to each other than strangers."""
    monkeypatch.setattr(springs, "SPRINGS", 150)
    monkeypatch.setattr(springs, "_FORCE", 100)
    graph = talk(700)
    spots = places(graph, dict.fromkeys(graph, Size(40.0, 9.0, 30.0)))
    assert near(graph, spots) < 0.58
    at = np.array(list(spots.values()))
    crowd, *_ = np.histogram2d(*at.T, bins=10)
    assert crowd.max() < 3 * crowd.mean()
    assert (crowd == 0).mean() < 0.25


def test_without_sfdp_a_star_and_a_chain_get_places(monkeypatch):
    monkeypatch.setattr(springs, "SPRINGS", 150)
    monkeypatch.setattr(springs, "_FORCE", 100)
    for graph in (nx.star_graph(500), nx.path_graph(500)):
        named = nx.relabel_nodes(graph, {number: f"n{number:04}" for number in graph})
        found = places(named, dict.fromkeys(named, Size(40.0, 9.0, 30.0)))
        assert len(set(found.values())) == len(named)


def near(graph, spots):
    """Return the mean length of ties, in mean distances of two nodes."""
    at = np.array([spots[name] for name in sorted(graph)])
    number = {name: place for place, name in enumerate(sorted(graph))}
    ends = np.array([(number[one], number[other]) for one, other in graph.edges])
    chance = np.random.RandomState(1).randint(0, len(at), (4000, 2))
    ties, any_two = (np.hypot(*(at[pairs[:, 0]] - at[pairs[:, 1]]).T).mean() for pairs in (ends, chance))
    return ties / any_two
