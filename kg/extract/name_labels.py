"""Names in the labels of transcripts: of two words that are no sentence the model makes little."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from kg.extract.name_kinds import title_length
from kg.extract.name_spans import CONNECTORS
from kg.model import EntityType
from kg.model import Span as Stretch
from kg.nlp.language import covered
from kg.nlp.lexicon import is_honorific

TypedName = tuple[Span, EntityType]
"""A name and the type it looks like."""


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
    return is_honorific(doc[i].text) or doc[i].lower_ in ("the", ".") or doc[i].is_punct
