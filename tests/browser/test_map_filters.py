"""Filters act on claims: counts, ties and names follow; the neighbourhood of one; and steps back."""

import re

import pytest

from kg.views.web.map import html
from kg.views.web.picture import Tie, compose
from tests.browser.maps import THINGS, K, Z, choose, names, panel, passing, ready, said, small_map, subject
from tests.unit.test_views_tables import saying


@pytest.fixture
def small(shown):
    """Return the open map of a few claims, with all filters unfolded."""
    page = ready(shown(small_map()))
    page.evaluate("for (const details of document.querySelectorAll('#filters details')) details.open = true")
    return page


def number(page, name):
    """Return the count beside a check box."""
    row = page.locator("#filters label", has_text=name).first
    return int(row.locator(".count").inner_text())


def test_all_is_shown_at_first(small):
    assert passing(small) == "Shown: 6 names and events, 6 ties (8 claims)."
    assert number(small, "person") == 2
    assert number(small, "opposes") == 3
    assert number(small, "undated") == 1
    assert small.get_by_role("button", name="Reset filters").is_disabled()


def test_a_type_goes_with_its_ties(small):
    small.get_by_role("checkbox", name="polity").click()
    assert passing(small) == "Shown: 2 of 6 names and events, 1 of 6 ties (1 of 8 claims)."
    assert names(small).count() == 2
    assert number(small, "polity") == 2  # as many as would come back
    assert number(small, "opposes") == 0


def test_an_empty_map_says_so_and_how_to_fill_it(small):
    empty = small.get_by_text("Nothing passes the filters.")
    assert not small.locator("#empty").is_visible()
    small.get_by_role("button", name="Show none: What they are").click()
    assert empty.count() == 3  # on the canvas, in the list, to screen readers
    assert passing(small) == "Shown: 0 of 6 names and events, 0 of 6 ties (0 of 8 claims)."
    small.locator("#canvas").get_by_role("button", name="Reset filters").click()
    assert not small.locator("#empty").is_visible()
    assert names(small).count() == 6
    small.get_by_role("searchbox", name="Find a name").fill("xyzzy")
    assert small.locator("#none").inner_text() == "Nobody here is called that."


def two(**change):
    """Return the map of two claims of one day, one with a change."""
    sayings = [saying(statement="s0", mode="narration"), saying(statement="s1", **change)]
    ties = [Tie(K, "opposes", Z, "s0", "…"), Tie(K, "supports", Z, "s1", "…")]
    return html(compose("Two", THINGS, ties, sayings, 300))


def test_what_is_asked_is_not_narrated(shown):
    page = ready(shown(two(mode="narration", act="ask")))
    page.get_by_text("How it is said (statements)").click()
    page.get_by_role("checkbox", name="asked").click()
    assert page.url.endswith("#hide-how=asked")
    assert (number(page, "narrated"), number(page, "asked")) == (1, 1)
    choose(page, "Zembia")
    (only,) = panel(page).get_by_role("article").all()
    assert "narrated" in only.inner_text()


@pytest.mark.parametrize(("day", "told"), [("2031-04-06", True), ("2031-04-07", False)])
def test_one_day_is_told_instead_of_a_slider(shown, day, told):
    page = ready(shown(two(said_on=day)))
    assert page.locator("#one-day").is_visible() == told
    assert page.locator("#slider").is_visible() != told
    if told:
        assert page.locator("#one-day").inner_text() == "All that is dated is of 2031-04-06."


def test_a_claimant_goes_with_his_claims_alone(small):
    small.get_by_role("checkbox", name="Ilva Drell").click()
    assert passing(small) == "Shown: 5 of 6 names and events, 5 of 6 ties (6 of 8 claims)."
    assert number(small, "opposes") == 2
    choose(small, "Kestria")
    assert panel(small).get_by_role("article").count() == 4


def test_only_one_claimant(small):
    small.get_by_role("button", name="Show none: Who claims it").click()
    assert names(small).count() == 0
    small.get_by_role("checkbox", name="Ilva Drell").click()
    assert passing(small) == "Shown: 4 of 6 names and events, 2 of 6 ties (2 of 8 claims)."


@pytest.mark.parametrize(
    ("box", "left"),
    [
        ("reported", "6 names and events, 6 ties (7 of 8 claims)"),
        ("Herald", "6 names and events, 5 of 6 ties (7 of 8 claims)"),
        ("undated", "6 names and events, 5 of 6 ties (7 of 8 claims)"),
        ("only what was said", "5 of 6 names and events, 5 of 6 ties (7 of 8 claims)"),
    ],
)
def test_other_filters(small, box, left):
    small.get_by_role("checkbox", name=re.compile(box)).click()
    assert passing(small) == f"Shown: {left}."
    small.get_by_role("button", name="Reset filters").click()
    assert passing(small) == "Shown: 6 names and events, 6 ties (8 claims)."


def test_time_is_a_range_and_a_year_may_lie_in_it(small):
    """The statement of 2031 may be of any day of that year; the undated one stays until it is left out."""
    small.get_by_role("slider", name="From").focus()
    for _ in range(3):
        small.keyboard.press("ArrowRight")
    assert small.locator("#range").inner_text() == "2031-03-15"
    assert "since=2031-03-15" in small.url
    assert passing(small) == "Shown: 4 of 6 names and events, 4 of 6 ties (4 of 8 claims)."
    small.get_by_role("checkbox", name="undated").click()
    assert passing(small) == "Shown: 4 of 6 names and events, 3 of 6 ties (3 of 8 claims)."


def test_confidence(small):
    slider = small.get_by_role("slider", name=re.compile("read with at least"))
    slider.focus()
    for _ in range(11):
        slider.press("ArrowRight")
    assert "sure=55" in small.url
    assert number(small, "supports") == 0


def test_the_neighbourhood_of_one(small):
    choose(small, "Ovel Nemyr")
    panel(small).get_by_role("button", name="Only around it").click()
    assert names(small).count() == 2
    small.get_by_role("button", name="2 hops").click()
    assert names(small).count() == 4
    shown = "4 of 6 names and events, 4 of 6 ties (6 of 8 claims)"
    assert (said(small), passing(small)) == (f"Showing {shown}", f"Shown: {shown}.")
    small.get_by_role("button", name="3 hops").click()
    assert names(small).count() == 5
    small.get_by_role("button", name="All", exact=True).click()
    assert names(small).count() == 6


def test_hide_the_rest(small):
    choose(small, "Ovel Nemyr")
    small.get_by_role("combobox", name="What is not tied").select_option("hide")
    assert names(small).count() == 2


def test_steps_back_and_forth(small):
    choose(small, "Zembia")
    small.get_by_role("checkbox", name="member of").click()
    choose(small, "Kestria")
    small.keyboard.press("Control+z")
    assert subject(small) == "Zembia"
    assert not small.get_by_role("checkbox", name="member of").is_checked()
    small.get_by_role("button", name="Undo").click()
    assert small.get_by_role("checkbox", name="member of").is_checked()
    small.get_by_role("button", name="Undo").click()
    assert panel(small).is_hidden()
    assert small.get_by_role("button", name="Undo").is_disabled()
    for _ in range(3):
        small.keyboard.press("Control+Shift+z")
    assert subject(small) == "Kestria"
    assert small.get_by_role("button", name="Redo").is_disabled()


def test_the_browser_goes_back_too(small):
    choose(small, "Zembia")
    choose(small, "Kestria")
    small.go_back()
    assert subject(small) == "Zembia"
