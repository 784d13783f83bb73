"""The page of a document in a browser: an address leads to its words, the words lead to who says them."""

import random
import re

import pytest

from kg.model import Document, Segment, SegmentKind, Span
from kg.query import Text, texts, who_said
from kg.query.names import names_of
from kg.views.site.documents import document_page
from kg.views.site.marked import shown as held
from kg.views.web.links import NO_PAGES, Links, anchor
from tests import sample
from tests.browser.conftest import settled
from tests.browser.hostile import STRINGS
from tests.browser.hostile import view as hostile_view
from tests.browser.test_hostile import UNSAFE, text_of
from tests.browser.test_map import SIZES, faults
from tests.unit.test_views_site_document import long_document

LIT = """(name) => [...(CSS.highlights.get(name) ?? [])].map((range) => range.toString())"""
GO = """(hash) => new Promise((done) => {
  if (location.hash === hash) { done(); return; }
  addEventListener("hashchange", () => done(), { once: true });
  location.hash = hash;
})"""
TARGET = """() => document.querySelector(":target")?.textContent"""
IN_SIGHT = """() => [...CSS.highlights.get("lit")].every((range) => {
  const box = range.getClientRects()[0];
  return box.top >= 0 && box.bottom <= innerHeight;
})"""
PLACES = 200


def made(view, links=NO_PAGES):
    """Yield each document of a store, its statements, and its page."""
    said, label = who_said(view), names_of(view).label
    for text in texts(view).values():
        mine = [one for one in said if one.document == text.id]
        yield text, mine, document_page(text, mine, label, links)


@pytest.fixture
def interview(sample_view):
    """Return the dialogue, its statements, and its page."""
    return next(found for found in made(sample_view) if found[0].document.source == "interview.txt")


def panel(page):
    """Return what shows the evidence."""
    return page.get_by_role("complementary", name="Evidence")


def listed(page):
    """Return the links of the list of statements."""
    return page.get_by_role("navigation", name="Statements").get_by_role("link")


def go(page, start, end):
    """Follow an address within the page."""
    page.evaluate(GO, f"#{anchor(start, end)}")


def test_every_statement_is_highlighted_by_its_address(shown, gold_view):
    """Some of all documents, at random, with what lies in the panel beside them."""
    chosen = random.Random(5)
    found = list(made(gold_view))
    share = -(-PLACES // len(found))
    for text, said, content in found:
        page = shown(content)
        for one in chosen.sample(said, min(share, len(said))):
            go(page, one.start, one.end)
            words = text.document.text[one.start : one.end]
            assert page.evaluate(LIT, "lit") == [words]
            quoted = panel(page).get_by_role("blockquote").all()
            assert {text_of(quotation) for quotation in quoted} == {words}
            assert page.evaluate(IN_SIGHT)


def test_an_address_is_followed_from_disk(shown, interview):
    text, said, content = interview
    for one in said:
        page = shown(content, f"#{anchor(one.start, one.end)}")
        assert page.evaluate(LIT, "lit") == [text.document.text[one.start : one.end]]
        assert panel(page).is_visible()
        assert page.evaluate("document.activeElement === document.body")
        page.goto("about:blank")


def test_an_address_need_not_be_that_of_a_statement(shown, interview):
    text, _, content = interview
    page = shown(content)
    length = len(text.document.text)
    for start, end in ((5, 90), (0, length), (length - 2, length), (length - 2, length + 50)):
        go(page, start, end)
        assert page.evaluate(LIT, "lit") == [text.document.text[start:end]]


def test_offsets_count_code_points(shown):
    content = "🛶🛶 a\r\n👨‍👩‍👧 lake\r\x00 \U0010ffff end"
    text = Text("d", Document("d.txt", content, ""), (Segment(Span(0, 6), SegmentKind.NARRATION),), (), {})
    page = shown(document_page(text, [], str, NO_PAGES))
    for start in range(len(content)):
        go(page, start, start + 2)
        assert page.evaluate(LIT, "lit") == [held(content)[start : start + 2]]


@pytest.mark.parametrize(
    "fragment", ["#c5", "#c9-5", "#c5-5", "#c99999-999999", "#%E0%A4%A", "#__proto__", "#data"]
)
def test_an_address_that_means_nothing_lights_nothing(shown, interview, fragment):
    page = shown(interview[2], fragment)
    settled(page)
    assert page.evaluate(LIT, "lit") == []
    assert panel(page).is_hidden()


def test_without_scripts_the_words_of_an_address_are_marked(chromium, interview, tmp_path):
    text, said, content = interview
    file = tmp_path / "page.html"
    file.write_bytes(content)
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for one in said:
        page.goto(f"{file.as_uri()}#{anchor(one.start, one.end)}")
        assert page.evaluate(TARGET) == text.document.text[one.start : one.end]
        page.goto("about:blank")
    context.close()


def test_a_click_on_words_shows_the_innermost_statement(shown, interview):
    page = shown(interview[2])
    page.get_by_text("2,300 people came").first.click()
    assert panel(page).get_by_role("article").count() == 1
    assert "Tam Moorvel" in panel(page).get_by_role("article").inner_text()
    assert re.search("relayed by Ilva Drell", panel(page).inner_text())


@pytest.mark.parametrize(
    ("words", "heading", "who"),
    [
        ("2,300 people", "Who says so", "Tam Moorvel"),
        ("– Zembia is a member", "1 statement in these words", "Ilva Drell"),
        ("me on Monday", "Who says so", "These words are in no statement."),
        ("Photo", "Who says so", "These words are in no statement."),
    ],
)
def test_words_that_are_no_statement_lead_to_those_they_lie_in(shown, interview, words, heading, who):
    text, _, content = interview
    place = sample.span(text.document.text, words)
    page = shown(content, f"#{anchor(place.start, place.end)}")
    panel(page).get_by_role("heading", name=heading).wait_for()
    assert who in panel(page).inner_text()


def test_the_next_outer_statement_is_a_link_away(shown, gold_view):
    text, said, content = next(found for found in made(gold_view) if any(one.relayed_by for one in found[1]))
    inner = next(one for one in said if one.relayed_by)
    page = shown(content, f"#{anchor(inner.start, inner.end)}")
    page.get_by_text("These words lie in").wait_for()
    panel(page).locator("#claims > a").last.click()
    settled(page)
    [words] = page.evaluate(LIT, "lit")
    assert text.document.text[inner.start : inner.end] in words
    assert len(words) > inner.end - inner.start


def test_a_click_on_a_name_goes_to_its_page(shown, sample_view):
    *_, content = next(
        found for found in made(sample_view, Links("sub/")) if found[0].document.source == "interview.txt"
    )
    page = shown(content)
    there = page.locator("#text").get_by_role("link", name="Tam Moorvel")
    assert there.get_attribute("href") == "sub/person/tam-moorvel.html"


def test_who_uses_keys_alone_gets_everywhere(shown, interview):
    _, said, content = interview
    page = shown(content)
    for one in said:
        page.keyboard.press("j")
        settled(page)
        assert page.evaluate("location.hash") == f"#{anchor(one.start, one.end)}"
    page.keyboard.press("j")
    page.keyboard.press("k")
    settled(page)
    assert page.evaluate("location.hash") == f"#{anchor(said[-2].start, said[-2].end)}"
    page.keyboard.press("Escape")
    assert panel(page).is_hidden()
    assert page.evaluate(LIT, "lit") == []
    listed(page).first.focus()
    page.keyboard.press("Enter")
    panel(page).wait_for()
    assert panel(page).get_by_role("heading").first.evaluate("(node) => node === document.activeElement")
    page.keyboard.press("Escape")
    assert listed(page).first.evaluate("(node) => node === document.activeElement")


def test_keys_pressed_at_once_are_all_counted(shown, gold_view):
    *_, content = next(found for found in made(gold_view) if len(found[1]) > 9)
    page = shown(content)
    page.evaluate("""() => [..."jjjjjjjjj"].forEach((key) =>
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })))""")
    settled(page)
    assert "aria-current" in page.locator("#list li:not([hidden]) a").nth(8).evaluate(
        "(node) => node.getAttributeNames()"
    )


def test_layers_are_put_away(shown, interview):
    page = shown(interview[2])
    furniture = page.locator("#text .boilerplate")
    assert furniture.is_visible()
    page.get_by_label("furniture").uncheck()
    assert furniture.is_hidden()
    colour = "(node) => getComputedStyle(node).backgroundColor"
    words = page.locator("#text .direct").first
    before = words.evaluate(colour)
    page.get_by_label("statements: in dialogue").uncheck()
    assert words.evaluate(colour) == "rgba(0, 0, 0, 0)" != before
    source = page.locator("#text .source")
    page.get_by_label("says").uncheck()
    assert source.evaluate("(node) => getComputedStyle(node).borderBottomWidth") == "0px"


def test_an_address_in_furniture_that_is_put_away_brings_it_back(shown, interview):
    text, _, content = interview
    page = shown(content)
    page.get_by_label("furniture").uncheck()
    place = sample.span(text.document.text, "Harbour Gazette")
    go(page, place.start, place.end)
    assert page.locator("#text .boilerplate").is_visible()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(shown, page, gold_view, size, scheme):
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=scheme)
    *_, said, content = next(
        found for found in made(gold_view, Links("../")) if any(one.relayed_by for one in found[1])
    )
    shown(content)
    assert faults(page) == []
    one = next(one for one in said if one.relayed_by)
    go(page, one.start, one.end)
    assert panel(page).is_visible()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_whatever_stands_in_a_text_is_shown_and_does_nothing(shown):
    found = list(made(hostile_view(), Links("../")))
    assert len(found) == len(STRINGS)
    for text, said, content in found:
        page = shown(content, f"#{anchor(said[0].start, said[0].end)}")
        page.wait_for_function(f"({LIT})('lit').length")
        assert page.evaluate("window.hit") is None
        assert page.evaluate(UNSAFE) == []
        assert text_of(page.locator("#text")) == held(text.document.text)
        assert page.evaluate(LIT, "lit") == [held(text.document.text)[said[0].start : said[0].end]]
        page.goto("about:blank")


def test_a_long_document_opens_in_time(shown):
    """200,000 characters, 3,000 statements, at its last address, in 3 s; a busy machine has three tries."""
    text, said = long_document()
    content, last = document_page(text, said, str, Links("../")), said[-1]
    took = []
    for _ in range(3):
        page = shown(content, f"#{anchor(last.start, last.end)}")
        page.wait_for_function("CSS.highlights?.get('lit')?.size === 1")
        took.append(page.evaluate("performance.now()"))
        assert page.evaluate(LIT, "lit") == [text.document.text[last.start : last.end]]
        page.goto("about:blank")
    assert min(took) < 3_000
