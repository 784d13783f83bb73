"""Give every stretch of a document its kind, and every turn the words that name its speaker."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Segment, SegmentKind, Span
from kg.nlp.blocks import Block, cut
from kg.nlp.dialogue import find_labels
from kg.nlp.floor import decided
from kg.nlp.labels import INTERPRETED, Label, is_function, is_mute, stands_alone
from kg.nlp.layout import is_remark, kinds


@dataclass(frozen=True, slots=True)
class Turn:
    """All that one speaker says before the next begins: the paragraphs, without captions between them.

    Attributes:
        parts: the blocks, in order; the first begins with the label or the dash.
        label: the words that name the speaker ("MR. OKORO"), or None where a mark or a dash stands.
        mark: the label or the dash itself, which is not speech.
    """

    kind: SegmentKind
    parts: tuple[Span, ...]
    label: Span | None
    mark: Span | None


@dataclass(frozen=True, slots=True)
class Layout:
    """The segments of a document in order, without speakers yet, and its turns."""

    segments: tuple[Segment, ...]
    turns: tuple[Turn, ...]


def lay_out(text: str) -> Layout:
    """Return the layout of a text."""
    blocks = cut(text)
    labels = find_labels(blocks)
    found = kinds(blocks, labels.keys())
    owners = {
        j: owner
        for j, owner in _owners(blocks, found, labels).items()
        if j in labels or not is_remark(blocks[j])
    }
    ends = {i: i + 1 for i in labels} | {owner: j + 1 for j, owner in owners.items()}
    labels = decided(labels, blocks, ends) if labels else labels
    owners = {j: owner for j, owner in owners.items() if not (j in labels and is_mute(labels[j], blocks[j]))}
    for j, owner in owners.items():
        alone = j in labels and stands_alone(labels[j], blocks[j])
        found[j] = SegmentKind.HEADING if alone else labels[owner].kind or SegmentKind.ANSWER
    segments = tuple(Segment(block.span, kind) for block, kind in zip(blocks, found, strict=True))
    return Layout(segments, tuple(_turns(text, blocks, labels, owners)))


def _owners(
    blocks: Sequence[Block], found: Sequence[SegmentKind], labels: Mapping[int, Label]
) -> dict[int, int]:
    """Say for each spoken block which label opened its turn.

    A heading closes the floor, but for the line with the office right below a name.
    """
    owners: dict[int, int] = {}
    current: int | None = None
    for i, kind in enumerate(found):
        if i in labels:
            current = i
        elif kind in (SegmentKind.HEADING, SegmentKind.TITLE):
            office = current == i - 1 and stands_alone(labels[i - 1], blocks[i - 1])
            current = current if office else None
        if current is not None and (kind is SegmentKind.NARRATION or i in labels):
            owners[i] = current
    return owners


def _turns(
    text: str, blocks: Sequence[Block], labels: Mapping[int, Label], owners: Mapping[int, int]
) -> Iterator[Turn]:
    parts: dict[int, list[Span]] = {i: [] for i in sorted(labels)}
    for j, owner in sorted(owners.items()):
        parts[owner].append(blocks[j].span)
    heard: Span | None = None  # whom an interpreter interprets
    bearers: dict[str, Span] = {}  # whom an office means: "CHAIR (Ms. Lind)" says it for "THE CHAIR" below
    for i, spans in parts.items():
        label = labels[i]
        kind = label.kind or SegmentKind.ANSWER
        who = label.who
        if who and is_function(label.name):
            named = is_function(who.of(text))
            who = bearers.get(label.name.removeprefix("the "), who) if named else who
            bearers[label.name.removeprefix("the ")] = who
        if label.name == INTERPRETED:
            who = heard
        elif kind is SegmentKind.ANSWER:
            heard = who
        if spans:
            yield Turn(kind, tuple(spans), who, label.span)
