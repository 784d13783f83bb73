"""Events: class, sides, place, date, status, and one id for all mentions of one event in a document."""

from collections.abc import Iterable

import pytest

from kg.model import Document, Event, EventStatus
from kg.pipeline import read


def found(text: str, published: str | None = "2025-11-06") -> list[Event]:
    """Return the events of a text."""
    return list(read(Document("invented.txt", text, "0" * 64, published=published)).events)


def of(events: Iterable[Event], type_: str) -> list[Event]:
    """Return the events of one class."""
    return [event for event in events if event.type == type_]


def sides(event: Event) -> set[str]:
    """Return the ids of those who take part."""
    return {part.entity for part in event.participants}


def test_two_states_hold_talks_at_a_place_and_time() -> None:
    """Subject, place and date belong to the noun that the light verb carries."""
    (talks,) = of(found("In May 2024, Norway and Chile held three rounds of talks in Istanbul."), "TALKS")
    assert sides(talks) == {"polity:norway", "polity:chile"}
    assert talks.date == "2024-05"
    assert talks.place == "place:istanbul"
    assert talks.status is EventStatus.HAPPENED


def test_talks_of_nobody_are_of_the_two_named_together_last() -> None:
    """With a place or a date, and only after such a pair."""
    held = "Talks were held in Oslo in May 2025."
    (talks,) = of(found(f"Norway and Chile have differed for years. {held}"), "TALKS")
    assert (sides(talks), talks.place, talks.date) == (
        {"polity:norway", "polity:chile"},
        "place:oslo",
        "2025-05",
    )
    assert of(found("Norway and Chile have differed for years. Talks were held."), "TALKS") == []
    assert of(found(f"Norway has been silent for years. {held}"), "TALKS") == []


def test_the_words_are_the_evidence() -> None:
    """An event quotes the document exactly."""
    text = "Norway and Chile held talks in Istanbul in May 2024."
    (talks,) = of(found(text), "TALKS")
    assert talks.evidence.quote == talks.evidence.span.of(text)
    assert "talks" in talks.evidence.quote


def test_mentions_of_one_event_share_an_id() -> None:
    """The later, shorter mention is the same event with a second evidence."""
    text = (
        "In May 2024, Norway and Chile held talks in Istanbul.\n\n"
        "The negotiations between Norway and Chile were difficult. The talks between Chile and Norway ended."
    )
    talks = of(found(text), "TALKS")
    assert len(talks) > 1
    assert len({event.id for event in talks}) == 1


def test_other_sides_are_another_event() -> None:
    """Talks of other states are not merged."""
    text = "Norway and Chile held talks in May 2024. Norway and Peru held talks in May 2024."
    assert len({event.id for event in of(found(text), "TALKS")}) == 2


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norway and Chile will hold talks in May 2026.", EventStatus.PLANNED),
        ("Norway and Chile may hold talks in May 2026.", EventStatus.HYPOTHETICAL),
        ("Norway and Chile did not hold talks in May 2024.", EventStatus.NEGATED),
    ],
)
def test_status_is_read_from_the_words_before(text: str, status: EventStatus) -> None:
    """What is planned, possible or denied did not happen."""
    assert {event.status for event in of(found(text), "TALKS")} == {status}


def test_a_signed_paper_is_a_signing_not_an_agreement() -> None:
    """The verb decides."""
    events = found("Norway and Chile signed a treaty in March 2018.")
    assert {event.type for event in events} == {"SIGN"}


def test_a_passive_verb_has_its_object_before() -> None:
    """Who was arrested takes part."""
    (arrest,) = of(found("Peter Tasker was arrested in Istanbul on 3 May 2024."), "ARREST")
    assert "person:peter-tasker" in sides(arrest)


def test_a_report_is_the_statement_of_whom_it_cites() -> None:
    """The innermost statement that holds the words claims the event."""
    text = "Norway and Chile held talks in May 2024, Peruvian President Marta Drell said."
    reading = read(Document("invented.txt", text, "0" * 64, published="2025-11-06"))
    speakers = {
        s.id: next(u.speaker for u in reading.utterances if u.id == s.utterance) for s in reading.statements
    }
    (talks,) = of(reading.events, "TALKS")
    assert speakers[talks.stated_in] == "person:marta-drell"


def test_a_compound_is_no_event() -> None:
    """An elections chief is an official."""
    assert not of(found("Marta Drell, the elections chief of Peru, came in May 2024."), "ELECTION")


def test_words_without_sides_are_no_event() -> None:
    """A bare noun says too little."""
    assert found("The meeting was long, and the talks were dull.") == []


def test_the_label_is_readable() -> None:
    """Class, sides, place and date."""
    (talks,) = of(found("Norway and Chile held talks in Istanbul in May 2024."), "TALKS")
    assert talks.label == "Talks: Chile, Norway (Istanbul, 2024-05)"


def test_a_text_without_letters_has_no_events() -> None:
    """Hostile input breaks nothing."""
    assert found("\u202e\u0000 … ;;; (((\n\n—") == []


def test_who_condemns_an_attack_takes_no_part_in_it() -> None:
    """The subject of a verb of judgement is no side of what is judged."""
    text = "Question: What now?\n\nRadu Valcan: We condemn the attack on Hungary in April 2025. It was wrong."
    (attack,) = of(found(text), "ATTACK")
    assert sides(attack) == {"polity:hungary"}
