"""Names that the model has read as one though they are two: a body or a country, and a person of it.

Needs: ``doc.ents`` and trees.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.extract.name_kinds import CLOSES, JOINTS, OPENS, capitalised
from kg.extract.name_nouns import Piece
from kg.model import EntityType
from kg.nlp.lexicon import given_names, is_office, name_heads

STATES = frozenset("republic kingdom federation emirate sultanate principality commonwealth state".split())
"""Nouns that open the name of a country."""
INITIALS = re.compile(r"(?:[A-Z]\.){1,3}")
GLUED = re.compile(r"(?:[A-Z]\.){1,3}[A-Z][a-z][\w'’-]*")
"""Initials, and a family name to which they are glued."""
FULL_NAME = 2
"""Words of a person's name: given and family name."""
OFFICE_NEAR = 4
"""Tokens from an office to the body it is of. Set by hand; after a change run scripts/eval."""
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
    first = _person_behind(doc[start:end], type_)
    if first is not None:
        yield Piece(start, first.i, EntityType.PLACE if type_ is EntityType.PERSON else type_)
        yield Piece(first.i, end, EntityType.PERSON)
        return
    yield piece


def _closing_quote(doc: Doc, piece: Piece) -> int | None:
    """The mark that ends the first name of: the party "White Road" Orla Tem."""
    start, end, _ = piece
    marks = [i for i in range(start, end) if doc[i].text in OPENS | CLOSES]
    opened = start > 0 and doc[start - 1].text in OPENS
    return marks[0] if opened and len(marks) == 1 and start < marks[0] < end - 1 else None


def _person_behind(name: Span, type_: EntityType) -> Token | None:
    """Where a person begins within what the model reads as the name of a body, or of a person."""
    if type_ is EntityType.PERSON:
        land = not any(token.text in given_names() for token in name)
        glued = (token for token in name[1:] if land and GLUED.fullmatch(token.text))
        return next(glued, None) or _served(name, sure=True)
    body = type_ in (EntityType.ORG, EntityType.PLACE)
    return (_initialled(name) or _apposed(name) or _served(name, sure=False)) if body else None


def _initialled(name: Span) -> Token | None:
    """Where the initials of a person stand behind a body's name: "Ministry of Roads of Velm O.Tem"."""
    for token in name[1:]:
        initials = GLUED.fullmatch(token.text) or INITIALS.fullmatch(token.text)
        opens = initials and (GLUED.fullmatch(token.text) or token.i < name.end - 1)
        if opens and name.doc[token.i - 1].lower_ not in JOINTS:
            return token
    return None


def _served(name: Span, *, sure: bool) -> Token | None:
    """Where a given name stands behind the noun of a body: "Head of the Road Board Orla Tem".

    Args:
        name: what the model reads as one name.
        sure: the model reads it as a person's, so that any capitalised word may be the given name.
    """
    before = name.doc[max(0, name.start - OFFICE_NEAR) : name.start]
    joined = before and not JOINTS.isdisjoint({before[-1].lower_, name[0].lower_})
    if not joined or not any(is_office(token.lower_) for token in before):
        return None
    heads = [token.i - name.start for token in name[:-FULL_NAME] if token.lower_ in name_heads()]
    first = name[heads[-1] + 1] if heads else None
    named = first is not None and (first.text in given_names() or (sure and capitalised(first)))
    return first if named else None


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
