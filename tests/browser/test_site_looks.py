"""How the pages of a site look: on a phone, to a screen reader, with long words and hostile ones."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe

from kg.views.site.site import Site
from tests import sample
from tests.browser import hostile
from tests.browser.test_site import biggest
from tests.unit.test_views_site import broken

SERIOUS = {"serious", "critical"}
PHONE = {"width": 390, "height": 844}


def faults(page):
    """Return what axe finds serious or critical, with where it is."""
    found = Axe().run(page).response["violations"]
    return [(f["id"], [node["target"] for node in f["nodes"][:5]]) for f in found if f["impact"] in SERIOUS]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "kind", ["index.html", "names.html", "documents.html", "person", "polity", "org", "event"]
)
def test_nothing_stands_in_the_way_of_a_screen_reader(gold_site, opened, kind, scheme):
    page = opened(gold_site)
    page.emulate_media(color_scheme=scheme)
    page = opened(gold_site, kind if "." in kind else biggest(gold_site, kind))
    assert faults(page) == []


@pytest.mark.parametrize("kind", ["index.html", "names.html", "documents.html", "person", "polity", "event"])
def test_a_phone_scrolls_one_way_only(gold_site, opened, kind):
    page = opened(gold_site)
    page.set_viewport_size(PHONE)
    page = opened(gold_site, kind if "." in kind else biggest(gold_site, kind))
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


BROKEN_WORDS = """() => {
  const broken = [];
  for (const element of document.querySelectorAll("td, td a, .counted a, .cards a, .papers a, dd a, .witness a"))
    for (const text of element.childNodes) {
      if (text.nodeType !== Node.TEXT_NODE) continue;
      for (const word of text.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        if (range.getClientRects().length > 1) broken.push(word[0]);
      }
    }
  return broken;
}"""


@pytest.mark.parametrize("width", [390, 1000, 1280])
def test_no_word_of_a_name_is_broken(gold_site, opened, width):
    page = opened(gold_site)
    page.set_viewport_size({"width": width, "height": 844})
    for kind in ("index.html", "names.html", "documents.html", "person", "polity", "org", "event"):
        opened(gold_site, kind if "." in kind else biggest(gold_site, kind))
        assert page.evaluate(BROKEN_WORDS) == [], kind


@pytest.mark.parametrize("width", [390, 1280])
def test_a_word_of_any_length_does_not_make_a_page_wider(opened, width):
    long = "Tovesk" * 900
    herald, drell = replace(sample.HERALD, label=long), replace(sample.DRELL, label=f"Ilva {long}")
    named = {sample.HERALD: herald, sample.DRELL: drell}
    reading = replace(
        sample.NEWS,
        document=replace(sample.NEWS.document, publisher=long, title=long),
        segments=(),
        entities=tuple(named.get(entity, entity) for entity in sample.NEWS.entities),
        events=tuple(replace(event, label=long) for event in sample.NEWS.events),
    )
    site = Site(sample.view_of(reading))
    page = opened(site)
    page.set_viewport_size({"width": width, "height": 844})
    paths = [path for path in site.paths() if path.endswith(".html")]
    for path in paths:
        opened(site, path)
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
    assert sum(long[:200].encode() in site.page(path) for path in paths) > 5


def test_hostile_texts_are_shown_and_do_nothing(opened):
    """That nothing ran, the fixture tells at the end."""
    site = Site(hostile.view())
    page = opened(site)
    page.fill("#query", "<")
    for path in (
        "names.html",
        "documents.html",
        biggest(site, "person"),
        biggest(site, "event"),
        biggest(site, "org"),
    ):
        opened(site, path)
        assert page.locator("h1").count() == 1
    pages = {path: site.page(path) for path in site.paths() if path != "map.html"}
    assert list(broken({**pages, "map.html": b"<!doctype html><title>map</title>"})) == []
