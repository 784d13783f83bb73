"""Lines made to stall a reader are read in time that grows with their length."""

import time

import pytest

from kg.model import Document
from kg.pipeline import read

LENGTH = 60_000
"""Characters. With a rule that takes the square of the length such a line takes many minutes."""
SECONDS = 60
"""Far more than the slowest line takes (about two): only another order of growth fails."""


@pytest.mark.parametrize(
    "words",
    [
        "a ",
        '"',
        "( ",
        "said that ",
        "Oda, ",
        ',"" ',
        "he said, ",
        "was said by ",
        "we honestly ",
        "@.",
        "1",
        "Ministry of ",
    ],
)
def test_a_long_line_of_one_thing_does_not_stall(words: str):
    """No pattern and no loop looks again and again at the same words."""
    begun = time.monotonic()
    read(Document("line", (words * LENGTH)[:LENGTH], "0"))
    assert time.monotonic() - begun < SECONDS


@pytest.mark.parametrize(
    "line",
    [
        "12345678901234567890" * 5 + "z",
        "att" * 30 + "z1",
        "Host" + " " * 20_000 + "1",
        "translation " + " " * 350 + ".",
    ],
)
def test_a_short_line_does_not_stall_either(line: str):
    """Dates, bylines and labels are told without trying every way to part a line."""
    begun = time.monotonic()
    read(Document("line", f"{line}\n\nThe talks go on in the city.\n", "0"))
    assert time.monotonic() - begun < SECONDS
