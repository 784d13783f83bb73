"""What the bench prints: tables, a verdict for each goal, the growth with size."""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scripts.bench_store_data import Data
from scripts.bench_store_figures import PATIENCE, PEER, Figures, Found, exponent, mean_ratio, quantile, unlike

MEMORY, DISK = "dixit memory", "dixit disk"
_ENGINES = {MEMORY: "engine memory", DISK: "engine disk"}
_LARGE = 3_000_000
"""Quads from which on who-said may take longer."""


@dataclass(frozen=True, slots=True)
class Line:
    """One goal and what was found.

    Attributes:
        goal: in words.
        found: in words.
        met: None where it was not measured.
    """

    goal: str
    found: str
    met: bool | None

    def __str__(self) -> str:
        """Return a row of the table of goals."""
        verdict = {True: "met", False: "MISSED", None: "not measured"}[self.met]
        return f"  {self.goal:<50} {self.found:<42} {verdict}"


def table(data: Data, found: Found) -> Iterator[str]:
    """Yield the tables of one size."""
    yield f"\n== {data.quads:,} quads, {data.documents:,} documents"
    yield from _loads(data, found)
    yield from _answers(found)
    yield from _named(found)
    yield "\n  goal"
    yield from map(str, lines(data.quads, found))
    yield from (f"  OTHER ANSWERS: {difference}" for difference in unlike(found))


def _loads(data: Data, found: Found) -> Iterator[str]:
    heads = ("seconds", "quads/s", "× rdflib", "CPU s", "× rdflib", "RSS MB", "× rdflib", "peak MB")
    yield f"\n  {'load':<18}" + "".join(f"{head:>10}" for head in heads)
    peer = found.get(PEER)
    for side, one in found.items():
        if "checks" in one.named:  # its load is that of the engine
            continue
        faster = f"{peer.load / one.load:.1f}" if peer else "–"
        less = f"{peer.cpu / one.cpu:.1f}" if peer else "–"
        smaller = f"{one.rss / peer.rss:.2f}" if peer else "–"
        yield (
            f"  {side:<18}{one.load:>10.2f}{data.quads / one.load:>10,.0f}{faster:>10}"
            f"{one.cpu:>10.2f}{less:>10}{one.rss:>10.0f}{smaller:>10}{one.peak:>10.0f}"
        )


def _answers(found: Found) -> Iterator[str]:
    """Yield p50 / p95 of each question and side in ms, and by what factor rdflib is slower."""
    asked = {side: one for side, one in found.items() if one.questions}
    if not asked:
        return
    yield "\n  " + f"{'p50 / p95 in ms':<20}" + "".join(f"{side:>21}" for side in asked)
    for name in next(iter(asked.values())).questions:
        cells = [_cell(asked, side, name) for side in asked]
        yield f"  {name:<20}" + "".join(f"{cell:>21}" for cell in cells)
    if PEER in asked:
        means = [f"{mean_ratio(asked[PEER].runs, one.runs):.1f}×" for one in asked.values()]
        yield f"  {'geometric mean':<20}" + "".join(f"{mean:>21}" for mean in means)


def _cell(asked: Found, side: str, name: str) -> str:
    runs = asked[side].questions[name]
    times = [1000 * run.seconds for run in runs]
    cut = "≥" if any(run.capped for run in runs) else ""
    ratio = f" {mean_ratio(asked[PEER].questions[name], runs):.0f}×" if PEER in asked and side != PEER else ""
    return f"{cut}{_short(quantile(times, 0.5))}/{_short(quantile(times, 0.95))}{ratio}"


def _short(value: float) -> str:
    return f"{value:.2f}" if value < 1 else f"{value:.1f}" if value < 10 else f"{value:,.0f}"  # noqa: PLR2004


def _named(found: Found) -> Iterator[str]:
    rows = [(side, name, times) for side, one in found.items() for name, times in one.named.items()]
    if rows:
        yield f"\n  {'measure':<34}{'p50 ms':>9}{'p95 ms':>9}"
    for side, name, times in rows:
        in_ms = [1000 * time for time in times]
        yield f"  {f'{name}, {side}':<34}{_short(quantile(in_ms, 0.5)):>9}{_short(quantile(in_ms, 0.95)):>9}"


def lines(quads: int, found: Found) -> Iterator[Line]:
    """Yield the goals with their verdicts."""
    for side, least in ((DISK, 2.5), (MEMORY, 8)):
        yield _faster(found, side, least)
    for side in (MEMORY, DISK):
        yield _smaller(found, side)
    for side, least in ((MEMORY, 25), (DISK, 6)):
        both = found.get(PEER), found.get(side)
        mean = mean_ratio(both[0].runs, both[1].runs) if both[0] and both[1] else None
        capped = any(run.capped for run in both[0].runs) if both[0] else False
        yield _line(
            f"nine questions, {side}: ≥ {least}× rdflib", mean, least, f"{'≥ ' if capped else ''}{{:.1f}}×"
        )
    yield from _named_lines(quads, found)


def _line(goal: str, value: float | None, least: float, form: str) -> Line:
    """Return the line of a goal that more is better for."""
    return Line(goal, "", None) if value is None else Line(goal, form.format(value), value >= least)


def _faster(found: Found, side: str, least: float) -> Line:
    goal = f"bulk load, {side}: ≥ {least}× rdflib"
    peer, ours, engine = found.get(PEER), found.get(side), found.get(_ENGINES[side])
    if not peer or not ours:
        return Line(goal, "", None)
    alone = f" (engine alone {peer.load / engine.load:.1f}×)" if engine else ""
    return Line(goal, f"{peer.load / ours.load:.1f}×{alone}", peer.load / ours.load >= least)


def _smaller(found: Found, side: str) -> Line:
    goal, peer, ours = f"RSS after loading, {side}: ≤ 0.5× rdflib", found.get(PEER), found.get(side)
    if not peer or not ours:
        return Line(goal, "", None)
    return Line(goal, f"{ours.rss / peer.rss:.2f}×", ours.rss / peer.rss <= 0.5)  # noqa: PLR2004


def _named_lines(quads: int, found: Found) -> Iterator[Line]:
    most = 0.06 if quads >= _LARGE else 0.02
    for side in (MEMORY, DISK):
        yield _words(side, found[side].named if side in found else {})
    yield _within(found, DISK, "who-said", most)
    yield _within(found, DISK, "open", 0.1)
    checks, peer = found.get("checks"), found.get("pyshacl")
    times = peer.named["checks"][0] / checks.named["checks"][0] if checks and peer else None
    stopped = "≥ " if peer and peer.named["checks"][0] >= PATIENCE else ""
    yield _line("whole-store checks: ≥ 10× pyshacl", times, 10, f"{stopped}{{:.0f}}×")


def _words(side: str, named: Mapping[str, Sequence[float]]) -> Line:
    """Return what the index makes of it: alike, for REGEX ranks nothing, and ranked, as users have it."""
    goal = f"word search, {side}: ≥ 100× REGEX at p50"
    if "search" not in named:
        return Line(goal, "", None)
    regex, alike, ranked = (statistics.median(named[name]) for name in ("regex", "unranked words", "words"))
    gain = regex / alike
    return Line(goal, f"{gain:.0f}× (ranked {regex / ranked:.0f}×)", gain >= 100)  # noqa: PLR2004


def _within(found: Found, side: str, name: str, most: float) -> Line:
    goal = f"{name}, {side}: p95 < {1000 * most:.0f} ms"
    if side not in found or name not in found[side].named:
        return Line(goal, "", None)
    p95 = quantile(found[side].named[name], 0.95)
    return Line(goal, f"{1000 * p95:.1f} ms", p95 < most)


def growth(sizes: Sequence[tuple[Data, Found]]) -> Iterator[str]:
    """Yield the exponents k with which time and memory grow as size^k, from each size to the next."""
    if len(sizes) < 2:  # noqa: PLR2004
        return
    steps = "".join(f"{a.quads:>12,} → {b.quads:<11,}" for (a, _), (b, _) in pairwise(sizes))
    yield f"\n== growth: exponent of the size\n  {'':<34}{steps}"
    for side in (PEER, MEMORY, DISK):
        for name in _measured(sizes[0][1].get(side)):
            cells = (_exponent(small, large, side, name) for small, large in pairwise(sizes))
            yield f"  {f'{name}, {side}':<34}" + "".join(f"{cell:^26}" for cell in cells)


def _exponent(small: tuple[Data, Found], large: tuple[Data, Found], side: str, name: str) -> str:
    before, after = (_measured(found.get(side)).get(name) for _, found in (small, large))
    if before is None or after is None:
        return "–"
    return f"{exponent((small[0].quads, before), (large[0].quads, after)):.2f}"


def _measured(one: Figures | None) -> Mapping[str, float]:
    """Return what grows, in seconds and MB: p50 of the questions, p95 of what is named."""
    if one is None:
        return {}
    asked = {name: quantile([run.seconds for run in runs], 0.5) for name, runs in one.questions.items()}
    named = {f"{name} p95": quantile(times, 0.95) for name, times in one.named.items()}
    return {"load": one.load, "RSS": one.rss, **asked, **named}
