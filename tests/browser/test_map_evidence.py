"""What the map shows of what is chosen: who says so, who denies it, and the way from one to another."""

import pytest

from tests.browser.hostile import whole
from tests.browser.maps import choose, names, panel, ready, said, small_map, spot, subject


@pytest.fixture
def small(shown):
    """Return the open map of a few claims."""
    return ready(shown(small_map()))


def tie(page, text):
    """Choose a tie of the chosen name."""
    ties = panel(page).locator("details", has_text="tie")
    if not ties.evaluate("(details) => details.open"):
        ties.locator("summary").click()
    panel(page).get_by_role("button").filter(has_text=text).first.click()


def test_a_name_shows_its_statements_and_other_names(small):
    choose(small, "Kestria")
    assert subject(small) == "Kestria"
    assert panel(small).get_by_text("polity · 5 statements").is_visible()
    panel(small).get_by_text("2 other names").click()
    assert panel(small).get_by_text("Republic of Kestria, Tórvan (capital)").is_visible()
    assert panel(small).get_by_role("article").count() == 5
    assert said(small).startswith("Kestria: polity")


def test_a_tie_counts_who_claims_and_who_denies_it(small):
    choose(small, "Kestria")
    tie(small, "opposes")
    assert subject(small) == "Kestria → opposes → Zembia"
    standing = panel(small).locator(".standing").inner_text()
    assert "2 claim it, 1 denies it; the opposite (supports) is claimed in 1:" in standing
    assert panel(small).get_by_text("denies: Kestria opposes Zembia").count() == 1
    assert panel(small).get_by_text("claims: Kestria opposes Zembia").count() == 2


def test_the_opposite_is_one_press_away(small):
    choose(small, "Kestria")
    tie(small, "opposes")
    panel(small).get_by_role("button", name="show", exact=True).click()
    assert subject(small) == "Kestria → supports → Zembia"
    assert "the opposite (opposes) is claimed in 2:" in panel(small).locator(".standing").inner_text()


def test_a_dispute_is_drawn_on_the_map(small):
    """The sign has a colour of its own; without the disputed ties it is gone."""
    assert spot(small, "#a33b00")[0] > 10
    small.get_by_role("checkbox", name="opposes").click()
    small.wait_for_timeout(200)
    assert spot(small, "#a33b00")[0] == 0


def test_a_claimant_leaves_only_his_own(small):
    choose(small, "Kestria")
    tie(small, "opposes")
    panel(small).get_by_role("button", name="Ilva Drell 1").press("Enter")
    assert panel(small).get_by_role("article").count() == 1
    assert small.evaluate("document.activeElement.textContent") == "Ilva Drell 1"
    panel(small).get_by_role("button", name="Ilva Drell 1").click()
    assert panel(small).get_by_role("article").count() == 3


def test_a_click_on_the_canvas_opens_the_evidence(small):
    _, x, y = spot(small, "#009e73")  # the one organisation
    small.mouse.click(x, y)
    assert subject(small) == "Lake Union"
    small.mouse.click(300, 860)
    assert panel(small).is_hidden()


def test_a_click_on_a_line_opens_its_evidence(small):
    """The sign of the dispute lies on it; a denial makes one even without the opposite."""
    small.get_by_role("checkbox", name="supports").click()
    small.wait_for_timeout(200)
    _, x, y = spot(small, "#a33b00")
    small.mouse.click(x, y)
    assert subject(small) == "Kestria → opposes → Zembia"
    assert panel(small).locator(".standing").inner_text() == "2 claim it, 1 denies it"


@pytest.mark.parametrize("typed", ["torvan", "TÓRVAN", "republic of k"])
def test_a_name_is_found_by_any_other_name(small, typed):
    small.keyboard.press("/")
    small.keyboard.type(typed)
    assert names(small).count() == 1
    small.keyboard.press("Enter")
    assert subject(small) == "Kestria"
    assert small.get_by_role("searchbox", name="Find a name").input_value() == typed
    small.keyboard.press("Escape")
    assert names(small).count() == 6


def test_a_path_shows_the_evidence_of_its_steps_in_order(small):
    choose(small, "Ovel Nemyr")
    panel(small).get_by_role("button", name="Path from here").click()
    assert small.locator("#banner").is_visible()
    choose(small, "Lake Union")
    assert subject(small) == "Path: Ovel Nemyr – Lake Union"
    steps = panel(small).get_by_role("heading", level=3).all_inner_texts()
    assert steps == ["1. Ovel Nemyr – Kestria", "2. Kestria – Zembia", "3. Zembia – Lake Union"]
    assert panel(small).get_by_role("article").count() == 1 + 4 + 1


def test_a_path_goes_only_where_claims_pass(small):
    small.get_by_role("checkbox", name="member of").click()
    choose(small, "Ovel Nemyr")
    panel(small).get_by_role("button", name="Path from here").click()
    choose(small, "Lake Union")
    assert panel(small).get_by_text("No way by claims that pass the filters").is_visible()


def test_what_the_names_in_the_words_lead_to(shown, sample_view):
    page = ready(shown(whole("map", sample_view)))
    choose(page, "Vostania")
    panel(page).locator("blockquote").get_by_role("button", name="Zembia").first.click()
    assert subject(page) == "Zembia"
