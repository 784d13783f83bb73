"""Filters act on claims: counts, ties and names follow; the neighbourhood of one; and steps back."""

import re

import pytest

from tests.browser.maps import choose, names, panel, passing, ready, said, small_map, subject


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
    assert passing(small) == "6 names and 6 ties, by 6 statements."
    assert number(small, "person") == 2
    assert number(small, "opposes") == 3
    assert number(small, "undated") == 1
    assert small.get_by_role("button", name="Reset filters").is_disabled()


def test_a_type_goes_with_its_ties(small):
    small.get_by_role("checkbox", name="polity").click()
    assert passing(small) == "The filters leave 2 names and 1 tie, by 1 statement."
    assert names(small).count() == 2
    assert number(small, "polity") == 2  # as many as would come back
    assert number(small, "opposes") == 0


def test_a_claimant_goes_with_his_claims_alone(small):
    small.get_by_role("checkbox", name="Ilva Drell").click()
    assert passing(small) == "The filters leave 5 names and 5 ties, by 5 statements."
    assert number(small, "opposes") == 2
    choose(small, "Kestria")
    assert panel(small).get_by_role("article").count() == 4


def test_only_one_claimant(small):
    small.get_by_role("button", name="Show none: Who claims it").click()
    assert names(small).count() == 0
    small.get_by_role("checkbox", name="Ilva Drell").click()
    assert passing(small) == "The filters leave 4 names and 2 ties, by 1 statement."


@pytest.mark.parametrize(
    ("box", "left"),
    [
        ("reported", "6 names and 6 ties, by 5 statements"),
        ("Herald", "6 names and 5 ties, by 5 statements"),
        ("undated", "6 names and 5 ties, by 5 statements"),
        ("only what was said", "5 names and 5 ties, by 5 statements"),
    ],
)
def test_other_filters(small, box, left):
    small.get_by_role("checkbox", name=re.compile(box)).click()
    assert passing(small) == f"The filters leave {left}."
    small.get_by_role("button", name="Reset filters").click()
    assert passing(small) == "6 names and 6 ties, by 6 statements."


def test_time_is_a_range_and_a_year_may_lie_in_it(small):
    """The statement of 2031 may be of any day of that year; the undated one stays until it is left out."""
    small.get_by_role("slider", name="From").focus()
    for _ in range(3):
        small.keyboard.press("ArrowRight")
    assert small.locator("#range").inner_text() == "2031-03-15"
    assert "since=2031-03-15" in small.url
    assert passing(small) == "The filters leave 4 names and 4 ties, by 4 statements."
    small.get_by_role("checkbox", name="undated").click()
    assert passing(small) == "The filters leave 4 names and 3 ties, by 3 statements."


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
    assert said(small) == "Showing 4 names and 4 ties"
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
