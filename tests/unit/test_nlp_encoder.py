import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.encoder import windows
from kg.nlp.pieces import Pieces

LENGTHS = st.lists(st.integers(1, 12), min_size=1, max_size=400)


def pieces_of(lengths):
    first, last, place = [], [], 0
    for length in lengths:
        first.append(place)
        place += length
        last.append(place - 1)
    return Pieces(*(np.array(column, dtype=np.int32) for column in (range(place), first, last)))


@given(LENGTHS)
def test_every_word_belongs_to_one_window(lengths):
    found = windows(pieces_of(lengths), 60, 20)
    assert [w.mine for w in found] == [0, *(w.until for w in found[:-1])]
    assert found[-1].until == len(lengths)
    assert all(w.start <= w.mine <= w.until <= w.end for w in found)


@given(LENGTHS)
def test_no_window_is_longer_than_the_encoder_reads(lengths):
    pieces = pieces_of(lengths)
    for window in windows(pieces, 60, 20):
        assert pieces.last[window.end - 1] - pieces.first[window.start] < 60


def test_a_word_in_the_middle_of_two_windows_has_words_on_both_sides():
    pieces = pieces_of([1] * 100)
    first, second = windows(pieces, 60, 20)[:2]
    assert first.end - first.until >= 9
    assert second.mine - second.start >= 9
