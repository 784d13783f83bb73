"""Learning what makes a sentence be about something."""

from tests.eval.topics import Row, fitted, written


def rows():
    """Return sentences in which subjects are topics and places are not, mostly."""
    told = (
        [("subject", True)] * 18
        + [("subject", False)] * 2
        + [("in place", False)] * 18
        + [("in place", True)] * 2
    )
    return [Row("named", {feature: 1.0}, topic, 1.0) for feature, topic in told]


def test_weights_follow_the_gold():
    """What is mostly a topic gets a positive weight, what is mostly none a negative one."""
    weights = fitted(rows())["named"]
    assert weights["subject"] > 0.5
    assert weights["in place"] < -0.5


def test_a_rare_feature_gets_no_weight():
    """What held only once tells nothing."""
    assert "odd" not in fitted([*rows(), Row("named", {"odd": 1.0}, topic=True, counts=1.0)])["named"]


def test_a_sentence_that_does_not_count_teaches_nothing():
    """Rows without weight leave the others' weights as they are."""
    void = [Row("named", {"subject": 1.0}, topic=False, counts=0.0)] * 50
    assert fitted([*rows(), *void]) == fitted(rows())


def test_the_table_of_weights():
    """One row for each feature, with two decimals."""
    assert written({"we": {"bias": -1.0, "our": 0.5}}) == "way,feature,weight\nwe,bias,-1.00\nwe,our,0.50\n"
