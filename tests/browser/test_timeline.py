"""The timeline in a browser: quiet, for everybody, and every mark leads to the words of the source."""

import re
from dataclasses import replace

import pytest

from kg.model import EventStatus
from kg.query import timeline
from tests import sample
from tests.browser.conftest import GOLD, settled
from tests.browser.hostile import whole
from tests.browser.test_map import SIZES, faults, panel

EVENTS = "#marks [data-key^='event ']"
PLACE = re.compile(r"\[(\d+):(\d+)\]")


def marks(page):
    """Return the marks that are in the drawing."""
    return page.locator("#marks").get_by_role("button")


def listed(page):
    """Return the buttons of the list."""
    return page.get_by_role("region", name="In order of time").get_by_role("list").get_by_role("button")


def focused(page):
    """Return what has the focus, as a screen reader tells it."""
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def months(page):
    """Return the labels of the ticks."""
    return page.locator("#ticks text").all_text_contents()


@pytest.fixture
def sample_page(shown, sample_view):
    """Return the open timeline of the two readings."""
    return shown(whole("timeline", sample_view))


def test_events_and_statements_are_marks_with_names(sample_page):
    labels = [mark.get_attribute("aria-label") for mark in marks(sample_page).all()]
    assert any(
        re.match(r"2031-03 · meet · Meeting of .* · happened · says Tam Moorvel$", text) for text in labels
    )
    assert "2031-04-06 (publ.) · Ilva Drell · 1 statement" in labels
    assert "undated · Ilva Drell · 1 statement" in labels


def test_a_click_on_an_event_shows_what_is_known_of_it_and_the_words(sample_page):
    sample_page.get_by_role("button", name="meet").first.click()
    told = panel(sample_page)
    assert told.get_by_role("heading").inner_text() == "Meeting of Vostania and Zembia"
    assert told.get_by_text("meet · 2031-03 · Tirask · Vostania, Zembia · happened · 1 claim").is_visible()
    assert told.get_by_role("blockquote").inner_text() == (
        "We met in Tirask”, Tam Moorvel told me on Monday, “and 2,300 people came"
    )


def test_who_denies_an_event_is_told(shown):
    (event,) = sample.INTERVIEW.events
    member, _ = sample.INTERVIEW.statements
    denied = replace(event, stated_in=member.id, status=EventStatus.NEGATED)
    page = shown(whole("timeline", sample.view_of(replace(sample.INTERVIEW, events=(event, denied)))))
    page.locator(EVENTS).click()
    assert panel(page).get_by_text("told differently: happened, negated").is_visible()
    assert panel(page).get_by_text("denied by Ilva Drell").is_visible()
    assert panel(page).locator(".denied").count() == 1


def test_arrows_go_from_mark_to_mark_and_the_focus_comes_back(sample_page):
    marks(sample_page).first.focus()
    assert "meet" in focused(sample_page)
    sample_page.keyboard.press("ArrowRight")
    assert "talks" in focused(sample_page)
    sample_page.keyboard.press("ArrowLeft")
    sample_page.keyboard.press("ArrowDown")
    assert "statement" in focused(sample_page)
    before = focused(sample_page)
    sample_page.keyboard.press("Enter")
    assert panel(sample_page).is_visible()
    sample_page.keyboard.press("Escape")
    assert panel(sample_page).is_hidden()
    assert focused(sample_page) == before


def test_one_tab_leads_into_the_drawing_and_one_out(sample_page):
    assert sample_page.locator("#marks [tabindex='0']").count() == 1


def test_keys_buttons_and_wheel_zoom_and_all_brings_back(sample_page):
    whole_time = months(sample_page)
    marks(sample_page).first.focus()
    sample_page.keyboard.press("+")
    nearer = months(sample_page)
    assert nearer != whole_time
    sample_page.keyboard.press("0")
    sample_page.get_by_role("button", name="Zoom in").click()
    assert months(sample_page) == nearer
    sample_page.get_by_role("button", name="All", exact=True).click()
    sample_page.locator("#strip").hover()
    sample_page.mouse.wheel(0, -600)
    settled(sample_page)
    assert months(sample_page) not in (whole_time, nearer)


def dated(*dates):
    """Return a store with a meeting for each date."""
    (event,) = sample.INTERVIEW.events
    meetings = tuple(replace(event, id=f"{number:016d}", date=date) for number, date in enumerate(dates))
    return sample.view_of(replace(sample.INTERVIEW, events=meetings))


def test_a_day_is_a_point_and_all_else_a_stretch(shown):
    page = shown(whole("timeline", dated("2031-02-10", "2031-02", "2031-02/2031-03", "2031")))
    page.get_by_role("button", name="All", exact=True).click()
    widths = {
        mark.get_attribute("aria-label").split(" ·")[0]: [
            bar.bounding_box()["width"] for bar in mark.locator(".bar").all()
        ]
        for mark in page.locator(EVENTS).all()
    }
    assert widths["2031-02-10"] == []
    (month,), (two,), (year,) = (widths[date] for date in ("2031-02", "2031-02/2031-03", "2031"))
    assert two / month == pytest.approx(59 / 28, rel=0.02)
    assert year / month == pytest.approx(365 / 28, rel=0.02)


@pytest.mark.parametrize("date", [None, "2031-02-30", "2031-13", "soon", "2031-03/2031-02", "2031/2032/2033"])
def test_what_has_no_date_that_can_be_is_counted_apart(shown, date):
    page = shown(whole("timeline", dated(date, "2031-02-10")))
    assert page.locator(EVENTS).count() == 1
    page.get_by_role("button", name="1 event without a date").click()
    panel(page).get_by_role("list").get_by_role("button").click()
    assert panel(page).get_by_role("heading").inner_text() == "Meeting of Vostania and Zembia"


def test_a_day_is_seen_as_a_day(sample_page):
    marks(sample_page).first.focus()
    for _ in range(12):
        sample_page.keyboard.press("+")
    days = months(sample_page)
    assert any(re.fullmatch(r"\d+ [A-Z][a-z]+( 2031)?", label) for label in days)
    assert 1 < len(days) < 20


def test_what_lies_outside_is_counted(sample_page):
    for _ in range(6):
        sample_page.get_by_role("button", name="Zoom in").click()
    sample_page.get_by_role("button", name=re.compile("earlier$|later ▸$")).first.click()
    assert sample_page.locator(EVENTS).count() == 2


def test_a_drag_moves_and_opens_nothing(sample_page):
    before = sample_page.locator(EVENTS).first.bounding_box()
    sample_page.mouse.move(before["x"] + 4, before["y"] + 8)
    sample_page.mouse.down()
    sample_page.mouse.move(before["x"] + 104, before["y"] + 8, steps=4)
    sample_page.mouse.up()
    assert sample_page.locator(EVENTS).first.bounding_box()["x"] != before["x"]
    assert panel(sample_page).is_hidden()


def test_filters_take_out_and_bring_back(sample_page):
    events = sample_page.locator(EVENTS)
    assert events.count() == 2
    sample_page.get_by_role("checkbox", name="talks").uncheck()
    assert events.count() == 1
    sample_page.get_by_role("checkbox", name="happened").uncheck()
    assert events.count() == 0
    sample_page.get_by_role("checkbox", name="talks").check()
    assert events.count() == 1
    sample_page.get_by_role("checkbox", name="Zembian Herald").uncheck()
    assert events.count() == 0
    sample_page.get_by_role("checkbox", name="only published then").uncheck()
    assert sample_page.get_by_role("button", name="(publ.)").count() == 0


def test_search_finds_in_names_and_words(sample_page):
    sample_page.keyboard.press("/")
    sample_page.keyboard.type("2,300 people")
    assert sample_page.get_by_role("status").inner_text() == "1 event, 1 statement"
    assert marks(sample_page).count() == 2
    sample_page.get_by_role("searchbox").fill("nothing of the kind")
    assert marks(sample_page).count() == listed(sample_page).count() == 0


def test_the_list_says_the_same_in_order(sample_page):
    texts = listed(sample_page).all_inner_texts()
    assert [text.split(" · ")[0] for text in texts] == [
        "2031-03",
        "2031-03",
        "2031-04-06",
        "2031-04-20",
        "2031-05",
        "undated",
    ]
    listed(sample_page).first.click()
    assert panel(sample_page).is_visible()


def test_an_address_opens_what_was_open(shown, sample_view):
    event = timeline(sample_view)[0].event
    page = shown(whole("timeline", sample_view), f"#event%20{event}")
    assert panel(page).get_by_role("heading").inner_text() == "Meeting of Vostania and Zembia"


@pytest.mark.parametrize("fragment", ["#nobody", "#%E0%A4%A", "#__proto__", "#" + "x" * 20_000])
def test_an_address_that_means_nothing_opens_the_page(shown, sample_view, fragment):
    page = shown(whole("timeline", sample_view), fragment)
    assert marks(page).count() > 2
    assert panel(page).is_hidden()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(shown, page, gold_view, size, scheme):
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=scheme)
    shown(whole("timeline", gold_view))
    assert faults(page) == []
    marks(page).first.click()
    assert panel(page).is_visible()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


OVERLAPS = """() => {
  const found = [...document.querySelectorAll("#marks .label")].map((text) => [text.textContent, text.getBoundingClientRect()]);
  return found.flatMap(([one, a], number) => found.slice(number + 1)
    .filter(([, b]) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom)
    .map(([other]) => `${one} | ${other}`));
}"""


@pytest.mark.parametrize("size", SIZES)
def test_labels_do_not_overlap(shown, page, gold_view, size):
    page.set_viewport_size(SIZES[size])
    shown(whole("timeline", gold_view))
    assert page.locator("#marks .label").count() > 1
    assert page.evaluate(OVERLAPS) == []


def test_the_words_are_those_of_the_sources(shown, gold_view):
    sources = {file.name: file.read_text("utf-8") for file in GOLD.glob("*.txt")}
    page = shown(whole("timeline", gold_view))
    seen = 0
    for number in range(min(listed(page).count(), 60)):
        listed(page).nth(number).click()
        for proof in panel(page).get_by_role("article").all():
            text = proof.text_content()
            (name,) = (name for name in sources if name in text)
            start, end = map(int, PLACE.findall(text)[-1])
            assert proof.get_by_role("blockquote").text_content() == sources[name][start:end]
            seen += 1
    assert seen > 20
