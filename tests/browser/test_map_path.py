"""The path between two names: typed or chosen, and by which ties it may go."""

import pytest

from kg.views.web.map import html
from kg.views.web.picture import SPEAKS_ABOUT, Tie, compose
from tests.browser.maps import SAYINGS, THINGS, K, Z, choose, panel, ready, said, small_map, subject


@pytest.fixture
def small(shown):
    """Return the open map of a few claims, with the fields for a path unfolded."""
    page = ready(shown(small_map()))
    page.get_by_text("Path between two names").click()
    return page


def ends(page):
    """Return what the two fields hold."""
    return page.locator("#way-from").input_value(), page.locator("#way-to").input_value()


def ask(page, one, other):
    """Type two names, and the Enter key."""
    page.locator("#way-from").fill(one)
    page.locator("#way-to").fill(other)
    page.keyboard.press("Enter")


def steps(page):
    """Return the steps of the path."""
    return panel(page).get_by_role("heading", level=3).all_inner_texts()


def test_two_names_are_typed_in_any_form(small):
    ask(small, "republic of kestria", "LU")
    assert subject(small) == "Path: Kestria – Lake Union"
    assert steps(small) == ["1. Kestria – Zembia", "2. Zembia – Lake Union"]
    assert said(small).startswith("Path: Kestria – Lake Union: 2 steps")
    assert ends(small) == ("Kestria", "Lake Union")
    assert "path=polity:kestria,org:lake-union" in small.url


def test_what_is_typed_is_completed(small):
    small.locator("#way-from").press_sequentially("torv")
    options = small.locator("#way-names option")
    assert options.evaluate_all("(all) => all.map((one) => [one.value, one.label])") == [
        ["Kestria", "Tórvan (capital): Kestria"]
    ]


def test_whom_nobody_knows_is_said_to_be_unknown(small):
    ask(small, "Kestria", "Atlantis")
    assert small.locator("#way-told").inner_text() == "Nobody here is called “Atlantis”."
    assert small.locator("#way-to").get_attribute("aria-invalid") == "true"
    assert panel(small).is_hidden()


def test_a_name_has_no_path_to_itself(small):
    ask(small, "Kestria", "Republic of Kestria")
    assert small.locator("#way-told").inner_text() == "Both ends are Kestria."


def test_one_name_typed_leaves_the_other_to_be_chosen(small):
    small.locator("#way-from").fill("Kestria")
    small.get_by_role("button", name="Find the path").click()
    assert small.evaluate("document.activeElement.id") == "way-to"
    choose(small, "Lake Union")
    assert ends(small) == ("Kestria", "Lake Union")
    assert subject(small) == "Path: Kestria – Lake Union"


def test_talk_is_a_tie_only_where_nothing_else_is_unless_asked(small):
    ask(small, "Ilva Drell", "Kestria")
    assert steps(small) == ["1. Ilva Drell – Lake Union", "2. Lake Union – Zembia", "3. Zembia – Kestria"]
    summary = panel(small).locator("#summary")
    assert summary.inner_text().endswith("no other way than by who speaks about whom")
    small.locator("#talk").select_option("no")
    assert summary.inner_text() == (
        "No way by claims that pass the filters, without counting who speaks about whom"
    )
    assert "talk=no" in small.url
    small.get_by_role("button", name="Undo").click()
    assert len(steps(small)) == 3
    ask(small, "Kestria", "Zembia")
    assert "speaks about" not in summary.inner_text()


@pytest.mark.parametrize(("talk", "number"), [("last", 2), ("yes", 1), ("no", 2)])
def test_a_shorter_way_by_talk_is_taken_only_where_it_counts(shown, talk, number):
    ties = [
        Tie("person:ovel-nemyr", "opposes", K, "s0", "Ovel Nemyr opposes Kestria"),
        Tie(K, "opposes", Z, "s1", "Kestria opposes Zembia"),
        Tie("person:ovel-nemyr", SPEAKS_ABOUT, Z, "s2"),
    ]
    content = html(compose("Who says what", THINGS, ties, SAYINGS, 300))
    page = ready(shown(content, f"#path=person:ovel-nemyr,{Z}&talk={talk}"))
    assert len(steps(page)) == number
    assert page.locator("#talk").input_value() == talk
