"""The site from disk, in a browser without a network: searched, clicked through, and every link followed."""

import re
import shutil
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe

from kg.views.site.folder import write
from kg.views.site.site import Site
from kg.views.web.scope import silent
from kg.views.web.viewers import VIEWS
from tests import sample
from tests.browser import hostile
from tests.unit.test_views_site import broken, tree

SERIOUS = {"serious", "critical"}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def sample_site(sample_view):
    return Site(sample_view)


@pytest.fixture(scope="module")
def gold_site(gold_view):
    return Site(gold_view)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Return a function that writes a site to disk, once."""
    folders = {}

    def once(site):
        if site not in folders:
            folders[site] = tmp_path_factory.mktemp("sites")
            write(site, folders[site], silent)
        return folders[site]

    return once


@pytest.fixture
def opened(page, tmp_path, written):
    """Return a function that writes a site to disk and opens one of its pages."""

    def go(site, path="index.html"):
        if not (tmp_path / "index.html").exists():
            shutil.copytree(written(site), tmp_path, dirs_exist_ok=True)
        page.goto((tmp_path / path).as_uri())
        return page

    return go


def faults(page):
    """Return what axe finds serious or critical, with where it is."""
    found = Axe().run(page).response["violations"]
    return [(f["id"], [node["target"] for node in f["nodes"][:5]]) for f in found if f["impact"] in SERIOUS]


def biggest(site, kind):
    """Return the largest page of a kind: it has most of what a page can have."""
    return max(
        (path for path in site.paths() if path.startswith(f"{kind}/")), key=lambda p: len(site.page(p))
    )


def test_every_page_of_the_gold_is_html_whose_links_lead_somewhere(gold_site):
    """Every anchor too: each receipt leads to its words on the page of the document."""
    pages = {path: gold_site.page(path) for path in gold_site.paths()}
    assert list(broken(pages)) == []
    assert sum(content.count(b'class="receipt"') for content in pages.values()) > 500
    for path, content in pages.items():
        if path.endswith(".html"):
            ids = [element.get("id") for element in tree(content).iter() if element.get("id")]
            assert len(ids) == len(set(ids)), path


def test_the_search_finds_names_first_then_titles_then_words(sample_site, opened):
    page = opened(sample_site)
    page.keyboard.press("/")
    page.keyboard.type("zém")
    found = page.locator("#found li").all_inner_texts()
    assert found[0].startswith("Zembia\n")
    kinds = [text.splitlines()[-1] for text in found]
    assert kinds[0].startswith("polity")
    assert any(text.startswith("“") for text in found[1:])
    first_words = next(number for number, text in enumerate(found) if text.startswith("“"))
    assert all(text.startswith("“") for text in found[first_words:])
    assert page.locator("#hits").inner_text() == f"{len(found)} results."


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("tirask", "Tirask"),  # the place that is called so, before the state whose capital it is
        ("Vostania's", "Vostania"),
        ("(Lake Union)", "Lake Union"),
        ("moorvel, tam", "Tam Moorvel"),
        ("MET in we", "“We met in Tirask"),
    ],
)
def test_the_search_finds_first_what_is_meant(sample_site, opened, query, first):
    page = opened(sample_site)
    page.fill("#query", query)
    assert page.locator("#found a").first.inner_text().startswith(first)


def test_the_search_goes_by_aliases_and_by_keyboard_alone(sample_site, opened):
    page = opened(sample_site)
    page.keyboard.press("/")
    page.keyboard.type("republic vost")
    page.keyboard.press("Enter")
    page.wait_for_url("**/polity/vostania.html")
    assert page.locator("h1").inner_text().startswith("Vostania")


def test_arrows_go_from_the_field_through_the_results_and_back(sample_site, opened):
    page = opened(sample_site)
    page.fill("#query", "zembia")
    page.focus("#query")
    links = page.locator("#found a").all_inner_texts()
    focused = "document.activeElement.innerText || document.activeElement.id"
    went = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        went.append(page.evaluate(focused))
    assert went == [links[0], links[1], links[0], "query", "query"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("bridge Tovesk", "Tovesk opens a bridge"),
        ("a bri", "Tovesk opens a bridge"),
        ("vostanians republic", "Vostania"),  # two of its aliases
    ],
)
def test_words_may_come_in_any_order_but_begin_words_of_one_entry(opened, query, first):
    title = replace(sample.NEWS.document, title="Tovesk opens a bridge")
    site = Site(sample.view_of(replace(sample.NEWS, document=title, segments=())))
    page = opened(site)
    page.fill("#query", query)
    assert page.locator("#found a").first.inner_text() == first
    page.fill("#query", "bridge zembia")
    assert page.locator("#found li").count() == 0


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_a_view_can_be_reached_past_the_header_and_keeps_its_state(gold_site, opened, view):
    page = opened(gold_site, f"{view}.html")
    address = page.url
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.url == address
    assert page.evaluate("document.activeElement.closest('main') !== null")
    assert page.evaluate("`#${document.activeElement.id}`") == page.locator(".skip").get_attribute("href")


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_the_header_lies_over_the_whole_of_a_view(gold_site, opened, view):
    page = opened(gold_site, f"{view}.html")
    header = page.locator(".site").bounding_box()
    assert (header["x"], header["y"], header["width"]) == (0, 0, page.viewport_size["width"])
    for content in page.locator("body > :not(.site, .skip, script)").all():
        box = content.bounding_box()
        assert box is None or box["width"] <= 1 or box["y"] >= header["height"] - 1


def test_the_map_of_a_site_fills_the_window_below_the_header(gold_site, opened):
    page = opened(gold_site, "map.html")
    header, tools, canvas = (page.locator(name).bounding_box() for name in (".site", "#toolbar", "#canvas"))
    assert tools["y"] == pytest.approx(header["height"], abs=1)
    assert canvas["y"] == pytest.approx(tools["y"] + tools["height"], abs=1)
    assert canvas["width"] >= 1000
    assert canvas["y"] + canvas["height"] == pytest.approx(page.viewport_size["height"], abs=1)


def test_statements_are_narrowed_to_a_topic_or_a_speaker(gold_site, opened):
    path = biggest(gold_site, "polity")
    page = opened(gold_site, path)
    sheet = page.locator("#about")
    total = int(sheet.locator("h2 .count").inner_text())
    label = sheet.locator("option").nth(1).inner_text()
    name, count = re.fullmatch(r"(.*) \((\d+)\)", label).groups()
    assert 0 < int(count) < total
    sheet.locator("select").select_option(label)
    shown = sheet.locator(".receipt:visible .who b")
    assert shown.count() == int(count)
    assert set(shown.all_inner_texts()) == {name}
    sheet.locator("select").select_option("all")
    assert sheet.locator(".receipt").count() == total


def test_what_is_not_there_is_said_to_be_not_there(sample_site, opened):
    page = opened(sample_site)
    page.fill("#query", "atlantis")
    assert page.locator("#hits").inner_text() == "No results."
    page.keyboard.press("Escape")
    assert page.locator("#query").input_value() == ""
    assert page.locator("#hits").inner_text() == ""


def test_words_found_lead_to_where_they_stand(sample_site, opened):
    page = opened(sample_site)
    page.fill("#query", "we met in")
    page.locator("#found a").first.click()
    page.wait_for_url(re.compile(r"/document/\w+\.html#c\d+-\d+"))
    anchor = page.url.partition("#")[2]
    assert "We met in Tirask" in page.locator(f"#{anchor}").evaluate(
        "e => e.closest('p, h2, li').textContent"
    )


def test_from_a_name_to_its_words_and_on_to_who_says_them(sample_site, opened):
    page = opened(sample_site, "polity/zembia.html")
    page.locator(".receipt", has_text="We met in Tirask").locator(".who a").click()
    page.wait_for_url("**/person/tam-moorvel.html")
    page.get_by_role("link", name="Vostania").first.click()
    page.wait_for_url("**/polity/vostania.html")
    page.get_by_role("link", name="Meeting of Vostania and Zembia").click()
    page.wait_for_url("**/event/*.html")
    assert page.locator("tbody tr").inner_text().split("\t") == ["Tam Moorvel", "happened", "1"]


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
