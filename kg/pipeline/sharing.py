"""Reading shared out: chunks to an engine, parcels from the shelf into the store."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from kg.errors import EngineError
from kg.graph import parcels
from kg.graph.store import Writer
from kg.model import Failure
from kg.pipeline.chunks import Chunk, Packing, Progress, Work, chunks
from kg.pipeline.engines import Died, delivered, engine_of
from kg.pipeline.report import Tally
from kg.pipeline.shelf import Shelf, shelf
from kg.readers import Source

CHUNK = 50
"""Documents. Sharing out costs a few milliseconds a chunk; what dies with a worker is soon made up for."""
PORTIONS = 4
"""Chunks a worker at least, of few documents: nobody shall read them all while others wait."""
FLUSH = 10.0
"""Seconds after which what was filed is made durable, so that its parcels need not be kept."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Who reads.

    Attributes:
        engine: name of an engine, with its address if it has one; None: this process, one after another.
        workers: how many; an engine with an address has its own.
        chunk: documents that a worker is given at a time; None: ``CHUNK``, fewer of few documents.
        parcels: folder or URL where workers leave what they read; all of them must see it.
        keep: leave the parcels there when they are filed.
    """

    engine: str | None = None
    workers: int = 1
    chunk: int | None = None
    parcels: str = "kg-parcels"
    keep: bool = False

    def portions(self, sources: Iterator[Source]) -> tuple[int, Iterator[Source]]:
        """Return how many documents go into a chunk, and the sources once more."""
        if self.chunk is not None:
            return self.chunk, sources
        most = self.workers * PORTIONS
        head = list(islice(sources, most * CHUNK))
        return max(1, len(head) // most), chain(head, sources)


ALONE = Plan()
"""That of whoever makes none."""


def share_out(
    sources: Iterator[Source], work: Work, writer: Writer, tally: Tally, plan: Plan, progress: Progress
) -> None:
    """Have what is new or changed read by an engine's workers, and file their parcels as they come.

    Raises:
        UnknownPluginError: there is no engine of that name.
        EngineError: it cannot start, its workers die whatever they are given, or see another disk.
        ParcelError: a parcel is damaged, or from a worker with another dixit.
    """
    engine, address = engine_of(plan.engine or "")
    size, sources = plan.portions(sources)
    changed = chunks(sources, size, writer.current, tally.skip)
    first = next(changed, None)
    if first is None:  # nothing to do: nobody is asked to come
        return
    desk = _Desk(work, shelf(plan.parcels), writer, tally, keep=plan.keep)
    with engine(Packing(work, desk.shelf), plan.workers, address) as crew:
        for chunk, outcome in delivered(crew, chain([first], changed)):
            desk.take(chunk, outcome)
            progress(desk.state)
    desk.close()


@dataclass(slots=True)
class _Desk:
    """Where parcels come in, are filed, and thrown away when the store has them for good."""

    work: Work
    shelf: Shelf
    writer: Writer
    tally: Tally
    keep: bool
    begun: float = field(default_factory=time.monotonic)
    flushed: float = field(default_factory=time.monotonic)
    filed: list[str] = field(default_factory=list)

    def take(self, chunk: Chunk, outcome: str | Died) -> None:
        """File what came of a chunk."""
        if isinstance(outcome, Died):
            name = chunk.errands[0].source.name
            reason = f"whoever reads it dies ({outcome.reason})"
            self.tally.fail(chunk.number, [Failure(name, reason)])
            return
        try:
            with self.shelf.opened(outcome) as stream:
                parcel = parcels.read(stream, outcome, self.work.base)
                if parcel.stamp != self.work.stamp:
                    raise EngineError(
                        "a worker has another dixit or model than this process; install the same"
                    )
                self.tally.file(chunk.number, parcel, self.writer)
        except FileNotFoundError as error:
            raise EngineError(f"no {outcome} on {self.shelf}: all workers must see that place") from error
        self.filed.append(outcome)
        if time.monotonic() - self.flushed > FLUSH:
            self._flush()

    @property
    def state(self) -> str:
        """How far we are, and how fast."""
        rate = self.tally.documents / max(time.monotonic() - self.begun, 1e-9)
        failed = f", {self.tally.failed:,} failed" if self.tally.failed else ""
        return f"{self.tally.documents:,} documents{failed}; {rate:,.1f} a second"

    def close(self) -> None:
        """Make all durable; only then is the shelf cleared. After an error it stays, and is found again."""
        self._flush()
        if not self.keep:
            self.shelf.clear()

    def _flush(self) -> None:
        self.writer.flush()
        self.flushed = time.monotonic()
        for name in () if self.keep else self.filed:
            self.shelf.drop(name)
        self.filed.clear()
