"""Who contradicts whom."""

from dataclasses import replace

from kg.query import claims, contrary, denies
from tests import sample


def claim(**changes):
    """Return a claim that Zembia supports Vostania, or another."""
    first = next(c for c in claims(sample.view_of(*sample.READINGS)) if c.predicate == "memberOf")
    given = {"subject": "polity:zembia", "predicate": "supports", "object": "polity:vostania", "act": "state"}
    return replace(first, **(given | changes))


YES, NO = claim(statement="yes"), claim(statement="no", act="deny")
OPPOSITE = claim(statement="opposite", predicate="opposes")


def test_a_denial_and_what_never_happened_deny():
    assert [denies(c) for c in (YES, NO, claim(status="negated"), claim(status="planned"))] == [
        False, True, True, False,
    ]  # fmt: skip


def test_a_claim_and_its_denial_contradict_each_other():
    assert contrary([YES, NO]) == {YES: (NO,), NO: (YES,)}


def test_opposite_relations_of_the_same_two_contradict_each_other():
    assert contrary([YES, OPPOSITE]) == {YES: (OPPOSITE,), OPPOSITE: (YES,)}


def test_the_other_way_round_is_another_matter():
    assert contrary([YES, replace(OPPOSITE, subject=YES.object, object=YES.subject)]) == {}


def test_a_denial_of_the_opposite_agrees():
    assert contrary([YES, replace(OPPOSITE, act="deny")]) == {}


def test_claims_of_one_mind_are_not_disputed():
    assert contrary([YES, replace(YES, statement="too")]) == {}


def test_what_did_not_happen_contradicts_only_what_did():
    never, once, soon = (
        claim(statement=status, status=status) for status in ("negated", "happened", "planned")
    )
    assert contrary([never, once, soon]) == {never: (once,), once: (never,)}


def test_a_denied_plan_is_disputed():
    soon, no = claim(statement="soon", status="planned"), claim(statement="no", status="planned", act="deny")
    assert contrary([soon, no]) == {soon: (no,), no: (soon,)}
