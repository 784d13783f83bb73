"""What was measured, as Markdown tables, as a picture, and as the data that the extractors read."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from math import sqrt

from tests.eval.calibrate_fit import Bin, Weight, bins, brier, by_chance, calibration_error
from tests.eval.calibrate_samples import Sample

LEAST_MANY = 6
"""Bins of fewer samples are in the tables, not in the picture."""
WIDTH, LEFT, TOP, SIDE = 560, 64, 24, 400
"""Of the picture and of the square in it, in pixels."""
ROW = 20
"""Pixels between lines of counts."""
STYLE = """\
  text { font: 13px system-ui, sans-serif; fill: #57606a }
  .frame { stroke: #8c959f; fill: none }
  .ideal { stroke: #8c959f; stroke-dasharray: 4 4 }
  .first { fill: #0969da; stroke: #0969da }
  .second { fill: #bc4c00; stroke: #bc4c00 }
  text.first, text.second { stroke: none; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    text { fill: #9198a1 }
    .frame, .ideal { stroke: #6e7681 }
    .first { fill: #58a6ff; stroke: #58a6ff }
    .second { fill: #f0883e; stroke: #f0883e }
  }
"""


@dataclass(frozen=True, slots=True)
class Group:
    """Samples that are shown together, and the chances that were said of them without having seen them."""

    name: str
    right: Sequence[bool]
    chances: Sequence[float]

    @property
    def tenths(self) -> list[Bin]:
        """By tenths of the chance."""
        return bins(self.chances, self.right)


def weights_table(weights: Mapping[str, Weight]) -> str:
    """Return the weights as lines, each with how many samples have its trait."""
    return "".join(f"{name:<18} {one.value:+.2f}  n = {one.seen}\n" for name, one in weights.items())


def reliability(groups: Sequence[Group], least: float) -> str:
    """Return the table of what was said and what is, and the errors of each group, in Markdown."""
    head = "| said | " + " | ".join(f"{group.name}: said / is (n)" for group in groups) + " |"
    lines = [head, "|---" * (1 + len(groups)) + "|"]
    by_tenth = [{one.tenth: one for one in group.tenths} for group in groups]
    for tenth in sorted(set().union(*by_tenth)):
        cells = (_cell(of.get(tenth)) for of in by_tenth)
        lines.append(f"| {tenth / 10:.1f}–{(tenth + 1) / 10:.1f} | " + " | ".join(cells) + " |")
    errors = {
        "expected calibration error": (f"{calibration_error(group.tenths):.3f}" for group in groups),
        "the same by chance alone": (f"{by_chance(group.chances):.3f}" for group in groups),
        "Brier score": (f"{brier(group.chances, group.right):.3f}" for group in groups),
        f"right, of those from {least} on": (_kept(group, least) for group in groups),
        f"of the right ones, {least} or more": (_found(group, least) for group in groups),
    }
    lines += [f"| {name} | " + " | ".join(cells) + " |" for name, cells in errors.items()]
    return "\n".join([*lines, ""])


def _cell(one: Bin | None) -> str:
    return "" if one is None else f"{one.said:.2f} / {one.right:.2f} ({one.many})"


def _kept(group: Group, least: float) -> str:
    kept = [right for right, chance in zip(group.right, group.chances, strict=True) if chance >= least]
    return f"{100 * sum(kept) / max(1, len(kept)):.0f} % of {len(kept)}"


def _found(group: Group, least: float) -> str:
    likely = [chance >= least for right, chance in zip(group.right, group.chances, strict=True) if right]
    return f"{100 * sum(likely) / max(1, len(likely)):.0f} % of {len(likely)}"


def chances_table(found: Sequence[Sample], chances: Mapping[str, Weight]) -> str:
    """Return the table of the statements that are no attributions, in Markdown."""
    lines = ["| statement | right | of | confidence |", "|---|---|---|---|"]
    for kind, one in chances.items():
        right = sum(sample.right for sample in found if sample.kind == kind)
        lines.append(f"| {kind} | {right} | {one.seen} | {one.value:.3f} |")
    return "\n".join([*lines, ""])


def data(weights: Mapping[str, Weight], chances: Mapping[str, Weight]) -> str:
    """Return ``ontology/confidence.csv``."""
    file = StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["kind", "name", "value", "seen"])
    table.writerows(["weight", name, f"{one.value:.2f}", one.seen] for name, one in weights.items())
    table.writerows(["chance", name, f"{one.value:.3f}", one.seen] for name, one in chances.items())
    return file.getvalue()


def picture(groups: Sequence[Group]) -> str:
    """Return the reliability plot of one or two groups as SVG, with 95 % intervals, their counts below."""
    height = TOP + SIDE + 64 + ROW * len(groups)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        'aria-label="Reliability: share of right attributions by stated confidence">',
        f"<style>\n{STYLE}</style>",
        *_frame(),
    ]
    for i, (group, style) in enumerate(zip(groups, ("first", "second"), strict=False)):
        parts += _points(group, style, shift=8 * i - 4 * (len(groups) - 1))
        parts += _counts(group, style, TOP + SIDE + 64 + ROW * i)
    return "\n".join([*parts, "</svg>", ""])


def _x(share: float) -> float:
    return LEFT + SIDE * share


def _y(share: float) -> float:
    return TOP + SIDE * (1 - share)


def _frame() -> Iterator[str]:
    yield f'<rect class="frame" x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}"/>'
    yield f'<path class="ideal" d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}"/>'
    for tick in range(0, 11, 2):
        share = tick / 10
        yield f'<text x="{_x(share):.0f}" y="{_y(0) + 18:.0f}" text-anchor="middle">{share:.1f}</text>'
        yield f'<text x="{LEFT - 8}" y="{_y(share) + 4:.0f}" text-anchor="end">{share:.1f}</text>'
    middle = TOP + SIDE / 2
    yield f'<text x="{_x(0.5):.0f}" y="{_y(0) + 38:.0f}" text-anchor="middle">confidence</text>'
    yield (
        f'<text x="18" y="{middle:.0f}" text-anchor="middle" transform="rotate(-90 18 {middle:.0f})">'
        "share that is right</text>"
    )


def _points(group: Group, style: str, shift: int) -> Iterator[str]:
    """A dot for each tenth, with its interval; ``shift`` in pixels keeps the groups apart."""
    for one in group.tenths:
        if one.many >= LEAST_MANY:
            low, high = wilson(one)
            x = _x(one.said) + shift
            yield f'<path class="{style}" d="M{x:.1f} {_y(low):.1f}V{_y(high):.1f}"/>'
            yield f'<circle class="{style}" cx="{x:.1f}" cy="{_y(one.right):.1f}" r="4"/>'


def _counts(group: Group, style: str, y: int) -> Iterator[str]:
    """How many samples there are, below each tenth."""
    for one in group.tenths:
        x = _x(one.tenth / 10 + 0.05)
        yield f'<text x="{x:.0f}" y="{y}" text-anchor="middle">{one.many}</text>'
    yield f'<text class="{style}" x="{_x(1) + 8:.0f}" y="{y}">{group.name}</text>'


def wilson(one: Bin, z: float = 1.96) -> tuple[float, float]:
    """Return the interval in which the share lies that a bin is drawn from (Wilson 1927)."""
    square = z * z / one.many
    middle = one.right + square / 2
    reach = z * sqrt((one.right * (1 - one.right) + square / 4) / one.many)
    return (middle - reach) / (1 + square), (middle + reach) / (1 + square)
