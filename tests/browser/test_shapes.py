"""Symbols are the same in pictures that are made beforehand and in those that a page draws."""

import pytest

from kg.views.web.looks import LOOKS
from kg.views.web.page import static
from kg.views.web.strokes import outline


@pytest.mark.parametrize("shape", sorted({look.shape for look in LOOKS.values()}))
def test_a_symbol_has_the_same_corners_in_both(page, shape):
    corners = page.evaluate(f"(shape) => {{ {static('shapes.js')} return outline(shape, 10); }}", shape)
    assert len(corners) == len(outline(shape, 10))
    for ours, others in zip(corners, outline(shape, 10), strict=True):
        assert ours == pytest.approx(others)
