"""Perspectives in a browser: what each side says, the words behind it, and what the filters leave of it."""

import re

import pytest

from kg.query import texts, who_said
from kg.views.web.scope import Scope
from kg.views.web.viewers import VIEWS
from tests.browser.conftest import settled
from tests.browser.hostile import view as hostile_view
from tests.browser.test_map import SIZES, faults
from tests.debate import DEBATE
from tests.sample import READINGS, view_of

TWO = Scope(by=frozenset({"Vostania", "Zembia"}))
PLACE = re.compile(r"\[(\d+):(\d+)\]")
ARTICLES = """(articles) => articles.map((article) =>
  [article.querySelector("blockquote").textContent, article.textContent])"""


@pytest.fixture(scope="module")
def store():
    """Return a store in which two states contradict each other."""
    return view_of(DEBATE, *READINGS)


@pytest.fixture
def opened(shown, store):
    """Return the open page of two states."""
    return shown(VIEWS["perspectives"](store, TWO).html)


def topic(page, name):
    """Return the section of a topic."""
    return page.get_by_role("region", name=re.compile(f"^{name}"))


def panel(page):
    """Return what shows the evidence."""
    return page.get_by_role("complementary", name="Evidence")


def cell(page, name, side):
    """Return what a side says about a topic."""
    return topic(page, name).locator(".cell").nth(side)


def test_sides_and_topics_are_headings(opened):
    assert opened.get_by_role("heading", level=1).inner_text() == "Vostania / Zembia"
    assert cell(opened, "Zembia", 0).get_by_role("heading").inner_text().startswith("Vostania: ")
    assert cell(opened, "Zembia", 1).get_by_role("heading").inner_text() == "Zembia: 2 statements"


def test_who_speaks_for_a_side_is_told(opened):
    side = opened.locator(".side").first
    side.locator("summary").click()
    assert "Vostanian Foreign Ministry (part of Vostania): 1" in side.inner_text()


def test_the_words_are_those_of_the_source(shown, gold_view):
    """Those of every cell on the page, and of the panel behind each count of acts."""
    sources = {text.document.source: text.document.text for text in texts(gold_view).values()}
    page = shown(VIEWS["perspectives"](gold_view, Scope()).html)
    for button in page.get_by_role("button", name=re.compile("^Show all")).all():
        button.click()
    found = page.locator("#rows article").evaluate_all(ARTICLES)
    for chip in page.locator(".row .chips:first-of-type button").all()[:20]:
        chip.click()
        found += panel(page).get_by_role("article").evaluate_all(ARTICLES)
    assert len(found) > 20
    for words, text in found:
        (source,) = (source for source in sources if source in text)
        start, end = map(int, PLACE.findall(text)[-1])
        assert words == sources[source][start:end]


def test_each_count_opens_so_many_statements(opened):
    for chip in opened.locator(".chips:first-of-type button").all():
        chip.click()
        assert panel(opened).get_by_role("article").count() == int(chip.inner_text().split()[-1])


def test_a_contradiction_opens_both_sides(opened):
    topic(opened, "Lake Union").get_by_role("button", name=re.compile("^Contradiction")).click()
    assert panel(opened).get_by_text("claims: Zembia supports Lake Union").count() == 1
    assert panel(opened).get_by_text("denies: Zembia supports Lake Union").count() == 1
    assert panel(opened).get_by_text("Vostania 1, Zembia 1").is_visible()


def test_figures_that_differ_are_set_beside_each_other(opened):
    figures = topic(opened, "Zembia").get_by_role("button", name=re.compile("^Figures differ"))
    assert "Vostania: 300 · Zembia: 500" in figures.inner_text()


def test_keys_alone_open_and_close_the_evidence(opened):
    chip = cell(opened, "Zembia", 1).locator(".chips button").first
    chip.focus()
    opened.keyboard.press("Enter")
    assert panel(opened).get_by_role("heading").evaluate("(it) => it === document.activeElement")
    opened.keyboard.press("Escape")
    assert panel(opened).is_hidden()
    assert chip.evaluate("(it) => it === document.activeElement")


def test_an_act_can_be_left_out(opened):
    opened.get_by_role("checkbox", name=re.compile("^denies")).uncheck()
    settled_count(opened, cell(opened, "Zembia", 1).get_by_role("heading"), "Zembia: 1 statement")
    assert topic(opened, "Lake Union").count() == 0
    assert (
        opened.get_by_text("1 topic of one side only")
        .or_(opened.get_by_text("topics of one side only"))
        .count()
    )


def settled_count(page, locator, text):
    """Wait until an element reads so."""
    page.wait_for_timeout(200)  # milliseconds; the filters wait for more
    assert locator.inner_text() == text


def test_words_and_periods_filter(opened):
    opened.get_by_role("searchbox").fill("500 people")
    opened.wait_for_timeout(200)
    assert opened.get_by_role("status").inner_text().startswith("1 of ")
    opened.get_by_role("button", name="Reset").click()
    opened.get_by_label("From").fill("2099")
    opened.wait_for_timeout(200)
    assert opened.get_by_role("status").inner_text().startswith("0 of ")
    assert opened.get_by_text("No topic is shared").is_visible()


def test_the_address_brings_the_filters_back(opened):
    opened.get_by_role("searchbox").fill("came & went")
    opened.get_by_role("checkbox", name=re.compile("^denies")).uncheck()
    opened.wait_for_timeout(200)
    told = opened.get_by_role("status").inner_text()
    opened.reload()
    assert opened.get_by_role("searchbox").input_value() == "came & went"
    assert not opened.get_by_role("checkbox", name=re.compile("^denies")).is_checked()
    assert opened.get_by_role("status").inner_text() == told
    opened.get_by_role("button", name="Reset").click()
    assert opened.evaluate("location.hash") == "#all"


@pytest.mark.parametrize("fragment", ["#%E0%A4%A", "#sure=x&modes=__proto__&since=%00", "#" + "x" * 20_000])
def test_an_address_that_means_nothing_leaves_the_page_as_it_is(shown, store, fragment):
    page = shown(VIEWS["perspectives"](store, TWO).html, fragment)
    assert page.locator(".row").count() == 3


def test_what_is_no_date_is_told(opened):
    opened.get_by_label("From").fill("soon")
    opened.wait_for_timeout(200)
    assert "a date reads 2025" in opened.get_by_role("status").inner_text()


def test_a_publishers_own_voice_is_off_and_can_be_turned_on(shown, store):
    page = shown(VIEWS["perspectives"](store, Scope(by=frozenset({"Orso Pell"}))).html)
    told = page.get_by_role("status").inner_text()
    narrated = sum(said.mode == "narration" for said in who_said(store))
    assert f"{narrated} in a publisher's own voice" in told
    page.get_by_role("checkbox", name=re.compile("^narrated")).check()
    page.wait_for_timeout(200)
    assert "own voice" not in page.get_by_role("status").inner_text()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(shown, page, store, size, scheme):
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=scheme)
    shown(VIEWS["perspectives"](store, TWO).html)
    assert faults(page) == []
    page.locator(".chips button").first.click()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_hostile_words_in_the_panel_run_nothing(shown):
    page = shown(VIEWS["perspectives"](hostile_view(), Scope()).html)
    for button in page.locator(".chips button, .cell > button, #alone button").all()[:40]:
        button.evaluate("(it) => it.click()")
    settled(page)
    assert page.evaluate("window.hit") is None
