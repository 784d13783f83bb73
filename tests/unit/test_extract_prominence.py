"""The part that a name plays in its sentence."""

import pytest

from kg.extract.prominence import clauses_above, governs, held, likely, of_noun, part_of
from kg.model import Span
from kg.nlp.lexicon import topic_weights
from kg.nlp.models import load_model


@pytest.fixture(scope="module")
def head():
    """Return what finds the token of a word in a sentence."""
    nlp = load_model()
    return lambda text, word: next(token for token in nlp(text) if token.text == word)


@pytest.mark.parametrize(
    ("text", "word", "part"),
    [
        ("Norway signed the paper.", "Norway", {"subject"}),
        ("The king praised Norway.", "Norway", {"object"}),
        ("They met in Norway.", "Norway", {"oblique", "in", "in polity"}),
        ("The king of Norway came.", "Norway", {"of a noun", "of"}),
        ("Norway's king came.", "Norway", {"owner"}),
        ("Chile and Norway signed it.", "Norway", {"subject", "listed"}),
    ],
)
def test_the_part_of_a_name(head, text, word, part):
    """By its relation in the tree, and by its preposition; a member of a list has the part of the first."""
    assert set(part_of(head(text, word), "polity")) == part


def test_a_name_in_a_clause_is_marked(head):
    """What stands in a subordinate clause is less prominent."""
    token = head("They left because Norway signed the paper.", "Norway")
    assert clauses_above(token) == 1
    assert "in a clause" in part_of(token, "polity")


def test_an_adjective_has_the_part_of_its_noun(head):
    """Of "Norwegian boats left" the noun is the subject, and several."""
    assert of_noun(head("Norwegian boats left.", "boats")) == {"noun is subject": 1.0, "plural": 1.0}


def test_adjectives_that_say_whose_it_is():
    """The problem is the polity's; the coat only comes from there."""
    assert governs("the Chilean problem", Span(4, 11))
    assert governs("Peruvian-Chilean talks", Span(9, 16))
    assert not governs("a Chilean coat", Span(2, 9))


def test_likelihood_is_a_logistic_of_the_sum():
    """Nothing known: one half; features without a weight do not count."""
    assert likely({"bias": 0.0}, {"odd": 5.0}) == 0.5
    assert likely({"bias": -1.0, "subject": 3.0}, {"subject": 1.0}) == pytest.approx(0.8808, abs=1e-4)


def test_what_does_not_hold_is_no_feature():
    """Only true ones are kept, named as the table of weights has them."""
    assert held(first_of_last=True, brief=False) == {"first of last": 1.0}


def test_the_shipped_weights_rank_as_centering_does():
    """A subject before an object before a place; a source is hardly a topic; each way has a bias."""
    weights = topic_weights()
    assert all("bias" in weights[way] for way in ("named", "adjective", "we", "carried"))
    named = weights["named"]
    assert named["subject"] > named["object"] > named["in place"]
    assert named["source"] < 0 > named["titular"]
