"""Who answers where no label names him, and whose a quotation is that somebody has signed."""

import pytest

from kg.model import Document, Mode
from kg.pipeline import read

ASKED = """{}

Question of agency «Northern Wire»: When will the harbour be dredged?

— The works will begin in April. They were postponed because of the ice.

The contractor has been chosen.

Question of newspaper «Harbour Gazette»: What will it cost?

— The estimate is being finalised. We will publish it.
"""


def said(text, mode):
    """Return (speaker, words) of the statements of a mode."""
    found = read(
        Document("invented.txt", text, "0" * 64, publisher="Harbour Gazette", published="2031-05-06")
    )
    modes = {one.id: one for one in found.utterances if one.mode is mode}
    return [
        (modes[s.utterance].speaker, s.content[0].of(text)) for s in found.statements if s.utterance in modes
    ]


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        (
            "Answers of official representative of Ministry of Waterways of Ostrel H.Tulloch to questions of media",
            "person:h-tulloch",
        ),
        ("Foreign Minister Mara Lind’s replies to media questions, Velm, 3 May 2031", "person:mara-lind"),
        ("Mara Lind answers questions from the media", "person:mara-lind"),
        ("Transcript of the briefing by Spokesperson Mara Lind, Tirask", "person:mara-lind"),
        ("Ministry of Fisheries' replies to media questions", "org:ministry-of-fisheries"),
        ("Replies of the Ministry of Fisheries to questions of the media", "org:ministry-of-fisheries"),
    ],
)
def test_the_title_names_who_answers(title, speaker):
    """A person, or the body alone where it names nobody."""
    turns = said(ASKED.format(title), Mode.TURN)
    assert len(turns) == 5
    assert {who for who, _ in turns} == {speaker}


def test_a_label_is_no_report():
    """Who asks "X: …" has a turn; the words are not told by anybody else."""
    text = ASKED.format("Mara Lind answers questions").replace(
        "Question of agency «Northern Wire»", "Oran Tull"
    )
    assert said(text, Mode.INDIRECT) == []


def test_a_label_with_a_full_stop_is_no_sentence():
    """Of "THE CHAIR. One at a time." only the second is said, by the person in the chair."""
    text = (
        "Round table on the crossings\n\nCHAIR (Mr. Nikola Osgerby, Dunholt): I open the table.\n\n"
        "Prof. Halina Lind (Harbour University) — We have waited for years.\n\nTHE CHAIR. One at a time, please.\n\n"
        "LIND: I thank you.\n\nCHAIR: We close.\n"
    )
    assert said(text, Mode.TURN) == [
        ("person:nikola-osgerby", "I open the table."),
        ("person:halina-lind", "We have waited for years."),
        ("person:nikola-osgerby", "One at a time, please."),
        ("person:halina-lind", "I thank you."),
        ("person:nikola-osgerby", "We close."),
    ]


def test_a_quotation_is_of_whoever_signs_it():
    """Also where somebody else has spoken just before."""
    text = (
        "The lake is low\n\nThe lake has fallen by a metre since May, Oran Tull said.\n\n"
        "“We have counted every boat, and we will count them again.”\n\n— Mara Lind, Water Commissioner, Velm\n"
    )
    assert said(text, Mode.DIRECT) == [
        ("person:mara-lind", "We have counted every boat, and we will count them again.")
    ]
