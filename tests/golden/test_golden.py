"""The graph of three small documents, quad by quad: a change of it is meant, or it is a mistake."""

import pytest

from tests.golden.update import CASES, built


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_graph_is_as_expected(case):
    """What is more and what is less is shown; ``python tests/golden/update.py`` takes it over."""
    expected = (case / "expected.nq").read_text(encoding="utf-8").splitlines()
    found = built(case).decode().splitlines()
    assert sorted(set(found) - set(expected)) == []
    assert sorted(set(expected) - set(found)) == []
    assert found == expected


def test_there_are_cases():
    """A folder that moved would test nothing."""
    assert len(CASES) >= 3
