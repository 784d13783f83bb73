"""Times the checks of a whole store beside pyshacl, on the same graph with the same shapes. Run by scripts/bench validate."""

import sys
import time
from collections.abc import Callable, Iterator
from itertools import count

import pyoxigraph
from pyoxigraph import Quad

from kg.graph.quads import quads
from kg.graph.shapes import shacl_violations, violations
from kg.graph.shapes.checks import checks
from kg.graph.view import OxView
from tests import sample

SIZES = (10_000, 100_000)
GOAL = 10
"""How many times as fast as pyshacl a whole store is to be checked."""


def timed(call: Callable[[], object]) -> float:
    """Return how many seconds a call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def graph(size: int) -> set[Quad]:
    """Return about ``size`` quads: the sample texts over and over, each under another headline."""
    made: set[Quad] = set()
    for number in count():
        if len(made) >= size:
            break
        for text, read in ((sample.INTERVIEW_TEXT, sample.interview), (sample.NEWS_TEXT, sample.news)):
            made.update(quads(read(text=f"No. {number}\n{text}")))
    return made


def lines() -> Iterator[str]:
    """Yield a line for each size: seconds and their ratio. Both have to find that all is well."""
    checks()
    for size in SIZES:
        made = graph(size)
        store = pyoxigraph.Store()
        store.extend(made)
        found: list[object] = []
        ours = timed(lambda: found.extend(violations(OxView(store))))  # noqa: B023 - called at once
        theirs = timed(lambda: found.extend(shacl_violations(made)))  # noqa: B023
        if found:
            raise ValueError(f"violations in a graph without any: {found[:3]}")
        ratio = theirs / ours
        yield (
            f"{len(made):8,} quads   SPARQL {ours:7.2f} s   pyshacl {theirs:8.2f} s   "
            f"{ratio:5.1f} times as fast (goal: {GOAL})"
        )


if __name__ == "__main__":
    for line in lines():
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
