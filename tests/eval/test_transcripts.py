"""Turns are read in made-up transcripts of every layout, and none in articles; ``scripts/eval transcripts`` reads more."""

import pytest

from tests.eval.transcripts.__main__ import FLOOR, LAYOUTS, MEASURE, NEGATIVE, page, scored

BY_LAYOUT = 1
"""Documents: enough to see that a layout is read at all, in little time."""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_turns_of_a_layout(layout, tmp_path):
    """Who speaks is found in nearly all sentences; in an article nobody holds the floor."""
    result = scored(layout, range(BY_LAYOUT), tmp_path)
    turns = result.counts[MEASURE]
    if layout in NEGATIVE:
        assert (turns.gold, result.errors[MEASURE]) == (0, [])
    else:
        assert turns.f >= FLOOR, result.errors[MEASURE]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_gold_stands_where_the_text_has_it(layout):
    """Each unit is the words at its place; the same number makes the same page, another one another."""
    made = page(layout, 3)
    assert all(made.text[unit["start"] : unit["end"]] == unit["text"] for unit in made.units)
    assert made.text == page(layout, 3).text != page(layout, 4).text
