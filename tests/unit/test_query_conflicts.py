"""What is contested: who says what, and who says otherwise."""

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.cli.app import run
from kg.graph.store import open_store
from kg.model import Act, EventStatus, Relation
from kg.query import Sieve, conflicts, contrary, figures, named
from kg.query.claims import claims_of
from kg.query.sieve import EVERYTHING
from tests import sample
from tests.chance import readings

QUIET = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def denied():
    """Return a second interview, in which Zembia's membership is denied, and the meeting, and fewer came."""
    other = sample.interview("denial.txt")
    member, met = other.statements
    (meeting,), (crowd,) = other.events, other.figures
    return replace(
        other,
        statements=(replace(member, act=Act.DENY), met),
        events=(replace(meeting, status=EventStatus.NEGATED),),
        relations=(replace(other.relations[0], stated_in=member.id),),
        figures=(replace(crowd, id="other", number=40.0, what="40 People  came"),),
    )


@pytest.fixture(scope="module")
def view():
    return sample.view_of(*sample.READINGS, denied())


def sides(conflict):
    return [(one.says, one.speaker_label, one.source) for one in conflict.contenders]


def test_all_sides_of_a_conflict_are_given_with_their_words(view):
    relation, event, figure = conflicts(view)
    assert [relation.matter, event.matter, figure.matter] == [
        "Zembia → memberOf → Lake Union", "MEET · Meeting of Vostania and Zembia", "people came · 2031-03",
    ]  # fmt: skip
    assert sides(relation) == [
        ("memberOf", "Ilva Drell", "interview.txt"), ("not memberOf", "Ilva Drell", "denial.txt"),
    ]  # fmt: skip
    assert sides(event) == [
        ("happened", "Tam Moorvel", "interview.txt"), ("negated", "Tam Moorvel", "denial.txt"),
    ]  # fmt: skip
    assert sides(figure) == [
        ("2,300 people", "Tam Moorvel", "interview.txt"), ("40 people", "Tam Moorvel", "denial.txt"),
    ]  # fmt: skip
    words = relation.contenders[0]
    assert (
        sample.INTERVIEW_TEXT[words.start : words.end]
        == words.words
        == "Zembia is a member of the Lake Union."
    )


def test_who_agrees_is_in_no_conflict():
    assert conflicts(sample.view_of(*sample.READINGS)) == []


def test_about_takes_those_who_are_related_and_those_who_speak(view):
    assert len(conflicts(view, ["Zembia"])) == 2
    assert [one.kind for one in conflicts(view, ["Moorvel"])] == ["event", "figure"]
    assert conflicts(view, ["Harbour Gazette"]) == []


def test_what_does_not_count_contests_nothing(view):
    assert conflicts(view, sieve=Sieve(0.95)) == []


def test_numbers_of_one_statement_are_no_conflict():
    first = sample.interview()
    (crowd,) = first.figures
    both = replace(first, figures=(crowd, replace(crowd, id="second", number=40.0)))
    assert conflicts(sample.view_of(both)) == []


@pytest.mark.parametrize(
    "changed", [{"unit": "ferries"}, {"what": "birds came"}, {"date": "2031-04"}, {"date": None}]
)
def test_numbers_of_something_else_are_no_conflict(changed):
    other = denied()
    figure = replace(other.figures[0], **changed)
    assert (
        conflicts(
            sample.view_of(sample.INTERVIEW, replace(other, figures=(figure,), events=(), relations=()))
        )
        == []
    )


def test_a_question_claims_nothing():
    other = denied()
    member, met = other.statements
    asked = replace(other, statements=(replace(member, act=Act.ASK), met), events=(), figures=())
    opposed = replace(
        asked,
        relations=(Relation(member.id, "polity:zembia", "opposes", "polity:vostania", member.evidence),),
    )
    support = replace(sample.INTERVIEW.relations[0], predicate="supports", object="polity:vostania")
    assert conflicts(sample.view_of(replace(sample.INTERVIEW, relations=(support,)), opposed)) == []


@QUIET
@given(st.integers(0, 2**32).map(Random))
def test_the_named_query_finds_the_same_pairs(random):
    found = sample.view_of(*readings(random, 4, 3))
    told = claims_of(found, ("relations", "events"), None, EVERYTHING)
    against = contrary(claim for claim in told if claim.act != "ask")
    pairs = {
        frozenset((claim.statement, other.statement)) for claim, others in against.items() for other in others
    }
    number = {figure.statement: figure.number for figure in figures(found)}
    for conflict in conflicts(found):
        for one, other in combinations(conflict.contenders if conflict.kind == "figure" else (), 2):
            if number[one.statement] != number[other.statement]:
                pairs.add(frozenset((one.statement, other.statement)))
    rows = named(found, "conflicts").rows
    asked = {
        frozenset(str(row[side]).rpartition("/")[2] for side in ("statement", "otherStatement"))
        for row in rows
    }
    assert asked == pairs


def test_the_command_shows_each_side(tmp_path, capsys):
    store = open_store(tmp_path / "store", writable=True)
    with store.writer() as writer:
        for reading in (sample.INTERVIEW, denied()):
            writer.replace(reading, f"file:///{reading.document.source}")
    store.close()
    assert run(["conflicts", "--about", "Lake Union", "--store", str(tmp_path / "store")]) == 0
    shown = capsys.readouterr().out
    assert "not memberOf: says Ilva Drell" in shown
    assert run(["conflicts", "--about", "Harbour Gazette", "--store", str(tmp_path / "store")]) == 3
