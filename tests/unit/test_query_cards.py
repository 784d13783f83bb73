"""What the registry holds on all entities at once."""

from kg.query import items, offices, show
from tests import sample

VIEW = sample.view_of(*sample.READINGS)


def test_offices_and_items_of_all_are_those_of_each():
    held, known = offices(VIEW), items(VIEW)
    assert set(held) == {"person:ilva-drell"}
    assert held["person:ilva-drell"] == show(VIEW, "Drell").offices
    assert known == {"person:ilva-drell": "Q99990001", "polity:vostania": "Q99990002"}
    assert show(VIEW, "Vostania").wikidata == "Q99990002"
