"""The matrix in a browser: numbers that open their statements, by mouse and by keys."""

import csv
import io
import re
from collections import Counter

import pytest

from kg.query import texts, who_said
from kg.query.names import normal
from kg.views.web.matrix import SPOKEN_ABOUT
from kg.views.web.scope import Scope
from kg.views.web.viewers import VIEWS
from tests.browser.conftest import settled
from tests.browser.hostile import view as hostile_view
from tests.browser.test_map import SIZES, faults
from tests.browser.test_perspectives import ARTICLES, PLACE, panel

FOCUSED = "document.activeElement.getAttribute('aria-label')"


@pytest.fixture
def opened(shown, gold_view):
    """Return the open matrix of the gold."""
    return shown(VIEWS["matrix"](gold_view, Scope()).html)


def numbers(page):
    """Return the buttons in the cells."""
    return page.locator("td button")


def spoken(view):
    """Return how often each speaks about each, but for a publisher's own voice."""
    return Counter(
        (said.speaker_label, label)
        for said in who_said(view)
        for key, label in said.about
        if said.mode != "narration" and key.partition(":")[0] in SPOKEN_ABOUT
    )


def labels(page):
    """Return the names of the numbers, and the numbers as shown."""
    return numbers(page).evaluate_all(
        "(all) => all.map((it) => [it.getAttribute('aria-label'), it.textContent])"
    )


def everything(page):
    """Show all rows and columns."""
    more = page.get_by_role("button", name=re.compile("^Show .* more"))
    while more.is_visible():
        more.click()


def test_each_number_is_named_and_right(opened, gold_view):
    everything(opened)
    found = {}
    for label, shown in labels(opened):
        speaker, topic, count = re.fullmatch(r"(.*) about (.*): (\d+) statements?", label).groups()
        found[speaker, topic] = int(count)
        assert shown == count
    assert found == spoken(gold_view)


def test_headings_of_rows_and_columns_have_their_scope(opened):
    assert opened.locator("thead th:not([scope=col])").count() == 0
    assert opened.locator("tbody th:not([scope=row])").count() == 0
    assert opened.locator("tbody tr").count() == opened.locator("tbody th").count() > 2


def test_a_number_opens_so_many_statements_in_the_words_of_the_source(opened, gold_view):
    sources = {text.document.source: text.document.text for text in texts(gold_view).values()}
    for button in numbers(opened).all()[:30]:
        button.click()
        found = panel(opened).get_by_role("article").evaluate_all(ARTICLES)
        assert len(found) == min(40, int(button.inner_text()))
        for words, text in found:
            (source,) = (source for source in sources if source in text)
            start, end = map(int, PLACE.findall(text)[-1])
            assert words == sources[source][start:end]


def test_totals_count_each_statement_once(opened, gold_view):
    told = {
        said.statement
        for said in who_said(gold_view)
        if said.mode != "narration" and any(key.partition(":")[0] in SPOKEN_ABOUT for key, _ in said.about)
    }
    assert int(opened.locator("tfoot .total").first.inner_text()) == len(told)
    everything(opened)
    columns = [int(text) for text in opened.locator("tfoot .total").all_inner_texts()[1:]]
    shown = [int(text) for text in numbers(opened).all_inner_texts()]
    assert sum(columns) == sum(shown)


def test_arrows_go_from_number_to_number(opened):
    assert opened.locator("table button[tabindex='0']").count() == 1
    first = numbers(opened).first
    first.focus()
    label = opened.evaluate(FOCUSED)
    opened.keyboard.press("ArrowRight")
    assert opened.evaluate(FOCUSED).partition(" about ")[0] == label.partition(" about ")[0]
    assert opened.evaluate(FOCUSED) != label
    opened.keyboard.press("ArrowLeft")
    assert opened.evaluate(FOCUSED) == label
    opened.keyboard.press("Home")
    assert re.fullmatch(r".*: \d+ statements?", opened.evaluate(FOCUSED))
    opened.keyboard.press("End")
    assert " about " in opened.evaluate(FOCUSED)
    opened.keyboard.press("PageUp")
    assert opened.evaluate("document.activeElement.closest('th').scope") == "col"
    assert opened.locator("table button[tabindex='0']").count() == 1


def test_keys_alone_open_and_close_the_evidence(opened):
    numbers(opened).first.focus()
    opened.keyboard.press("ArrowDown")
    label = opened.evaluate(FOCUSED)
    opened.keyboard.press("Enter")
    assert panel(opened).get_by_role("heading").inner_text() == label.rpartition(":")[0]
    assert opened.locator("td.chosen").count() == 1
    opened.keyboard.press("Escape")
    assert panel(opened).is_hidden()
    assert opened.evaluate(FOCUSED) == label
    assert opened.locator("td.chosen").count() == 0


def test_a_publishers_own_voice_is_off_and_can_be_turned_on(opened):
    before = opened.locator("tfoot .total").first.inner_text()
    opened.get_by_role("checkbox", name=re.compile("^narrated")).check()
    opened.wait_for_timeout(200)
    assert int(opened.locator("tfoot .total").first.inner_text()) > int(before)


@pytest.mark.parametrize("order", ["by name", "alike together"])
def test_another_order_has_the_same_numbers(opened, order):
    before = sorted(labels(opened))
    opened.get_by_label("Order").select_option(order)
    assert sorted(labels(opened)) == before
    if order == "by name":
        names = opened.locator("tbody th").all_inner_texts()
        assert names == sorted(names, key=normal)


def saved(page):
    """Return the rows of the CSV file that the page saves."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_table_is_saved_as_shown(opened, gold_view):
    head, *rows, foot = saved(opened)
    assert (head[0], foot[0]) == ("speaker", "all")
    expected = spoken(gold_view)
    for speaker, _, *cells in rows:
        for topic, cell in zip(head[2:], cells, strict=True):
            assert int(cell) == expected[speaker, topic]


def test_no_cell_of_the_file_is_a_formula(shown):
    page = shown(VIEWS["matrix"](hostile_view(), Scope()).html)
    page.locator("#modes input").evaluate_all("(all) => all.forEach((it) => it.checked || it.click())")
    page.wait_for_timeout(200)
    everything(page)
    cells = [cell for row in saved(page) for cell in row]
    assert any(cell.startswith("'=") for cell in cells)
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(shown, page, gold_view, size, scheme):
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=scheme)
    shown(VIEWS["matrix"](gold_view, Scope()).html)
    assert faults(page) == []
    numbers(page).first.click()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_hostile_words_run_nothing(shown):
    page = shown(VIEWS["matrix"](hostile_view(), Scope()).html)
    for button in page.locator("table button").all()[:40]:
        button.evaluate("(it) => it.click()")
    settled(page)
    assert page.evaluate("window.hit") is None


def test_the_address_names_the_cell(opened, shown, gold_view):
    numbers(opened).first.click()
    title = panel(opened).get_by_role("heading", level=2).inner_text()
    fragment = opened.url.partition("#")[2]
    assert fragment
    opened.goto("about:blank")
    page = shown(VIEWS["matrix"](gold_view, Scope()).html, f"#{fragment}")
    assert panel(page).get_by_role("heading", level=2).inner_text() == title
    page.keyboard.press("Escape")
    assert not page.url.partition("#")[2]


@pytest.mark.parametrize("fragment", ["#%E0%A4%A", "#nobody", "#__proto__"])
def test_an_address_of_no_cell_opens_nothing(shown, gold_view, fragment):
    assert panel(shown(VIEWS["matrix"](gold_view, Scope()).html, fragment)).is_hidden()
