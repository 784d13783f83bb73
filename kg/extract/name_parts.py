"""Names that the model has read as one though they are two: a body or a country, and a person of it.

Needs: ``doc.ents`` and trees.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.extract.name_kinds import CLOSES, OPENS, capitalised
from kg.extract.name_nouns import Piece
from kg.model import EntityType
from kg.nlp.lexicon import is_office

STATES = frozenset("republic kingdom federation emirate sultanate principality commonwealth state".split())
"""Nouns that open the name of a country."""
LANDS = "kg_lands"
"""Where ``doc.user_data`` keeps the names that the model reads as places."""


def parted(doc: Doc, piece: Piece) -> Iterator[Piece]:
    """Yield the names in a piece: "Institute of Roads Orla Tem" is a body and its expert, in that order."""
    start, end, type_ = piece
    cut = _closing_quote(doc, piece) if type_ is EntityType.PERSON else None
    if cut is not None:
        yield Piece(start, cut, EntityType.ORG)
        yield Piece(cut + 1, end, type_)
        return
    first = _apposed(doc[start:end]) if type_ is EntityType.ORG else None
    if first is not None:
        yield Piece(start, first.i, type_)
        yield Piece(first.i, end, EntityType.PERSON)
        return
    yield piece


def _closing_quote(doc: Doc, piece: Piece) -> int | None:
    """The mark that ends the first name of: the party "White Road" Orla Tem."""
    start, end, _ = piece
    marks = [i for i in range(start, end) if doc[i].text in OPENS | CLOSES]
    opened = start > 0 and doc[start - 1].text in OPENS
    return marks[0] if opened and len(marks) == 1 and start < marks[0] < end - 1 else None


def _apposed(name: Span) -> Token | None:
    """The first word of a person behind a body's name: an apposition to an office before it."""
    for token in name[1:-1]:
        outside = token.head.i < name.start and is_office(token.head.lower_)
        rest = name.doc[token.i + 1 : name.end]
        if outside and token.dep_ == "appos" and all(t.dep_ == "flat" and t.head == token for t in rest):
            return token
    return None


def behind_land(doc: Doc, start: int, end: int, least: int) -> int:
    """Return where a person's name begins behind the country it is of: "President of Republic X Orla Tem".

    Args:
        doc: the document.
        start: first token of what the model reads as the name.
        end: where it ends.
        least: words that a name has at least.
    """
    while end - start > least and _land(doc[start]):
        start += 1
    return start


def _land(token: Token) -> bool:
    return capitalised(token) and (token.lower_ in STATES or token.text in _lands(token.doc))


def _lands(doc: Doc) -> frozenset[str]:
    if LANDS not in doc.user_data:
        doc.user_data[LANDS] = frozenset(ent.text for ent in doc.ents if ent.label_ in ("GPE", "LOC"))
    found: frozenset[str] = doc.user_data[LANDS]
    return found
