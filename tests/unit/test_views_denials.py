"""Who denies a claim is never printed as one who makes it."""

from dataclasses import replace

from kg.network import claims_graph, path
from kg.query import claims, show, timeline
from kg.views.blocks import CLAIMS, EVENTS, tellers
from kg.views.cards import CARDS
from kg.views.text import Screen
from tests import debate, sample

VIEW = sample.view_of(debate.DEBATE)
SUPPORT = [claim for claim in claims(VIEW) if claim.predicate == "supports"]


def event(*told):
    """Return an event with accounts of these speakers and statuses."""
    first = timeline(sample.view_of(*sample.READINGS))[0]
    account = first.claims[0]
    accounts = tuple(replace(account, speaker_label=label, status=status) for label, status in told)
    labels = tuple(sorted({label for label, _ in told}))
    return replace(first, claims=accounts, claimants=labels)


def test_a_card_tells_who_denies_a_relation():
    text = "".join(CARDS["table"]([show(VIEW, "Zembia")], Screen()))
    assert "supports Lake Union – denied by Orso Pell" in text
    assert "supports Lake Union – says Ilva Drell" in text


def test_a_list_of_claims_tells_who_denies():
    printed = "".join(CLAIMS["table"](SUPPORT, Screen()))
    assert ("denied by Orso Pell" in printed, "says Ilva Drell" in printed) == (True, True)


def test_a_path_goes_by_what_is_claimed_rather_than_by_its_denial():
    for order in (SUPPORT, SUPPORT[::-1]):
        (step,) = path(claims_graph(order), "polity:zembia", "org:lake-union")
        assert step.speaker_label == "Ilva Drell"


def test_tellers_who_differ_stand_with_what_they_say():
    both = event(("Harbour Radio", "happened"), ("Port Office", "negated"))
    assert tellers(both) == "Harbour Radio (happened), Port Office (negated)"
    printed = "".join(EVENTS["table"]([both], Screen()))
    assert "says Harbour Radio (happened), Port Office (negated)" in " ".join(printed.split())


def test_tellers_who_agree_are_named_only():
    assert tellers(event(("B", "happened"), ("A", "happened"), ("B", "happened"))) == "A, B"
