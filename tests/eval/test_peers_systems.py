"""The peers' extractors do what their descriptions say."""

from importlib.util import find_spec

import pytest

from kg.nlp.models import load_model
from tests.eval.peers_rules import quotations
from tests.eval.peers_systems import (
    Attribution,
    clear_labels,
    model,
    quotes,
    quotes_by_paragraph,
    said,
    tracker,
)

textacy = pytest.mark.skipif(
    find_spec("textacy") is None, reason="textacy is not installed (the extra `peers`)"
)


@pytest.fixture(scope="module")
def nlp():
    return load_model()


@pytest.fixture
def parsed(nlp):
    return lambda text: clear_labels(nlp(text))


def told(doc):
    """Who, how and what, as words without marks."""
    return [
        tuple(
            " ".join(doc[i].text for i in part if not doc[i].is_punct)
            for part in (one.source, one.cue, one.content)
        )
        for one in quotations(doc)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The minister told reporters that Zembia had not joined the union.",
            [("The minister", "told", "that Zembia had not joined the union")],
        ),
        (
            "“The bridge will be closed in May,” Ilva Drell said.",
            [("Ilva Drell", "said", "The bridge will be closed in May")],
        ),
        ("The lake, Drell said, belongs to nobody.", [("Drell", "said", "The lake belongs to nobody")]),
        (
            "The talks failed, according to the deputy minister.",
            [("the deputy minister", "according to", "The talks failed")],
        ),
        (
            "According to Tam Moorvel, the talks failed.",
            [("Tam Moorvel", "According to", "the talks failed")],
        ),
        ("She was told that the lake is deep.", []),
        ("Drell hoped that the lake was deep.", []),
        ("Drell called it the “lake tax” again.", []),
    ],
)
def test_the_tracker_reads_what_its_description_says(parsed, text, expected):
    """Clauses under verbs of saying and "according to"; no passives, no wishes, no terms in marks."""
    assert told(parsed(text)) == expected


def test_words_in_marks_beside_a_verb_of_saying_are_a_quotation(parsed):
    """Where the tree does not tie them to it."""
    text = "Drell answered the reporters at once: “Nobody in this town will ever have asked us. Never.”"
    assert [(source, cue) for source, cue, _ in told(parsed(text))] == [("Drell", "answered")]


def test_a_quotation_behind_another_has_its_speaker(parsed):
    """And so has the next, until a sentence says nothing."""
    text = (
        "“The bridge will be closed in May,” Ilva Drell said. “Nobody in the town was asked about it.”\n\n"
        "“They will ask us in June or July.” It rained all day. “This is what nobody here ever said.”"
    )
    assert [(source, content.split()[0]) for source, _, content in told(parsed(text))] == [
        ("Ilva Drell", "The"),
        ("Ilva Drell", "Nobody"),
        ("Ilva Drell", "They"),
    ]


def test_a_mark_left_open_ends_with_its_paragraph(parsed):
    """Else one missing mark would turn the rest of a text inside out."""
    text = (
        "It is “a very deep lake.\n\nDrell answered at once. “Nobody in this town will ever ask us. Never.”"
    )
    assert [(source, content.split()[0]) for source, _, content in told(parsed(text))] == [
        ("Drell", "Nobody")
    ]


def test_labels_become_those_that_the_peers_expect(parsed):
    """Passives, "not" and the parts of names; other labels stay."""
    doc = parsed("Ilva Drell was not told that the lake is deep.")
    assert {t.text: t.dep_ for t in doc[:5]} == {
        "Ilva": "nsubjpass",
        "Drell": "compound",
        "was": "auxpass",
        "not": "neg",
        "told": "ROOT",
    }


def test_a_split_content_is_two_stretches(parsed):
    """Without the words of the speaker in between."""
    text = "The lake, Drell said, belongs to nobody."
    (one,) = tracker(parsed(text))
    assert [text[a:b].strip(", ") for a, b in one.content] == ["The lake", "belongs to nobody"]
    assert (text[slice(*one.source)], text[slice(*one.cue)]) == ("Drell", "said")


@textacy
def test_textacy_refuses_a_text_with_an_odd_mark_but_not_its_other_paragraphs(parsed):
    """Paragraph by paragraph is its best foot; offsets are those of the whole text."""
    text = "It rained on the 5’ wall.\n\n“The bridge will be closed in May,” Ilva Drell said."
    doc = parsed(text)
    assert quotes(doc) == []
    (one,) = quotes_by_paragraph(doc)
    assert text[slice(*one.source)] == "Ilva Drell"
    assert text[slice(*one.content[0])] == "“The bridge will be closed in May,”"


@textacy
def test_what_textacy_splits_is_joined(parsed):
    """Two parts with one verb and speaker are one quotation."""
    text = "“We have lost the lake,” Drell said, “but we have not lost the bridge.”"
    doc = parsed(text)
    assert [len(one.content) for one in quotes(doc)] == [1, 1]
    assert [len(one.content) for one in quotes_by_paragraph(doc)] == [2]


def test_the_statements_of_one_cue_are_one_attribution():
    """And those without a cue when they are of one utterance."""
    same = {"source": None, "content": [[0, 5]], "utterance": "a", "cue": [7, 11]}
    statements = [
        same,
        {**same, "source": [12, 15], "content": [[20, 25]], "utterance": "b"},
        {**same, "cue": None},
    ]
    assert said(statements) == [
        Attribution((12, 15), (7, 11), ((0, 5), (20, 25))),
        Attribution(None, None, ((0, 5),)),
    ]


def test_the_model_gives_what_it_marks(nlp):
    """The language model's own attributions, before the rules."""
    text = "The minister told reporters that Zembia had not joined the union."
    (one,) = model(nlp(text))
    assert text[slice(*one.source)] == "The minister"
