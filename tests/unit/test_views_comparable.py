"""Which figures stand on one chart."""

from dataclasses import replace

import pytest

from kg.query import figures
from kg.views.web.comparable import Comparable, comparable, unit_key
from tests import sample

(CROWD,) = figures(sample.view_of(sample.INTERVIEW))


def figure(unit, what="", number=1.0):
    return replace(CROWD, unit=unit, what=what, number=number)


def groups(*pairs, names=()):
    return comparable([figure(*pair) for pair in pairs], names)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("boats", "Boats"),
        ("boats", "boats of the fishermen"),
        ("Zembian boats", "boats"),
        ("USD", "usd"),
        ("Zembians", "Zembians"),
    ],
)
def test_units_that_count_the_same(one, other):
    assert unit_key(one) == unit_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("boats", "people"), ("rowing boats", "boats"), ("percent", "percentage points")]
)
def test_units_that_do_not(one, other):
    assert unit_key(one) != unit_key(other)


def test_things_that_are_counted_are_a_group_of_their_unit():
    assert groups(["boats"], ["people"], ["boats of fishermen"]) == [Comparable("boats", "", (0, 2))]


def test_money_is_compared_where_the_words_say_that_it_is_for_the_same():
    found = groups(
        ["USD", "the trade with Zembia rose to $5 million"],
        ["USD", "the lake costs $3 million"],
        ["USD", "Trade reached $4 million"],
        ["USD", "the volume rose to $9 million"],
    )
    assert found == [Comparable("USD", "trade", (0, 2))]


def test_forms_of_one_word_are_one_word():
    (group,) = groups(["EUR", "for arms"], ["EUR", "on arming them"])
    assert group.members == (0, 1)


def test_names_do_not_tell_what_is_counted():
    pairs = [["USD", "Zembia pays $1"], ["USD", "Zembia gets $2"]]
    assert groups(*pairs, names={"zembia"}) == []
    assert groups(*pairs) == [Comparable("USD", "Zembia", (0, 1))]


@pytest.mark.parametrize("unit", ["years", "anniversary", "times"])
def test_how_long_and_the_how_manieth_are_not_compared(unit):
    assert groups([unit, "of the lake"], [unit, "of the lake"]) == []


def test_those_with_most_figures_come_first():
    found = groups(["boats"], ["boats"], ["people"], ["people"], ["people"], ["aprons"], ["aprons"])
    assert [(group.unit, len(group.members)) for group in found] == [
        ("people", 3),
        ("aprons", 2),
        ("boats", 2),
    ]


def test_no_figure_is_in_two_groups():
    found = groups(*[["USD", words] for words in ("trade in boats", "boats", "trade", "boats", "trade, ore")])
    members = [place for group in found for place in group.members]
    assert sorted(members) == sorted(set(members)) == [0, 1, 2, 3, 4]
