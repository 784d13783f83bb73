"""What a sentence is about: its subjects, those that pronouns carry over, and nobody else."""

import pytest

from kg.extract.about import speaks_for_side
from kg.model import Document
from kg.pipeline import read


def about(text, words):
    """Return the subjects of the last statement that begins with ``words``."""
    found = read(Document("invented.txt", text, "0" * 64, publisher="Harbour Gazette"))
    *_, last = [set(s.about) for s in found.statements if s.span.of(text).startswith(words)]
    return last


def test_whom_a_sentence_names():
    """Those who act in it, of any type."""
    assert about("Norway and the European Union signed it.", "Norway") == {"polity:norway", "org:eu"}


def test_the_source_is_no_subject():
    """Who speaks is not what the words are about, and neither is the one spoken to."""
    text = "Elena Drell told the Harbour Gazette that Norway signed it."
    assert about(text, "Norway") == {"polity:norway"}


def test_where_it_happens_is_no_subject():
    """The place of an event is its setting."""
    assert "place:oslo" not in about("Chile signed the paper in Oslo.", "Chile")


def test_whose_title_it_is_comes_before_the_title_s_country():
    """Of "US Senator X" the sentence is about X first."""
    found = read(Document("invented.txt", "US Senator Elena Drell arrived late.", "0" * 64))
    assert found.statements[0].about[0] == "person:elena-drell"


@pytest.mark.parametrize("pronoun", ["It", "This country", "They", "Its fleet"])
def test_a_pronoun_carries_the_subject_over(pronoun):
    """A sentence without a name of its own goes on about the one before."""
    assert about(f"Norway signed the paper. {pronoun} came late in May.", pronoun) == {"polity:norway"}


def test_a_noun_stands_for_the_last_of_its_type():
    """ "The organization" is the last one named."""
    text = "Norway spoke to the European Union. The organization was silent about the paper."
    assert "org:eu" in about(text, "The organization")


def test_we_are_the_speaker_s_side():
    """What the minister says "we" do is about the polity in whose name she speaks."""
    text = (
        "Norwegian Deputy Foreign Minister Elena Drell spoke to the Harbour Gazette.\n\n"
        "— Will the tax go?\n\n— We will sign the paper in May.\n\n— Will it last?\n\n— I hope so.\n"
    )
    assert "polity:norway" in about(text, "We will sign")


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("We will sign it.", True),
        ("Our boats are old.", True),
        ("We hope that they agree.", False),
        ("We think so.", False),
        ("They gave it to us.", True),
        ("They agree.", False),
    ],
)
def test_we_who_think_are_no_side(words, side):
    """The "we" of an opinion says nothing about the side."""
    assert speaks_for_side(words) is side


def test_a_brief_sentence_without_a_name_is_about_nothing():
    """A greeting carries nothing over."""
    talk = "Q: Who signed it?\nA: Norway signed the paper in May. Thank you all.\nQ: And who paid?\nA: Chile paid it."
    assert about(talk, "Thank") == set()


def test_an_outlet_is_no_subject():
    """Media that only report are left out."""
    found = about("According to Reuters, Norway signed the paper.", "Norway")
    assert found == {"polity:norway"}


def test_at_most_four_subjects():
    """A list of ten states does not make ten subjects."""
    text = "Norway, Chile, Peru, Ghana, Kenya, Nepal and Japan signed it."
    assert len(about(text, "Norway")) == 4


def test_an_answer_does_not_go_on_about_the_last_one():
    """What is carried over within an answer ends with it, when the next question names nobody."""
    rest = "It was raining for a long week in the whole town."
    talk = "Q: Who signed it?\nA: Norway signed the paper in May."
    assert about(f"{talk} {rest}\n\nQ: And who paid?\nA: Nobody.\n", "It was") == {"polity:norway"}
    assert about(f"{talk}\n\nQ: And the weather?\nA: {rest}\n", "It was") == set()


def test_both_who_were_named_together_are_the_parties():
    """Of "the two countries" a sentence is about either."""
    text = "Norway and Chile signed the paper in May. The two countries had talked about it for years."
    assert about(text, "The two") == {"polity:norway", "polity:chile"}


def test_what_was_asked_about_is_what_a_bare_answer_is_about():
    """An answer without a name goes on about its question, not about an earlier answer."""
    talk = "Q: Who signed it?\nA: Norway signed the paper in May.\n\nQ: And what will Chile do?\nA: It will wait for now.\n"
    assert about(talk, "It will wait") == {"polity:chile"}


def test_the_same_text_has_the_same_topics_in_the_same_order():
    """Topics stand in order of prominence, which does not depend on how often one asks."""
    text = "Norway and Chile signed it. Peru, which they had asked, did not come to the table."
    document = Document("invented.txt", text, "0" * 64)
    first, second = ([s.about for s in read(document).statements] for _ in range(2))
    assert first == second
    assert set(first[0]) == {"polity:norway", "polity:chile"}
