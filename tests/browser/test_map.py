"""The map in a browser: quiet, for everybody, and every tie leads to the words of the source."""

import random
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from kg.views.web.drawn import picture
from kg.views.web.scope import Scope
from tests.browser.conftest import GOLD, settled
from tests.browser.hostile import whole

SIZES = {"desk": {"width": 1400, "height": 900}, "phone": {"width": 390, "height": 844}}
SERIOUS = {"serious", "critical"}
EDGES = 200
PLACE = re.compile(r"\[(\d+):(\d+)\]")
ARTICLES = """(articles) => articles.map((article) =>
  [article.querySelector("blockquote").textContent, article.textContent])"""


@pytest.fixture(params=["sample_view", "gold_view"])
def view(request):
    """Return each of the two stores."""
    return request.getfixturevalue(request.param)


def names(page):
    """Return the buttons of the list of names."""
    return page.get_by_role("list", name="Names").get_by_role("button")


def panel(page):
    """Return what shows the evidence."""
    return page.get_by_role("complementary", name="Evidence")


def faults(page):
    """Return what axe finds serious or critical, with where it is."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']} ({fault['impact']}): {', '.join(str(node['target']) for node in fault['nodes'][:5])}"
        for fault in found
        if fault["impact"] in SERIOUS
    ]


def test_a_map_opens_without_a_network(shown, view):
    """What else it did, the fixture tells at the end."""
    page = shown(whole("map", view))
    assert names(page).count() > 2
    assert page.get_by_text("names and events").first.is_visible()


@pytest.mark.parametrize("fragment", ["#nobody", "#%E0%A4%A", "#__proto__", "#" + "x" * 20_000])
def test_an_address_that_means_nothing_opens_the_whole_map(shown, sample_view, fragment):
    page = shown(whole("map", sample_view), fragment)
    settled(page)
    assert names(page).count() > 2
    assert panel(page).is_hidden()


def opened(page, size):
    """Open the list of names where it is a sheet over the map."""
    if size == "phone":
        page.get_by_role("button", name="Names", exact=True).click()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(shown, page, gold_view, size, scheme):
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=scheme)
    shown(whole("map", gold_view))
    assert faults(page) == []
    opened(page, size)
    names(page).first.click()
    assert panel(page).is_visible()
    assert faults(page) == []


@pytest.mark.parametrize("size", SIZES)
def test_nothing_sticks_out_sideways(shown, page, gold_view, size):
    page.set_viewport_size(SIZES[size])
    shown(whole("map", gold_view))
    opened(page, size)
    names(page).first.click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def articles(page, number):
    """Return the words of each statement in the panel of a name, and all that stands with them."""
    names(page).nth(number).click()
    more = panel(page).get_by_role("button", name=re.compile("^Show .* more"))
    while more.count():
        more.click()
    return panel(page).get_by_role("article").evaluate_all(ARTICLES)


def place_of(text, sources):
    """Return the source that an article names, and the place in it."""
    (name,) = (name for name in sources if name in text)
    start, end = PLACE.findall(text)[-1]
    return name, int(start), int(end)


def test_the_words_are_those_of_the_source(shown, gold_view):
    """Those of edges taken at random; a split quotation may show its parts with an ellipsis between."""
    drawing = picture(gold_view, Scope())
    sources = {file.name: file.read_bytes().decode() for file in GOLD.glob("*.txt")}
    edges = random.Random(5).sample(drawing.edges, EDGES)
    numbers = {node.thing.id: number for number, node in enumerate(drawing.nodes)}
    page = shown(whole("map", gold_view))
    seen = {
        name: {place_of(text, sources): words for words, text in articles(page, numbers[name])}
        for name in sorted({edge.source for edge in edges})
    }
    for edge in edges:
        claimed = [drawing.sayings[number] for number, *_ in edge.claims]
        assert {(said.source, said.start, said.end) for said in claimed} <= seen[edge.source].keys()
    for (name, start, end), words in (entry for here in seen.values() for entry in here.items()):
        parts = ".*".join(map(re.escape, words.split(" … ")))
        assert re.fullmatch(parts, sources[name][start:end], re.DOTALL)
