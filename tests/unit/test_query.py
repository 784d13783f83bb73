"""Questions to the graph."""

from dataclasses import replace
from itertools import permutations

import pytest

from kg.errors import QueryError
from kg.query import (
    Wanted,
    claims,
    figures,
    show,
    timeline,
    who_said,
)
from kg.query.cards import HeldOffice
from kg.query.cards import _since as office_order
from kg.query.claims import _order as claim_order
from kg.query.periods import within
from tests import sample


@pytest.fixture(scope="module")
def view():
    return sample.view_of(*sample.READINGS)


def said(view, **wanted):
    return [saying.words for saying in who_said(view, Wanted(**wanted))]


MEMBER = "Zembia is a member of the Lake Union."
MET = "We met in Tirask … and 2,300 people came"
PLAN = "Vostania and Zembia will hold talks in Tirask in May 2031."
DENIAL = "that Zembia had not asked for them"


def test_who_said_gives_all_in_order_of_documents_and_reading_and_leaves_the_registry_out(view):
    assert said(view) == [MEMBER, MET, PLAN, DENIAL]
    assert {saying.mode for saying in who_said(view)} == {"turn", "direct", "narration", "indirect"}


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"about": frozenset({"the lake union"})}, [MEMBER]),
        ({"about": frozenset({"LU", "Vostania"})}, [MEMBER, MET, PLAN]),
        ({"by": frozenset({"Drell"})}, [MEMBER, DENIAL]),
        ({"by": frozenset({"person:ilva-drell"}), "about": frozenset({"polity:zembia"})}, [MEMBER, DENIAL]),
        ({"nested": False}, [MEMBER, PLAN, DENIAL]),
        ({"mode": "direct"}, [MET]),
        ({"since": "2031-04"}, [MEMBER, PLAN]),
        ({"until": "2031-03-15"}, [MET]),
        ({"since": "2031", "until": "2031"}, [MEMBER, MET, PLAN]),
        ({"limit": 1}, [MEMBER]),
    ],
)
def test_who_said_finds_what_is_wanted(view, wanted, words):
    assert said(view, **wanted) == words


def test_a_saying_tells_speaker_office_relay_topics_and_place(view):
    member, met = who_said(view)[:2]
    assert (member.speaker_label, member.role) == ("Ilva Drell", "Deputy Foreign Minister of Vostania")
    assert (member.dated_by, member.channel, member.venue, member.addressee) == (
        "publication", "interview", None, None,
    )  # fmt: skip
    assert (met.dated_by, met.venue, met.addressee) == (
        "text", ("org:lake-union", "Lake Union"), ("person:ilva-drell", "Ilva Drell"),
    )  # fmt: skip
    assert met.relayed_by == ("Ilva Drell",)
    assert met.about == (("polity:vostania", "Vostania"), ("polity:zembia", "Zembia"))
    assert sample.INTERVIEW_TEXT[member.start : member.end] == member.words
    assert sample.INTERVIEW_TEXT[met.start : met.end].startswith("We met in Tirask”")
    assert (met.source, met.publisher, met.document) == (
        "interview.txt",
        "Harbour Gazette",
        sample.INTERVIEW.document.id,
    )


def test_a_ring_of_reports_ends():
    """No reader makes one, yet a store may hold it."""
    turn, quote = sample.INTERVIEW.utterances
    ring = replace(sample.INTERVIEW, utterances=(replace(turn, reported_in=quote.id), quote))
    assert len(who_said(sample.view_of(ring))) == 2


@pytest.mark.parametrize("date", ["yesterday", "2031-4", "2031-04-06T00:00", ""])
def test_a_limit_that_is_no_date_is_refused(view, date):
    with pytest.raises(QueryError, match="a date reads"):
        who_said(view, Wanted(since=date))


@pytest.mark.parametrize(
    ("iso", "since", "until", "expected"),
    [
        ("2031-04-06", "2031-04-06", "2031-04-06", True),
        ("2031-04", "2031-04-15", None, True),
        ("2031", None, "2030", False),
        ("2030-12/2031-02", "2031-02-10", None, True),
        ("2030-12/2031-02", "2031-03", None, False),
        (None, None, None, True),
    ],
)
def test_times_of_different_length_compare(iso, since, until, expected):
    assert within(iso, since, until) is expected


def test_the_timeline_is_by_date_with_claimants_and_words(view):
    meeting, talks = timeline(view)
    assert (meeting.date, meeting.type, meeting.status, meeting.places) == (
        "2031-03",
        "MEET",
        "happened",
        (("place:tirask", "Tirask"),),
    )
    assert meeting.claimants == ("Tam Moorvel",)
    assert talks.participants == (("polity:vostania", "Vostania"), ("polity:zembia", "Zembia"))
    assert sample.INTERVIEW_TEXT[meeting.start : meeting.end] == meeting.words == "We met in Tirask"
    assert timeline(view, ["Lake Union"]) == []
    assert timeline(view, ["Tirask"], since="2031-04") == [talks]


def test_one_event_of_two_claimants_is_one_line_that_shows_both_views():
    (event,) = sample.INTERVIEW.events
    other = sample.INTERVIEW.statements[0]
    denied = replace(event, stated_in=other.id, status="negated", evidence=other.evidence, date=None)
    (line,) = timeline(sample.view_of(replace(sample.INTERVIEW, events=(event, denied))))
    assert line.claimants == ("Ilva Drell", "Tam Moorvel")
    assert line.status == "happened / negated"
    assert line.date == "2031-03"
    told = [(claim.statement, claim.speaker, claim.status, claim.denied) for claim in line.claims]
    assert told == [  # in reading order
        (other.id, "person:ilva-drell", "negated", True),
        (event.stated_in, "person:tam-moorvel", "happened", False),
    ]


def test_who_denies_an_event_that_happened_says_that_it_did_not():
    event = replace(sample.NEWS.events[0], stated_in=sample.NEWS.statements[1].id, status="happened")
    (line,) = timeline(sample.view_of(replace(sample.NEWS, events=(event,))))
    assert (line.status, line.claims[0].status) == ("negated", "negated")


def test_only_the_statements_that_are_asked_for_tell_of_events(view):
    _, talks = timeline(view)
    assert timeline(view, among={talks.claims[0].statement}) == [talks]
    assert timeline(view, among=set()) == []


def test_undated_events_come_last():
    (event,) = sample.INTERVIEW.events
    undated = replace(event, id="a" * 16, date=None, label="A meeting")
    assert [
        line.date for line in timeline(sample.view_of(replace(sample.INTERVIEW, events=(undated, event))))
    ] == [
        "2031-03",
        None,
    ]


def test_claims_are_relations_parts_in_events_and_topics_each_with_its_claimant(view):
    found = {(c.subject_label, c.predicate, c.object_label, c.speaker_label, c.mode) for c in claims(view)}
    assert ("Zembia", "memberOf", "Lake Union", "Ilva Drell", "turn") in found
    assert ("Vostania", "memberOf", "Lake Union", "Registry of actors", "registry") in found
    assert ("Vostania", "MEET", "Meeting of Vostania and Zembia", "Tam Moorvel", "direct") in found
    assert ("Ilva Drell", "kg:about", "Zembia", "Ilva Drell", "indirect") in found


def test_the_place_of_a_claim_holds_its_words(view):
    texts = {"interview.txt": sample.INTERVIEW_TEXT, "news.txt": sample.NEWS_TEXT}
    for claim in claims(view):
        if claim.mode != "registry" and " … " not in claim.words:
            assert texts[claim.source][claim.start : claim.end] == claim.words


@pytest.mark.parametrize(
    "change",
    [{"start": 1}, {"end": 9999}, {"confidence": 0.01}, {"status": "planned"}, {"object_label": "?"}],
)
def test_claims_that_differ_in_anything_have_one_order(view, change):
    """They come out of a set, whose order is another one in every run."""
    one = claims(view)[0]
    other = replace(one, **change)
    assert one != other
    assert sorted([one, other], key=claim_order) == sorted([other, one], key=claim_order)


def test_offices_that_differ_in_anything_have_one_order():
    held = [
        HeldOffice("Envoy", "org:lake-union", "Lake Union", "2031", end, who)
        for end in ("2032", None)
        for who in ("A", "B")
    ]
    assert len({tuple(sorted(some, key=office_order)) for some in permutations(held)}) == 1


def test_claims_about_one_have_it_at_an_end_or_as_speaker(view):
    found = claims(view, ["Lake Union"])
    assert found
    assert all("org:lake-union" in (c.subject, c.object, c.speaker) for c in found)


def test_structural_part_of_is_no_claim(view):
    """``kg:partOf`` ties a statement to its utterance too; only what a statement claims is a claim."""
    assert not [claim for claim in claims(view) if claim.predicate == "partOf"]


def test_figures_have_number_unit_and_claimant(view):
    (figure,) = figures(view, ["Vostania"])
    assert (figure.number, figure.unit, figure.speaker_label) == (2300.0, "people", "Tam Moorvel")
    assert figures(view) == [figure]
    assert figures(view, ["Lake Union"]) == []


def test_a_card_shows_all_about_one(view):
    card = show(view, "person:ilva-drell")
    assert (card.label, card.type, card.wikidata, card.aliases) == (
        "Ilva Drell",
        "person",
        "Q99990001",
        ("Drell",),
    )
    assert [(o.title, o.body_label, o.start, o.claimant) for o in card.offices] == [
        ("Deputy Foreign Minister", "Vostania", "2031-02-01", "Registry of actors")
    ]
    assert (card.statements_by, card.statements_about) == (2, 0)
    zembia = show(view, "Zembia")
    assert (zembia.statements_by, zembia.statements_about) == (0, 4)
    assert [(topic.label, topic.statements) for topic in zembia.topics] == [
        ("Vostania", 2),
        ("Lake Union", 1),
    ]
    assert len(zembia.events) == 2
    assert [claim.predicate for claim in zembia.relations] == ["memberOf"]
