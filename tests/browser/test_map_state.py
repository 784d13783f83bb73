"""The address holds the view; the map is as dark as wished, as narrow as a phone, and works without a mouse."""

import re

import pytest

from tests.browser.maps import choose, names, panel, passing, ready, said, small_map, spot, subject

PERSON, ORG = "#0072b2", "#009e73"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def small(shown):
    """Return the open map of a few claims."""
    return ready(shown(small_map()))


def fragment(page):
    """Return what of the address is the state."""
    return page.url.partition("#")[2]


def test_the_same_address_is_the_same_view(small, shown):
    small.get_by_role("checkbox", name="event").click()
    small.get_by_role("combobox", name="Colours").select_option("dark")
    choose(small, "Zembia")
    small.get_by_role("button", name="2 hops").click()
    before = (fragment(small), passing(small), names(small).all_inner_texts(), subject(small))
    assert before[0] == "at=polity:zembia&ego=polity:zembia,2&hide-types=event&theme=dark"
    small.goto("about:blank")
    page = ready(shown(small_map(), f"#{before[0]}"))
    assert (fragment(page), passing(page), names(page).all_inner_texts(), subject(page)) == before
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize(
    "part",
    [
        "at=person:nobody",
        "tie=a,b,c",
        "ego=x,9",
        "path=x",
        "moved=x,1,2;polity:zembia,NaN,1",
        "sure=1e9x",
        "theme=pink",
        "hide-types=%",
        "hide-how=__proto__",
        "relations=opposes",
    ],
)
def test_what_nobody_here_knows_is_passed_over(shown, part):
    page = ready(shown(small_map(), f"#{part}&hide-relations=memberOf"))
    assert passing(page) == "Shown: 6 names and events, 5 of 6 ties (7 of 8 claims)."
    assert panel(page).is_hidden()


def test_what_is_dragged_stays_there(small, shown):
    _, x, y = spot(small, ORG)
    small.mouse.move(x, y)
    small.mouse.down()
    small.mouse.move(x + 60, y + 40, steps=4)
    small.mouse.up()
    small.wait_for_timeout(200)
    assert fragment(small).startswith("moved=org:lake-union,")
    _, to_x, to_y = spot(small, ORG)
    assert (to_x, to_y) == pytest.approx((x + 60, y + 40), abs=6)
    moved = fragment(small)
    small.get_by_role("button", name="Undo").click()
    small.wait_for_timeout(200)
    assert spot(small, ORG)[1:] == pytest.approx((x, y), abs=6)
    small.goto("about:blank")
    page = ready(shown(small_map(), f"#{moved}"))
    assert fragment(page) == moved


def test_the_canvas_is_dark_in_the_dark(small):
    """Names are drawn in the ink of the theme."""
    inks = {"light": "#1d2430", "dark": "#e7eaee"}
    for wish, scheme in (("auto", "light"), ("dark", "light"), ("auto", "dark"), ("light", "dark")):
        small.emulate_media(color_scheme=scheme)
        small.get_by_role("combobox", name="Colours").select_option(wish)
        small.wait_for_timeout(300)
        shown = scheme if wish == "auto" else wish
        light, dark = (spot(small, inks[theme])[0] for theme in ("light", "dark"))
        assert (light > 2 * dark, dark > 2 * light) == (shown == "light", shown == "dark")


def test_on_a_phone_sheets_lie_below_the_map(shown, page):
    page.set_viewport_size(PHONE)
    ready(shown(small_map()))
    assert page.locator("#map").bounding_box()["height"] >= PHONE["height"] / 2
    assert page.locator("#toolbar").bounding_box()["height"] < 60
    for sheet in ("Filters", "Names"):
        page.get_by_role("button", name=sheet, exact=True).click()
        assert page.get_by_role("region", name=sheet).is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert page.locator("#map").bounding_box()["height"] > 150
    choose(page, "Kestria")
    assert panel(page).is_visible()
    assert page.get_by_role("region", name="Names").is_hidden()
    below, above = panel(page).bounding_box(), page.locator("#map").bounding_box()
    assert below["y"] >= above["y"] + above["height"] - 1
    panel(page).get_by_role("button", name="Close").click()
    assert panel(page).is_hidden()


def test_the_evidence_leaves_the_tools_and_the_top_of_the_map_where_they_are(small):
    tops = [small.locator(place).bounding_box()["y"] for place in ("#map", "#exports", "#fit")]
    choose(small, "Kestria")
    assert panel(small).is_visible()
    assert [small.locator(place).bounding_box()["y"] for place in ("#map", "#exports", "#fit")] == tops
    exports = small.locator("#exports").bounding_box()
    assert exports["x"] + exports["width"] <= 1400


def test_everything_without_a_mouse(small):
    small.keyboard.press("Tab")
    assert small.evaluate("document.activeElement.textContent") == "Skip to the map"
    small.keyboard.press("Enter")
    assert small.evaluate("document.activeElement.id") == "map"
    before = spot(small, ORG)
    small.keyboard.press("ArrowRight")
    small.keyboard.press("+")
    small.wait_for_timeout(200)
    after = spot(small, ORG)
    assert after[0] > before[0]
    small.keyboard.press("0")
    small.keyboard.press("/")
    small.keyboard.press("ArrowDown")
    first = small.evaluate("document.activeElement.textContent")
    small.keyboard.press("ArrowDown")
    assert small.evaluate("document.activeElement.textContent") != first
    small.keyboard.press("Enter")
    assert subject(small) == small.evaluate("document.activeElement.querySelector('.name').textContent")
    assert re.match(rf"{subject(small)}: ", said(small))
    small.keyboard.press("Escape")
    assert panel(small).is_hidden()
    assert small.evaluate("document.activeElement.dataset.key")


def test_a_chosen_name_is_moved_by_keys(small):
    choose(small, "Lake Union")
    small.locator("#map").focus()
    small.keyboard.press("Alt+ArrowRight")
    assert "moved=org:lake-union," in fragment(small)
    assert said(small) == "Lake Union moved"


def test_a_tie_is_chosen_by_keys(small):
    choose(small, "Lake Union")
    small.get_by_role("button", name="Skip to the evidence").focus()
    small.keyboard.press("Enter")
    assert small.evaluate("document.activeElement.id") == "subject"
    button = panel(small).get_by_role("button").filter(has_text="member of")
    for _ in range(12):
        small.keyboard.press("Tab")
        if button.evaluate("(made) => made === document.activeElement"):
            break
    small.keyboard.press("Enter")
    assert subject(small) == "Zembia → member of → Lake Union"
    assert "tie=polity:zembia,memberOf,org:lake-union" in fragment(small)


def test_two_persons_are_dots(small):
    assert spot(small, PERSON)[0] > 50
