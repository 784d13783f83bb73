"""What an uncased encoder does not see of a word: its letters' case, digits and marks."""

LOWER, TITLE, UPPER, LETTER, MIXED, NUMBER, CODE, MARK = range(8)
"""Shapes: all lower case, Capital first, ALL capitals, one capital, other mixtures, a number, letters with
digits, and neither letter nor digit."""
SHAPES = 9
"""Rows of the table of shapes. No word has the last, which was kept for the break between paragraphs: it
stays as long as there are weights and checkpoints of that size."""


def shape(word: str) -> int:
    """Return the shape of a word.

    >>> [shape(w) for w in ("side", "Side", "U.S.", "A", "McKay", "1,200", "G20", "—")]
    [0, 1, 2, 3, 4, 5, 6, 7]
    """
    letters = [char for char in word if char.isalpha()]
    if any(char.isdigit() for char in word):
        return CODE if letters else NUMBER
    if not letters:
        return MARK
    return _case("".join(letters))


def _case(letters: str) -> int:
    if letters.islower():
        return LOWER
    if letters.isupper():
        return UPPER if len(letters) > 1 else LETTER
    return TITLE if letters[0].isupper() and letters[1:].islower() else MIXED
