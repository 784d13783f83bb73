"""Who speaks for whom."""

from dataclasses import replace

import pytest

from kg.model import Entity, EntityType, Name, NameUse
from kg.query.voices import official, voices_of
from tests.debate import DEBATE, DRELL, MINISTRY, PELL, QUILL
from tests.sample import view_of

VOICES = voices_of(view_of(DEBATE))


@pytest.mark.parametrize(
    ("speaker", "role", "when", "expected"),
    [
        (PELL, "Foreign Minister, Zembia", None, {"polity:zembia": "Foreign Minister, Zembia"}),
        (PELL, "Special Envoy for Peace, Zembia", None, {"polity:zembia": "Special Envoy for Peace, Zembia"}),
        (PELL, "Former Foreign Minister, Zembia", None, {}),
        (PELL, "Opposition Leader, Zembia", None, {}),
        (QUILL, "Political Scientist, Zembia", None, {}),
        (QUILL, "Political Scientist, Lake Union", None, {"org:lake-union": "Political Scientist, Lake Union"}),
        (QUILL, "Minister of Nowhere", None, {}),
        (DRELL, None, "2031-05", {"polity:vostania": "Deputy Foreign Minister, Vostania"}),
        (DRELL, None, "2031-01-31", {}),
        (MINISTRY, None, None, {"polity:vostania": "part of Vostania"}),
        (QUILL, "Spokeswoman, Vostanian Foreign Ministry", None, {
            MINISTRY.id: "Spokeswoman, Vostanian Foreign Ministry",
            "polity:vostania": "Spokeswoman, Vostanian Foreign Ministry",
        }),
        (QUILL, "Professor, Vostanian Foreign Ministry", None, {
            MINISTRY.id: "Professor, Vostanian Foreign Ministry",
        }),
    ],
)  # fmt: skip
def test_one_speaks_for_oneself_and_for_where_one_holds_office(speaker, role, when, expected):
    assert VOICES.spoken_for(speaker.id, role, when) == {speaker.id: "", **expected}


def test_the_registry_lists_members():
    assert VOICES.members["org:lake-union"] == {"polity:vostania"}


def test_an_organ_that_two_states_may_have_is_of_neither():
    other = Entity(
        "polity:old-vostania", EntityType.POLITY, "Old Vostania", (Name("Vostanian", NameUse.ADJECTIVE),)
    )
    voices = voices_of(view_of(replace(DEBATE, entities=(*DEBATE.entities, other))))
    assert MINISTRY.id in VOICES.organs
    assert MINISTRY.id not in voices.organs


@pytest.mark.parametrize("title", ["President", "First Deputy Foreign Minister", "HEAD", "Ambassador"])
def test_offices_of_a_state(title):
    assert official(title)


@pytest.mark.parametrize("title", ["", "Professor", "Head Coach", "Ex-President", "Presidential Candidate"])
def test_no_offices_of_a_state(title):
    assert not official(title)
