"""Which figures stand on one chart."""

from dataclasses import replace

import pytest

from kg.query import figures
from kg.views.web.comparable import Comparable, comparable, unit_key
from tests import sample

(CROWD,) = figures(sample.view_of(sample.INTERVIEW))


def figure(unit, what="", words=""):
    return replace(CROWD, unit=unit, what=what, words=words, number=1.0)


def groups(*found, names=()):
    return comparable([figure(*one) for one in found], names)


def percents(*clauses, names=("zembia", "kestria")):
    """Return the groups of clauses that have 5 percent in them."""
    return groups(*(["percent", clause, "5 percent"] for clause in clauses), names=names)


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


def test_what_is_counted_is_compared_where_the_words_tell_the_same_of_it():
    found = groups(
        ["soldiers", "Kestria lost 900 soldiers"],
        ["soldiers", "the mission has 4,200 soldiers"],
        ["soldiers", "300 soldiers were lost by Kestria"],
        ["boats", "5 boats"],
        ["boats", "7 boats"],
        names={"kestria"},
    )
    assert found == [Comparable("soldiers", "lost", (0, 2))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("inflation was 5 percent in December", "In December 5 percent voted for Drell"),
        ("inflation was 5 percent in December", "unemployment was 5 percent in December"),
        ("prices rose by 5 percent on Monday", "wages rose by 5 percent on Monday"),
        ("prices rose by 5 percent", "prices fell to 5 percent"),
        ("the price of gas rose 5 percent", "the price of bread rose 5 percent"),
        ("Zembia gained 5 percent", "Zembia lost 5 percent"),
        ("said 5 percent", "said more than 5 percent"),
        ("the debt is 5 percent of GDP", "the deficit is 5 percent of GDP"),
        ("the volume was 5 percent", "the volume was 5 percent"),
        ("Drell and 5 percent", "Drell got 5 percent"),
        ("twenty and a half or 5 percent", "twenty and a half or 5 percent"),
    ],
)
def test_percents_of_different_or_unknown_things_are_not_compared(one, other):
    assert percents(one, other) == []


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("inflation was 5 percent in December", "Zembia has inflation of 5 percent", "inflation"),
        ("annual inflation reached nearly 5 percent", "that inflation is 5 percent", "inflation"),
        ("wages rose by 5 percent", "a 5 percent increase in wages", "wage (change)"),
        ("5 percent of the voters", "about 5 percent of voters", "voter"),
        ("the price of gas fell by 5 percent", "prices for gas rose 5 percent", "price of gas (change)"),
        ("the debt is 5 percent of GDP", "debt reached 5 percent", "debt"),
    ],
)
def test_percents_of_one_noun_are_compared(one, other, shared):
    assert percents(one, other) == [Comparable("percent", shared, (0, 1))]


def test_money_is_compared_where_it_is_for_the_same():
    found = groups(
        ["USD", "the trade with Zembia reached $5 million", "$5 million"],
        ["USD", "the lake costs $3 million", "$3 million"],
        ["USD", "The volume of trade is $4 million", "$4 million"],
        ["USD", "the volume rose to $9 million", "$9 million"],
        ["USD", "trade grew by $9 million", "$9 million"],
    )
    assert [group.members for group in found] == [(0, 2)]


def test_names_and_speakers_do_not_tell_what_is_counted():
    pairs = [["USD", "$1 for Zembia", "$1"], ["USD", "$2 for Zembia", "$2"]]
    assert groups(*pairs, names={"zembia"}) == []
    assert len(groups(*pairs)) == 1
    speaker = CROWD.speaker_label.split()[0]
    assert groups(["boats", f"{speaker} 5 boats"], ["boats", f"{speaker} 6 boats"]) == []


@pytest.mark.parametrize("unit", ["years", "years in prison", "anniversary", "times"])
def test_how_long_and_the_how_manieth_are_not_compared(unit):
    assert groups([unit, "of the lake"], [unit, "of the lake"]) == []


def test_those_with_most_figures_come_first():
    found = groups(*([unit, "sank"] for unit in ["boats"] * 2 + ["people"] * 3 + ["aprons"] * 2))
    assert [(group.unit, len(group.members)) for group in found] == [
        ("people", 3),
        ("aprons", 2),
        ("boats", 2),
    ]


def test_no_figure_is_in_two_groups():
    found = groups(*[["oars", words] for words in ("broken, lost", "broken", "lost", "broken", "lost, old")])
    members = [place for group in found for place in group.members]
    assert sorted(members) == sorted(set(members)) == [0, 1, 2, 3, 4]
