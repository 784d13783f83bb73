"""What a build did, while it does it and at the end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from kg.graph.parcels import Parcel
from kg.graph.store import Filing, Writer
from kg.model import Failure

Problems = list[tuple[int, tuple[Failure, ...]]]
"""By the number of the chunk in which they came."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: counts of documents, and of statements in those added or replaced.

    ``gone`` counts the documents of the store whose file is no more: dropped with ``prune``, else kept.
    ``warnings`` name documents that were read, though hardly with sense.
    """

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    statements: int = 0
    gone: int = 0
    failures: tuple[Failure, ...] = ()
    warnings: tuple[Failure, ...] = ()

    @property
    def sources(self) -> int:
        """How many documents there were to read."""
        return self.added + self.replaced + self.unchanged + len(self.failures)


@dataclass(slots=True)
class Tally:
    """Files parcels and counts. Problems are told in the order of the sources, whichever came first.

    Attributes:
        known: locations that the store had before.
    """

    known: frozenset[str]
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    statements: int = 0
    failed: int = 0
    _failures: Problems = field(default_factory=list)
    _warnings: Problems = field(default_factory=list)

    @property
    def documents(self) -> int:
        """How many sources have been dealt with."""
        return self.added + self.replaced + self.unchanged + self.failed

    def skip(self, count: int) -> None:
        """Count sources that the store has as they are."""
        self.unchanged += count

    def file(self, number: int, parcel: Parcel, writer: Writer) -> None:
        """File the parcel of the chunk with that number, and count what is in it."""
        writer.file(self._counted(parcel.filings))
        self.unchanged += len(parcel.unchanged)
        self.fail(number, parcel.failures)
        if parcel.warnings:
            self._warnings.append((number, tuple(parcel.warnings)))

    def fail(self, number: int, failures: Sequence[Failure]) -> None:
        """Count sources that could not be read."""
        if failures:
            self.failed += len(failures)
            self._failures.append((number, tuple(failures)))

    def _counted(self, filings: Iterable[Filing]) -> Iterator[Filing]:
        """Hand on filings; a source of several documents is counted once."""
        last = None
        for filing in filings:
            if filing.location != last:
                self.added += filing.location not in self.known
                self.replaced += filing.location in self.known
            last = filing.location
            self.statements += filing.statements
            yield filing

    def report(self, gone: int) -> BuildReport:
        """Return what was done in all."""
        counts = (self.added, self.replaced, self.unchanged, self.statements, gone)
        return BuildReport(*counts, _in_order(self._failures), _in_order(self._warnings))


def _in_order(problems: Problems) -> tuple[Failure, ...]:
    ordered = sorted(problems, key=lambda found: found[0])
    return tuple(chain.from_iterable(found for _, found in ordered))
