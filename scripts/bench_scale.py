"""Reading shared out among workers: what that costs, and what becomes of it when they are killed.

    scripts/bench scale [overhead|faults] [--engine dask] [--documents N] [--statements N] [--every SECONDS] …

``overhead`` reads documents that take 20 ms each, alone and by an engine, in chunks of 50. ``faults`` has
generated readings filed, kills one worker every 20 seconds, and counts: every document once, every statement.
A million statements: ``faults --documents 25000 --statements 40``.
"""

import argparse
import os
import resource
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import psutil

from kg.graph.store import Filing, Store, memory_store, open_store
from kg.model import Document, Reading
from kg.pipeline import Plan, Settings, build
from kg.pipeline.chunks import Packing, Work, chunks
from kg.pipeline.shelf import shelf
from kg.readers import find_sources

SEED = 6
NAP = 0.02  # seconds that a document takes in ``overhead``


def invented(document: Document, settings: Settings) -> Reading:
    """Return the generated reading that a document of two numbers asks for."""
    from scripts.generated import reading  # noqa: PLC0415 - workers load it, nobody else

    del settings
    number, statements = map(int, document.text.split()[-2:])
    made = reading(SEED, number, statements)
    return replace(made, document=replace(made.document, sha256=document.sha256))


def sleepy(document: Document, settings: Settings) -> Reading:
    """Return a reading of one statement after a nap."""
    time.sleep(NAP)
    return invented(document, settings)


class CountingStore:
    """A store that keeps nothing but counts, to see what the engine alone does."""

    def __init__(self) -> None:
        self.documents: Counter[str] = Counter()
        self.statements = self.quads = 0
        self.memory = memory_store()

    @contextmanager
    def writer(self, stamp: str = "") -> Iterator["CountingStore"]:
        """Open it for writing."""
        del stamp
        yield self

    def file(self, filings: Iterable[Filing]) -> None:
        """Count documents, statements and quads."""
        for filing in filings:
            self.documents[filing.document] += 1
            self.statements += filing.statements
            self.quads += len(filing.own) + len(filing.shared)

    def current(self, location: str) -> None:
        """Nothing is ever there."""

    def locations(self) -> list[str]:
        """Nothing is ever there."""
        return []

    def flush(self) -> None:
        """Nothing to be made durable."""

    def view(self) -> object:
        """Return a view of nothing."""
        return self.memory.view()


def folder_of(place: Path, documents: int, statements: int) -> str:
    """Write documents that ask for readings of so many statements."""
    place.mkdir()
    for number in range(documents):
        words = f"The reading with number and statements\n{number} {statements}\n"
        (place / f"{number:07}.txt").write_text(words)
    return str(place)


def workers() -> list[psutil.Process]:
    """Return the processes that read: not those that only start others, sweep up, or are no Python at all."""
    return [process for process in psutil.Process().children(recursive=True) if _reads(process)]


def _reads(process: psutil.Process) -> bool:
    try:
        line, parent = " ".join(process.cmdline()), process.ppid()
        python = "python" in process.name()
    except psutil.Error:  # it is gone
        return False
    starts_others = "forkserver" in line and parent == os.getpid()
    return bool(line) and python and "resource_tracker" not in line and not starts_others


def kill(process: psutil.Process) -> None:
    """Kill -9, unless it is gone."""
    with suppress(psutil.NoSuchProcess):
        process.kill()


@contextmanager
def killing(every: float) -> Iterator[list[int]]:
    """Kill -9 one worker every so many seconds, in turn."""
    done, killed = threading.Event(), list[int]()

    def go_on() -> None:
        while not done.wait(every):
            there = sorted(workers(), key=lambda process: process.create_time())
            if there:
                killed.append(there[0].pid)
                kill(there[0])

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield killed
    finally:
        done.set()
        thread.join()


def faults(options: argparse.Namespace, place: Path) -> None:
    """Build while workers are killed, and count what is there."""
    folder = folder_of(place / "documents", options.documents, options.statements)
    store = CountingStore() if options.discard else open_store(place / "store", writable=True)
    memory: list[int] = []

    def told(line: str) -> None:
        memory.append(psutil.Process().memory_info().rss)
        if len(memory) % 20 == 0:
            print(f"  {line}; driver {memory[-1] >> 20} MB", flush=True)

    plan = Plan(options.engine, options.workers, options.chunk, str(place / "parcels"))
    begun = time.monotonic()
    with killing(options.every) as killed:
        report = build([folder], store, plan=plan, read=invented, progress=told)  # type: ignore[arg-type]
    seconds = time.monotonic() - begun
    print(f"{report.added} documents, {report.statements} statements, {len(report.failures)} failures")
    print(f"{len(killed)} workers killed in {seconds:.0f} s; {report.added / seconds:.1f} documents a second")
    quarter = max(1, len(memory) // 4)
    early, late = max(memory[:quarter]), max(memory[-quarter:])
    print(f"driver: {early >> 20} MB in the first quarter, {late >> 20} MB in the last")
    print(f"workers: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10} MB at most")
    if isinstance(store, CountingStore):
        once = len(store.documents) == options.documents == sum(store.documents.values())
        print(f"every document once: {once}; {store.quads} quads")
    else:
        check(store, options)
        size = sum(file.stat().st_size for file in (place / "store").rglob("*") if file.is_file())
        print(f"store: {size / 1e6:.0f} MB")
    assert len(killed) >= int(seconds / options.every) - 1, killed  # noqa: S101 - a bench that fails shall fail
    assert report.added == options.documents, report  # noqa: S101
    assert report.statements == options.documents * options.statements, report  # noqa: S101


def check(store: Store, options: argparse.Namespace) -> None:
    """Ask the store itself how many there are."""
    counts = {}
    for kind in ("Document", "Statement"):
        own = "sha256" if kind == "Document" else "partOf"  # the registry is a document of statements, too
        query = f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ GRAPH ?g {{ ?x a kg:{kind} ; kg:{own} ?y }} }}"
        (row,) = store.view().select(query).rows
        counts[kind] = row["n"]
    wanted = {"Document": options.documents, "Statement": options.documents * options.statements}
    print(f"in the store: {counts}, as it should be: {counts == wanted}")
    store.close()


def timed(call: Callable[[], object]) -> float:
    """Return how many seconds a call takes."""
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def overhead(options: argparse.Namespace, place: Path) -> None:
    """Compare what a document takes alone with what it takes through an engine that has started."""
    folder = folder_of(place / "documents", options.documents, 1)
    sources = list(find_sources([folder], [".txt"]))
    work = Work(Settings(), "stamp", memory_store().view().base, sleepy)
    alone = Packing(work, shelf(str(place / "alone")))
    few = list(chunks(sources[: 4 * options.chunk], options.chunk, lambda _location: None))
    each = timed(lambda: [alone(chunk) for chunk in few]) / (4 * options.chunk)
    ticks: list[float] = []
    plan = Plan(options.engine, options.workers, options.chunk, str(place / "parcels"))
    store = CountingStore()
    build([folder], store, plan=plan, read=sleepy, progress=lambda _line: ticks.append(time.perf_counter()))  # type: ignore[arg-type]
    first = options.workers  # chunks that were waited for together with the start of the workers
    shared = (ticks[-1] - ticks[first - 1]) * options.workers / (options.documents - first * options.chunk)
    print(f"{options.engine}, {options.workers} workers, {options.documents} documents in {options.chunk}s:")
    print(f"  alone {1000 * each:.2f} ms a document, through the engine {1000 * shared:.2f} ms")
    print(f"  overhead {1000 * (shared - each):.2f} ms a document")


def main() -> None:
    """Run one of the two."""
    parser = argparse.ArgumentParser(prog="scripts/bench scale")
    parser.add_argument("what", choices=("overhead", "faults"), nargs="?", default="overhead")
    parser.add_argument("--engine", default="dask")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--statements", type=int, default=40)
    parser.add_argument("--chunk", type=int, default=50)
    parser.add_argument("--every", type=float, default=20.0)
    parser.add_argument("--discard", action="store_true", help="count what is filed, store nothing")
    parser.add_argument("--folder", type=Path, help="for what is written meanwhile")
    options = parser.parse_args(sys.argv[1:])
    with tempfile.TemporaryDirectory(dir=options.folder) as place:
        {"overhead": overhead, "faults": faults}[options.what](options, Path(place))


if __name__ == "__main__":
    from scripts import bench_scale  # so that workers find the readers by their names

    bench_scale.main()
