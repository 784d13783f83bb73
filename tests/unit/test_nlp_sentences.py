"""Sentences by rule."""

import pytest

from kg.model import Span
from kg.nlp.sentences import split


def sentences(text):
    """Return the sentences of a text."""
    return [span.of(text) for span in split(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Drell met Dr. Moorvel on No. 4 pier.|It rained.",
        "The U.S. envoy came.|The others left.",
        "J. K. Tull spoke first.|Drell followed.",
        "It costs 3.5 million.|Who pays?|The city!",
        "He came at 9 a.m. on Monday.|She left.",
        "They met on Feb. 20 in Tirask.|Nobody spoke.",
        "“We met in Tirask.”|“Nobody came.”",
        "And then …|Nothing happened.",
        "Really?!|Yes.",
        "*It is over.*|**Nobody won.**",
        "Сейм собрался.|Ілва вийшла.",
        "The list of goods etc. was long.|It was read.",
        "No.|We never met.",
        "Drell wrote on X.|Tull said no.",
    ],
)
def test_sentences_end_where_the_bar_stands(text):
    """Full stops of abbreviations, initials and numbers end nothing."""
    assert sentences(text.replace("|", " ")) == text.split("|")


def test_lower_case_goes_on():
    """A full stop before a lower-case word ends no sentence."""
    assert sentences("The firm Tull Inc. built it, and yahoo. com was new.") == [
        "The firm Tull Inc. built it, and yahoo. com was new."
    ]


def test_a_colon_at_the_end_of_a_line_ends_a_sentence():
    """A list's head stands for itself."""
    assert sentences("The city buys:\ntwo boats") == ["The city buys:", "two boats"]


def test_only_the_span_is_split():
    """What lies outside of the span is not looked at; offsets are those of the text."""
    text = "Zero. One came. Two went. Three."
    found = list(split(text, Span(6, 25)))
    assert [span.of(text) for span in found] == ["One came.", "Two went."]


def test_white_space_is_no_sentence():
    """Nothing but spaces gives nothing."""
    assert sentences(" \n\t ") == []
    assert sentences("") == []


def test_code_points_count():
    """A character beyond the basic plane is one."""
    text = "🛶 went. Two 🛶🛶 came."
    assert [(s.start, s.end) for s in split(text, Span(0, len(text)))] == [(0, 7), (8, 20)]
