"""Names of the registry that are only a part of a longer name here, and so mean something else.

Needs: ``doc.ents``, tags, ``doc.spans["known"]``, ``doc.spans["adjectives"]``.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from kg.extract.name_kinds import capitalised, title_length
from kg.model import Entity, EntityType
from kg.nlp.language import covered
from kg.nlp.lexicon import is_honorific

BODIES = frozenset({"LOC", "GPE"})
"""Labels of what "Gulf of X" is."""


def part_of_longer(doc: Doc, span: Span, bearers: Sequence[Entity]) -> bool:
    """Return whether a name goes on beyond the known one, so that none of its ``bearers`` is meant.

    "Orla Tem" is not who "Orla Tem Lindqvist" is, nor "the Gulf" where "the Gulf of Aden" lies.
    """
    types = {entity.type for entity in bearers}
    if types == {EntityType.PERSON}:
        return any(_proper(token) for token in _rest(doc, span))
    return types == {EntityType.PLACE} and (_opens(doc, span) or _closes(doc, span))


def _rest(doc: Doc, span: Span) -> list[Token]:
    """The words of the person's name that the model reads, without the known ones."""
    if span[0].ent_type_ != "PERSON":
        return []
    start, end = span.start, span.end
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return [token for token in doc[start:end] if not span.start <= token.i < span.end]


def _proper(token: Token) -> bool:
    """Whether a word is a name, too: no title, no adjective, no name that stands for itself."""
    doc = token.doc
    if token.i in covered(doc, "known") or token.i in covered(doc, "adjectives"):
        return False
    title = is_honorific(token.lower_) or title_length(doc, token.i, len(doc))
    return token.tag_ == "NNP" and capitalised(token) and len(token) > 1 and not title


def _opens(doc: Doc, span: Span) -> bool:
    """Whether it is the "Gulf" of "Gulf of Aden"."""
    joint = doc[span.end] if span.end < len(doc) else None
    return joint is not None and joint.lower_ == "of" and joint.ent_iob_ == "I" and joint.ent_type_ in BODIES


def _closes(doc: Doc, span: Span) -> bool:
    """Whether it is the "Aden" of a "Gulf of Aden" whose first word the registry knows, too."""
    head = span.start - 2
    joint = head > 0 and doc[head + 1].lower_ == "of" and doc[span.start].ent_iob_ == "I"
    return joint and doc[head].ent_type_ in BODIES and head in covered(doc, "known")
