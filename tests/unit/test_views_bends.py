"""Lines keep clear of the symbols that they do not join, and of each other."""

import random

import numpy as np
import pytest

from kg.views.web import bends as subject
from kg.views.web.bends import bends
from kg.views.web.drawn import picture
from kg.views.web.looks import LOOKS, look_of
from kg.views.web.picture import Edge, Node, Picture, Thing, Tie, compose, radius
from kg.views.web.scope import Scope
from kg.views.web.strokes import Symbol, stroke
from tests.sample import READINGS, view_of
from tests.unit.test_views_map import hostile
from tests.unit.test_views_tables import saying

PARTS = np.linspace(0, 1, 200)


def chance(nodes, ties, seed):
    """Return a picture of a graph made by chance, in which some have many ties."""
    draw = random.Random(seed)
    things = [Thing(f"x:{n}", "Name" * draw.randint(1, 6), list(LOOKS)[n % 6]) for n in range(nodes)]
    made = [
        Tie(f"x:{int(nodes * draw.random() ** 2)}", draw.choice(["opposes", "supports"]), f"x:{draw.randrange(nodes)}", f"s{n}")
        for n in range(ties)
    ]  # fmt: skip
    return compose("", things, made, [saying(statement=f"s{n}") for n in range(ties)], nodes)


def row(*edges, nodes=3):
    """Return things in a row, 200 pixels from each to the next, with edges between those numbers."""
    made = [Node(Thing(f"x:{n}", "A", "person"), (200.0 * n, 0.0), (0,)) for n in range(nodes)]
    ties = [Edge(f"x:{a}", str(n), f"x:{b}", ()) for n, (a, b) in enumerate(edges)]
    return Picture("", "", tuple(made), tuple(ties), ())


def met(drawn, found, gap=5):
    """Return how many symbols of others the lines of a picture pass closer than ``gap`` pixels."""
    at = np.array([node.place for node in drawn.nodes])
    far = np.array([radius(len(node.said)) for node in drawn.nodes]) + gap
    places = {node.thing.id: place for place, node in enumerate(drawn.nodes)}
    symbols = [
        Symbol(node.place, look_of(node.thing.type).shape, radius(len(node.said))) for node in drawn.nodes
    ]
    total = 0
    for edge, bend in zip(drawn.edges, found, strict=True):
        ends = [places[edge.source], places[edge.target]]
        line = stroke(*(symbols[end] for end in ends), bend, 1)
        if line is not None:
            spots = np.array([line.at(part) for part in PARTS])
            near = np.hypot(*(spots[:, None] - at[None]).transpose(2, 0, 1)).min(axis=0) < far
            total += int(near.sum() - near[ends].sum())
    return total


def straight(drawn):
    return [0.0] * len(drawn.edges)


@pytest.mark.parametrize(
    ("nodes", "ties", "seed"), [(60, 120, 1), (100, 250, 2), (200, 400, 3), (300, 600, 4)]
)
def test_nine_of_ten_symbols_in_the_way_are_got_around(nodes, ties, seed):
    drawn = chance(nodes, ties, seed)
    before = met(drawn, straight(drawn))
    assert before >= 20
    assert met(drawn, bends(drawn)) <= before / 10


@pytest.mark.parametrize("drawn", [picture(view_of(*READINGS), Scope()), hostile(), chance(30, 60, 1)])
def test_no_line_of_a_small_map_meets_a_symbol_of_others(drawn):
    assert met(drawn, bends(drawn)) == 0


def test_a_line_bends_only_around_what_is_in_its_way():
    (around, first, second) = bends(row((0, 2), (0, 1), (1, 2)))
    assert 0 < abs(around) <= 0.3
    assert first == second == 0


@pytest.mark.parametrize("number", [4, 9, 15])
def test_lines_between_the_same_two_run_apart_whichever_way_they_point(number):
    drawn = row(*[(0, 2), (2, 0)] * number)
    found = bends(drawn)
    seen = sorted(
        bend if edge.source == "x:0" else -bend for edge, bend in zip(drawn.edges, found, strict=True)
    )
    assert min(np.diff(seen)) >= min(0.2, 0.8 / len(seen)) - 0.01


def test_more_lines_between_two_than_there_is_room_for_are_all_drawn():
    assert all(abs(bend) <= 1 for bend in bends(row(*[(0, 1)] * 60, nodes=2)))


def test_things_in_the_same_place_do_no_harm():
    drawn = row((0, 1), (1, 2))
    here = tuple(Node(node.thing, (0.0, 0.0), node.said) for node in drawn.nodes)
    assert len(bends(Picture("", "", here, drawn.edges, ()))) == 2
    assert bends(Picture("", "", (), (), ())) == ()


def test_a_large_map_is_left_as_it_is(monkeypatch):
    monkeypatch.setattr(subject, "LARGE", 2)
    assert bends(row((0, 2), (0, 2))) == (0, 0.2)


def test_it_is_always_the_same():
    drawn = chance(300, 900, 5)
    assert bends(drawn) == bends(drawn)
