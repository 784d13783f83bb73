"""What the product reads where there is gold, with all that is unlikely: what was seen of it, and whether it is right."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from kg.exporters.annotation import annotation
from kg.extract import heard
from kg.extract.confidence import confidence, traits, turn_kind
from kg.extract.content import Attribution
from kg.model import Mode, Reading, Span
from kg.nlp.segments import Turn, lay_out
from kg.pipeline import Settings, read
from tests.eval.peers_documents import Article, Case, Standoff
from tests.eval.score import Ids, Json, units_in

SAME = 0.8
"""F over words from which on contents agree, as ``score_attribution.py`` counts."""
KINDS = ("named turn", "marked turn", "unmarked turn", "floating")
"""Of statements that are no attribution."""


@dataclass(frozen=True, slots=True)
class Sample:
    """An attribution or a statement, and whether it is right.

    Attributes:
        of: the set of its document.
        kind: ``attribution``, or what a statement that is none is: one of ``KINDS``
        traits: of an attribution, by name, what its confidence is made of.
    """

    of: str
    doc: str
    right: bool
    kind: str = "attribution"
    traits: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """An attribution, the entity id of whom it is taken to be, and its traits."""

    attribution: Attribution
    speaker: str
    traits: Mapping[str, float]


def samples(case: Case) -> Iterator[Sample]:
    """Read a document and yield what was found in it; for PolNeAR attributions only, as it has no turns."""
    with _weighing() as weighed:
        reading = read(case.document, Settings(min_confidence=0))
    if isinstance(case, Article):
        yield from _of_article(case, weighed)
    elif isinstance(case, Standoff):
        yield from _of_standoff(case, reading, weighed)


@contextmanager
def _weighing() -> Iterator[list[Weighed]]:
    """Note each attribution whose confidence is asked for; what is given to ``confidence`` goes to ``traits``, too."""
    noted: list[Weighed] = []

    def note(attribution: Attribution, speaker: str, *more: Any) -> float:
        noted.append(Weighed(attribution, speaker, traits(attribution, speaker, *more)))
        return confidence(attribution, speaker, *more)

    with patch.object(heard, "confidence", note):
        yield noted


def _of_article(case: Article, weighed: Sequence[Weighed]) -> Iterator[Sample]:
    """Right is a content that agrees with one of the gold whose source shares a word; what the gold discards is out."""
    words = case.scorer.Words(case.gold["text"])
    gold = [(words.of(one["content"]), words.of(one["source"])) for one in case.gold["attributions"]]
    discarded = words.of([list(span) for span in case.gold["ignore"]])
    for one in weighed:
        content = words.of([[part.start, part.end] for part in one.attribution.content])
        if 2 * len(content & discarded) > len(content) or one.traits["within"]:
            continue  # PolNeAR is flat: it has nothing of what others report within what one says
        at = one.attribution.source
        source = words.of([at.span.start, at.span.end]) if at else frozenset()
        right = any(
            case.scorer.word_f(said, content) >= SAME
            and (words.heads(by) & words.heads(source) if source else not by)
            for said, by in gold
        )
        yield Sample(case.of, case.document.source, bool(right), traits=one.traits)


def _of_standoff(case: Standoff, reading: Reading, weighed: Sequence[Weighed]) -> Iterator[Sample]:
    """Right is a speaker whom the gold has in the unit that holds most of the words; what lies in none is out."""
    is_right = _judge(case, reading)
    for one in weighed:
        if one.traits["unnamed"]:
            continue  # nobody is said to have said it: the gold, which resolves all, cannot tell whether he did
        right = is_right(one.attribution.content[0], one.speaker)
        if right is not None:
            yield Sample(case.of, case.doc, right, traits=one.traits)
    turns = lay_out(case.document.text).turns
    utterances = {utterance.id: utterance for utterance in reading.utterances}
    for statement in reading.statements:
        by = utterances[statement.utterance]
        right = is_right(statement.content[0], by.speaker)
        kind = None if by.cue else _kind(by.mode, statement.span, turns)
        if kind is not None and right is not None:
            yield Sample(case.of, case.doc, right, kind)


def _judge(case: Standoff, reading: Reading) -> Callable[[Span, str], bool | None]:
    """Return a function that says whether the gold has a speaker for words, or None where it has no unit."""
    units = units_in(case.folder, case.doc)
    facts = json.loads((case.folder / f"{case.doc}.facts.json").read_text(encoding="utf-8"))
    ids = Ids(facts["entities"], annotation(reading)["entities"])  # type: ignore[arg-type]

    def judge(words: Span, speaker: str) -> bool | None:
        unit = max(units, key=lambda unit: _common(words, unit))
        speakers = {one["speaker"] for one in unit["attributions"]}
        return ids[speaker] in speakers if _common(words, unit) > 0 else None

    return judge


def _common(words: Span, unit: Json) -> int:
    """How many characters words and a unit share; less than one where they are apart."""
    return min(words.end, int(unit["end"])) - max(words.start, int(unit["start"]))


def _kind(mode: Mode, span: Span, turns: Sequence[Turn]) -> str | None:
    """What a statement without a cue is; the publisher's own words are nothing that the gold has."""
    if mode is Mode.DIRECT:
        return "floating"
    spoken = (turn for turn in turns if any(part.overlaps(span) for part in turn.parts))
    return next((turn_kind(turn) for turn in spoken), None) if mode is not Mode.NARRATION else None
