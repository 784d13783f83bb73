"""What one side of the bench measured, and what follows from it: medians of rounds, ratios, growth."""

import math
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

PEER = "rdflib"
PATIENCE = 30.0
"""Seconds after which pyshacl is stopped."""


@dataclass(frozen=True, slots=True)
class Run:
    """One question, put with one parameter.

    Attributes:
        seconds: median of some runs; where the question was cut short, what it had taken by then.
        rows: of the answer; None where it was cut short.
    """

    parameter: str
    seconds: float
    rows: int | None

    @property
    def capped(self) -> bool:
        """Whether it was cut short."""
        return self.rows is None


@dataclass(frozen=True, slots=True)
class Figures:
    """What one side measured.

    Attributes:
        load: seconds.
        cpu: seconds of processor time that loading took; on a busy machine these tell more.
        rss: MB (2^20 bytes) that the process held after loading.
        peak: MB that it held at most until then.
        questions: by name, a run for each parameter.
        named: seconds by measure, one for each parameter.
    """

    load: float = math.nan
    cpu: float = math.nan
    rss: float = math.nan
    peak: float = math.nan
    questions: Mapping[str, Sequence[Run]] = field(default_factory=dict)
    named: Mapping[str, Sequence[float]] = field(default_factory=dict)

    @property
    def runs(self) -> list[Run]:
        """Those of all questions."""
        return [run for runs in self.questions.values() for run in runs]


Found = Mapping[str, Figures]
"""Of one size, by side."""


def of_json(written: Mapping[str, object]) -> Figures:
    """Return the figures that ``dataclasses.asdict`` made a mapping of."""
    figures = Figures(**written)  # type: ignore[arg-type]
    questions = {name: [Run(**run) for run in runs] for name, runs in figures.questions.items()}  # type: ignore[arg-type]
    return Figures(figures.load, figures.cpu, figures.rss, figures.peak, questions, figures.named)


def merged(rounds: Sequence[Figures]) -> Figures:
    """Return the medians of some rounds of one side."""
    first = rounds[0]
    load, cpu, rss, peak = (
        statistics.median(values)
        for values in zip(*((one.load, one.cpu, one.rss, one.peak) for one in rounds), strict=True)
    )
    questions = {
        name: [_merged(runs) for runs in zip(*(one.questions[name] for one in rounds), strict=True)]
        for name in first.questions
    }
    named = {
        name: [statistics.median(times) for times in zip(*(one.named[name] for one in rounds), strict=True)]
        for name in first.named
    }
    return Figures(load, cpu, rss, peak, questions, named)


def _merged(runs: Sequence[Run]) -> Run:
    rows = None if any(run.capped for run in runs) else runs[0].rows
    return Run(runs[0].parameter, statistics.median(run.seconds for run in runs), rows)


def quantile(values: Iterable[float], share: float) -> float:
    """Return the value that a share in (0, 1] of all does not exceed.

    >>> quantile([3, 1, 2], 0.5), quantile([3, 1, 2], 0.95)
    (2, 3)
    """
    ordered = sorted(values)
    return ordered[math.ceil(share * len(ordered)) - 1]


def mean_ratio(theirs: Iterable[Run], ours: Iterable[Run]) -> float:
    """Return the geometric mean of how many times as long theirs take as ours, pair by pair."""
    return statistics.geometric_mean(a.seconds / b.seconds for a, b in zip(theirs, ours, strict=True))


def exponent(small: tuple[int, float], large: tuple[int, float]) -> float:
    """Return k so that what is measured grows as size^k between two sizes; (size, measured) each.

    >>> exponent((10, 2.0), (100, 200.0))
    2.0
    """
    return math.log(large[1] / small[1]) / math.log(large[0] / small[0])


def unlike(found: Found) -> Iterator[str]:
    """Yield the questions to which two sides gave other numbers of rows: one of them would be wrong."""
    rows: dict[tuple[str, str], dict[str, int]] = {}
    for side, figures in found.items():
        for name, runs in figures.questions.items():
            for run in runs:
                if run.rows is not None:
                    rows.setdefault((name, run.parameter), {})[side] = run.rows
    for (name, parameter), by_side in rows.items():
        if len(set(by_side.values())) > 1:
            yield f"{name}, {parameter}: " + ", ".join(f"{side} {count}" for side, count in by_side.items())
