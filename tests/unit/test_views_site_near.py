"""The small map on the page of an entity: whom it shows, what it costs, and where it leads."""

import re
import time
from dataclasses import replace

import pytest

from kg.query import ABOUT, claims, who_said
from kg.query.names import names_of
from kg.views.site import near as subject
from kg.views.site.near import near, small_picture
from kg.views.site.site import Site
from kg.views.web import layout_cache
from kg.views.web.drawn import surroundings
from tests import sample

VIEW = sample.view_of(*sample.READINGS)
SAID = {saying.statement: saying for saying in who_said(VIEW)}
CLAIMS = [claim for claim in claims(VIEW) if claim.statement in SAID]


def picture(key, known=None):
    """Return the picture around an entity."""
    return small_picture("near", key, known or near(CLAIMS), SAID, names_of(VIEW))


def drawn(found):
    """Return what a picture shows: its names, and its lines."""
    return {node.thing.id for node in found.nodes}, {(e.source, e.relation, e.target) for e in found.edges}


def test_it_shows_the_entity_and_those_tied_to_it():
    names, lines = drawn(picture("org:lake-union"))
    assert names == {"org:lake-union", "polity:zembia", "person:ilva-drell"}
    assert ("polity:zembia", "memberOf", "org:lake-union") in lines


def test_talk_among_the_neighbours_is_left_out():
    """Drell speaks about Zembia too; between neighbours of the union only the relation counts."""
    _, lines = drawn(picture("org:lake-union"))
    assert ("person:ilva-drell", "speaks about", "org:lake-union") in lines
    assert ("person:ilva-drell", "speaks about", "polity:zembia") not in lines


def test_an_outlet_is_tied_to_nobody_by_what_it_tells():
    assert any(claim.subject == "org:zembian-herald" for claim in CLAIMS)
    assert picture("org:zembian-herald") is None


def test_an_event_that_is_only_spoken_about_is_of_no_class():
    spoken = next(claim for claim in CLAIMS if claim.predicate == ABOUT)
    told = replace(spoken, object="event:x", object_label="Talks", object_type="event")
    held = replace(told, predicate="TALKS")
    for found, note in ((told, ""), (held, "talks")):
        nodes = surroundings("x", [found], SAID, names_of(VIEW)).nodes
        assert {node.thing.note for node in nodes if node.thing.type == "event"} == {note}


def test_who_is_tied_to_nobody_has_none():
    assert picture("place:nowhere") is None


def test_the_nearest_are_those_with_most_claims(monkeypatch):
    monkeypatch.setattr(subject, "_MOST", 2)
    (first, *_) = near(CLAIMS).neighbours["polity:zembia"]
    assert drawn(picture("polity:zembia"))[0] == {"polity:zembia", first}


def crowd(number):
    """Return claims that tie Zembia to so many others, each twice."""
    claim = next(claim for claim in CLAIMS if claim.predicate == "memberOf")
    others = [(f"org:union-{n}", f"Union of the {n}th Convention of Tirask") for n in range(number)]
    return [
        replace(claim, object=key, object_label=name, predicate=predicate)
        for key, name in others
        for predicate in ("memberOf", "opposes")
    ]


def test_where_it_would_be_too_wide_it_shows_fewer():
    found = picture("polity:zembia", near(crowd(40)))
    assert len(found.nodes) < subject._MOST


def test_many_neighbours_cost_little_and_leave_no_file(tmp_path, monkeypatch):
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    known = near(crowd(2000))
    picture("polity:zembia", known)
    start = time.perf_counter()
    picture("polity:zembia", known)
    assert time.perf_counter() - start < 0.5
    assert not layout_cache.folder().exists()


@pytest.fixture(scope="module")
def page():
    return Site(VIEW).page("polity/zembia.html").decode()


def test_its_names_lead_to_their_pages_and_it_leads_to_the_larger_map(page):
    figure = re.search(r'<figure class="near">.*?</figure>', page, re.DOTALL)[0]
    assert 'href="../org/lake-union.html"' in figure
    assert 'href="../map.html#at=polity:zembia"' in figure
    assert "Zembia" in re.search(r"<figcaption>(.*?)</figcaption>", figure, re.DOTALL)[1]


def test_its_lines_have_the_colours_of_the_page(page):
    assert 'class="tone-for"' in page
