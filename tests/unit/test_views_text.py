"""Words on a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.views.text import Screen, cut, pad, plain, width, wrap


@pytest.mark.parametrize(
    "evil", ["\x1b[2J", "\x07", "\x9b31m", "\u202e", "\u2066", "\ud800", "\r", "\ufeff", "\x00"]
)
def test_no_character_reaches_the_terminal_that_could_act_on_it(evil):
    shown = plain(f"a{evil}b")
    assert evil not in shown
    assert shown.startswith("a")
    assert shown.endswith("b")


def test_joiners_and_accents_are_words_and_stay():
    assert plain("نمی\u200cخواهم é e\u0301") == "نمی\u200cخواهم é e\u0301"


def test_wide_characters_take_two_columns():
    assert width("外務大臣") == 8
    assert pad("外", 4) == "外  "
    assert cut("外務大臣", 5) == "外務…"


@given(st.text(max_size=200), st.integers(min_value=2, max_value=40))
def test_wrapped_lines_fit_and_lose_nothing(text, columns):
    shown = plain(text)
    lines = wrap(shown, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == shown.replace(" ", "")


@given(st.text(max_size=60), st.integers(min_value=1, max_value=30))
def test_what_is_cut_fits(text, columns):
    assert width(cut(plain(text), columns)) <= columns


def test_a_screen_without_colour_prints_plain_text():
    assert Screen().bold("x") + Screen().dim("x") == "xx"
    assert Screen(colour=True).bold("x") != "x"
