"""Which statements count: how surely they were read, and whether they are speech."""

import pytest

from kg.errors import QueryError
from kg.model import ATTITUDES, Act
from kg.query import Sieve, Wanted, claims, figures, timeline, who_said
from tests import chain, sample


@pytest.fixture(scope="module")
def view():
    return sample.view_of(chain.READING)


def words(view, sieve):
    return [saying.words for saying in who_said(view, Wanted(sieve=sieve))]


def test_attitudes_are_acts():
    assert set(Act) > ATTITUDES == {"believe", "wish", "fear"}


@pytest.mark.parametrize("confidence", [-0.1, 1.01, float("nan"), float("inf")])
def test_a_confidence_beyond_0_and_1_is_refused(confidence):
    with pytest.raises(QueryError, match="between 0 and 1"):
        Sieve(confidence)


@pytest.mark.parametrize(
    ("sieve", "left"),
    [
        (Sieve(), [chain.TURN, chain.ANNOUNCED, chain.WARNED, chain.MET, chain.FEARED]),
        (Sieve(0.6), [chain.TURN, chain.ANNOUNCED, chain.WARNED, chain.MET, chain.FEARED]),
        (Sieve(0.8), [chain.TURN, chain.ANNOUNCED, chain.MET, chain.FEARED]),
        (Sieve(1), []),
        (Sieve(speech_only=True), [chain.TURN, chain.ANNOUNCED, chain.WARNED, chain.MET]),
        (Sieve(0.9, speech_only=True), [chain.TURN, chain.MET]),
    ],
)
def test_who_said_leaves_out_what_does_not_count_and_keeps_the_order(view, sieve, left):
    assert words(view, sieve) == left


def test_a_saying_tells_how_surely_it_was_read(view):
    assert [saying.confidence for saying in who_said(view)] == [0.95, 0.8, 0.6, 0.95, 0.9]


def test_a_claim_is_no_surer_than_its_statement_nor_than_its_reading(view):
    (figure,) = figures(view)
    assert figure.confidence == 0.6  # the figure was read with 0.9, the statement with 0.6
    (member,) = [
        c for c in claims(view) if c.predicate == "memberOf" and c.start is not None and c.mode != "registry"
    ]
    assert member.confidence == 0.7  # the other way round: 0.7 and 0.9


def test_figures_that_do_not_count_are_left_out(view):
    assert figures(view, sieve=Sieve(0.6))
    assert figures(view, sieve=Sieve(0.61)) == []


def test_an_event_stays_while_one_of_its_claims_counts(view):
    """Two claim it; what the one who falls away says of it falls away with him."""
    (both,) = timeline(view)
    assert (both.claimants, both.status, both.confidence) == (
        ("Ilva Drell", "Tam Moorvel"),
        "happened / planned",
        0.9,
    )
    for sieve in (Sieve(0.6), Sieve(speech_only=True)):
        (one,) = timeline(view, sieve=sieve)
        assert (one.claimants, one.status) == (("Ilva Drell",), "happened")
    assert timeline(view, sieve=Sieve(0.91)) == []


def test_claims_of_attitudes_are_left_out_and_the_registry_always_counts(view):
    spoken = claims(view, sieve=Sieve(speech_only=True))
    assert {c.mode for c in spoken} == {"turn", "indirect", "registry"}
    assert not [c for c in spoken if c.words == chain.FEARED]
    assert {c.mode for c in claims(view, sieve=Sieve(1))} == {"registry"}
    assert all((c.confidence is None) == (c.mode == "registry") for c in claims(view))
