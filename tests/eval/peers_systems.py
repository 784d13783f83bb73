"""The systems that are compared: each turns a parsed text into attributions."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from tests.eval.peers_rules import quotations
from tests.eval.score import Json

Extent = tuple[int, int]
"""Characters of the text, half-open."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what, as stretches of a text."""

    source: Extent | None
    cue: Extent | None
    content: tuple[Extent, ...]


Extractor = Callable[[Doc], list[Attribution]]


def clear_labels(doc: Doc) -> Doc:
    """Turn the labels of Universal Dependencies in place into those of spaCy's English packages, and return the document.

    Only as far as the peers look: subjects and auxiliaries of passives, "not", the parts of a name. Heads stay.
    """
    for token in doc:
        token.dep_ = _clear_label(token)
    return doc


def _clear_label(token: Token) -> str:
    passive = "Voice=Pass" in str(token.head.morph)
    if passive and token.dep_ in {"nsubj", "csubj"}:
        return f"{token.dep_}pass"
    if passive and token.dep_ == "aux" and token.lemma_ == "be":
        return "auxpass"
    if token.dep_ == "advmod" and token.lower_ in {"not", "n't", "n’t"}:
        return "neg"
    return "compound" if token.dep_ == "flat" else token.dep_


def tracker(doc: Doc) -> list[Attribution]:
    """Return what GenderGapTracker's rules find."""
    return [
        Attribution(_hull(doc, one.source), _hull(doc, one.cue), _runs(doc, one.content))
        for one in quotations(doc)
    ]


def model(doc: Doc) -> list[Attribution]:
    """Return what dixit's language model finds, before any rule."""
    return [
        Attribution(
            (one.source.start_char, one.source.end_char) if one.source else None,
            (one.cue.start_char, one.cue.end_char) if one.cue else None,
            tuple((part.start_char, part.end_char) for part in one.content),
        )
        for one in doc._.attributions
    ]


def quotes(doc: Doc) -> list[Attribution]:
    """Return textacy's direct quotations; none at all where it refuses the text, for an odd number of marks."""
    from textacy.extract import direct_quotations  # noqa: PLC0415 - the extra `peers`

    try:
        found = list(direct_quotations(doc))
    except ValueError:
        return []
    return [
        Attribution(_span(one.speaker), _span(one.cue), ((one.content.start_char, one.content.end_char),))
        for one in found
    ]


def quotes_by_paragraph(doc: Doc) -> list[Attribution]:
    """Return textacy's direct quotations of each paragraph, parts with one verb and speaker joined.

    So an odd mark costs a paragraph, not the document, and a quotation that its speaker interrupts is one.
    """
    joined: dict[tuple[Extent | None, Extent | None], list[Extent]] = {}
    for paragraph in _paragraphs(doc):
        for one in quotes(paragraph.as_doc()):
            source, cue, *content = (
                (a + paragraph.start_char, b + paragraph.start_char)
                for a, b in (one.source, one.cue, *one.content)
            )
            joined.setdefault((source, cue), []).extend(content)
    return [Attribution(source, cue, tuple(content)) for (source, cue), content in joined.items()]


def _paragraphs(doc: Doc) -> Iterator[Span]:
    start = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            if start < token.i:
                yield doc[start : token.i]
            start = token.i + 1
    if start < len(doc):
        yield doc[start:]


def said(statements: Iterable[Json]) -> list[Attribution]:
    """Return statements of an annotation of dixit's, those with one cue, or else of one utterance, as one."""
    parts: dict[object, list[Json]] = {}
    for one in statements:
        parts.setdefault(tuple(one["cue"]) if one["cue"] else one["utterance"], []).append(one)
    return [_said(many) for many in parts.values()]


def outermost(found: Sequence[Attribution]) -> list[Attribution]:
    """Return attributions without those whose cue stands in what another reports: PolNeAR has none within one."""
    held = [(a, b, one) for one in found for a, b in one.content]

    def within(one: Attribution) -> bool:
        cue = one.cue
        return cue is not None and any(
            a <= cue[0] and cue[1] <= b for a, b, other in held if other is not one
        )

    return [one for one in found if not within(one)]


def _said(many: Sequence[Json]) -> Attribution:
    source = next((one["source"] for one in many if one["source"]), None)
    cue = many[0]["cue"]
    content = sorted({(a, b) for one in many for a, b in one["content"]})
    return Attribution(tuple(source) if source else None, tuple(cue) if cue else None, tuple(content))


def _span(tokens: Sequence[Token]) -> Extent:
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def _hull(doc: Doc, numbers: Sequence[int]) -> Extent:
    last = doc[max(numbers)]
    return doc[min(numbers)].idx, last.idx + len(last)


def _runs(doc: Doc, numbers: Sequence[int]) -> tuple[Extent, ...]:
    """Tokens as stretches, one for each run of neighbours."""
    starts = [i for place, i in enumerate(numbers) if not place or numbers[place - 1] != i - 1]
    ends = [i for place, i in enumerate(numbers) if place + 1 == len(numbers) or numbers[place + 1] != i + 1]
    return tuple((doc[a].idx, doc[b].idx + len(doc[b])) for a, b in zip(starts, ends, strict=True))
