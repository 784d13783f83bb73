"""The page of the timeline: every event with all its claims, every statement in one mark, and their receipts."""

import re
from dataclasses import replace

from kg.model import Act, EventStatus
from kg.query import texts, timeline, who_said
from kg.resources import data
from kg.views.web.links import Links
from kg.views.web.scope import Scope
from kg.views.web.timeline import FAMILIES, draw_timeline, most_claimed, newest
from tests import sample
from tests.islands import island as data_of

VIEW = sample.view_of(*sample.READINGS)


def island(view=VIEW, **scope):
    """Return what the page of that part of the store shows."""
    return data_of(draw_timeline(view, Scope(**scope)).html)


def statements(shown):
    """Return the ids of the statements in the marks."""
    return sorted(shown["receipts"][n]["statement"] for mark in shown["marks"] for n in mark["receipts"])


def test_every_event_has_all_its_claims_with_their_receipts():
    shown = island()
    found = {
        event["id"]: [
            (shown["receipts"][claim["receipt"]]["statement"], claim["status"]) for claim in event["claims"]
        ]
        for event in shown["events"]
    }
    assert found == {
        event.event: [(claim.statement, claim.status) for claim in event.claims] for event in timeline(VIEW)
    }
    assert all(found.values())


def test_every_statement_is_in_one_mark():
    shown = island()
    assert statements(shown) == sorted(saying.statement for saying in who_said(VIEW))
    for mark in shown["marks"]:
        assert {shown["receipts"][n]["speaker"] for n in mark["receipts"]} == {mark["speaker"]}
        assert {shown["receipts"][n]["date"] for n in mark["receipts"]} == {mark["date"]}


def test_who_dates_a_statement_is_told():
    """One mark is dated by the publication, one by the words, one by neither."""
    dated = {(mark["date"], mark["dated"]) for mark in island()["marks"]}
    assert dated == {("2031-04-06", "publication"), ("2031-03", "text"), ("2031-04-20", ""), (None, "")}


def test_what_has_no_date_has_none_on_the_page():
    (mark,) = [mark for mark in island()["marks"] if mark["date"] is None]
    assert mark["speaker"] == sample.DRELL.id


def denied_view(**change):
    """Return a store in which one says that the meeting took place, and the other one what ``change`` says."""
    (event,) = sample.INTERVIEW.events
    member, _ = sample.INTERVIEW.statements
    other = replace(event, stated_in=member.id, **change)
    return sample.view_of(replace(sample.INTERVIEW, events=(event, other)))


def test_claims_that_differ_are_all_there():
    (event,) = island(denied_view(status=EventStatus.PLANNED))["events"]
    assert {claim["status"] for claim in event["claims"]} == {"happened", "planned"}
    assert not any(claim["denied"] for claim in event["claims"])


def test_an_event_that_did_not_happen_is_denied_by_who_says_so():
    shown = island(denied_view(status=EventStatus.NEGATED))
    (event,) = shown["events"]
    denied = {shown["receipts"][c["receipt"]]["speaker"]: c["denied"] for c in event["claims"]}
    assert denied == {sample.DRELL.id: True, sample.MOORVEL.id: False}


def test_an_event_in_a_denial_is_negated():
    reading = sample.INTERVIEW
    denial = replace(reading.statements[1], act=Act.DENY)
    (event,) = island(sample.view_of(replace(reading, statements=(reading.statements[0], denial))))["events"]
    assert [(claim["status"], claim["denied"]) for claim in event["claims"]] == [("negated", True)]


def test_whom_it_is_about_narrows_events_and_statements():
    shown = island(about=frozenset({"Lake Union"}))
    assert shown["events"] == []
    assert len(statements(shown)) == 1


def test_by_leaves_the_events_that_one_tells_of_with_the_claims_of_all():
    shown = island(denied_view(status=EventStatus.PLANNED), by=frozenset({"Drell"}))
    (event,) = shown["events"]
    assert len(event["claims"]) == 2
    assert {mark["speaker"] for mark in shown["marks"]} == {sample.DRELL.id}


def test_limits_of_time_are_those_of_events_and_of_statements():
    shown = island(since="2031-05")
    assert [event["date"] for event in shown["events"]] == ["2031-05"]
    assert shown["marks"] == []


def test_nothing_found_is_no_page():
    assert draw_timeline(VIEW, Scope(since="2090")) is None


def test_no_more_is_shown_than_asked_for_and_the_note_says_so():
    page = draw_timeline(VIEW, Scope(max_nodes=1))
    assert page.note.startswith("showing 1 of 2 events (those with most claims), 4 of 4 statements")


def test_the_events_with_most_claims_stay_in_their_order():
    meeting, talks = timeline(VIEW)
    often = replace(talks, claims=(("a", "happened"), ("b", "happened")))
    assert most_claimed([meeting, often], 1) == [often]
    assert most_claimed([meeting, often], 2) == [meeting, often]


def test_of_statements_those_without_a_date_are_left_out_first():
    said = who_said(VIEW)
    assert all(saying.said_on for saying in newest(said, 3))
    assert newest(said, 99) == said


def test_events_lead_to_their_pages():
    assert {event["page"] for event in island()["events"]} == {None}
    assert all(event["page"].startswith("../event/") for event in island(links=Links("../"))["events"])


def test_every_class_has_one_look():
    ontology = (data("ontology") / "kg.ttl").read_text("utf-8")
    event_classes = re.findall(r"^kg:([A-Z]+) a kg:EventClass", ontology, re.MULTILINE)
    drawn = [name for family in FAMILIES.values() for name in family.classes]
    assert sorted(drawn) == sorted(event_classes)
    assert len({family.shape for family in FAMILIES.values()}) == len(FAMILIES)


def test_the_same_store_gives_the_same_bytes():
    other = sample.view_of(*reversed(sample.READINGS))
    assert draw_timeline(VIEW, Scope()).html == draw_timeline(other, Scope()).html


def test_the_words_are_those_of_the_documents():
    for receipt in island()["receipts"]:
        text = texts(VIEW)[receipt["document"]].document.text
        assert "".join(piece["text"] for piece in receipt["words"]) == text[receipt["start"] : receipt["end"]]
