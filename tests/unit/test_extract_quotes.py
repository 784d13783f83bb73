"""Quotations in one paragraph, broken ones too."""

import pytest

from kg.extract.quotes import find_quotes
from kg.model import Span


def quotes(text, **options):
    """Return the quoted words of a paragraph."""
    return [span.of(text) for span in find_quotes(text, Span(0, len(text)), **options)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"We met in May," he said.', ["We met in May,"]),
        ("“We met in May,” he said, “and nobody came.”", ["We met in May,", "and nobody came."]),
        ("«We met in May», he said.", ["We met in May"]),
        ("„We met in May“, he said.", ["We met in May"]),
        ('— We met in May," he said.', ["We met in May,"]),
        ("— We met in May, — he said.", ["We met in May"]),
        ("— We met in May.", ["We met in May."]),
        ('We met in May," he said.', ["We met in May,"]),
        ('He said: "We met in May.', ["We met in May."]),
        ('The so-called "lake people" came.', []),
        ("Nobody said anything.", []),
        ("", []),
    ],
    ids=[
        "straight",
        "split",
        "guillemets",
        "low-high",
        "dash-closed-by-a-mark",
        "dash-aside",
        "dash-alone",
        "opening-mark-missing",
        "never-closed",
        "scare-quotes",
        "none",
        "empty",
    ],
)
def test_quotations(text, found):
    """Marks are left out; two words in marks are no speech."""
    assert quotes(text) == found


def test_in_a_dialogue_a_dash_opens_no_quotation():
    """There it opens a turn."""
    assert quotes("— We met in May.", dashes=False) == []


def test_offsets_are_those_of_the_document():
    """A paragraph in the middle of a text keeps its place."""
    text = '🛶 First. "We met in May," he said. "Not mine at all."'
    (found,) = find_quotes(text, Span(9, 34))
    assert found.of(text) == "We met in May,"
