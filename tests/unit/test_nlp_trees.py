import itertools
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kg.nlp.trees import best_heads


@cache
def trees(n):
    """All assignments of heads that are a tree with one root."""
    return {
        heads
        for heads in itertools.product(range(n + 1), repeat=n)
        if heads.count(0) == 1 and all(_reaches(heads, word) for word in range(1, n + 1))
    }


def _reaches(heads, word):
    for _ in heads:
        word = heads[word - 1]
        if word == 0:
            return True
    return False


@settings(max_examples=200, deadline=None)
@given(arrays(np.float32, st.integers(1, 5).map(lambda n: (n, n + 1)), elements=st.integers(-20, 20)))
def test_the_tree_is_the_best_of_all(arcs):
    n = len(arcs)
    best = max(sum(float(arcs[i, h]) for i, h in enumerate(heads)) for heads in trees(n))
    heads = best_heads(arcs)
    assert tuple(heads) in trees(n)
    assert sum(float(arcs[i, h]) for i, h in enumerate(heads)) == pytest.approx(best)


@given(arrays(np.float32, st.integers(1, 30).map(lambda n: (n, n + 1)), elements=st.floats(-9, 9, width=32)))
def test_every_word_hangs_on_the_one_root(arcs):
    heads = best_heads(arcs).tolist()
    assert heads.count(0) == 1
    assert all(_reaches(heads, word) for word in range(1, len(heads) + 1))


def test_any_word_may_be_the_root_of_the_best_tree():
    """Three others would lose no more by being the root, taken alone."""
    rows = [
        [1, 0, 3, 2, 1, 3],
        [0, 1, 0, 1, 1, 3],
        [1, 2, 3, 0, 2, 3],
        [1, 3, 3, 0, 0, 2],
        [1, 0, 3, 0, 0, 0],
    ]
    assert best_heads(np.array(rows, dtype=np.float32)).tolist() == [2, 5, 2, 1, 0]
