"""The office that somebody speaks in: that of the day of speaking."""

from types import SimpleNamespace

import pytest

from kg.extract.roles import in_office
from kg.model import DatedBy, Entity, EntityType, Mode, Office, Span, Utterance

PORT = Entity("org:port", EntityType.ORG, "the Port")
DRELL = Entity(
    "person:drell",
    EntityType.PERSON,
    "Drell",
    offices=(
        Office("Pilot", PORT.id, "2020", "2024-06"),
        Office("Harbour Master", PORT.id, "2024-07"),
    ),
)
TITLE = "captain"


def role(said_on: str | None, dated_by: DatedBy | None, given: str | None = None) -> str | None:
    """Return the office of Drell in a document of 2031, which may give her a title."""
    scene = SimpleNamespace(entities={DRELL.id: DRELL, PORT.id: PORT}, published="2031-05-15")
    holding = SimpleNamespace(person=DRELL.id, title=SimpleNamespace(text=given), body=PORT.id)
    said = Utterance("u", "d", DRELL.id, Mode.INDIRECT, Span(0, 1), said_on=said_on, dated_by=dated_by)
    (found,) = in_office(scene, [said], [holding] if given else [])
    return found.role


@pytest.mark.parametrize(
    ("said_on", "dated_by", "office"),
    [
        ("2031-05-15", DatedBy.PUBLICATION, "Harbour Master, the Port"),
        ("2031-05-12", DatedBy.TEXT, "Harbour Master, the Port"),
        ("2022", DatedBy.TEXT, "Pilot, the Port"),
        ("2024-05-30/2024-06-05", DatedBy.TEXT, "Pilot, the Port"),
        ("2014", DatedBy.TEXT, None),
        (None, None, "Harbour Master, the Port"),
    ],
)
def test_the_registry_tells_the_office_of_that_day(said_on, dated_by, office):
    """The day on which it was said, not the day on which one reads of it."""
    assert role(said_on, dated_by) == office


def test_the_title_in_the_text_counts_while_no_other_office_is_known():
    """What she was called in 2031 she was not called in 2022."""
    assert role("2031-05-12", DatedBy.TEXT, TITLE) == "Captain, the Port"
    assert role(None, None, TITLE) == "Captain, the Port"
    assert role("2022", DatedBy.TEXT, TITLE) == "Pilot, the Port"
