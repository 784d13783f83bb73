"""Who bears a name."""

import time
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UnknownEntityError
from kg.model import Entity, EntityType, Name
from kg.query import Wanted, resolve, who_said
from tests import sample


@pytest.fixture(scope="module")
def view():
    return sample.view_of(*sample.READINGS)


@pytest.mark.parametrize("name", ["zembia", "ZEMBIA", "The Zembia", "  Zémbia ", "polity:zembia", "Zembian"])
def test_a_name_is_found_whatever_its_case_accents_and_article(view, name):
    assert [match.id for match in resolve(view, name)] == ["polity:zembia"]


def test_a_capital_is_the_city_and_then_its_government(view):
    """Tirask is a city that is talked about, and the capital of Vostania, which is said to speak there."""
    assert [match.id for match in resolve(view, "Tirask")] == ["place:tirask", "polity:vostania"]


def test_all_who_bear_a_name_are_found_and_taken():
    namesake = Entity("polity:old-vostania", EntityType.POLITY, "Old Vostania", (Name("Vostania"),))
    view = sample.view_of(replace(sample.NEWS, entities=(*sample.NEWS.entities, namesake)))
    assert [match.id for match in resolve(view, "Vostania")] == ["polity:vostania", "polity:old-vostania"]
    (only,) = who_said(view, Wanted(about=frozenset({"Vostania"})))
    assert only.words == "Vostania and Zembia will hold talks in Tirask in May 2031."


def test_a_surname_alone_finds_the_person():
    bare = replace(sample.DRELL, names=())
    view = sample.view_of(replace(sample.NEWS, entities=(bare, *sample.NEWS.entities[1:])))
    assert [match.id for match in resolve(view, "drell")] == ["person:ilva-drell"]


def test_a_person_may_have_a_label_without_a_word():
    view = sample.view_of(
        replace(sample.NEWS, entities=(replace(sample.DRELL, label=" "), *sample.NEWS.entities[1:]))
    )
    assert [match.id for match in resolve(view, "Drell")] == ["person:ilva-drell"]


@pytest.mark.parametrize(
    ("name", "hint"), [("Zembiya", "Zembia"), ("Union", "Lake Union"), ("Ilva Drel", "Ilva Drell")]
)
def test_an_unknown_name_suggests_the_nearest(view, name, hint):
    with pytest.raises(UnknownEntityError, match=f"did you mean {hint}"):
        resolve(view, name)


@given(name=st.text(st.characters()))
def test_any_name_is_found_or_refused(view, name):
    with suppress(UnknownEntityError):
        assert resolve(view, name)


def test_names_are_found_fast_among_thousands():
    """5,000 entities; the limit is generous, a tenth of it is usual."""
    crowd = tuple(
        Entity(f"person:n-{number}", EntityType.PERSON, f"Person Surname{number}", (Name(f"Alias{number}"),))
        for number in range(5000)
    )
    view = sample.view_of(replace(sample.NEWS, entities=(*sample.NEWS.entities, *crowd)))
    resolve(view, "Zembia")
    start = time.perf_counter()
    resolve(view, "Alias4711")
    with pytest.raises(UnknownEntityError):
        resolve(view, "Alyas4711")
    assert time.perf_counter() - start < 1


def test_a_title_before_a_name_does_not_hide_the_person(view):
    """“General X” finds X when nobody is called so in full; a place is never found by its last word."""
    assert [match.id for match in resolve(view, "General Moorvel")] == ["person:tam-moorvel"]
    with pytest.raises(UnknownEntityError):
        resolve(view, "South Tirask")


def hyphened(*labels):
    """Return a view of people so called."""
    people = tuple(Entity(f"person:p{n}", EntityType.PERSON, label) for n, label in enumerate(labels))
    return sample.view_of(replace(sample.INTERVIEW, entities=(*sample.INTERVIEW.entities, *people)))


def test_half_a_surname_finds_the_one_who_bears_it():
    """Of a name with a hyphen either half, but only where it is one person's."""
    one = hyphened("Esper Vallacor-Dunn")
    assert [match.label for match in resolve(one, "Vallacor")] == ["Esper Vallacor-Dunn"]
    with pytest.raises(UnknownEntityError):
        resolve(hyphened("Esper Vallacor-Dunn", "Ana Vallacor-Tem"), "Vallacor")


def test_suggestions_are_near_in_spelling():
    """A letter that is missing; nothing where nothing is near."""
    known = hyphened("Camira Ossandár", "Quitto")
    with pytest.raises(UnknownEntityError, match="did you mean Camira Ossandár"):
        resolve(known, "Ossandr")
    with pytest.raises(UnknownEntityError, match=r"called 'squid'$"):
        resolve(known, "squid")


def test_of_equal_bearers_the_polity_comes_first():
    """As where mentions are linked."""
    both = (
        Entity("place:tirvan", EntityType.PLACE, "Tirvan"),
        Entity("polity:tirvan", EntityType.POLITY, "Tirvan"),
    )
    known = sample.view_of(replace(sample.INTERVIEW, entities=(*sample.INTERVIEW.entities, *both)))
    assert [match.id for match in resolve(known, "Tirvan")] == ["polity:tirvan", "place:tirvan"]
