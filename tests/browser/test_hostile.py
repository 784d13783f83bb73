"""Whatever stands in a text: nothing of it runs, nothing leaves, and it is shown as the words it is."""

import pytest

from kg.views.text import plain
from kg.views.web.map import html
from kg.views.web.receipts import name as full
from tests.browser.conftest import settled
from tests.browser.hostile import HEADING, PAGES, STRINGS, drawn

UNSAFE = """() => [...document.querySelectorAll("*")].flatMap((element) => [
  ...[...element.attributes].filter(({ name }) => name.startsWith("on")).map(({ name }) => `${element.tagName} ${name}`),
  ...["href", "src", "action", "data", "formaction"].filter((name) => element.hasAttribute(name)
    && !["http:", "https:", "file:", "blob:"].includes(new URL(element.getAttribute(name), document.baseURI).protocol))
    .map((name) => `${element.tagName} ${name}`),
  ...(element.matches("script, style") && !element.nonce ? [`${element.tagName} without a nonce`] : []),
  ...(element.matches("iframe, object, embed, base, link[rel=stylesheet]") ? [element.tagName] : []),
])"""
PRESS = """() => [...document.querySelectorAll("button, summary, input[type=checkbox]")].slice(0, 200)
  .forEach((element) => element.click())"""
CODES = "(element) => Array.from(element.textContent, (character) => character.codePointAt(0))"


def text_of(locator):
    """Return the exact text of an element, lone surrogates and NUL included."""
    return "".join(map(chr, locator.evaluate(CODES)))


def test_the_strings_are_many_and_distinct():
    assert len(STRINGS) == len(set(STRINGS.values())) == len({text[:60] for text in STRINGS.values()}) >= 30


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_of_a_text_runs(shown, kind):
    """Neither as it opens, nor when all that can be pressed is pressed."""
    page = shown(PAGES[kind]())
    assert_harmless(page)
    page.evaluate(PRESS)
    assert_harmless(page)


def assert_harmless(page):
    """Assert that nothing ran, and that nothing stands there that could."""
    settled(page)
    assert page.evaluate("window.hit") is None
    assert page.evaluate(UNSAFE) == []


@pytest.fixture
def hostile_map(shown):
    """Return the open map of all hostile strings."""
    return shown(html(drawn()))


def names(page):
    """Return the buttons of the list of names."""
    return page.get_by_role("list", name="Names").get_by_role("button")


def test_the_heading_is_words(hostile_map):
    assert hostile_map.get_by_role("heading", level=1).inner_text()[:60] == plain(HEADING)[:60]


def test_every_name_is_listed(hostile_map):
    listed = [text_of(button) for button in names(hostile_map).all()]
    missing = [name for name, text in STRINGS.items() if not any(full(text) in shown for shown in listed)]
    assert (missing, len(listed)) == ([], len(STRINGS))


def test_every_name_is_found(hostile_map):
    search = hostile_map.get_by_role("searchbox")
    for name, text in STRINGS.items():
        search.fill(full(text))
        assert any(full(text) in text_of(button) for button in names(hostile_map).all()), name


def test_a_click_on_a_name_shows_the_words_as_they_are(hostile_map):
    evidence = hostile_map.get_by_role("complementary", name="Evidence")
    unseen = set(STRINGS.values())
    for number in range(names(hostile_map).count()):
        names(hostile_map).nth(number).click()
        words = {text_of(quoted) for quoted in evidence.get_by_role("blockquote").all()}
        assert words
        assert words <= set(STRINGS.values())
        unseen -= words
    assert unseen == set()
    assert_harmless(hostile_map)
