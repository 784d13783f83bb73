"""Names that open or close with their noun: "Declaration on Trade", "Harbour Act"."""

from collections.abc import Iterator, Set
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg.extract.name_kinds import JOINTS, capitalised, title_length
from kg.model import EntityType
from kg.nlp.language import covered
from kg.nlp.lexicon import is_honorific, name_heads, words

OF = frozenset({"of", "the"})
LONGEST = 25
"""Tokens. What is longer is a list, a table or a line in capitals, not a name; so time stays linear."""
MAX_JOINTS = 2
"""Tokens between two parts of a name: "of the". These set by hand; after a change run scripts/eval."""


class Piece(NamedTuple):
    """The tokens from ``start`` to ``end`` as a name of that type."""

    start: int
    end: int
    type: EntityType


def headed(doc: Doc, taken: Set[int]) -> Iterator[Piece]:
    """Yield the names that open or close with their noun, which the model often leaves out.

    "Declaration on Trade", "Harbour Act", with a known part "Lisbon Protocol": above all documents, of which
    the corpora that the model learned from name few.
    """
    for token in doc:
        opens = capitalised(token) and token.lower_ in name_heads() and not token.ent_type
        if not opens or token.i in taken or token.is_sent_start:
            continue
        start, end = _before_head(token), _behind_opening(doc, token.i + 1)
        if end > token.i + 1 or start < token.i:
            yield Piece(start, end, EntityType(name_heads()[token.lower_]))


def _before_head(head: Token) -> int:
    """The start of the proper nouns that the tree hangs on the noun behind them."""
    doc, start = head.doc, head.i
    while head.i - LONGEST < start and start > 0 and not doc[start].is_sent_start:
        token = doc[start - 1]
        tied = token.dep_ in ("compound", "flat", "amod") and start <= token.head.i <= head.i
        if not (tied and token.pos_ == "PROPN" and capitalised(token)) or token.i in covered(
            doc, "adjectives"
        ):
            break
        if _apart(doc, start - 1, head.i):
            break
        start -= 1
    return start


def _apart(doc: Doc, i: int, end: int) -> bool:
    """Whether a word before a noun is a title, a form of address or what opens a sentence."""
    word = doc[i].lower_
    return bool(title_length(doc, i, end)) or is_honorific(word) or word in words("not_names")


def _behind_opening(doc: Doc, end: int) -> int:
    """The end of a name that its noun, which ends at ``end``, opens."""
    opening, before, end = end, end, _behind_joint(doc, end, JOINTS)
    while before < end < opening + LONGEST:
        before, end = end, _behind_joint(doc, end, OF)
    while opening < end < min(len(doc), opening + LONGEST) and doc[end].ent_iob_ == "I":
        end += 1
    return end


def behind_head(doc: Doc, end: int) -> int:
    """Return the end of a name whose noun stands last so far, with what it is for: "Institute for Roads"."""
    return _behind_joint(doc, end, JOINTS) if doc[end - 1].lower_ in name_heads() else end


def _behind_joint(doc: Doc, end: int, joints: Set[str]) -> int:
    """The end of a name with its next part, over "of the" and the like."""
    i = end
    while i < len(doc) and i - end < MAX_JOINTS and doc[i].lower_ in joints:
        i += 1
    if i == end or i >= len(doc) or doc[i].is_sent_start:
        return end
    named = capitalised(doc[i]) and doc[i].lower_ not in words("not_names")
    return i + 1 if named and doc[i].pos_ in ("PROPN", "NOUN", "ADJ") else end
