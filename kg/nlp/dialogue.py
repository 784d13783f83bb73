"""Choose the form, or the two, in which a document prints its turns: what makes the best dialogue of it."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, pairwise

from kg.model import SegmentKind, Span
from kg.nlp.blocks import Block
from kg.nlp.forms import FORMS, SET_OFF, Labels, answered
from kg.nlp.labels import Label, colon_label, stands_alone
from kg.nlp.mixed import mixed
from kg.nlp.voices import addresses, brief, personal, quotes

WEIGHTS = {
    "changes": 2.0, "recurs": 1.5, "covers": 2.5, "asks": 2.0, "personal": 4.0, "named": 5.0,
    "brief": 2.0, "you": 2.5, "alternates": 4.0, "quotes": -4.0, "left": -3.0, "forms": -0.5,
}  # fmt: skip
BIAS = 12.3
"""What each sign of a dialogue counts, all shares from 0 to 1, and what a text must reach to be one.
Set by hand on the gold and on made-up transcripts; after a change run scripts/eval with and without
``transcripts``."""
DASHED = "—"
SILENT = {"?": 0.0, "!": 0.0, DASHED: 0.3, SET_OFF: 0.6}
"""What turns are called that nothing names, and how much such a mark tells beside a name."""
ASKING = 0.6
"""Share of the turns of one name that ask, from which on it is the asking side's alone."""
LIKELY = 2
"""How much more than a dash or a colon the label of a turn tells that was overlooked."""
OFTEN = 3
"""Times: a sign that a third of the turns have is there in full."""
ENOUGH = 3
"""Turns; of questions and answers so marked two are enough."""


def find_labels(blocks: Sequence[Block]) -> Labels:
    """Return the label of each block that opens a turn, by the block's index; of an article none.

    Every form proposes labels. Each alone, and each two together, make a reading of the document, and the
    one that is most like a dialogue is taken, if it is enough like one.
    """
    proposals = {name: labels for name, form in FORMS.items() if (labels := form(blocks))}
    if "dash answers" in proposals:  # they are the same dashes, with more known of them
        proposals.pop("dashes", None)
    likely = frozenset(blocks[i].span for i in mixed(blocks))
    readings = [Reading(blocks, _complete(blocks, labels), 1, likely) for labels in proposals.values()]
    readings += [
        Reading(blocks, _complete(blocks, _both(*two)), 2, likely)
        for two in combinations(proposals.values(), 2)
    ]
    best = max(readings, key=lambda reading: reading.score, default=None)
    return dict(best.labels) if best and best.score > 0 else {}


def _both(one: Labels, other: Labels) -> Labels:
    """The labels of two forms: where both have one, that of the first, and no answer is guessed behind it."""
    return {**other, **one}


def _complete(blocks: Sequence[Block], labels: Labels) -> Labels:
    """The labels, with the answers where only who asks is marked: by a word, or by the one name there is."""
    names = {label.name for label in labels.values()}
    kinds = {label.kind for label in labels.values()}
    if kinds == {None} and len(names) == 1 and len(labels) > 1:
        followed = [i for i in labels if blocks[i].asks and i + 1 < len(blocks) and i + 1 not in labels]
        if len(followed) >= ASKING * len(labels):
            labels = {i: replace(label, kind=SegmentKind.QUESTION) for i, label in labels.items()}
            return answered(blocks, labels)
    return answered(blocks, labels) if kinds == {SegmentKind.QUESTION} else labels


@dataclass(frozen=True)
class Reading:
    """A way to read a document as a dialogue.

    Attributes:
        blocks: all of the document.
        labels: where turns begin, by the block's index.
        forms: how many forms the labels have.
        likely: where the blocks stand that by themselves look as if they opened a turn.
    """

    blocks: Sequence[Block]
    labels: Labels
    forms: int
    likely: Set[Span]

    @cached_property
    def turns(self) -> list[tuple[Label, list[Block]]]:
        """The labels in order, each with the paragraphs up to the next label or heading."""
        found: list[tuple[Label, list[Block]]] = []
        open_ = False
        for i, block in enumerate(self.blocks):
            if i in self.labels:
                label = self.labels[i]
                found.append((label, [] if stands_alone(label, block) else [block]))
                open_ = True
            elif block.heading:
                open_ = False
            elif open_ and block.closed:
                found[-1][1].append(block)
        return found

    @cached_property
    def score(self) -> float:
        """How much it is like a dialogue: more than 0 if it is one."""
        kinds = {label.kind for label in self.labels.values()}
        enough = 2 if {SegmentKind.QUESTION, SegmentKind.ANSWER} <= kinds else ENOUGH
        if len(self.turns) < enough:
            return -BIAS
        return sum(WEIGHTS[sign] * share for sign, share in self.signs().items()) - BIAS

    def signs(self) -> dict[str, float]:
        """Return the share of each sign of a dialogue."""
        spoken = [(label, parts) for label, parts in self.turns if parts]
        asking = [parts for label, parts in spoken if _asks(label, parts)]
        saying = [parts for label, parts in spoken if not _asks(label, parts)]
        labels = [label for label, _ in self.turns]
        names = Counter(label.name for label in labels)
        return {
            "changes": _share(a.name != b.name or a.kind is not b.kind for a, b in pairwise(labels)),
            "alternates": self._alternating([parts for _, parts in spoken], set(names)),
            "recurs": _share(names[label.name] > 1 and label.name not in SILENT for label in labels),
            "covers": self._covered(),
            "asks": min(1.0, OFTEN * _share(parts[0].asks or parts[-1].asks for _, parts in spoken)),
            "personal": _share(any(map(personal, parts)) for parts in saying),
            "named": sum(SILENT.get(label.name, 1.0) for label in labels) / len(labels),
            "brief": _share(brief(parts[0]) and len(parts) == 1 for parts in asking),
            "you": min(1.0, OFTEN * _share(addresses(parts[0]) for parts in asking)),
            "quotes": _share(quotes(parts[0]) for _, parts in spoken),
            "left": self._left(),
            "forms": self.forms - 1,
        }

    def _alternating(self, spoken: Sequence[Sequence[Block]], names: Set[str]) -> float:
        """The share of neighbours of which one asks and the other does not, where dashes are all."""
        if names != {DASHED}:
            return 0.0
        asks = [parts[0].asks or parts[-1].asks for parts in spoken]
        return _share(one is not other for one, other in pairwise(asks))

    def _covered(self) -> float:
        """The share of the words of sentences that are spoken."""
        spoken = sum(len(block.words) for _, parts in self.turns for block in parts)
        return spoken / max(1, spoken, sum(len(block.words) for block in self.blocks if block.closed))

    def _left(self) -> float:
        """How many paragraphs within turns look like a turn of their own, for each turn."""
        inner = [block for _, parts in self.turns for block in parts[1:]]
        opening = sum(LIKELY * (block.span in self.likely) or _opens(block) for block in inner)
        return min(1.0, opening / len(self.turns))


def _asks(label: Label, parts: Sequence[Block]) -> bool:
    return label.kind is SegmentKind.QUESTION or (label.kind is None and len(parts) == 1 and parts[0].asks)


def _opens(block: Block) -> bool:
    return block.dashed or (block.asks and brief(block)) or colon_label(block) is not None


def _share(signs: Iterable[bool]) -> float:
    """The share of those that are true; of none, none."""
    found = list(signs)
    return sum(found) / len(found) if found else 0.0
