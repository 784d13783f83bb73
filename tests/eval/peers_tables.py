"""The comparison as Markdown tables."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.eval.peers_scores import Tally, interval, precision_recall_f, summed

START, END = "<!-- begin: scripts/eval peers --write -->", "<!-- end -->"
SAID, SPOKEN, TOLD = "contents", "speakers/direct", "speakers/indirect"


@dataclass
class Row:
    """What a system reached, document by document, in each set of documents; and how long it took."""

    name: str
    tallies: dict[str, list[Tally]] = field(default_factory=lambda: defaultdict(list))
    words: int = 0
    seconds: float = 0.0

    def enter(self, of: str, text: str, tally: Tally, seconds: float) -> None:
        """Add a document."""
        self.tallies[of].append(tally)
        self.words += len(text.split())
        self.seconds += seconds


def tables(rows: Sequence[Row], corpus: str, sets: Sequence[str]) -> str:
    """Return all tables; that of the corpus only if it was read."""
    found = [_speed(rows)]
    if sets:
        found.insert(0, _standoff(rows, sets))
    if rows[0].tallies[corpus]:
        found.insert(0, _corpus(rows, corpus))
    return "\n".join(found)


def insert(page: str, printed: str, start_mark: str = START) -> str:
    """Return the page with the tables between its marks.

    Raises:
        ValueError: the page lacks the marks.
    """
    before, start, rest = page.partition(start_mark)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise ValueError(f"the page has no {start_mark} … {END}")
    return f"{before}{start}\n{printed}{end}{after}"


def _corpus(rows: Sequence[Row], corpus: str) -> str:
    many = rows[0].tallies[corpus]
    lines = [
        f"**{corpus}, development set** ({len(many)} articles, {summed(many, 'content_soft')['gold']} attributions)",
        "",
        "| system | contents P / R / **F** | contents with their source P / R / **F** "
        "| the same F, direct / mixed / indirect | source right, of contents found |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        tallies = row.tallies[corpus]
        kinds = " / ".join(
            f"{_f(tallies, f'joint_sourced:{k}'):.1f}" for k in ("direct", "mixed", "indirect")
        )
        right = precision_recall_f(summed(tallies, "source_acc_given_content"))[1]
        lines.append(
            f"| {row.name} | {_full(tallies, 'content_soft')} | {_full(tallies, 'joint_sourced')} "
            f"| {kinds} | {right:.1f} % |"
        )
    return "\n".join([*lines, ""])


def _standoff(rows: Sequence[Row], sets: Sequence[str]) -> str:
    every = [tally for name in sets for tally in rows[0].tallies[name]]
    gold = {measure: summed(every, measure)["gold"] for measure in (SAID, SPOKEN, TOLD)}
    lines = [
        f"**Gold in stand-off form** ({len(every)} documents: {', '.join(sets)}; turns left out)",
        "",
        f"| system | contents **F** ({gold[SAID]}) | who speaks, direct **F** ({gold[SPOKEN]}) "
        f"| who speaks, indirect **F** ({gold[TOLD]}) | "
        + " | ".join(f"{name}: direct / indirect" for name in sets)
        + " |",
        "|---" * (4 + len(sets)) + "|",
    ]
    for row in rows:
        all_of = [tally for name in sets for tally in row.tallies[name]]
        scores = " | ".join(_with_interval(all_of, measure) for measure in (SAID, SPOKEN, TOLD))
        each = " | ".join(
            f"{_f(row.tallies[name], SPOKEN):.1f} / {_f(row.tallies[name], TOLD):.1f}" for name in sets
        )
        lines.append(f"| {row.name} | {scores} | {each} |")
    return "\n".join([*lines, ""])


def _speed(rows: Sequence[Row]) -> str:
    told = ", ".join(f"{row.name} {row.words / max(1e-9, row.seconds):,.0f}" for row in rows)
    return f"Words a second on one core, the parser’s time included: {told}.\n"


def _full(tallies: Sequence[Tally], measure: str) -> str:
    precision, recall, _ = precision_recall_f(summed(tallies, measure))
    return f"{precision:.1f} / {recall:.1f} / {_with_interval(tallies, measure)}"


def _with_interval(tallies: Sequence[Tally], measure: str) -> str:
    low, high = interval(tallies, measure)
    return f"**{_f(tallies, measure):.1f}** ({low:.0f}–{high:.0f})"


def _f(tallies: Sequence[Tally], measure: str) -> float:
    return precision_recall_f(summed(tallies, measure))[2]
