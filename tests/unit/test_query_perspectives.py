"""What each side says: every statement is by its side and about its topic, and none is lost."""

from collections import Counter
from dataclasses import replace

import pytest

from kg.errors import QueryError, UnknownEntityError
from kg.model import EventStatus
from kg.query import Sieve, Wanted, who_said
from kg.query.perspectives import perspectives
from kg.query.sides import OTHERS
from tests.debate import DEBATE, NAMES, STATEMENTS
from tests.sample import INTERVIEW, READINGS, view_of

VIEW = view_of(DEBATE)


def found(*by, view=VIEW, **wanted):
    """Return what those sides say."""
    return perspectives(view, Wanted(by=frozenset(by) or None, **wanted))


def sides(*by, **wanted):
    """Return the sides, each with the names of its statements."""
    answer = found(*by, **wanted)
    return {
        side.label: {NAMES[s] for s, voice in answer.voices.items() if voice.side == number}
        for number, side in enumerate(answer.sides)
    }


def row(topic, *by):
    """Return the row of a topic."""
    return next(row for row in found(*by).rows if row.topic == topic)


def cells(row):
    """Return the names of the statements in each cell."""
    return [[NAMES[saying.statement] for saying in cell.sayings] for cell in row.cells]


def test_a_state_speaks_by_its_officers_and_ministries():
    assert sides("Zembia", "Vostania") == {
        "Vostania": {"support", "late", "report"},
        "Zembia": {"denial", "crowd", "announced"},
    }


def test_sides_stand_in_the_order_of_the_alphabet():
    assert [side.label for side in found("Zembia", "Orso Pell", "Ilva Drell").sides] == [
        "Ilva Drell", "Orso Pell", "Zembia",
    ]  # fmt: skip


def test_who_is_named_does_not_count_for_his_state():
    told = sides("Zembia", "Orso Pell")
    assert told == {"Orso Pell": {"denial", "crowd"}, "Zembia": {"announced"}}


def test_a_ministry_that_is_named_does_not_count_for_its_state():
    told = sides("Vostania", "Vostanian Foreign Ministry")
    assert told == {"Vostania": {"support", "report"}, "Vostanian Foreign Ministry": {"late"}}


def test_an_organisation_that_is_named_has_its_members_with_it():
    told = sides("Lake Union", "Zembia")
    assert told["Lake Union"] == {"support", "late", "report"}
    posts = {voice.post for voice in found("Lake Union", "Zembia").voices.values() if voice.side == 0}
    assert "Deputy Foreign Minister, Vostania (member of Lake Union)" in posts


def test_one_side_stands_beside_everybody_else():
    told = sides("Orso Pell")
    assert list(told) == ["Orso Pell", OTHERS]
    assert told["Orso Pell"] | told[OTHERS] == set(NAMES.values())
    assert not told["Orso Pell"] & told[OTHERS]


def test_without_names_the_two_who_share_most():
    assert [side.label for side in found().sides] == ["Vostania", "Zembia"]


def test_two_names_of_one_are_one_side():
    assert [side.label for side in found("Zembia", "polity:zembia").sides] == ["Zembia", OTHERS]


def test_a_capital_stands_for_its_state():
    both = found("Tirask", "Zembia", view=view_of(DEBATE, *READINGS))
    assert [(side.label, side.ids) for side in both.sides] == [
        ("Vostania", {"polity:vostania"}), ("Zembia", {"polity:zembia"}),
    ]  # fmt: skip


def test_more_than_four_sides_are_refused():
    with pytest.raises(QueryError, match="at most 4"):
        found("Zembia", "Vostania", "Lake Union", "Ilva Drell", "Orso Pell")


def test_an_unknown_side_is_refused():
    with pytest.raises(UnknownEntityError):
        found("Nobody At All")


def test_what_is_relayed_by_another_side_is_told():
    answer = found("Vostania", "Zembia")
    assert {NAMES[s]: voice.via for s, voice in answer.voices.items() if voice.via is not None} == {
        "announced": 0
    }


def test_a_row_holds_what_each_side_says_of_the_topic():
    assert cells(row("polity:zembia", "Vostania", "Zembia")) == [
        ["support", "late", "report"], ["denial", "crowd"],
    ]  # fmt: skip


def test_only_what_is_asked_about():
    assert [row.topic for row in found("Zembia", "Vostania", about=frozenset({"Lake Union"})).rows] == [
        "org:lake-union"
    ]


def test_contradictions_are_found():
    both = [claim for claims in row("polity:zembia", "Vostania", "Zembia").disputes for claim in claims]
    assert [(NAMES[claim.statement], claim.predicate, claim.act) for claim in both] == [
        ("support", "supports", "state"), ("denial", "supports", "deny"),
    ]  # fmt: skip


def gathering(key, status):
    """Return the same meeting as claimed in another statement."""
    meeting = INTERVIEW.events[0]
    return replace(meeting, stated_in=STATEMENTS[key].id, status=status, evidence=STATEMENTS[key].evidence)


@pytest.mark.parametrize(
    ("one", "other", "disputed"),
    [("happened", "negated", True), ("planned", "negated", False), ("happened", "happened", False)],
)
def test_who_says_that_it_did_not_happen_contradicts_who_says_that_it_did(one, other, disputed):
    events = (gathering("late", EventStatus(one)), gathering("crowd", EventStatus(other)))
    answer = found("Vostania", "Zembia", view=view_of(replace(DEBATE, events=events)))
    told = {NAMES[c.statement] for row in answer.rows for same in row.disputes for c in same}
    assert ({"late", "crowd"} <= told) == disputed


def test_a_denied_plan_is_disputed():
    events = (gathering("support", EventStatus.PLANNED), gathering("denial", EventStatus.PLANNED))
    answer = found("Vostania", "Zembia", view=view_of(replace(DEBATE, events=events, relations=())))
    told = {NAMES[c.statement] for row in answer.rows for same in row.disputes for c in same}
    assert told == {"support", "denial"}


def test_who_contradicts_only_himself_disputes_with_nobody():
    rows = found(view=view_of(*READINGS)).rows
    assert rows
    assert all(row.disputes == () for row in rows)


def test_figures_that_differ_are_found():
    differing = row("polity:zembia", "Vostania", "Zembia").figures
    assert [[(f.number, f.unit) for f in same] for same in differing] == [
        [(300.0, "people"), (500.0, "people")]
    ]
    assert row("org:lake-union", "Vostania", "Zembia").figures == ()


def test_relations_stand_with_the_side_that_claims_them():
    told = row("org:lake-union", "Vostania", "Zembia")
    assert [[(tie.predicate, NAMES[tie.statement]) for tie in cell.ties] for cell in told.cells] == [
        [("supports", "support")], [("supports", "denial")],
    ]  # fmt: skip


def test_the_sieve_and_the_period_hold():
    assert found("Zembia", since="2032").rows == ()
    assert found("Zembia", sieve=Sieve(1.0)).rows == ()


@pytest.mark.parametrize(
    "by", [(), ("Zembia",), ("Zembia", "Vostania"), ("Lake Union", "Ilva Drell", "Zembia")]
)
@pytest.mark.parametrize("readings", [(DEBATE,), READINGS, (DEBATE, *READINGS)])
def test_every_statement_of_a_cell_is_by_that_side_about_that_topic_and_none_is_lost(by, readings):
    view = view_of(*readings)
    answer = found(*by, view=view)
    topics = Counter()
    for one in answer.rows:
        assert one.shared == (sum(bool(cell.sayings) for cell in one.cells) > 1)
        for number, cell in enumerate(one.cells):
            topics[one.topic] += len(cell.sayings)
            assert all(answer.voices[saying.statement].side == number for saying in cell.sayings)
            assert all(one.topic in {key for key, _ in saying.about} for saying in cell.sayings)
            assert all(answer.voices[tie.statement].side == number for tie in cell.ties)
    placed = [saying for saying in who_said(view) if saying.statement in answer.voices]
    assert topics == Counter(key for saying in placed for key, _ in saying.about)
    assert [saying.statement for saying in placed] == list(answer.voices)


def test_shared_topics_come_first_by_the_side_that_says_less():
    counts = [[len(cell.sayings) for cell in row.cells] for row in found("Vostania", "Zembia").rows]
    shared = [min(count) for count in counts if all(count)]
    assert shared == sorted(shared, reverse=True)
    assert [all(count) for count in counts] == sorted((all(count) for count in counts), reverse=True)
