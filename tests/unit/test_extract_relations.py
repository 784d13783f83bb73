"""Relations: offices, what happened between two, and cues with both ends."""

import pytest

from kg.model import Document
from kg.pipeline import read

Triple = tuple[str, str, str]


def found(text: str) -> set[Triple]:
    """Return the relations of a text as triples."""
    reading = read(Document("invented.txt", text, "0" * 64, published="2025-11-06"))
    return {(r.subject, r.predicate, r.object) for r in reading.relations}


DRELL = "person:marta-drell"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Norwegian Deputy Foreign Minister Marta Drell came.", "polity:norway"),
        ("Deputy Foreign Minister of Norway Marta Drell came.", "polity:norway"),
        ("Marta Drell, Minister of Transport of Norway, came.", "polity:norway"),
        ("The Norwegian ambassador to Chile, Marta Drell, came.", "polity:norway"),
        ("Norwegian Ambassador to Chile Marta Drell came.", "polity:norway"),
        ("Marta Drell, spokeswoman for NATO, came.", "org:nato"),
    ],
)
def test_an_office_is_held_in_its_body(text: str, body: str) -> None:
    """Before the name or after it, with adjective or "of"."""
    assert (DRELL, "hasPosition", body) in found(text)


def test_an_ambassador_serves_no_host() -> None:
    """Chile is where the ambassador goes."""
    assert (DRELL, "hasPosition", "polity:chile") not in found(
        "Norwegian Ambassador to Chile Marta Drell came."
    )


def test_the_head_of_a_body_heads_it() -> None:
    """A president, not a deputy minister."""
    assert (DRELL, "headOf", "polity:norway") in found("Norwegian President Marta Drell came.")
    assert (DRELL, "headOf", "polity:norway") not in found(
        "Norwegian Deputy Foreign Minister Marta Drell came."
    )


def test_a_shared_title_is_dealt_out_in_order() -> None:
    """The first adjective is the first person's."""
    triples = found("The Polish and Chilean Prime Ministers Marta Drell and Peter Tasker came.")
    assert (DRELL, "hasPosition", "polity:poland") in triples
    assert ("person:peter-tasker", "hasPosition", "polity:chile") in triples
    assert ("person:peter-tasker", "hasPosition", "polity:poland") not in triples


def test_a_list_of_people_keeps_their_titles_apart() -> None:
    """The title after a comma is the next person's."""
    triples = found("Norwegian President Marta Drell, Chilean Foreign Minister Peter Tasker came.")
    assert (DRELL, "hasPosition", "polity:chile") not in triples


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("Norway is a member of NATO.", ("polity:norway", "memberOf", "org:nato")),
        ("Norway accused Chile of espionage.", ("polity:norway", "accuses", "polity:chile")),
        ("Norway called on Chile to wait.", ("polity:norway", "demands", "polity:chile")),
        ("Chile, supported by Norway, went on.", ("polity:norway", "supports", "polity:chile")),
        ("Norway supplies weapons to Chile.", ("polity:norway", "supplies", "polity:chile")),
        ("Norway thanked Chile for the help.", ("polity:norway", "praises", "polity:chile")),
        ("Trade between Norway and Chile grew.", ("polity:norway", "tradesWith", "polity:chile")),
        ("Norway and Chile held talks in May.", ("polity:norway", "negotiatesWith", "polity:chile")),
        ("Marta Drell met Peter Tasker in May.", (DRELL, "metWith", "person:peter-tasker")),
    ],
)
def test_a_cue_joins_its_ends(text: str, triple: Triple) -> None:
    """Active, passive and mutual."""
    assert triple in found(text)


def test_a_denied_relation_is_none() -> None:
    """Not accused, not a member."""
    assert found("Norway has not accused Chile.") == set()


def test_what_is_planned_is_no_meeting_yet() -> None:
    """They have not met."""
    assert not {t for t in found("Marta Drell will meet Peter Tasker in May.") if t[1] == "metWith"}


def test_a_relation_quotes_the_words() -> None:
    """The evidence is a stretch of the text."""
    text = "Norwegian President Marta Drell accused Chile of espionage."
    reading = read(Document("invented.txt", text, "0" * 64))
    assert reading.relations
    assert all(r.evidence.quote == r.evidence.span.of(text) for r in reading.relations)


def test_nobody_stands_in_relation_to_himself() -> None:
    """Norway and its government are one."""
    assert all(
        a != b for a, _, b in found("Norway accused the Norwegian government. Norway is a member of Norway.")
    )
