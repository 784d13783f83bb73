"""Who is meant by words that are no name, one test for each way to tell; tests/eval/sources.jsonl has more."""

import pytest

from kg.model import Document, Mode
from kg.pipeline import read

OTTO, AGNES, KIM = "person:otto-renn", "person:agnes-thornby", "person:kim-rae"


def speakers(text):
    """Return the speakers of all statements but the publisher's own, in order."""
    found = read(
        Document("invented.txt", text, "0" * 64, publisher="Harbour Gazette", published="2031-05-06")
    )
    by = {u.id: u.speaker for u in found.utterances if u.mode is not Mode.NARRATION}
    return [by[s.utterance] for s in found.statements if s.utterance in by]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Otto Renn met Agnes Thornby. He said the quay was open.", [OTTO]),
        ("Otto Renn met Agnes Thornby. She said the quay was open.", [AGNES]),
        ("Otto Renn met Karl Brandt. He said the quay was open.", [OTTO]),
        ("Agnes Thornby designed the tower. He said the tower was safe.", ["person:unnamed"]),
        ("Colonel Kim Rae saw Agnes Thornby. She said the quay was open.", ["person:unnamed"]),
        ("Kim Rae said the quay was open. Rae saw Agnes Thornby. He said the road was safe.", [KIM, KIM]),
        ("Otto Renn and Agnes Thornby came. Both said the quay was open.", [OTTO, AGNES]),
        ("Otto Renn came after Agnes Thornby. The latter said the quay was open.", [AGNES]),
        ("Otto Renn was freed. The 54-year-old said the quay was open.", [OTTO]),
    ],
    ids=[
        "he",
        "she",
        "the-subject",
        "nobody-fits",
        "she-may-be-either",
        "he-by-elimination",
        "both",
        "latter",
        "age",
    ],
)
def test_pronouns(text, found):
    """By gender and by place in the sentence; by somebody unnamed when nobody fits."""
    assert sorted(speakers(text)) == sorted(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Minister Otto Renn met banker Karl Brandt. The minister said the quay was open.", OTTO),
        ("Minister Otto Renn met Deputy Minister Karl Brandt. The minister said the quay was open.", OTTO),
        ("Rebel commander Otto Renn met envoy Karl Brandt. The rebel leader said the quay was open.", OTTO),
        ("Banker Otto Renn left. The former minister said the quay was open.", OTTO),
        ("Trader Otto Renn lost. The judge said the quay was open.", "group:judges"),
        ("Minister Otto Renn left. His spokesman said the quay was open.", "group:spokesmen"),
        ("Minister Otto Renn left. The minister's spokesman said the quay was open.", "group:spokesmen"),
        ("President Otto Renn left. The spokesman for the rebels said the quay was open.", "group:spokesmen"),
        ("Swedish minister Otto Renn left. The Swedish minister said the quay was open.", OTTO),
    ],
    ids=["title", "no-deputy", "modifier", "former", "nobody", "his", "genitive", "of-others", "country"],
)
def test_descriptions(text, found):
    """By the titles that the text gives; who has none of them stays without a name."""
    assert speakers(text) == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The quay stays open. This was stated by the head of the Swedish delegation, Otto Renn, on Monday.",
            OTTO,
        ),
        ("Minister Otto Renn left. After talks with Karl Brandt, the minister said the quay was open.", OTTO),
    ],
)
def test_a_name_between_commas_is_the_description_s(text, found):
    """A name before a single comma is another's."""
    assert set(speakers(text)) == {found}


def test_one_without_a_name_is_taken_up_again():
    """The diplomat is the diplomat who spoke before, not the minister."""
    text = (
        "Foreign Minister Otto Renn left. A senior diplomat said the quay was open. "
        "The diplomat said the road was closed."
    )
    assert speakers(text) == ["group:senior-diplomats"] * 2


def test_who_is_quoted_about_is_not_who_speaks():
    """A name within quotation marks stands in the background."""
    text = '"Karl Brandt is a coward," Otto Renn said. "Nobody follows Karl Brandt," he added.'
    assert speakers(text) == [OTTO, OTTO]


def test_the_agency_is_the_body_named_before():
    """By the noun of its name, or by what it is called."""
    text = "The Kelmar Port Authority closed the quay. The agency said that ships had run aground."
    assert speakers(text) == ["org:kelmar-port-authority"]


def test_they_are_the_group_told_of_before():
    """Though it has not spoken yet."""
    assert speakers("Aid workers saw the quay. They said the quay was open.") == ["group:aid-workers"]


def test_the_ministry_s_spokesman_is_of_the_ministry_that_was_named():
    """Not of any: he is whom the text or the registry knows in that body."""
    text = "The Norwegian Foreign Ministry was asked. The ministry's spokesman, Otto Renn, came. The ministry's spokesman said the quay was open."
    assert speakers(text) == [OTTO]
