"""A small map of invented people with known claims, and ways to find what is on it."""

import re

from playwright.sync_api import Locator, Page

from kg.views.web.map import html
from kg.views.web.picture import SPEAKS_ABOUT, Picture, Thing, Tie, compose
from tests.unit.test_views_tables import saying

THINGS = [
    Thing("person:ovel-nemyr", "Ovel Nemyr", "person", "Harbour Minister, Kestria", ("Nemyr",)),
    Thing("polity:kestria", "Kestria", "polity", "", ("Republic of Kestria", "Tórvan (capital)")),
    Thing("polity:zembia", "Zembia", "polity"),
    Thing("org:lake-union", "Lake Union", "org", "", ("LU",)),
    Thing("event:talks", "Talks: Kestria, Zembia", "event", "talks"),
    Thing("person:ilva-drell", "Ilva Drell", "person"),
]
SAYINGS = [
    saying(statement="s0", said_on="2031-01-05"),
    saying(statement="s1", said_on="2031-02-10", speaker="person:ilva-drell", speaker_label="Ilva Drell"),
    saying(statement="s2", said_on="2031-03-15", mode="indirect", act="deny"),
    saying(statement="s3", said_on=None, confidence=0.5),
    saying(statement="s4", said_on="2031", publisher="Herald"),
    saying(statement="s5", said_on="2031-03-15", act="fear"),
]
K, Z, LU = "polity:kestria", "polity:zembia", "org:lake-union"
TIES = [
    Tie(K, "opposes", Z, "s0", "Kestria opposes Zembia", against=("supports",)),
    Tie(K, "opposes", Z, "s1", "Kestria opposes Zembia", against=("supports",)),
    Tie(K, "opposes", Z, "s2", "Kestria opposes Zembia", denied=True),
    Tie(K, "supports", Z, "s3", "Kestria supports Zembia", against=("opposes",)),
    Tie(Z, "memberOf", LU, "s4", "Zembia is a member of Lake Union"),
    Tie("person:ovel-nemyr", SPEAKS_ABOUT, K, "s0"),
    Tie("person:ilva-drell", SPEAKS_ABOUT, LU, "s1"),
    Tie(K, "takes part in", "event:talks", "s5", "talks: Talks: Kestria, Zembia"),
]


def small() -> Picture:
    """Return the picture of all that."""
    return compose("Who says what", THINGS, TIES, SAYINGS, 300)


def small_map() -> bytes:
    """Return it as a page."""
    return html(small())


def ready(page: Page) -> Page:
    """Wait until the map has been drawn."""
    page.locator("html[data-ready='1']").wait_for(state="attached")
    return page


def names(page: Page) -> Locator:
    """Return the buttons of the list of names."""
    return page.get_by_role("list", name="Names").get_by_role("button")


def choose(page: Page, name: str) -> None:
    """Choose a name in the list."""
    names(page).filter(has_text=re.compile(rf"^{re.escape(name)},")).click()


def panel(page: Page) -> Locator:
    """Return what shows the evidence."""
    return page.get_by_role("complementary", name="Evidence")


def subject(page: Page) -> str:
    """Return whom the evidence is about."""
    return panel(page).get_by_role("heading", level=2).inner_text()


def passing(page: Page) -> str:
    """Return what the page says that the filters leave."""
    return page.locator("#passing").inner_text()


def said(page: Page) -> str:
    """Return what a screen reader was told last."""
    return page.locator("#say").inner_text()


_MIDDLE = """([red, green, blue]) => {
  const canvas = document.querySelector("#map canvas");
  const { data, width, height } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const found = [];
  for (let at = 0; at < width * height; at += 1) {
    const near = (offset, value) => Math.abs(data[4 * at + offset] - value) < 12;
    if (data[4 * at + 3] > 200 && near(0, red) && near(1, green) && near(2, blue)) found.push([at % width, Math.floor(at / width)]);
  }
  const box = canvas.getBoundingClientRect();
  const mean = (axis) => found.reduce((sum, spot) => sum + spot[axis], 0) / found.length;
  return [found.length, box.left + mean(0) * box.width / width, box.top + mean(1) * box.height / height];
}"""


def spot(page: Page, colour: str) -> tuple[int, float, float]:
    """Return how many pixels of the canvas have a colour such as ``#0072b2``, and the middle of them."""
    parts = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    number, x, y = page.evaluate(_MIDDLE, parts)
    return number, x or 0.0, y or 0.0
