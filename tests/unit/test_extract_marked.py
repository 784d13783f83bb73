"""Attributions that the model marks, those of nouns and adverbs, and what is made of both with the rules."""

import pytest

from kg.model import Document, Mode
from kg.pipeline import Settings, read

HEAD = "The harbour tax\n\nMinister Elena Drell of Norway came to Kelmar.\n\n"
DRELL = "person:elena-drell"


def said(text, **settings):
    """Return (speaker, mode, words) of all that the publisher does not say himself, in order."""
    document = Document("invented.txt", text, "0" * 64, publisher="Harbour Gazette", published="2031-05-14")
    reading = read(document, Settings(**settings))
    utterances = {utterance.id: utterance for utterance in reading.utterances}
    told = [(utterances[s.utterance], s) for s in reading.statements]
    return [
        (u.speaker, u.mode, " … ".join(part.of(text) for part in s.content))
        for u, s in told
        if u.mode is not Mode.NARRATION
    ]


@pytest.mark.parametrize(
    ("sentence", "speaker", "words"),
    [
        ("Elena Drell's warning that the harbour would close came late.", DRELL, "the harbour would close"),
        (
            "The town heard of a claim by Elena Drell that the ships were sold.",
            DRELL,
            "the ships were sold",
        ),
        (
            "The town heard of the position of Norway, outlined by Elena Drell in a letter, that the tax must go.",
            DRELL,
            "the tax must go",
        ),
        ("Norway reportedly sold the ships in May.", "group:unnamed", "Norway … sold the ships in May"),
        ("According to media reports, the ships were sold.", "group:media", "the ships were sold"),
        ("It was said through the media that the ships were sold.", "group:media", "the ships were sold"),
        (
            "A number of experts said that the ships were sold.",
            "group:experts",
            "the ships were sold",
        ),
    ],
    ids=["possessor", "by", "set-out", "adverb", "media-reports", "through-the-media", "a-number-of"],
)
def test_who_says_it_without_a_plain_subject(sentence, speaker, words):
    """Nouns, adverbs, passives, and people that are counted."""
    assert (speaker, Mode.INDIRECT, words) in [
        (who, how, what.rstrip(".")) for who, how, what in said(HEAD + sentence)
    ]


def test_what_is_only_commented_on_is_no_report():
    """It tells the occasion of what he says."""
    found = said(HEAD + "Elena Drell, commenting on the harbour tax, noted that the ships were sold.")
    assert [words for _, _, words in found] == ["the ships were sold"]


def test_words_announced_by_a_colon_stand_in_the_next_paragraph():
    """And no further."""
    found = said(
        "The harbour tax\n\nMinister Elena Drell did not wait for the vote. At noon she said:\n\n"
        '"The tax is gone. Nobody will miss it."\n\nThe crowd went home.\n'
    )
    assert found == [
        (DRELL, Mode.DIRECT, "The tax is gone."),
        (DRELL, Mode.DIRECT, "Nobody will miss it."),
    ]


def test_words_announced_as_following_are_whose_the_announcement_is():
    """The cue stands in the sentence before."""
    found = said(
        HEAD + "Norway has a position, as Elena Drell said. It is as follows: the tax must go in May."
    )
    assert (DRELL, Mode.INDIRECT, "the tax must go in May.") in found


def test_two_apostrophes_are_a_quotation_mark():
    """As plain text of newspapers has them."""
    found = said(HEAD + "''The tax is gone,'' said Elena Drell. ''Nobody will miss it.''")
    assert found == [(DRELL, Mode.DIRECT, "The tax is gone"), (DRELL, Mode.DIRECT, "Nobody will miss it.")]


def test_an_author_reports_himself():
    """The publisher's, who is not known better."""
    found = said("The harbour tax\n\nI believe that the harbour will close within a year.")
    assert [(who, words) for who, _, words in found] == [
        ("org:harbour-gazette", "the harbour will close within a year")
    ]


def test_who_speaks_in_a_quotation_is_not_the_author():
    """His "I" is another."""
    found = said(HEAD + '"I believe that the tax is dead," said Elena Drell.')
    assert {who for who, _, _ in found} == {DRELL}


def test_somebody_unnamed_says_it_in_an_article_and_nobody_in_a_speech():
    """ "They" may be anybody in what somebody says."""
    assert said("The harbour tax\n\nHe said that the ships were sold.") == [
        ("person:unnamed", Mode.INDIRECT, "the ships were sold")
    ]
    talk = "Talk\n\nQ: Who pays?\n\nA: They say that nobody pays.\n\nQ: Why?\n\nA: Because they are poor.\n"
    assert {mode for _, mode, _ in said(talk)} == {Mode.TURN}


def test_less_likely_attributions_come_with_a_lower_threshold():
    """And only with it."""
    text = HEAD + "Elena Drell demanded an answer, and she opted for waiting in the harbour of Kelmar."
    assert len(said(text, min_confidence=0)) > len(said(text, min_confidence=0.9))
