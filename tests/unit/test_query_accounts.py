"""Events as each statement has them, and what the registry holds on all entities at once."""

from kg.query import accounts, items, offices, show
from kg.query.sieve import Sieve
from tests import sample

VIEW = sample.view_of(*sample.READINGS)


def test_an_event_is_told_by_each_statement_that_claims_it():
    found = accounts(VIEW)
    assert {account.type for told in found.values() for account in told} == {"MEET", "TALKS"}
    meeting = next(told for told in found.values() if told[0].type == "MEET")
    assert [account.speaker for account in meeting] == ["person:tam-moorvel"]
    assert meeting[0].participants == ("polity:vostania", "polity:zembia")
    assert (meeting[0].place, meeting[0].status) == ("place:tirask", "happened")


def test_what_does_not_pass_the_sieve_tells_of_nothing():
    assert not accounts(VIEW, Sieve(0.95))


def test_offices_and_items_of_all_are_those_of_each():
    held, known = offices(VIEW), items(VIEW)
    assert set(held) == {"person:ilva-drell"}
    assert held["person:ilva-drell"] == show(VIEW, "Drell").offices
    assert known == {"person:ilva-drell": "Q99990001", "polity:vostania": "Q99990002"}
    assert show(VIEW, "Vostania").wikidata == "Q99990002"
