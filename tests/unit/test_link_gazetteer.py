"""The registry by name."""

from kg.link import Gazetteer
from kg.model import Entity, EntityType, Name, NameUse, Office

STATE = Entity("polity:tull", EntityType.POLITY, "Tull", (Name("Tullian", NameUse.ADJECTIVE),), known=True)
CITY = Entity("place:tull", EntityType.PLACE, "Tull", known=True)
HEAD = Entity(
    "person:yulia-ekkelt",
    EntityType.PERSON,
    "Yulia Ekkelt",
    offices=(Office("Mayor", "place:tull"), Office("President", "polity:tull"), Office("Saint", "org:none")),
    known=True,
)
PAPER = Entity(
    "org:paper", EntityType.ORG, "Paper", (Name("Газета"),), member_of=("group:media",), known=True
)
GAZETTEER = Gazetteer([CITY, HEAD, PAPER, STATE])


def test_the_likeliest_bearer_comes_first():
    """Of a state and a city of one name, the state."""
    assert GAZETTEER.named("Tull") == [STATE, CITY]


def test_names_are_exact():
    """Another case is another word, but in a script whose case means less."""
    assert GAZETTEER.named("tull") == []
    assert GAZETTEER.named("газета") == [PAPER]
    assert GAZETTEER.named("nobody") == []


def test_people_in_any_spelling():
    """By full name and by family name."""
    assert GAZETTEER.people("Yulia Ekkelt") == GAZETTEER.people("Ekelt") == [HEAD]


def test_polities_by_adjective():
    """ "Tullian" is Tull's; a city has none."""
    assert GAZETTEER.polity("Tullian") == STATE
    assert GAZETTEER.polity("Ekkelt") is None


def test_whom_a_person_serves():
    """The polity of the last office, and none for whoever has no office."""
    assert GAZETTEER.headed_by(HEAD) == STATE
    assert GAZETTEER.headed_by(Entity("person:x", EntityType.PERSON, "X")) is None


def test_media():
    """By membership in the group of media."""
    assert PAPER.is_media
    assert not STATE.is_media
