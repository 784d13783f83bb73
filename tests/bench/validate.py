"""Times the checks of a whole store beside pyshacl, on the same graph with the same shapes. Run by scripts/bench validate."""

import gc
import sys
import time
from collections.abc import Callable
from itertools import count

import pyoxigraph
from pyoxigraph import Quad
from rdflib import SH, Graph

from kg.graph.quads import quads
from kg.graph.shapes import shacl_violations, violations
from kg.graph.shapes.checks import merged, shapes, translated
from kg.graph.view import OxView
from tests import sample

GOAL = 10
"""How many times as fast as pyshacl a whole store is to be checked."""


def timed(call: Callable[[], object]) -> float:
    """Return how many seconds of processor time a call takes."""
    gc.collect()
    start = time.process_time()
    call()
    return time.process_time() - start


def graph(size: int) -> set[Quad]:
    """Return about ``size`` quads: the sample texts over and over, each under another headline."""
    made: set[Quad] = set()
    for number in count():
        if len(made) >= size:
            break
        for text, read in ((sample.INTERVIEW_TEXT, sample.interview), (sample.NEWS_TEXT, sample.news)):
            made.update(quads(read(text=f"No. {number}\n{text}")))
    return made


def core() -> Graph:
    """Return the shapes without their constraints in SPARQL, which pyshacl runs once a document over the whole."""
    graph = Graph()
    for triple in shapes():
        if triple[1] != SH.sparql:
            graph.add(triple)
    return graph


def line(size: int, name: str, asked: Graph) -> str:
    """Return seconds, the least of rounds in turn, and their ratio; both have to find that all is well."""
    made = graph(size)
    store = pyoxigraph.Store()
    store.extend(made)
    queries = tuple(merged(translated(asked)))
    found: list[object] = []
    rounds = [
        (
            min(timed(lambda: found.extend(violations(OxView(store), queries))) for _ in range(5)),
            timed(lambda: found.extend(shacl_violations(made, asked=asked))),
        )
        for _ in range(3)
    ]
    ours, theirs = (min(column) for column in zip(*rounds, strict=True))
    if found:
        raise ValueError(f"violations in a graph without any: {found[:3]}")
    ratio = f"{theirs / ours:6.1f} times as fast (goal: {GOAL})"
    return f"{len(made):8,} quads, {name:15} SPARQL {ours:7.2f} s   pyshacl {theirs:8.2f} s   {ratio}"


if __name__ == "__main__":
    for size, name, asked in (
        (10_000, "all shapes", shapes()),
        (10_000, "core", core()),
        (100_000, "core", core()),
    ):
        sys.stdout.write(f"{line(size, name, asked)}\n")
        sys.stdout.flush()
