"""Times the map in a browser without a network, beside pyvis as it comes. Run by ``scripts/bench view``."""

import os
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice, pairwise
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright
from playwright.sync_api import TimeoutError as NotReady
from pyvis.network import Network

from kg.query import Saying
from kg.views.web.map import html
from kg.views.web.picture import SPEAKS_ABOUT, TAKES_PART, Picture, Thing, Tie, compose

LIMITS = {300: 0.7, 3000: 2.5, 10_000: 5.0}
"""Nodes → seconds within which the map must be ready."""
FILTERED, FILTER_MS = 1000, 300
EGO, EGO_FPS = 10_000, 30
CAP = 20  # seconds; a page that is not ready by then is given up
ROUNDS = 3
NEAR = 0.5
"""Of the ties; the others are with one of the few of whom all speak."""

TYPES = ("person", "person", "polity", "org", "event", "event", "group", "place")
RELATIONS = (SPEAKS_ABOUT, SPEAKS_ABOUT, TAKES_PART, "opposes", "supports", "metWith")
WORDS = "We have said it more than once and shall say it again: what was agreed must be kept by all sides. "

TELL = """
const told = () => requestAnimationFrame(() => console.log("ready " + performance.now()));
"""
OURS = (
    TELL
    + """
(function wait() {
  if (document.documentElement?.dataset.ready === "1") told(); else requestAnimationFrame(wait);
})();
"""
)
STOCK = (
    TELL
    + """
const poll = setInterval(() => {
  if (!window.network?.once) return;
  clearInterval(poll);
  window.network.once("stabilizationIterationsDone", told);
}, 5);
"""
)
TOGGLE = """async () => {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const times = [];
  for (let turn = 0; turn < 4; turn += 1) {
    const start = performance.now();
    document.querySelector("#types input[type=checkbox]").click();
    await drawn();
    times.push(performance.now() - start);
  }
  return times.sort((one, other) => one - other)[1];
}"""
FRAMES = """async () => {
  const canvas = document.querySelector("#map canvas");
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true, cancelable: true };
  const start = performance.now();
  let frames = 0;
  while (performance.now() - start < 2000) {
    const deltaY = Math.floor(frames / 10) % 2 ? -20 : 20;
    canvas.dispatchEvent(new WheelEvent("wheel", { ...at, deltaY }));
    await new Promise(requestAnimationFrame);
    frames += 1;
  }
  return frames / ((performance.now() - start) / 1000);
}"""


class Made(NamedTuple):
    """A synthetic map as a file, and how long it took to make."""

    path: Path
    cold: float
    cached: float
    page: float
    picture: Picture


def pairs(nodes: int) -> Iterator[tuple[int, int]]:
    """Yield pairs without end, none twice: of neighbours, or with one of the few of whom all speak."""
    chance = random.Random(20)  # noqa: S311 - the same map every time
    seen = set()
    for one in cycle(range(nodes)):
        near = chance.random() < NEAR
        other = one + chance.randint(1, 30) if near else int(nodes * chance.random() ** 2.5)
        pair = (min(one, other % nodes), max(one, other % nodes))
        if pair[0] != pair[1] and pair not in seen:
            seen.add(pair)
            yield pair


def material(nodes: int) -> tuple[list[Thing], list[Tie], list[Saying]]:
    """Return as many things, three times as many ties, and a statement for each tie."""
    things = [
        Thing(f"{TYPES[n % len(TYPES)]}:{n}", f"Name {n} of {n % 97}", TYPES[n % len(TYPES)])
        for n in range(nodes)
    ]
    ties, sayings = [], []
    for number, (one, other) in enumerate(islice(pairs(nodes), 3 * nodes)):
        speaker = things[one]
        ties.append(Tie(speaker.id, RELATIONS[number % len(RELATIONS)], things[other].id, f"s{number}"))
        sayings.append(said(number, speaker, things[other]))
    return things, ties, sayings


def said(number: int, speaker: Thing, other: Thing) -> Saying:
    """Return a statement of one about another."""
    return Saying(
        statement=f"s{number}",
        utterance=f"u{number}",
        speaker=speaker.id,
        speaker_label=speaker.label,
        role=None,
        said_on=f"2031-{number % 12 + 1:02}-{number % 28 + 1:02}",
        dated_by="text",
        channel=None,
        venue=None,
        addressee=None,
        mode=("direct", "indirect", "turn")[number % 3],
        act="state",
        words=WORDS,
        about=((other.id, other.label),),
        relayed_by=(),
        document=f"d{number % 50}",
        source=f"talk{number % 50}.txt",
        title=f"Talk {number % 50}",
        publisher=f"Gazette {number % 7}",
        published="2031-12-31",
        start=100 * number,
        end=100 * number + len(WORDS),
        confidence=0.75,
        chain=(),
    )


def make(nodes: int, folder: Path) -> Made:
    """Write a synthetic map with the product's own functions."""
    things, ties, sayings = material(nodes)
    at = [time.perf_counter()]
    for _ in range(2):
        picture = compose(f"{nodes} nodes", things, ties, sayings, nodes)
        at.append(time.perf_counter())
    path = folder / f"map{nodes}.html"
    path.write_bytes(html(picture))
    at.append(time.perf_counter())
    cold, cached, page = (end - start for start, end in pairwise(at))
    return Made(path, cold, cached, page, picture)


def stock(picture: Picture, folder: Path) -> Path:
    """Write the same graph with pyvis as it comes, its scripts inlined."""
    network = Network(directed=True, cdn_resources="in_line")
    for node in picture.nodes:
        network.add_node(node.thing.id, label=node.thing.label, title=WORDS * 2)
    # add_edge looks through all nodes for each: that is not what is timed here
    network.edges = [{"from": edge.source, "to": edge.target, "arrows": "to"} for edge in picture.edges]
    path = folder / f"stock{len(picture.nodes)}.html"
    path.write_text(network.generate_html(), encoding="utf-8")
    return path


@contextmanager
def opened(path: Path, script: str) -> Iterator[tuple[Page, float | None]]:
    """Open a page in a browser of its own without a network; with the seconds until it is ready, if ever."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.route(re.compile("^https?:"), lambda route: route.abort())
        page.add_init_script(script)
        try:
            yield page, waited(page, path)
        finally:
            browser.close()


def waited(page: Page, path: Path) -> float | None:
    """Open a file, and return the seconds until its script says that it is ready, None if it never does."""
    try:
        with page.expect_console_message(
            lambda said: said.text.startswith("ready"), timeout=CAP * 1000
        ) as told:
            page.goto(path.as_uri(), wait_until="commit")
    except NotReady:
        return None
    return float(told.value.text.split()[1]) / 1000


def ready(path: Path, script: str, rounds: int) -> float | None:
    """Return the median of the seconds from opening to the first complete drawing."""
    times = []
    for _ in range(rounds):
        with opened(path, script) as (_, seconds):
            if seconds is None:
                return None
            times.append(seconds)
    return statistics.median(times)


def beside(ours: float | None, others: float | None) -> str:
    """Return how long pyvis takes, and how many times as long that is."""
    taken = f"{others:.1f} s" if others else f"not ready in {CAP} s"
    return f"{taken}, {'' if others else '> '}{(others or CAP) / ours:.0f} ×" if ours else taken


def judged(value: float | None, unit: str, limit: float, *, least: bool = False) -> str:
    """Return a measured value beside what is asked for."""
    if value is None:
        return f"not ready in {CAP} s (asked: {limit} {unit})"
    kept = value >= limit if least else value <= limit
    return f"{value:.3g} {unit} ({'≥' if least else '≤'} {limit} {unit}: {'yes' if kept else 'NO'})"


def ego(page: Page) -> float:
    """Leave but a name and what is tied to it, and return the frames a second while the view moves."""
    page.fill("#search", "Name 5000 of")
    page.press("#search", "Enter")
    page.click("#hops button[data-hops='1']")
    page.wait_for_timeout(1000)
    return float(page.evaluate(FRAMES))


def row(nodes: int, limit: float, folder: Path) -> str:
    """Make and open a map, and the same with pyvis as it comes."""
    made = make(nodes, folder)
    seconds = ready(made.path, OURS, ROUNDS)
    others = ready(stock(made.picture, folder), STOCK, 1)
    return (
        f"{nodes:6} {len(made.picture.edges):6} {made.cold:9.2f} {made.cached:7.2f} {made.page:7.2f}"
        f" {made.path.stat().st_size / 1e6:8.1f}  {judged(seconds, 's', limit):24} {beside(seconds, others)}"
    )


def main() -> None:
    """Print a table of sizes, and what working with the map takes."""
    if not shutil.which("chromium"):
        sys.exit("scripts/bench view needs Chromium: apt-get install chromium")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["KG_CACHE"] = str(folder / "cache")
        print(" nodes  edges  layout s  kept s  page s  HTML MB  ready                    pyvis as it comes")
        for nodes, limit in LIMITS.items():
            print(row(nodes, limit, folder), flush=True)
        with opened(make(FILTERED, folder).path, OURS) as (page, _):
            print(
                f"filter at {FILTERED:,} nodes: {judged(page.evaluate(TOGGLE), 'ms', FILTER_MS)}", flush=True
            )
        with opened(folder / f"map{EGO}.html", OURS) as (page, _):
            print(f"ego view at {EGO:,} nodes: {judged(ego(page), 'frames/s', EGO_FPS, least=True)}")


if __name__ == "__main__":
    main()
