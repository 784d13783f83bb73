"""Blocks: paragraphs and lines, also in text that was wrapped at a column."""

from kg.nlp.blocks import cut

WRAPPED = """\
The road to Tirask has been closed since Monday because the
rock above it has moved, and the engineers of the city do not
know how long it will stay closed.

Nobody was hurt, and the buses take the old road along the
lake, which is longer by an hour and closed after dark in the
winter.
"""


def words(text):
    """Return the words of each block."""
    return [block.text for block in cut(text)]


def test_a_line_is_a_block():
    """In pages and dumps a paragraph is one line."""
    assert words("One line.\nAnother line.\n\nA third.") == ["One line.", "Another line.", "A third."]


def test_hard_wrapped_lines_are_joined():
    """A text wrapped at a column has its blank lines as ends of paragraphs."""
    assert [block.count("\n") for block in words(WRAPPED)] == [2, 2]


def test_wrapped_with_the_line_ends_of_another_system():
    """Carriage returns change nothing."""
    assert len(words(WRAPPED.replace("\n", "\r\n"))) == 2


def test_a_dash_or_label_opens_a_block_in_wrapped_text():
    """A turn is not joined to the one above."""
    dashed = WRAPPED.replace("\n\nNobody", "\n— Nobody")
    assert [block[:8] for block in words(dashed)] == ["The road", "— Nobody"]


def test_spans_are_the_words():
    """A block's text is what stands at its span, without white space around it."""
    text = "  # A title  \r\n\r\n\t🛶 went by.\u2028 Last line \v"
    assert (
        [block.span.of(text) for block in cut(text)]
        == words(text)
        == ["# A title", "🛶 went by.", "Last line"]
    )


def test_heading_levels():
    """The number of hashes, or none."""
    assert [block.heading for block in cut("# One\n### Three\nNone #4")] == [1, 3, 0]


def test_properties_of_a_block():
    """Closed like a sentence, asking, dashed, with a verb, in a script."""
    asks, dashed, bare = cut("Who came?\n— He arrived.\nТираск сегодня")
    assert asks.asks
    assert asks.closed
    assert dashed.dashed
    assert dashed.has_verb
    assert not bare.closed
    assert not bare.has_verb
    assert bare.script == "CYRILLIC"
