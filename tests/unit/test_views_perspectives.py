"""The page of perspectives: its data are those of the question, and it is the same each time."""

import re
from dataclasses import replace

import pytest

from kg.errors import QueryError
from kg.query import Wanted
from kg.query.perspectives import perspectives
from kg.views.web.scope import Scope
from kg.views.web.viewers import VIEWS
from tests.debate import DEBATE
from tests.islands import island
from tests.sample import READINGS, view_of

VIEW = view_of(DEBATE, *READINGS)
TWO = Scope(by=frozenset({"Vostania", "Zembia"}))


def page(scope=TWO, view=VIEW):
    """Return the page of a store."""
    return VIEWS["perspectives"](view, scope)


def data(scope=TWO):
    """Return the data of the page."""
    return island(page(scope).html)


def test_each_cell_has_the_statements_of_the_question():
    found = perspectives(VIEW, Wanted(by=TWO.by))
    shown = data()
    assert [row["label"] for row in shown["rows"]] == [row.label for row in found.rows]
    for row, answer in zip(shown["rows"], found.rows, strict=True):
        for cell, expected in zip(row["cells"], answer.cells, strict=True):
            told = [shown["statements"][number]["statement"] for number in cell["said"]]
            assert sorted(told) == sorted(saying.statement for saying in expected.sayings)
    assert {one["statement"] for one in shown["statements"]} <= found.voices.keys()
    assert all(found.voices[one["statement"]].side == one["side"] for one in shown["statements"])


def test_what_another_side_relays_comes_last():
    shown = data()
    assert any(one["via"] is not None for one in shown["statements"])
    for row in shown["rows"]:
        for cell in row["cells"]:
            relayed = [shown["statements"][number]["via"] is not None for number in cell["said"]]
            assert relayed == sorted(relayed)


def test_a_contradiction_shows_who_claims_and_who_denies():
    row = next(row for row in data()["rows"] if row["label"] == "Lake Union")
    ((claim, denial),) = row["disputes"]
    assert (claim[1:], denial[1:]) == (
        ["Zembia supports Lake Union", False],
        ["Zembia supports Lake Union", True],
    )


def test_figures_are_shown_as_numbers_are_written():
    row = next(row for row in data()["rows"] if row["label"] == "Zembia")
    assert [[value for _, value in figure["given"]] for figure in row["figures"]] == [["300", "500"]]


def test_topics_are_cut_and_that_is_said():
    few = page(replace(TWO, max_nodes=2))
    assert re.match(r"showing 2 of \d+ topics", few.note)
    assert few.note.partition(":")[0] in few.html.decode()


def test_the_note_says_which_topics_come_first():
    assert page().note.endswith("shared: topics on which both sides say most come first")
    three = page(Scope(by=frozenset({"Vostania", "Zembia", "Quill"})))
    assert three.note.endswith("topics on which all sides say most come first")


def test_only_the_statements_of_the_topics_shown_are_in_the_page():
    shown = data(replace(TWO, max_nodes=2))
    needed = {number for row in shown["rows"] for cell in row["cells"] for number in cell["said"]}
    assert needed == set(range(len(shown["statements"])))


def test_nothing_said_is_no_page():
    assert page(replace(TWO, since="2099")) is None
    assert page(Scope(), view_of()) is None


def test_five_sides_are_refused():
    with pytest.raises(QueryError):
        page(Scope(by=frozenset({"Vostania", "Zembia", "Lake Union", "Ilva Drell", "Orso Pell"})))


def test_same_store_same_page():
    assert page().html == page(TWO, view_of(*reversed((DEBATE, *READINGS)))).html
