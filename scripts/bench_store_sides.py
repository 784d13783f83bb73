"""The sides of the bench: each loads a file and answers questions, in a process of its own. Prints JSON.

``python -m scripts.bench_store_sides SIDE FOLDER SIZE CAP``
"""

import gc
import json
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.graph.store import Store, memory_store, open_store
from kg.graph.view import OxView, View
from scripts.bench_store_data import Data, filings, read
from scripts.bench_store_figures import PATIENCE, Figures, Run
from scripts.bench_store_named import measures, timed
from scripts.bench_store_questions import QUESTIONS, spread

_AGAIN, _BUDGET = 4, 0.3
"""How often a question is repeated, as long as that takes no more seconds."""


class Side(Protocol):
    """Something that quads can be loaded into."""

    graph: bool
    """Whether it is asked within graphs rather than over their union."""

    def load(self, path: Path) -> None:
        """Take in the file."""
        ...

    def ask(self, query: str) -> int:
        """Return how many rows answer a query."""
        ...


class Rdflib:
    """rdflib, in memory."""

    graph = False
    store = "default"
    format = "nquads"

    def __init__(self, folder: Path) -> None:
        from rdflib import Dataset  # noqa: PLC0415 - the memory of the other sides is measured, too

        self.dataset = Dataset(store=self.store, default_union=True)
        self.folder = folder

    def load(self, path: Path) -> None:
        """Parse it."""
        with path.open("rb") as stream:
            self.dataset.parse(stream, format=self.format)

    def ask(self, query: str) -> int:
        """Have all rows."""
        return len(list(self.dataset.query(query)))


class OxrdflibMemory(Rdflib):
    """oxrdflib, in memory: the engine behind rdflib's interface, with its own quick parser."""

    graph = True
    store = "Oxigraph"
    format = "ox-nquads"


class OxrdflibDisk(OxrdflibMemory):
    """oxrdflib, on disk."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.dataset.open(str(folder), create=True)


class EngineMemory:
    """pyoxigraph alone, in memory; what dixit adds is ledger, index and the order of writing."""

    graph = True

    def __init__(self, folder: Path) -> None:
        del folder
        self.store = pyoxigraph.Store()

    def load(self, path: Path) -> None:
        """Load in bulk."""
        self.store.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
        self.store.flush()

    def ask(self, query: str) -> int:
        """Have all rows."""
        return len(OxView(self.store).select(query).rows)


class EngineDisk(EngineMemory):
    """pyoxigraph alone, on disk."""

    def __init__(self, folder: Path) -> None:
        self.store = pyoxigraph.Store(str(folder))


class DixitMemory:
    """dixit, in memory: graph, ledger and index."""

    graph = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store: Store = memory_store()
        self.view: View = self.store.view()

    def load(self, path: Path) -> None:
        """File every document."""
        with self.store.writer() as writer:
            writer.file(filings(path))
        self.view = self.store.view()

    def ask(self, query: str) -> int:
        """Have all rows as Python values, as users have them."""
        return len(self.view.select(query).rows)


class DixitDisk(DixitMemory):
    """dixit, on disk: what was filed is durable and open to readers when the load ends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = open_store(folder, writable=True)

    def load(self, path: Path) -> None:
        """File every document, and open the store as a reader."""
        with self.store.writer() as writer:
            writer.file(filings(path))
        self.store.close()
        self.store = open_store(self.folder, writable=False)
        self.view = self.store.view()


class Checks(EngineMemory):
    """The rules of ontology/shapes over a whole graph, as SPARQL."""

    def check(self) -> None:
        """Have all that breaks them."""
        from kg.graph.shapes import violations  # noqa: PLC0415 - brings rdflib, which others need not hold

        list(violations(OxView(self.store)))


class Pyshacl(EngineMemory):
    """The same rules, by pyshacl; after ``PATIENCE`` it is stopped."""

    def check(self) -> None:
        """Have all that breaks them."""
        from kg.graph.shapes import shacl_violations  # noqa: PLC0415 - as above

        with suppress(TimeoutError), _stopped(PATIENCE):
            list(shacl_violations(self.store))


SIDES: Mapping[str, Callable[[Path], Side]] = MappingProxyType(
    {
        "rdflib": Rdflib,
        "oxrdflib memory": OxrdflibMemory,
        "oxrdflib disk": OxrdflibDisk,
        "dixit memory": DixitMemory,
        "dixit disk": DixitDisk,
        "engine memory": EngineMemory,
        "engine disk": EngineDisk,
        "checks": Checks,
        "pyshacl": Pyshacl,
    }
)
"""By name; each is given a folder of its own."""


def measure(name: str, data: Data, cap: float) -> Figures:
    """Return the figures of one side: load, memory, questions, and for dixit what only it has."""
    with tempfile.TemporaryDirectory() as folder:
        side = SIDES[name](Path(folder) / "store")
        start, used = time.perf_counter(), time.process_time()
        side.load(data.path)
        load, cpu = time.perf_counter() - start, time.process_time() - used
        rss, peak = _memory()
        asked = {} if isinstance(side, EngineMemory) else _questions(side, data, cap)
        return Figures(load, cpu, rss, peak, asked, _named(side, data))


def _named(side: Side, data: Data) -> dict[str, list[float]]:
    """Return the seconds of what only some sides are asked."""
    if isinstance(side, Checks | Pyshacl):
        return {"checks": [timed(side.check)]}
    if isinstance(side, DixitMemory):
        return measures(side.view, side.folder if isinstance(side, DixitDisk) else None, data)
    return {}


def _memory() -> tuple[float, float]:
    """Return what the process holds now and has held at most, in MB."""
    gc.collect()
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    said = {name: value for name, _, value in (line.partition(":") for line in lines)}
    rss, peak = (int(said[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return rss, max(rss, peak)


def _questions(side: Side, data: Data, cap: float) -> dict[str, list[Run]]:
    return {
        name: [
            _asked(side, one, question.put(one, graph=side.graph), cap)
            for one in spread(data.ranked[question.asks])
        ]
        for name, question in QUESTIONS.items()
    }


def _asked(side: Side, parameter: str, query: str, cap: float) -> Run:
    """Return the median of a few runs, or at least ``cap`` seconds if rdflib takes longer."""
    times: list[float] = []
    rows: int | None = None
    while not times or (len(times) <= _AGAIN and sum(times) < _BUDGET):
        start = time.perf_counter()
        try:
            with _stopped(cap if type(side) is Rdflib else 0):
                rows = side.ask(query)
        except TimeoutError:
            return Run(parameter, cap, None)
        times.append(time.perf_counter() - start)
    return Run(parameter, statistics.median(times), rows)


@contextmanager
def _stopped(seconds: float) -> Iterator[None]:
    """Raise ``TimeoutError`` in Python code after so many seconds, 0 for never; compiled code runs on."""

    def stop(_signal: int, _frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def main() -> None:
    """Measure the side that the arguments name."""
    name, folder, size, cap = sys.argv[1:]
    print(json.dumps(asdict(measure(name, read(Path(folder), int(size)), float(cap)))))


if __name__ == "__main__":
    main()
