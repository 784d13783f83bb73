"""Who holds the floor, as transcripts write it: ``Q:``, ``MR. SURNAME:``, a name alone on a line, a dash."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.model import SegmentKind, Span
from kg.nlp.blocks import CREDIT, DASH, Block

STAMP = r"(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]?\s*[-–—]?\s*)?"
"""The time at which a recording has the words."""
LABEL = re.compile(
    STAMP + r"(?P<open>[*_]{2,3}|#{2,6}\s+)?(?P<label>[^:\n]{1,90}?)\s*(?:[*_]{2,3})?:(?:[*_]{2,3})?(?=\s|$)"
)
ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
QUESTION = re.compile(
    r"(?:the )?(?:questions?|q|questioner|interviewer|moderator|host|journalists?|reporter|correspondent|presenter|anchor"
    r"|(?:member of the )?(?:press|media|audience)|(?:question )?from the (?:audience|floor)|participant)"
    r"\.?\s*(?:no\.?\s*)?\d*(?:\s*[,(–-].*|\s+(?:of|from|for|by)\s.*)?",
    re.I,
)
ANSWER = re.compile(r"(?:the )?(?:answers?|a|response|reply|respondent|interviewee)\.?\s*\d*", re.I)
RECORD = re.compile(
    r"(?P<label>(?:The |(?:Mr|Mrs|Ms|Dr|Sen|Rep|Hon|Gen)\. |(?:Senator|Representative|Chairman|Ambassador|Minister|General|President|Secretary) )?"
    r"[A-Z][A-Z'’-]{2,}(?: [A-Z][A-Z'’-]+)*(?: of [A-Z]\w+)?)\.(?=\s)"
)
"""The label of parliamentary records: "The CHAIRMAN.", "Ms. ARAUJO."."""
TITLE_QUOTE = re.compile(r"\s*[\"“«„][^\"”»]{10,200}[\"”»“]\s*")
"""What follows the name in a headline of an interview: X: "We do not choose"."""
BOLD = re.compile(r"(\*{1,3}|_{1,3})(?=\S)[^*_\n]+(?<=\S)\1")
FIRST_PERSON = frozenset("i we our my us me".split())
BARE_MIN, BARE_SHARE, BARE_WORDS = 3, 0.12, 90
"""Questions without any mark make an interview when there are this many, this share of the paragraphs, this brief."""
PARTICLE = frozenset(
    "of the and de da di del la le van von der den bin ibn al el ben dos du y for to".split()
)
MAX_LABEL_WORDS = 9


@dataclass(frozen=True, slots=True)
class Label:
    """A mark at the start of a block that somebody begins to speak.

    Attributes:
        span: the words of the label (of the dash, in dash dialogue).
        name: as compared with others: no titles' case, no remark in brackets.
        kind: question or answer where the mark says so, else None.
        named: whether the words name the speaker.
    """

    span: Span
    name: str
    kind: SegmentKind | None
    named: bool = False


def find_labels(blocks: Sequence[Block]) -> dict[int, Label]:
    """Return the label of each block that opens a turn, by the block's index.

    The forms are tried from the plainest to the vaguest; the first that a document uses twice is its form.
    """
    for form in (_colon_labels, _record_labels, _line_labels, _dash_labels, _bold_labels, _bare_labels):
        if labels := form(blocks):
            return labels
    return {}


def _colon_labels(blocks: Sequence[Block]) -> dict[int, Label]:
    found = {i: label for i, block in enumerate(blocks) if (label := _colon_label(block))}
    counts = Counter(label.name for label in found.values())
    marked = {label.name for label in found.values() if label.kind or _shouted(label)}
    kept = {i: label for i, label in found.items() if label.name in marked or counts[label.name] > 1}
    names = Counter(label.name for label in kept.values())
    talks = {"question", "answer"} <= set(names) or (
        len(names) > 1 and len(kept) > 2 and max(names.values()) > 1
    )
    return kept if talks else {}


def _shouted(label: Label) -> bool:
    return label.name.isupper()


def _colon_label(block: Block) -> Label | None:
    found = LABEL.match(block.text)
    if not found or CREDIT.match(block.plain) or TITLE_QUOTE.fullmatch(block.text, found.end()):
        return None
    words = found["label"].strip("*_ ")
    name = ASIDE.sub(" ", words).strip()
    start = block.span.start + found.start("label")
    span = Span(start, start + len(found["label"].rstrip("*_ ")))
    if QUESTION.fullmatch(name):
        return Label(span, "question", SegmentKind.QUESTION)
    if ANSWER.fullmatch(name):
        return Label(span, "answer", SegmentKind.ANSWER)
    return (
        Label(span, name if name.isupper() else name.casefold(), None, named=True) if _is_name(name) else None
    )


def _is_name(words: str) -> bool:
    """Whether all words are capitalised, as in a name with its titles."""
    parts = words.replace(",", " ").split()
    return (
        0 < len(parts) <= MAX_LABEL_WORDS
        and all(part[0].isupper() or part.lower() in PARTICLE or not part[0].isalpha() for part in parts)
        and parts[0][0].isupper()
        and sum(c.isalpha() for c in words) > 1
    )


def _record_labels(blocks: Sequence[Block]) -> dict[int, Label]:
    """Names in capitals with a full stop, as parliaments print them."""
    found = {i: m for i, block in enumerate(blocks) if (m := RECORD.match(block.text))}
    names = Counter(m["label"] for m in found.values())
    found = {i: m for i, m in found.items() if names[m["label"]] > 1 or not m["label"].isupper()}
    if len(found) < 3 or len(names) < 2 or names.most_common(1)[0][1] < 2:
        return {}
    start = {i: blocks[i].span.start for i in found}
    return {
        i: Label(Span(start[i], start[i] + len(m["label"])), m["label"], None, named=True)
        for i, m in found.items()
    }


def _bold_labels(blocks: Sequence[Block]) -> dict[int, Label]:
    """Questions set in bold (or italics), answers not."""
    bold = [i for i, block in enumerate(blocks) if BOLD.fullmatch(block.text)]
    asking = [i for i in bold if blocks[i].asks]
    return _asked(blocks, [i for i in bold if i >= asking[0]]) if len(asking) >= BARE_MIN - 1 else {}


def _bare_labels(blocks: Sequence[Block]) -> dict[int, Label]:
    """Questions that nothing marks but their question mark; what follows speaks in the first person."""
    asking = [
        i
        for i, b in enumerate(blocks)
        if b.asks and len(b.words) <= BARE_WORDS and not re.match(r"[-—–#\d]", b.text)
    ]
    if len(asking) < BARE_MIN or len(asking) < BARE_SHARE * len(blocks):
        return {}
    answers = [blocks[i + 1] for i in asking if i + 1 < len(blocks)]
    personal = sum(bool(FIRST_PERSON & set(block.words)) for block in answers)
    return _asked(blocks, asking) if personal >= 0.6 * len(answers) else {}


def _asked(blocks: Sequence[Block], questions: Sequence[int]) -> dict[int, Label]:
    """A turn at each question, and one at the paragraph behind it."""
    found: dict[int, Label] = {}
    for i in questions:
        start = blocks[i].span.start
        found[i] = Label(Span(start, start), "?", SegmentKind.QUESTION)
        if i + 1 < len(blocks) and i + 1 not in questions and not blocks[i + 1].heading:
            start = blocks[i + 1].span.start
            found[i + 1] = Label(Span(start, start), "!", SegmentKind.ANSWER)
    return found


def _line_labels(blocks: Sequence[Block]) -> dict[int, Label]:
    """Names alone on a line: the same few lines come again and again, each before a paragraph."""
    lines = defaultdict(list)
    for i, block in enumerate(blocks[:-1]):
        name = ASIDE.sub(" ", block.plain).strip().rstrip(":")
        if (
            len(block.words) <= MAX_LABEL_WORDS
            and not block.closed
            and _is_name(name)
            and _speech(blocks[i + 1])
        ):
            lines[name.casefold()].append(i)
    repeated = {name: places for name, places in lines.items() if len(places) > 1}
    if len(repeated) < 2:
        return {}
    return {
        i: Label(blocks[i].span, name, SegmentKind.QUESTION if QUESTION.fullmatch(name) else None, named=True)
        for name, places in lines.items()
        for i in places
        if name in repeated or _between_turns(i, repeated)
    }


def _speech(block: Block) -> bool:
    return block.closed or len(block.words) > 3 * MAX_LABEL_WORDS


def _between_turns(place: int, repeated: dict[str, list[int]]) -> bool:
    """Whether a name seen once stands between labels seen often: somebody who spoke once."""
    places = [i for many in repeated.values() for i in many]
    return min(places) < place < max(places) or place < min(places) <= place + 4


def _dash_labels(blocks: Sequence[Block]) -> dict[int, Label]:
    """Dash dialogue, if it is one: articles and lists have dashes too.

    A dialogue asks: several of its dash paragraphs end with a question mark. A quotation in an article closes
    with a quotation mark and its source, which turns never do.
    """
    texts = {block.text for block in blocks}
    dashed = [
        i
        for i, block in enumerate(blocks)
        if block.dashed
        and (block.closed or len(block.words) > MAX_LABEL_WORDS)
        and block.text[_dash_length(block) :] not in texts  # else the last step of a breadcrumb trail
    ]
    asking = [i for i in dashed if blocks[i].asks]
    quoting = [i for i in dashed if re.search(r",\s?[\"”»]\s*(?!,)\w[^.!?]{2,200}\.$", blocks[i].text)]
    if len(asking) < 2 or len(asking) < 0.25 * len(dashed) or len(quoting) > 0.3 * len(dashed):
        return {}
    return {i: Label(_dash_of(blocks[i]), "—", None) for i in dashed}


def _dash_length(block: Block) -> int:
    found = DASH.match(block.text)
    return len(found[0]) if found else 0


def _dash_of(block: Block) -> Span:
    return Span(block.span.start, block.span.start + len(block.text[: _dash_length(block)].rstrip()))


def decided(labels: dict[int, Label], blocks: Sequence[Block], ends: dict[int, int]) -> dict[int, Label]:
    """Return the labels with every ``kind`` decided; ``ends[i]`` is the index after the turn that i opens."""
    turns = {i: list(blocks[i : ends[i]]) for i in labels}
    if all(label.name == "—" for label in labels.values()):
        kinds = _alternating([turns[i] for i in sorted(labels)])
        return {i: replace(labels[i], kind=kind) for i, kind in zip(sorted(labels), kinds, strict=True)}
    askers = _askers(labels, turns) | {
        name for name in _declared(blocks) if name in {la.name for la in labels.values()}
    }
    return {
        i: label
        if label.kind
        else replace(label, kind=SegmentKind.QUESTION if label.name in askers else SegmentKind.ANSWER)
        for i, label in labels.items()
    }


DECLARED = re.compile(
    r"(?:moderat(?:or|ed)|host(?:ed)?|interview(?:er|ed)|chaired|conducted|presenter)\b(?:\s+by)?\s*[:–—-]?\s+(?P<a>[^\W\d_][^,.;:\n]{3,50})"
    r"|(?P<b>[^\W\d_][^,.;:\n]{3,50})(?:,| [(–—-])\s*(?:moderator|host|interviewer|presenter)\b",
    re.I,
)


def _declared(blocks: Sequence[Block]) -> set[str]:
    """The names that short lines declare to be the moderator's or interviewer's."""
    lines = [block.plain for block in blocks if len(block.words) <= 2 * MAX_LABEL_WORDS]
    return {
        (m["a"] or m["b"]).strip().casefold()
        for line in lines
        if (m := DECLARED.fullmatch(line) or DECLARED.match(line))
    }


def _askers(labels: dict[int, Label], turns: dict[int, list[Block]]) -> set[str]:
    """The named speakers who ask: half of their turns end in a question, they are brief, others answer."""
    asked, length = defaultdict(list), defaultdict(list)
    for i, label in labels.items():
        if label.kind is None:
            asked[label.name].append(any(block.asks for block in turns[i][-2:]))
            length[label.name].append(sum(len(block.words) for block in turns[i]))
    mean = {name: sum(many) / len(many) for name, many in length.items()}
    longest = max(mean.values(), default=0.0)
    return {name for name, many in asked.items() if 2 * sum(many) >= len(many) and mean[name] < longest}


STAY, MANY = 2.0, 120
"""Cost of two questions or two answers in a row; words that make a turn long. Set by hand on the two gold
interviews and eight invented ones; after a change run scripts/eval."""


def _alternating(turns: Sequence[list[Block]]) -> list[SegmentKind]:
    """Tell questions from answers by content and alternation: the best path through two states (Viterbi)."""
    best: list[tuple[float, list[SegmentKind]]] = [
        (0.0, [SegmentKind.QUESTION]),
        (-1.5, [SegmentKind.ANSWER]),
    ]
    for place, turn in enumerate(turns):
        lean = _lean(turn)
        scored = [
            (score + (lean if path[-1] is SegmentKind.QUESTION else -lean), path) for score, path in best
        ]
        if place == len(turns) - 1:
            return max(scored, key=lambda pair: pair[0])[1]
        best = [
            max(
                ((score - (STAY if path[-1] is kind else 0.0), [*path, kind]) for score, path in scored),
                key=lambda pair: pair[0],
            )
            for kind in (SegmentKind.QUESTION, SegmentKind.ANSWER)
        ]
    return []


def _lean(turn: Sequence[Block]) -> float:
    """How much a turn reads like a question (> 0) or an answer (< 0)."""
    first, last = turn[0], turn[-1]
    words = [word for block in turn for word in block.words]
    score = 2.5 * last.asks + 0.5 * ("?" in first.text) - 1.5 * (len(turn) > 1) - 1.0 * (len(words) > MANY)
    score += 0.7 * bool({"you", "your"} & set(words)) - 1.0 * bool(
        {"i", "we", "our", "my", "us"} & set(words)
    )
    score -= 1.0 * bool(
        re.match(r"\W*(?:yes|no|well|indeed|you are right|of course|first of all|look)\b", first.text, re.I)
    )
    return score - 0.5
