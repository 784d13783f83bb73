import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kg.nlp.bio import best_labels, spans


@given(arrays(np.float32, st.tuples(st.integers(1, 30), st.just(7)), elements=st.floats(-9, 9, width=32)))
def test_an_inside_label_always_follows_its_own_type(scores):
    labels = best_labels(scores).tolist()
    for before, label in zip([0, *labels], labels, strict=False):
        if label and label % 2 == 0:
            assert before in (label - 1, label)


@given(arrays(np.float32, st.tuples(st.integers(1, 8), st.just(5)), elements=st.floats(-9, 9, width=32)))
def test_what_is_allowed_already_stays(scores):
    plain = scores.argmax(1)
    allowed = all(
        label % 2 or not label or before in (label - 1, label)
        for before, label in zip([0, *plain], plain, strict=False)
    )
    if allowed:
        assert best_labels(scores).tolist() == plain.tolist()


def test_a_broken_span_is_mended_by_what_fits_best():
    scores = np.array([[0, 5, 0, 0, 0], [0, 0, 1, 0, 2]], dtype=np.float32)
    assert list(spans(best_labels(scores))) == [(0, 2, 0)]
