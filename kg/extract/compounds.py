"""Names with a known part, and names in labels: of headings and labels the model reads little."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg.extract.name_kinds import title_length
from kg.extract.name_spans import CONNECTORS, capitalised
from kg.model import EntityType
from kg.model import Span as Stretch
from kg.nlp.language import covered, starts
from kg.nlp.lexicon import honorifics, institutions, name_heads, words

TypedName = tuple[Span, EntityType]
"""A name and the type it looks like."""
MAX_NAME = 5
"""Words that such a name has behind the known one."""
MIN_LETTERS = 2
"""A single letter is nobody's name."""


def label_names(doc: Doc) -> Iterator[TypedName]:
    """Yield the people whom the labels of a transcript name: labels without titles and remarks."""
    known = covered(doc, "known")
    for turn in doc._.layout.turns:
        label = _tokens(doc, turn.label) if turn.label else None
        if label is None:
            continue
        start, end = label.start, next((t.i for t in label if t.text in ("(", "[", ",")), label.end)
        while start < end and (skip := title_length(doc, start, end) or int(_courtesy(doc, start))):
            start += skip
        named = all(t.text[0].isupper() or t.text in CONNECTORS or t.is_punct for t in doc[start:end])
        if start < end and named and known.isdisjoint(range(start, end)):
            yield doc[start:end], EntityType.PERSON


def _tokens(doc: Doc, label: Stretch) -> Span | None:
    return doc.char_span(label.start, label.end, alignment_mode="contract")


def _courtesy(doc: Doc, i: int) -> bool:
    """Whether the word is Mr, "the" or a full stop."""
    return doc[i].lower_.rstrip(".") in honorifics() or doc[i].lower_ in ("the", ".") or doc[i].is_punct


def compounds(doc: Doc, known: Sequence[Span]) -> list[TypedName]:
    """Return names that hold a known one and end in a noun of their own: "UN Security Council"."""
    found = {(span.start, span.end): (span, type_) for name in known for span, type_ in _compound(doc, name)}
    return [found[span.start, span.end] for span in filter_spans([span for span, _ in found.values()])]


def _compound(doc: Doc, name: Span) -> Iterator[TypedName]:
    heads, sentence = name_heads(), name.sent
    if name[-1].lower_ in heads or len(name.text) < MIN_LETTERS:
        return
    ends = [name.end]
    while ends[-1] < sentence.end and capitalised(doc[ends[-1]]) and ends[-1] - name.end < MAX_NAME:
        ends.append(ends[-1] + 1)
    stop = next((end for end in reversed(ends[1:]) if doc[end - 1].lower_ in heads), None)
    if (
        stop is None
        or title_length(doc, name.end, stop)
        or doc[name.end : stop].text.lower() in institutions()
    ):
        return
    yield doc[_opening(doc, name.start, sentence.start) : stop], EntityType(heads[doc[stop - 1].lower_])


def _opening(doc: Doc, start: int, limit: int) -> int:
    """Where the capitalised words before a known name begin."""
    adjectives = starts(doc, "adjectives")
    while (
        start > limit
        and capitalised(doc[start - 1])
        and doc[start - 1].lower_ not in words("not_names")
        and start - 1 not in adjectives
    ):
        start -= 1
    return start
