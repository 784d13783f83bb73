"""Whom short invented texts mean is understood as well as it was."""

import pytest

from tests.eval.sources import PARTS, count, items, outcomes

FLOORS = {"design": (0.95, 0.97), "held": (0.94, 0.96), "late": (0.89, 0.92), "last": (0.89, 0.92)}
"""By part: the least share of right answers, and the least share among those given; never to be lowered."""


@pytest.mark.parametrize("part", PARTS)
def test_the_sources_are_understood_as_well_as_before(part):
    """Accuracy and precision stay above their floors; a wrong person weighs more than none."""
    counts, (accuracy, precision) = count(part), FLOORS[part]
    assert counts["right"] / counts.total() >= accuracy
    assert counts["right"] / (counts["right"] + counts["wrong"]) >= precision


def test_the_questions_fit_their_texts():
    """The words in question stand in the text once, and each text has its own id."""
    found = list(items())
    assert len({item["id"] for item in found}) == len(found)
    assert all(item["text"].count(q["words"]) == 1 for item in found for q in item["said"])


def test_a_wrong_answer_is_counted():
    """By nobody, and by another than the text says."""
    text = "Engineer Petra Vollmark said that the dam is safe."
    said = [
        {"words": "the dam is safe", "by": by} for by in (["person:petra-vollmark"], ["person:otto-renn"], [])
    ]
    assert [verdict for verdict, *_ in outcomes({"text": text, "said": said})] == ["right", "wrong", "wrong"]
