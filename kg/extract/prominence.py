"""How much a sentence is about those whom it names: features of their part in it, by its tree.

What is the subject is more prominent than the object, that more than what a preposition adds (Grosz, Joshi &
Weinstein 1995); where something happens, who is quoted, and whose title a name stands in are hardly a topic.
"""

import re
from collections.abc import Mapping, Sequence
from math import exp

from spacy.tokens import Token

from kg.model import EntityType, Mention, Span

Features = Mapping[str, float]
"""By name, how far each holds; the names are those of ``ontology/lexicons/topic_weights.csv``."""
ROLES = {
    "nsubj": "subject", "obj": "object", "iobj": "object", "obl": "oblique", "nmod": "of a noun",
    "appos": "apposition", "dep": "apposition", "ROOT": "alone", "compound": "within a name",
    "amod": "within a name", "flat": "within a name",
}  # fmt: skip
"""What each relation of the tree makes of a name; all others are "other role"."""
CASES = dict.fromkeys("in at near outside on inside".split(), "in") | dict.fromkeys(
    "to from into toward towards".split(), "to"
) | dict.fromkeys("with between against among".split(), "with") | {"of": "of"}  # fmt: skip
"""What a preposition makes of a name."""
CLAUSES = frozenset({"acl", "advcl", "ccomp", "xcomp", "csubj", "parataxis"})
FARTHEST = 40
"""Words climbed in a tree: some trees of very long sentences are chains."""
DEEP = 2
"""Clauses from which on a name stands deep in its sentence."""
GOVERNED = re.compile(
    r"[-–—]\w|\s+(?:relations?|problem|issue|question|settlement|direction|society|statehood|elections?|economy"
    r"|market|exports?|imports?|trade|products?|goods|people|population|citizens|soldiers|troops|territory|law"
    r"|language|crisis)\b"
)
"""What follows an adjective whose polity the sentence is about."""
TITLE_NEAR = 60
"""Characters from a polity to the person whose title it is in. By hand; after a change run scripts/eval."""


def likely(weights: Mapping[str, float], features: Features) -> float:
    """Return how likely a sentence is about something, from 0 to 1: a logistic regression.

    Args:
        weights: of the features, in log odds, and the "bias" that is always added.
        features: what holds of it; a feature without a weight does not count.
    """
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + exp(-total))


def held(**features: float) -> dict[str, float]:
    """Return the features that hold, with spaces for underscores.

    >>> held(first_of_last=True, many_names=False, often=0.7)
    {'first of last': 1.0, 'often': 0.7}
    """
    return {name.replace("_", " "): float(value) for name, value in features.items() if value}


def part_of(head: Token, type_: str) -> dict[str, float]:
    """Return the features of the part that a name with this head plays in its sentence.

    Args:
        head: the name's head in the tree.
        type_: the kind of thing that it names; "in a place" is another part than "in a state".
    """
    first = _first_of_list(head)
    names = {child.lower_ for token in (head, first) for child in token.children if child.dep_ == "case"}
    cases = {CASES[name] for name in names if name in CASES}
    found = {
        ROLES.get(first.dep_, "other role"),
        *cases,
        *(f"{case} {type_}" for case in cases & {"in", "to"}),
    }
    if names & {"'s", "’s", "'", "’"}:
        found = found - {"of a noun"} | {"owner"}
    if head.i != first.i:
        found.add("listed")
    if depth := clauses_above(head):
        found.add("deep" if depth >= DEEP else "in a clause")
    return dict.fromkeys(sorted(found), 1.0)


def of_noun(head: Token) -> dict[str, float]:
    """Return the features of an adjective by the noun that it belongs to."""
    noun = _first_of_list(head)
    plural = {"plural": 1.0} if head.tag_ == "NNS" else {}
    return {f"noun is {ROLES.get(noun.dep_, 'other role')}": 1.0, **plural}


def _first_of_list(token: Token) -> Token:
    """Of a member of a list the first, whose part it shares."""
    for _ in range(FARTHEST):
        if token.dep_ != "conj":
            break
        token = token.head
    return token


def clauses_above(token: Token) -> int:
    """Return how many clauses a word stands within, the main one not counted."""
    found = 0
    for _ in range(FARTHEST):
        if token.head.i == token.i:
            break
        found += token.dep_ in CLAUSES
        token = token.head
    return found


def any_word(tokens: Sequence[Token], words: frozenset[str]) -> bool:
    """Return whether one of some lower-case words occurs."""
    return any(token.lower_ in words for token in tokens)


def governs(text: str, adjective: Span) -> bool:
    """Return whether an adjective says whose thing it is, or is half of a pair."""
    before = text[max(0, adjective.start - 2) : adjective.start]
    return bool(GOVERNED.match(text, adjective.end) or re.search(r"\w[-–—]$", before))


def in_title(text: str, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Return whether a mention only belongs to the title of the person named next ("US President X")."""
    people = (m for m in mentions if m.type is EntityType.PERSON)
    after = next((m for m in people if 0 < m.span.start - mention.span.end < TITLE_NEAR), None)
    if after is None or mention.type not in (EntityType.POLITY, EntityType.ORG):
        return False
    between = text[mention.span.end : after.span.start]
    return bool(re.fullmatch(r"(?:\s+[\w’'-]+){0,6}[\s,]*", between)) and not re.search(
        r"\b(?:and|or|is|was|has|to|by|that)\b", between
    )
