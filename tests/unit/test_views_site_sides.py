"""The sides of a site are those of its perspectives, and narrow nothing else; lists are told apart and counted."""

from dataclasses import replace

import pytest
from click.testing import CliRunner

from kg.cli.app import run
from kg.cli.hand_on import map_command
from kg.cli.site import site_command
from kg.errors import QueryError, UnknownEntityError
from kg.model import Entity, EntityType
from kg.views.site.site import Site
from kg.views.web.scope import Scope
from tests import sample
from tests.debate import DEBATE
from tests.islands import island
from tests.unit.test_cli_textless import stored
from tests.unit.test_views_site import shown

VIEW = sample.view_of(DEBATE, *sample.READINGS)


def sides(site):
    """Return the sides of the perspectives of a site."""
    return island(site.page("perspectives.html"))["sides"]


def test_sides_are_those_asked_for_and_the_rest_is_as_without_them():
    plain, sided = Site(VIEW), Site(VIEW, Scope(by=frozenset({"Quill", "Pell"})))
    assert sides(sided) == ["Nera Quill", "Orso Pell"] != sides(plain)
    assert sided.paths() == plain.paths()
    for path in plain.paths():
        assert (sided.page(path) == plain.page(path)) == (path != "perspectives.html"), path


def test_sides_that_cannot_be_shown_are_refused_before_a_page_is_made():
    five = frozenset({"Drell", "Pell", "Quill", "Vostania", "Zembia"})
    with pytest.raises(QueryError):
        Site(VIEW, Scope(by=five))
    with pytest.raises(UnknownEntityError):
        Site(VIEW, Scope(by=frozenset({"Zembja"})))


def test_the_command_takes_sides(tmp_path):
    out = tmp_path / "out"
    store = ["--store", str(stored(tmp_path / "store", kept=2))]
    assert run(["site", "--by", "Drell", "--by", "Moorvel", "-o", str(out), *store]) == 0
    assert island((out / "perspectives.html").read_bytes())["sides"] == ["Ilva Drell", "Tam Moorvel"]


@pytest.mark.parametrize("command", [map_command, site_command])
def test_the_help_says_that_names_may_be_several(command):
    told = " ".join(CliRunner().invoke(command, ["--help"]).output.split())
    for option in ("--about NAME", "--by NAME"):
        assert "May be given several times." in told.partition(option)[2].partition(" --")[0]


def test_events_that_have_a_name_stand_apart_from_those_that_are_claimed():
    summit = Entity("event:lake-summit", EntityType.EVENT, "Lake Summit")
    first, *rest = sample.NEWS.statements
    about = replace(first, about=(*first.about, summit.id))
    reading = replace(sample.NEWS, entities=(*sample.NEWS.entities, summit), statements=(about, *rest))
    text = shown(Site(sample.view_of(reading)).page("names.html"))
    assert "Named events 1" in text
    assert "Events claimed 1" in text
    assert "Event 1" not in text


def test_one_is_one_on_the_start_page():
    text = shown(Site(sample.view_of(sample.NEWS)).page("index.html"))
    assert "2 statements · 2 speakers ·" in text
    assert "· 1 event claimed · 1 document " in text
