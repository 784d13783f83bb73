"""Times ``kg serve`` with many clients at once on loopback. Run by ``scripts/bench serve``.

Each client asks one named question after the other, narrowed to a topic or a speaker and to 50 rows, on a
connection that it keeps. Goals: no error, p95 below 100 ms, no growth of memory.
"""

import argparse
import asyncio
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import urlencode, urlsplit

from pyoxigraph import NamedNode

from kg.graph.questions import question
from kg.graph.store import filing, open_store
from kg.graph.view import View
from kg.graph.vocab import KG

P95_MS = 100
GROWTH = 1.1
"""Memory at the end, as a multiple of that when all questions had been asked once."""
NAMES = ("who-said", "figures")
COMMON = (
    "SELECT ?x (COUNT(*) AS ?n) WHERE {{ ?s <{link}> ?x }} GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT {number}"
)
BATCH = 50
COLD = 600.0
"""Seconds that asking every question once may take."""


@dataclass
class Tally:
    """What became of the requests: seconds of each, and what went wrong."""

    times: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def questions(view: View, number: int) -> list[str]:
    """Return the questions about the most common topics and speakers."""
    made = []
    for link in (KG.about, KG.speaker):
        for row in view.select(COMMON.format(link=link.value, number=number)).rows:
            anchor = (link, NamedNode(str(row["x"])))
            made += [f"{question(name, anchor)}\nLIMIT 50" for name in NAMES]
    return made


@contextmanager
def serving(store: Path, options: Sequence[str]) -> Iterator[str]:
    """Start a server, and yield its address."""
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--store", str(store), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            found = re.search(r"http://[\d.:]+", process.stderr.readline() if process.stderr else "")
            if found is None:
                sys.exit("the server did not start")
            yield found[0]
        finally:
            process.terminate()


def metrics(address: str) -> dict[str, float]:
    """Return the figures of the server by name."""
    with urllib.request.urlopen(f"{address}/metrics") as answer:  # noqa: S310 - our own server
        text = answer.read().decode()
    return {name: float(value) for name, value in re.findall(r"^dixit_(\w+) ([\d.e+]+)$", text, re.MULTILINE)}


def memory(address: str) -> float:
    """Return the MiB of the server and its workers together."""
    found = metrics(address)
    return (found["resident_bytes"] + found["workers_resident_bytes"]) / 2**20


async def client(address: str, asked: list[str], end: float, tally: Tally) -> None:
    """Ask one question after the other until ``end``."""
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    for query in asked:
        if time.monotonic() > end:
            break
        target = "/sparql?" + urlencode({"query": query})
        start = time.monotonic()
        writer.write(
            f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: application/json\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        size = int(re.search(rb"content-length: (\d+)", head)[1])  # type: ignore[index]
        body = await reader.readexactly(size)
        tally.times.append(time.monotonic() - start)
        if not head.startswith(b"HTTP/1.1 200") or b"bindings" not in body:
            tally.wrong.append(head.splitlines()[0].decode())
    writer.close()


async def load(address: str, made: list[str], clients: int, seconds: float) -> Tally:
    """Let so many clients ask at once."""
    tally, end = Tally(), time.monotonic() + seconds

    def order(number: int) -> Iterator[str]:
        chosen = Random(number)  # noqa: S311 - nothing here is secret
        while True:
            yield chosen.choice(made)

    await asyncio.gather(*(client(address, order(n), end, tally) for n in range(clients)))  # type: ignore[arg-type]
    return tally


def tell(title: str, tally: Tally, seconds: float) -> float:
    """Print the times; return p95 in milliseconds."""
    cut = statistics.quantiles(tally.times, n=100)
    p50, p95, p99 = (cut[each - 1] * 1000 for each in (50, 95, 99))
    rate, worst = len(tally.times) / seconds, max(tally.times) * 1000
    print(
        f"{title}: {len(tally.times):,} requests, {rate:,.0f}/s, p50 {p50:.1f} ms, p95 {p95:.1f} ms, "
        f"p99 {p99:.1f} ms, longest {worst:.0f} ms, {len(tally.wrong)} wrong {sorted(set(tally.wrong))}"
    )
    return p95


def build(path: Path, documents: int) -> None:
    """Write generated readings into a new store."""
    from scripts.generated import location, readings  # noqa: PLC0415 - only where no store is given

    store = open_store(path, writable=True)
    with store.writer() as writer:
        waiting = []
        for reading in readings(1, documents):
            waiting.append(filing(reading, location(reading)))
            if len(waiting) == BATCH:
                writer.file(waiting)
                waiting = []
        writer.file(waiting)
    store.close()


def measure(path: Path, options: argparse.Namespace) -> bool:
    """Print what was measured; return whether the goals are met."""
    store = open_store(path, writable=False)
    made = questions(store.view(), options.topics)
    store.close()
    flags = ["--cache", str(options.cache)]
    with serving(path, flags) as address:
        with urllib.request.urlopen(f"{address}/health") as answer:  # noqa: S310 - our own server
            print(json.loads(answer.read()))
        bare = memory(address)
        cold = Tally()
        start = time.monotonic()
        asyncio.run(client(address, made, start + COLD, cold))
        tell("one client, each question for the first time", cold, time.monotonic() - start)
        before = memory(address)
        tally = asyncio.run(load(address, made, options.clients, options.seconds))
        p95 = tell(f"{options.clients} clients, {options.seconds:g} s", tally, options.seconds)
        after, figures = memory(address), metrics(address)
        print(f"memory: {bare:.0f} MiB at the start, {before:.0f} warm, {after:.0f} at the end")
        print(f"{len(made)} questions; cache: {figures['cache_hits_total']:.0f} hits, "
              f"{figures['cache_misses_total']:.0f} misses; workers: {figures['killed_total']:.0f} killed, "
              f"{figures['lost_total']:.0f} lost")  # fmt: skip
    return p95 < P95_MS and not tally.wrong and not cold.wrong and after < before * GROWTH


def main() -> None:
    """Measure, and leave with 1 if a goal is missed."""
    parser = argparse.ArgumentParser(
        prog="scripts/bench serve", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "store", nargs="?", type=Path, help="built from generated readings where none is given"
    )
    parser.add_argument("--documents", type=int, default=431, help="generated; 431 are a million quads")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--topics", type=int, default=10, help="and as many speakers")
    parser.add_argument(
        "--cache", type=int, default=64, metavar="MIB", help="0: the workers answer every time"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.store or Path(folder) / "store"
        if not path.exists():
            build(path, options.documents)
        sys.exit(not measure(path, options))


if __name__ == "__main__":
    main()
