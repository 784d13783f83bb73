"""The page of claimed figures: each once, with its claimant, its date and its receipt."""

from dataclasses import replace

import pytest

from kg.errors import QueryError, UnknownEntityError
from kg.model import Figure
from kg.query import figures
from kg.views.web.figures import draw_figures
from kg.views.web.scope import Scope
from tests import sample
from tests.islands import island as data_of

(CROWD,) = sample.INTERVIEW.figures
(MEMBER, MET) = sample.INTERVIEW.statements


def counted(number, stated_in, **change):
    return replace(CROWD, id=f"{number:016d}", number=float(number), stated_in=stated_in, **change)


VIEW = sample.view_of(
    replace(
        sample.INTERVIEW,
        figures=(CROWD, counted(1900, MEMBER.id), counted(12, MEMBER.id, unit="boats", date=None)),
    )
)


def island(view=VIEW, **scope):
    """Return what the page of that part of the store shows."""
    return data_of(draw_figures(view, Scope(**scope)).html)


def test_every_figure_is_there_with_its_receipt():
    shown = island()
    assert [(f["number"], f["unit"], f["date"], f["who"]) for f in shown["figures"]] == [
        (figure.number, figure.unit, figure.date, figure.speaker_label) for figure in figures(VIEW)
    ]
    for figure in shown["figures"]:
        assert shown["receipts"][figure["receipt"]]["speaker"] == figure["speaker"]


def test_numbers_of_the_same_thing_and_date_are_in_one_group():
    shown = island()
    (group,) = shown["groups"]
    assert {shown["figures"][place]["number"] for place in group["members"]} == {2300, 1900}
    assert {shown["figures"][place]["date"] for place in group["members"]} == {"2031-03"}
    assert len({shown["figures"][place]["speaker"] for place in group["members"]}) == 2


def test_a_figure_without_a_date_has_that_of_its_words_apart():
    (boats,) = [figure for figure in island()["figures"] if figure["unit"] == "boats"]
    assert (boats["date"], boats["said"], boats["published"]) == (None, "2031-04-06", True)


def test_numbers_are_written_out():
    assert {figure["shown"] for figure in island()["figures"]} == {"2,300", "1,900", "12"}


def test_the_scope_narrows():
    assert {figure["who"] for figure in island(by=frozenset({"Moorvel"}))["figures"]} == {"Tam Moorvel"}
    assert {figure["number"] for figure in island(since="2031-04")["figures"]} == {12}
    assert {figure["number"] for figure in island(about=frozenset({"Lake Union"}))["figures"]} == {1900, 12}


def test_nothing_found_is_no_page_and_nonsense_is_refused():
    assert draw_figures(VIEW, Scope(since="2090")) is None
    with pytest.raises(QueryError):
        draw_figures(VIEW, Scope(since="soon"))
    with pytest.raises(UnknownEntityError):
        draw_figures(VIEW, Scope(about=frozenset({"Qwxyzv"})))


def test_the_note_tells_how_many_can_be_compared():
    assert draw_figures(VIEW, Scope()).note == "showing 3 of 3 figures; 2 can be compared, in 1 group"


def test_a_number_that_is_none_breaks_no_page():
    odd = (counted(1, MEMBER.id), Figure("0" * 16, MEMBER.id, 1e308, "people", "", None, CROWD.evidence))
    shown = island(sample.view_of(replace(sample.INTERVIEW, figures=odd)))
    assert {figure["number"] for figure in shown["figures"]} == {1.0, 1e308}
