"""Which spans belong together, by pointers that are written by hand."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.attributions import (
    FAINT,
    NEAR,
    RESCUED,
    SHARED,
    _nearest,
    attributed,
    attributed_by_place,
    parts_of,
)
from kg.nlp.decode import NONE, POINTED, Parsed
from kg.nlp.tagset import ROLE_LABELS, ROLES

SOURCE, CUE, CONTENT = ROLES


def parsed(spans, pointers, length=12):
    """Return a reading with spans (start, end) → role, and word → {word: weight} pointers."""
    roles = np.zeros((length, len(ROLE_LABELS)), dtype=np.float32)
    roles[:, 0] = 1
    for (start, end), role in spans.items():
        for i in range(start, end):
            roles[i, ROLE_LABELS.index(("B-" if i == start else "I-") + role)] = 9
    cues = np.full((length, POINTED), NONE)
    weights = np.zeros((length, POINTED), dtype=np.float32)
    for word, targets in pointers.items():
        cues[word, : len(targets)], weights[word, : len(targets)] = list(targets), list(targets.values())
    nothing = np.zeros(length, dtype=np.int64)
    return Parsed({}, nothing.astype(bool), nothing, nothing, roles, roles, cues, weights, nothing)


def words(found):
    """Return source, cue and contents of attributions."""
    return [one[:3] for one in found]


def test_a_content_belongs_to_the_cue_it_points_to_though_another_is_nearer():
    given = parsed({(0, 1): CUE, (4, 5): CUE, (5, 7): CONTENT}, {5: {0: 0.9}, 6: {0: 0.9}})
    assert words(attributed(given, [])) == [(None, (0, 1), [(5, 7)])]


@pytest.mark.parametrize(("weight", "cue"), [(NEAR + 0.02, (0, 1)), (NEAR - 0.02, (4, 5))])
def test_the_nearest_cue_is_given_a_little(weight, cue):
    given = parsed({(0, 1): CUE, (4, 5): CUE, (5, 6): CONTENT}, {5: {0: weight}})
    assert [found[1] for found in attributed(given, [])] == [cue]


def test_the_nearest_cue_is_one_of_the_same_paragraph():
    given = parsed({(0, 1): CUE, (6, 7): CUE, (4, 5): CONTENT}, {})
    assert words(attributed(given, [6])) == [(None, (0, 1), [(4, 5)])]


@pytest.mark.parametrize(("weight", "cue"), [(FAINT + 0.01, (0, 1)), (FAINT - 0.01, None)])
def test_a_faint_pointer_is_not_trusted(weight, cue):
    """The cue stands in another paragraph, so that nothing but the pointer speaks for it."""
    given = parsed({(0, 1): CUE, (5, 6): CONTENT}, {5: {0: weight}})
    assert words(attributed(given, [3])) == [(None, cue, [(5, 6)])]


SAYINGS = {(0, 1): SOURCE, (1, 2): CUE, (2, 3): CONTENT, (4, 5): CUE, (5, 6): CONTENT}
"""Whose is the second: has it the source of the first?"""
POINTERS = {2: {1: 0.9}, 5: {4: 0.9}}


def sources(spans, pointers):
    return [found.source for found in attributed(parsed(spans, POINTERS | pointers), [])]


def test_a_cue_without_a_source_takes_one_that_points_to_it_a_little():
    assert RESCUED < SHARED
    assert sources(SAYINGS, {0: {1: 0.8, 4: RESCUED + 0.01}}) == [(0, 1), (0, 1)]
    assert sources(SAYINGS, {0: {1: 0.8, 4: RESCUED - 0.01}}) == [(0, 1), None]


def test_a_source_that_is_shared_outweighs_one_that_hardly_points():
    """The source of the second by its own best pointer has less weight than the first's second pointer."""
    spans = SAYINGS | {(7, 8): SOURCE}
    assert sources(spans, {0: {1: 0.7, 4: SHARED + 0.05}, 7: {4: SHARED}}) == [(0, 1), (0, 1)]
    assert sources(spans, {0: {1: 0.7, 4: SHARED - 0.01}, 7: {4: RESCUED}}) == [(0, 1), (7, 8)]


def test_a_quotation_without_a_cue_is_nobodys():
    assert words(attributed(parsed({(2, 4): CONTENT}, {}), [])) == [(None, None, [(2, 4)])]


def test_it_is_as_sure_as_of_the_least_sure_part():
    given = parsed({(0, 1): SOURCE, (1, 2): CUE, (2, 4): CONTENT}, {0: {1: 0.9}, 2: {1: 0.9}})
    (sure,) = [found.sure for found in attributed(given, [])]
    given.roles[0, ROLE_LABELS.index(f"B-{SOURCE}")] = 3.0
    (less,) = [found.sure for found in attributed(given, [])]
    assert 0.99 < sure <= 1
    assert less < 0.9


def test_without_pointers_each_span_belongs_to_the_nearest_cue_of_its_paragraph():
    parts = parts_of([(0, 1), (8, 9)], [(1, 2), (7, 8)], [(2, 4), (5, 7), (10, 11)], [10])
    assert words(attributed_by_place(parts, [10])) == [
        ((0, 1), (1, 2), [(2, 4)]),
        ((8, 9), (7, 8), [(5, 7)]),
        (None, None, [(10, 11)]),
    ]


@given(st.sets(st.integers(0, 40), min_size=3), st.sets(st.integers(1, 40)), st.integers(0, 20))
def test_no_cue_is_nearer_than_the_nearest(bounds, breaks, which):
    """All cues are asked, not the two around the span."""
    spans = list(pairwise(sorted(bounds)))
    words = spans.pop(which % len(spans))
    parts, breaks = parts_of([], spans, [words], sorted(breaks)), sorted(breaks)
    paragraph = np.searchsorted(breaks, words[0], side="right")
    apart = [
        max(start - words[1], words[0] - end)
        for (start, end), other in zip(spans, parts.paragraphs, strict=True)
        if other == paragraph
    ]
    near = _nearest(words, parts, breaks)
    assert (near is None) == (apart == [])
    if near is not None:
        assert max(spans[near][0] - words[1], words[0] - spans[near][1]) == min(apart)
