"""The site from disk, in a browser without a network: searched, clicked through, and every link followed."""

import re
from dataclasses import replace

import pytest

from kg.views.site.site import Site
from kg.views.web.viewers import VIEWS
from tests import sample
from tests.unit.test_views_site import broken, tree


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
