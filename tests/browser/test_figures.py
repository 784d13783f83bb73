"""Claimed figures in a browser: quiet, for everybody, and every number leads to the words of the source."""

import re
from dataclasses import replace

import pytest

from tests import sample
from tests.browser.hostile import whole
from tests.browser.test_map import SIZES, faults, panel

(CROWD,) = sample.INTERVIEW.figures
(MEMBER, MET) = sample.INTERVIEW.statements


def counted(number, stated_in, **change):
    return replace(CROWD, id=f"{abs(number):016d}", number=float(number), stated_in=stated_in, **change)


FIGURES = (
    CROWD,
    counted(1900, MEMBER.id),
    counted(2301, MEMBER.id),
    counted(40, MEMBER.id, date="2031-03-09"),
    counted(7, MEMBER.id, date=None),
    counted(12, MEMBER.id, unit="boats"),
    counted(30, MET.id, unit="boats"),
    counted(4, MET.id, unit="oars"),
)
VIEW = sample.view_of(replace(sample.INTERVIEW, figures=FIGURES))


def marks(page):
    """Return the marks that are in the chart."""
    return page.locator("#marks").get_by_role("button")


def rows(page):
    """Return the rows of the table."""
    return page.locator("#rows").get_by_role("row")


@pytest.fixture
def chart(shown):
    """Return the open page of some figures."""
    return shown(whole("figures", VIEW))


def test_the_group_with_most_figures_is_open(chart):
    assert chart.get_by_role("heading", level=2).inner_text() == "people: came"
    assert marks(chart).count() == rows(chart).count() == 5


def test_numbers_for_the_same_thing_and_date_are_side_by_side(chart):
    boxes = [
        chart.get_by_role("button", name=f"2031-03 · {number} people").locator(".symbol").bounding_box()
        for number in ("2,300", "2,301")
    ]
    one, other = sorted(boxes, key=lambda box: box["x"])
    assert one["x"] + one["width"] <= other["x"] + 3
    assert abs(one["y"] - other["y"]) < 4


def test_numbers_stand_beside_their_marks_where_there_is_room(chart):
    labels = chart.locator("#marks .label").all_text_contents()
    assert {"40", "7"} <= set(labels) <= {"2,300", "1,900", "2,301", "40", "7"}


def test_a_click_shows_the_words(chart):
    chart.get_by_role("button", name="2031-03 · 2,300 people").locator(".symbol").click()
    assert panel(chart).get_by_role("heading").inner_text() == "2,300 people"
    assert panel(chart).get_by_role("blockquote").text_content() == (
        "We met in Tirask”, Tam Moorvel told me on Monday, “and 2,300 people came"
    )


def test_another_group_is_chosen(chart):
    chart.get_by_label("Figures that can be compared").select_option(label="boats: came (2)")
    assert marks(chart).count() == rows(chart).count() == 2
    assert chart.url.endswith("#group%20boats%3A%20came")


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("group%20boats%3A%20came", "boats: came"),
        ("group%20no", "people: came"),
        ("%E0%A4%A", "people: came"),
    ],
)
def test_the_address_names_the_group(shown, asked, first):
    page = shown(whole("figures", VIEW), f"#{asked}")
    assert page.get_by_role("heading", level=2).inner_text() == first


def test_what_stands_alone_is_in_the_table_only(chart):
    chart.get_by_label("Figures that can be compared").select_option(label="standing alone (1)")
    assert rows(chart).count() == 1
    assert not chart.locator("#chart").is_visible()
    rows(chart).get_by_role("button").click()
    assert panel(chart).get_by_role("heading").inner_text() == "4 oars"
    chart.get_by_label("Figures that can be compared").select_option(label="all (8)")
    assert rows(chart).count() == len(FIGURES)


def test_claimants_are_taken_out_and_brought_back(chart):
    chart.get_by_role("checkbox", name="Ilva Drell").uncheck()
    assert marks(chart).count() == rows(chart).count() == 1
    chart.get_by_role("checkbox", name="Ilva Drell").check()
    assert marks(chart).count() == 5


def test_claimants_differ_in_shape_and_colour(chart):
    looks = chart.locator("#speakers path").evaluate_all(
        "(all) => all.map((one) => [one.getAttribute('d'), one.getAttribute('stroke')])"
    )
    shapes, colours = zip(*looks, strict=True)
    assert len(set(shapes)) == len(set(colours)) == 2


def test_a_logarithmic_scale_moves_small_numbers_up(chart):
    mark = chart.get_by_role("button", name="40 people").locator(".symbol")
    before = mark.bounding_box()["y"]
    chart.get_by_label("logarithmic").check()
    assert mark.bounding_box()["y"] < before - 20


def test_numbers_below_zero_have_no_logarithm(shown):
    below = (counted(-5, MEMBER.id), counted(9, MEMBER.id))
    page = shown(whole("figures", sample.view_of(replace(sample.INTERVIEW, figures=below))))
    assert page.get_by_label("logarithmic").is_disabled()
    assert marks(page).count() == 2


def test_equal_numbers_are_drawn(shown):
    equal = (counted(0, MEMBER.id), replace(counted(0, MET.id), id="f" * 16))
    page = shown(whole("figures", sample.view_of(replace(sample.INTERVIEW, figures=equal))))
    assert marks(page).count() == 2
    assert "NaN" not in page.locator("#lanes").inner_html()


def test_huge_numbers_are_drawn(shown):
    huge = (counted(1, MEMBER.id), counted(10**15, MEMBER.id), replace(CROWD, number=1.7e308))
    page = shown(whole("figures", sample.view_of(replace(sample.INTERVIEW, figures=huge))))
    assert marks(page).count() == 3
    assert not re.search("NaN|Infinity", page.locator("#lanes").inner_html())


def test_arrows_go_from_mark_to_mark(chart):
    marks(chart).first.focus()
    first = chart.evaluate("document.activeElement.getAttribute('aria-label')")
    chart.keyboard.press("ArrowRight")
    second = chart.evaluate("document.activeElement.getAttribute('aria-label')")
    assert first != second
    chart.keyboard.press("Enter")
    assert panel(chart).is_visible()
    chart.keyboard.press("Escape")
    assert chart.evaluate("document.activeElement.getAttribute('aria-label')") == second


def test_zooming_keeps_the_numbers_without_a_date_in_sight(chart):
    for _ in range(8):
        chart.get_by_role("button", name="Zoom in").click()
    assert chart.get_by_role("button", name="said 2031-04-06 (publ.) · 7 people").count() <= 1
    assert chart.get_by_role("button", name=re.compile("earlier$|later ▸$")).count() > 0


def test_an_address_opens_what_was_open(shown):
    page = shown(whole("figures", VIEW), "#figure%207")
    assert panel(page).is_visible()


@pytest.mark.parametrize("fragment", ["#nobody", "#%E0%A4%A", "#figure%2099", "#__proto__"])
def test_an_address_that_means_nothing_opens_the_page(shown, fragment):
    page = shown(whole("figures", VIEW), fragment)
    assert marks(page).count() == 5
    assert panel(page).is_hidden()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(shown, page, size, scheme):
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=scheme)
    shown(whole("figures", VIEW))
    assert faults(page) == []
    marks(page).first.locator(".symbol").click()
    assert panel(page).is_visible()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
