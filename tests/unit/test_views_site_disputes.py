"""What is disputed on the pages of a site: each claimant stands with what he says, and contradicts others only."""

from dataclasses import replace

import pytest

from kg.model import EventStatus, Relation
from kg.views.site.site import Site
from tests import debate, sample
from tests.unit.test_views_site import shown

HAPPENED = "happened – says Zembian Herald; did not happen – says Ilva Drell"


@pytest.fixture(scope="module")
def meeting():
    """Return a site in which the Herald claims a meeting and a friendship, and Drell denies both."""
    claim, denial = sample.NEWS.statements
    event = sample.NEWS.events[0]
    told = (
        replace(event, status=EventStatus.HAPPENED),
        replace(event, stated_in=denial.id, status=EventStatus.NEGATED, evidence=denial.evidence),
    )
    ties = tuple(
        Relation(said.id, sample.VOSTANIA.id, "allyOf", sample.ZEMBIA.id, said.evidence)
        for said in (claim, denial)
    )
    return Site(sample.view_of(replace(sample.NEWS, events=told, relations=ties)))


@pytest.mark.parametrize("page", ["polity/zembia.html", "place/tirask.html", "names.html"])
def test_each_status_of_an_event_stands_with_those_who_claim_it(meeting, page):
    assert HAPPENED in shown(meeting.page(page)).replace(" ;", ";")


def test_who_denies_is_not_said_to_contradict_himself(meeting):
    text = shown(meeting.page("polity/zembia.html"))
    assert "Vostania is an ally of Zembia claimed by Zembian Herald" in text
    assert "denied by Ilva Drell" in text
    assert "contradicted" not in text


def opposed(*keys):
    """Return the page of a state that one says supports a union, and others, by name, that it opposes."""
    more = tuple(
        Relation(made.id, sample.ZEMBIA.id, "opposes", sample.LAKE_UNION.id, made.evidence)
        for made in (debate.STATEMENTS[key] for key in keys)
    )
    reading = replace(debate.DEBATE, relations=(debate.DEBATE.relations[0], *more))
    return shown(Site(sample.view_of(reading)).page("polity/zembia.html"))


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (["right"], "contradicted by Nera Quill"),
        (["report"], "contradicted by Ilva Drell, elsewhere"),
        (["right", "report"], "contradicted by Ilva Drell, elsewhere; Nera Quill"),
    ],
)
def test_a_claim_of_the_opposite_contradicts_and_ones_own_is_said_to_be_so(keys, told):
    line = opposed(*keys).partition("Zembia supports Lake Union claimed by")[2]
    assert told in line.partition("Zembia opposes")[0]


def test_a_statement_does_not_contradict_itself():
    assert "contradicted" not in opposed("support")
