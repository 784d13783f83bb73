"""Who relays whom, and what nobody said."""

import pytest

from kg.model import Document, Mode
from kg.pipeline import read


def reports(text):
    """Return (speaker, words, who relays it) of each report."""
    found = read(
        Document("invented.txt", text, "0" * 64, publisher="Harbour Gazette", published="2031-10-03")
    )
    utterances = {u.id: u for u in found.utterances}
    told = []
    for statement in found.statements:
        said = utterances[statement.utterance]
        outer = utterances.get(said.reported_in or "")
        if said.mode is Mode.INDIRECT:
            words = " … ".join(part.of(text) for part in statement.content)
            told.append((said.speaker, words, outer.speaker if outer else None))
    return told


def about(text, speaker):
    """Return what the first report of a speaker is about."""
    found = read(
        Document("invented.txt", text, "0" * 64, publisher="Harbour Gazette", published="2031-10-03")
    )
    mine = {u.id for u in found.utterances if u.speaker == speaker and u.mode is Mode.INDIRECT}
    return next(s.about for s in found.statements if s.utterance in mine)


def test_what_somebody_claims_that_another_said_is_relayed_by_him():
    text = "Deputy Orla Temvik claimed on Monday that Norway had demanded the resignation of the governor."
    found = reports(text)
    assert ("polity:norway", "the resignation of the governor", "person:orla-temvik") in found


def test_who_is_said_to_have_done_something_does_not_say_so():
    text = "The minister, Daur Imvarov, was said to have advised Norway against accepting the offer."
    assert [speaker for speaker, *_ in reports(text)] == ["group:media"]


def test_words_quoted_by_an_agency_are_relayed_by_it():
    text = (
        "Governor Ilma Dostarova spoke on Friday.\n\n"
        "Dostarova was quoted as saying by the news agency Harbour Press that Chile had been reminded of the debt."
    )
    assert ("person:ilma-dostarova", "Chile had been reminded of the debt", "org:harbour-press") in reports(
        text
    )


def test_what_a_paper_reports_that_somebody_did_is_relayed_by_it():
    text = (
        "Prime Minister Sabin Ormonbek, as reported by the newspaper Evening Herald, "
        "called on both sides to refrain from public statements."
    )
    found = {speaker: outer for speaker, _, outer in reports(text)}
    assert found["person:sabin-ormonbek"] == "org:evening-herald"


def test_who_promises_nothing_promises_nothing():
    text = "Norway has promised nothing so far. Chile has promised a ship."
    assert [speaker for speaker, *_ in reports(text)] == ["polity:chile"]


def test_what_the_reporter_adds_of_himself_is_not_the_reported_words():
    text = (
        "Interview with Minister Nomva Thebana\n\n"
        "Q: What did you bring home?\n\n"
        "A: Namibia has accepted that the river must be managed by all, and I am grateful to everyone for that."
    )
    assert ("polity:namibia", "the river must be managed by all", "person:nomva-thebana") in reports(text)


def test_the_next_clause_is_not_what_was_proposed():
    text = "Norway has proposed a conference of all the ports, and Chile supports the idea."
    assert ("polity:norway", "a conference of all the ports", None) in reports(text)


def test_some_diplomats_are_no_polity():
    text = "Two Norwegian diplomats, who spoke on Friday, said that the ships had left."
    assert [speaker for speaker, *_ in reports(text)] == ["group:norwegian-diplomats"]


def test_the_office_that_the_text_gives_somebody_is_his():
    text = (
        "Prime Minister Sabor Ormonov spoke to the press.\n\n"
        "The governor of the bank, Ilma Dostarova, said that nothing was due.\n\n"
        "The Prime Minister said that he would wait."
    )
    assert ("person:sabor-ormonov", "he would wait", None) in reports(text)


@pytest.mark.parametrize(
    ("text", "speaker", "topic"),
    [
        (
            "Iran has offered Chile a credit line, according to two officials in Astana.",
            "group:officials",
            "polity:iran",
        ),
        (
            "VALPARAISO, March 14, 2025 (Harbour Wire) - Chile has ordered the ships to leave, "
            "Fisheries Minister Camira Ossandar said on Friday.",
            "person:camira-ossandar",
            "polity:chile",
        ),
    ],
)
def test_a_report_is_about_the_state_that_acts_in_it(text, speaker, topic):
    assert about(text, speaker)[0] == topic


def test_people_of_a_kind_are_named_with_it():
    text = "Deputy heads of government of the ports calls on all sides to wait for the vote in May."
    assert [speaker for speaker, *_ in reports(text)] == ["group:deputy-heads-of-government"]
