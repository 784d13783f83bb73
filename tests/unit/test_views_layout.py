"""Where the nodes of a map lie."""

import random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.views.web import layout, layout_cache, springs
from kg.views.web.drawn import picture
from kg.views.web.layout import inward, places
from kg.views.web.overlaps import Size, spread
from kg.views.web.picture import Thing, Tie, compose
from kg.views.web.scope import Scope
from tests.sample import READINGS, view_of
from tests.unit.test_views_tables import saying

BOX = Size(90.0, 15.0, 35.0)


def talk(nodes, seed=1):
    """Return a graph in which few are tied to many, and everybody to some near by; ties are twice the nodes."""
    chance = random.Random(seed)
    graph = nx.Graph()
    for number in range(1, nodes):
        graph.add_edge(
            f"n{number:05}", f"n{int(number * chance.random() ** 3):05}", weight=chance.randint(1, 9)
        )
        graph.add_edge(f"n{number:05}", f"n{max(0, number - chance.randint(1, 9)):05}")
    nx.set_node_attributes(graph, dict(graph.degree), "statements")
    return graph


def boxes(graph, chance):
    """Return sizes as different as those of real labels."""
    return {name: Size(chance.uniform(30, 300), 10.0, chance.uniform(25, 50)) for name in sorted(graph)}


def covered(spots, sizes):
    """Return the pairs of labels that cover each other."""
    names = sorted(spots)
    return [
        (one, other)
        for number, one in enumerate(names)
        for other in names[number + 1 :]
        if abs(spots[one][0] - spots[other][0]) < (sizes[one].width + sizes[other].width) / 2
        and spots[one][1] - sizes[one].above < spots[other][1] + sizes[other].below
        and spots[other][1] - sizes[other].above < spots[one][1] + sizes[one].below
    ]


def turned(graph):
    """Return the same graph, made in another order."""
    made = nx.Graph()
    made.add_nodes_from(reversed(list(graph.nodes(data=True))))
    made.add_edges_from((b, a, data) for a, b, data in reversed(list(graph.edges(data=True))))
    return made


def rank_correlation(one, other):
    return np.corrcoef(np.argsort(np.argsort(one)), np.argsort(np.argsort(other)))[0, 1]


def mean_tie(graph, spots):
    return np.mean([np.hypot(*np.subtract(spots[one], spots[other])) for one, other in graph.edges])


@settings(max_examples=30, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 25), st.integers(0, 25)), min_size=1, max_size=60))
def test_labels_do_not_cover_each_other(pairs):
    graph = nx.Graph((f"n{a}", f"n{b}") for a, b in pairs)
    sizes = dict.fromkeys(graph, BOX)
    assert covered(places(graph, sizes), sizes) == []


@pytest.mark.parametrize("nodes", [2, 40, 300])
def test_labels_of_all_sizes_do_not_cover_each_other(nodes):
    graph = talk(nodes)
    sizes = boxes(graph, random.Random(nodes))
    assert covered(places(graph, sizes), sizes) == []


def test_a_heap_is_parted():
    sizes = {f"n{number:03}": Size(60.0 + number, 10.0, 20.0) for number in range(300)}
    spots = spread(dict.fromkeys(sizes, (0.0, 0.0)), sizes)
    assert covered(spots, sizes) == []
    assert spots["n299"] == (0.0, 0.0), "the largest keeps its place"


def test_labels_that_cover_no_other_stay():
    spots = {"a": (0.0, 0.0), "b": (95.0, 0.0), "c": (0.0, 55.0)}
    assert spread(spots, dict.fromkeys("abc", BOX)) == spots


def test_what_is_in_many_statements_is_in_the_middle():
    graph = talk(300)
    spots = places(graph, dict.fromkeys(graph, BOX))
    at = np.array([spots[name] for name in graph])
    middle = (at.max(axis=0) + at.min(axis=0)) / 2
    far = np.hypot(*((at - middle) / (at.max(axis=0) - at.min(axis=0))).T)
    statements = np.array([graph.nodes[name]["statements"] for name in graph])
    assert rank_correlation(statements, far) < -0.4
    assert far[np.argmax(statements)] < 0.15


@pytest.mark.parametrize("seed", [1, 2])
def test_neighbours_are_not_torn_apart_for_it(seed):
    """Even where the number of statements has nothing to do with the ties, and a place is all in the ties."""
    grid = nx.grid_2d_graph(12, 15)
    graph = nx.relabel_nodes(grid, {(row, column): f"n{row:02}{column:02}" for row, column in grid})
    sizes = dict.fromkeys(graph, BOX)
    chance = random.Random(seed)
    nx.set_node_attributes(graph, dict.fromkeys(graph, 1), "statements")
    before = mean_tie(graph, places(graph, sizes))
    nx.set_node_attributes(graph, {name: chance.randint(1, 99) for name in sorted(graph)}, "statements")
    assert mean_tie(graph, places(graph, sizes)) < 4 / 3 * before


def test_among_equals_nobody_moves_inward():
    chance = np.random.RandomState(1)
    raw = chance.rand(50, 2)
    ends = chance.randint(0, 50, (80, 2))
    at = inward(raw, ends, np.full(50, 7), np.ones(50))
    turn = np.argsort(np.hypot(*(raw - raw.mean(axis=0)).T))
    assert np.array_equal(turn, np.argsort(np.hypot(*at.T)))


def test_ties_of_many_claims_are_short():
    graph = talk(90)
    sizes = dict.fromkeys(graph, Size(1.0, 0.5, 0.5))
    nx.set_edge_attributes(graph, 1, "weight")
    some = graph.edge_subgraph(sorted(graph.edges)[::9])
    before = mean_tie(some, places(graph, sizes))
    nx.set_edge_attributes(some, 500, "weight")
    assert mean_tie(some, places(graph, sizes)) < 0.8 * before


@pytest.mark.parametrize(("force", "atlas"), [(499, 1000), (50, 1000), (50, 60)])
def test_the_layout_does_not_depend_on_the_order_of_claims(force, atlas, monkeypatch):
    """Whichever of the three kinds of springs a graph is large enough for."""
    monkeypatch.setattr(layout, "_KEPT", 10_000)
    monkeypatch.setattr(springs, "_FORCE", force)
    monkeypatch.setattr(springs, "SPRINGS", atlas)
    graph = talk(150)
    sizes = dict.fromkeys(graph, BOX)
    assert places(turned(graph), sizes) == places(graph, sizes)


def test_parts_lie_side_by_side():
    """Many small parts fill about a square, not one column; the largest is above."""
    graph = nx.Graph([("a1", "a2"), ("a2", "a3")] + [(f"b{n}", f"c{n}") for n in range(200)])
    sizes = dict.fromkeys(graph, BOX)
    spots = places(graph, sizes)
    assert covered(spots, sizes) == []
    wide, high = np.ptp(np.array(list(spots.values())), axis=0)
    assert 0.5 < wide / high < 3
    assert max(spots[name][1] for name in ("a1", "a2", "a3")) < min(spots[f"b{n}"][1] for n in range(200))


def test_a_graph_without_nodes_has_no_places():
    assert places(nx.Graph(), {}) == {}


def test_small_maps_say_nothing_and_keep_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    told = []
    graph = talk(90)
    places(graph, dict.fromkeys(graph, BOX), told.append)
    graph = talk(300)
    places(graph, dict.fromkeys(graph, BOX), told.append)
    assert told == []
    assert len(list(tmp_path.rglob("*.json"))) == 1


def test_what_takes_long_on_the_way_from_a_store_to_a_map_is_told(monkeypatch):
    monkeypatch.setattr(layout, "_KEPT", 1)
    monkeypatch.setattr(layout, "_TOLD", 1)
    told = []
    drawn = picture(view_of(*READINGS), Scope(progress=told.append))
    assert told == [f"placing {len(drawn.nodes)} names and events by springs"]


def test_places_are_found_by_the_numbers_of_claims_and_statements(monkeypatch):
    """All relations between two things count, both ways."""
    given = []
    monkeypatch.setattr(
        "kg.views.web.picture.places", lambda graph, *_: given.append(graph) or dict.fromkeys(graph, (0, 0))
    )
    things = [Thing(key, key.upper(), "person") for key in "abc"]
    sayings = [saying(statement=f"s{number}", speaker="a", about=()) for number in range(4)]
    ties = [("a", "opposes", "b"), ("b", "opposes", "a"), ("a", "metWith", "b"), ("a", "metWith", "c")]
    compose(
        "", things, [Tie(*tie, said.statement) for tie, said in zip(ties, sayings, strict=True)], sayings, 300
    )
    assert sorted(given[0].edges.data("weight")) == [("a", "b", 3), ("a", "c", 1)]
    assert dict(given[0].nodes.data("statements")) == {"a": 4, "b": 3, "c": 1}


def test_large_maps_say_what_takes_long(monkeypatch):
    monkeypatch.setattr(layout, "_shelved", lambda graph, *_: dict.fromkeys(graph, (0.0, 0.0)))
    told = []
    graph = talk(700, seed=7)
    for _ in range(2):
        places(graph, dict.fromkeys(graph, BOX), told.append)
    assert told == ["placing 700 names and events by springs"], "and nothing when they are known"


@pytest.mark.parametrize("damage", [b"", b"[[1,2]]", b"[[NaN,1]]", b"{}", b"\xff", b"null", b"[1,2]"])
def test_a_damaged_file_is_made_anew(damage, monkeypatch, tmp_path):
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    graph = talk(120)
    sizes = dict.fromkeys(graph, BOX)
    fresh = places(graph, sizes)
    (file,) = layout_cache.folder().iterdir()
    good = file.read_bytes()
    file.write_bytes(damage)
    assert places(graph, sizes) == fresh
    assert file.read_bytes() == good


def test_kept_places_are_used_and_are_the_same(monkeypatch, tmp_path):
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    graph = talk(120)
    sizes = dict.fromkeys(graph, BOX)
    fresh = places(graph, sizes)
    monkeypatch.setattr(layout, "_shelved", None)
    assert places(graph, sizes) == fresh
    assert places(turned(graph), sizes) == fresh, "in whatever order it was made"


def test_another_graph_has_other_places(monkeypatch, tmp_path):
    """Ties, claims, sizes and statements all count."""
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    graph = talk(120)
    sizes = dict.fromkeys(graph, BOX)
    places(graph, sizes)
    places(graph, sizes | {"n00001": Size(91.0, 15.0, 35.0)})
    graph["n00000"]["n00001"]["weight"] += 1
    places(graph, sizes)
    graph.nodes["n00001"]["statements"] += 1
    places(graph, sizes)
    graph.add_edge("n00001", "n00119")
    places(graph, sizes)
    assert len(list(layout_cache.folder().iterdir())) == 5


def test_a_cache_that_cannot_be_written_is_told_for_large_maps(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "file"))
    monkeypatch.setattr(layout, "_shelved", lambda graph, *_: dict.fromkeys(graph, (0.0, 0.0)))
    told = []
    for nodes in (150, 700):
        graph = talk(nodes)
        assert len(places(graph, dict.fromkeys(graph, BOX), told.append)) == nodes
    assert len(told) == 2
    assert told[1].startswith("places are not kept for next time: ")


def test_the_oldest_files_are_dropped(monkeypatch, tmp_path):
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    monkeypatch.setattr(layout_cache, "FILES", 3)
    keys = [layout_cache.key([number]) for number in range(5)]
    for number, key in enumerate(keys):
        layout_cache.write(key, [(float(number), 0.0)], pytest.fail)
    assert {path.name for path in layout_cache.folder().iterdir()} == {f"{key}.json" for key in keys[2:]}
    assert layout_cache.read(keys[4], 1) == [(4.0, 0.0)]


def test_what_somebody_else_left_in_the_cache_stays(monkeypatch, tmp_path):
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    monkeypatch.setattr(layout_cache, "FILES", 1)
    layout_cache.folder().mkdir()
    (layout_cache.folder() / "notes.json").write_text("not ours")
    keys = [layout_cache.key([number]) for number in range(2)]
    for key in keys:
        layout_cache.write(key, [(1.0, 0.0)], pytest.fail)
    assert {path.name for path in layout_cache.folder().iterdir()} == {"notes.json", f"{keys[1]}.json"}


def test_without_kg_cache_places_lie_where_caches_belong(monkeypatch, tmp_path):
    monkeypatch.setenv("KG_CACHE", "")
    monkeypatch.setattr(layout_cache, "user_cache_path", lambda name: tmp_path / name)
    assert layout_cache.folder() == tmp_path / "dixit" / "layouts"
