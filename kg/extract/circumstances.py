"""The words around a cue that tell when, where, by what means and to whom somebody said something.

Read off the tree (Universal Dependencies): what hangs on the cue itself, on a clause that shares its subject
("speaking on Monday, he said"), or on a noun that carries the words ("an interview published on Monday").
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from kg.extract.trees import subject
from kg.model import Channel
from kg.model import Span as Stretch
from kg.nlp.lexicon import Means, means, reporting_verbs, word_set

BESIDE_VERB = frozenset({"obl", "advmod", "iobj", "obj", "nmod"})
BESIDE_NOUN = frozenset({"nmod", "obl", "nummod", "compound", "amod", "appos", "advmod"})
CLAUSES = frozenset({"advcl", "acl"})
GRAMMATICAL = frozenset({"case", "fixed", "mark"})
"""How "according to" hangs on its noun."""
AT = frozenset({"in", "at", "on"})
PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night", "noon", "midnight", "eve"})
AFTERWARDS = frozenset({"after", "following"})
"""Before the name of an occasion: what was said was said then, but not there."""
LONGEST = 5
"""Words of the longest phrase in the lexicon of channels."""
HIGHEST = 4
"""Clauses climbed. Set by hand."""


def circumstances(cue: Span, told: Sequence[Stretch]) -> list[Token]:
    """Return the heads of the words that tell the occasion, the nearest to the cue first.

    Args:
        cue: the words that signal the attribution.
        told: the words that anybody is reported to say beside the cue; nothing in them tells its occasion.
    """
    found: dict[int, Token] = {}
    for anchor, limit in _anchors(cue.root):
        layer = [anchor]
        while layer:
            below = [(head, child) for head in layer for child in head.children]
            layer = [
                child
                for head, child in below
                if (child.i < limit or head != anchor)
                and child.i not in found
                and _hangs(head, child, anchor)
                and (_between(child, anchor) or not any(p.start <= child.idx < p.end for p in told))
            ]
            found |= {child.i: child for child in layer}
    return list(found.values())


def _anchors(root: Token) -> Iterator[tuple[Token, int]]:
    """Yield the cue and what shares its circumstances, each with the token before which they must stand."""
    end = len(root.doc)
    yield root, end
    token = root
    for _ in range(HIGHEST):
        head, limit = token.head, end
        if head == token or not _shares(token, head):
            return
        if token.dep_ in ("conj", "xcomp") and head.lower_ not in reporting_verbs():
            first = subject(head)
            limit = first.left_edge.i if first is not None else head.i
        yield head, limit
        token = head


def _shares(token: Token, head: Token) -> bool:
    """Whether what is told of ``head`` is told of ``token``: "left on Monday, saying", "a note saying"."""
    if token.dep_ in GRAMMATICAL:
        return True
    if token.dep_ == "acl":
        return means_of(head) is not None and token.tag_ == "VBG"
    if means_of(token) is not None and token.dep_ in ("obj", "nsubj"):
        return True
    if subject(token) is not None:
        return False
    return token.dep_ in ("conj", "xcomp") or (token.dep_ == "advcl" and token.tag_ == "VBG")


def _hangs(head: Token, child: Token, anchor: Token) -> bool:
    """Whether ``child`` tells the occasion of ``head``."""
    if head == anchor or head.tag_.startswith("VB"):
        speaking = child.dep_ in CLAUSES and child.lower_ in word_set("speaking")
        return child.dep_ in (BESIDE_NOUN if means_of(head) else BESIDE_VERB) or speaking or _carries(child)
    if channel_of(head) is not None:
        return child.dep_ in BESIDE_NOUN or _carries(child)
    if head.lower_ in PARTS_OF_DAY:
        return child.dep_ in BESIDE_NOUN
    if head.dep_ in ("iobj", "obj"):  # "told reporters in Geneva"
        return child.dep_ == "nmod" and not cases(child).isdisjoint(AT)
    return head.dep_ == "advmod" and child.dep_ in BESIDE_VERB  # "late on Monday"


def clause_start(verb: Token) -> int | None:
    """Return the token where the clause begins that a verb reports behind itself; None without one."""
    starts = [c.left_edge.i for c in verb.children if c.dep_ == "ccomp" and c.left_edge.i > verb.i]
    return min(starts, default=None)


def _between(child: Token, verb: Token) -> bool:
    """Whether it stands between a verb and the clause that the verb reports: "said Monday the tax was"."""
    edge = clause_start(verb) if child.head == verb and child.dep_ == "obl" else None
    return edge is not None and verb.i < child.i < edge


def _carries(token: Token) -> bool:
    """Whether it is the "published" of "an interview published on Monday"."""
    return token.dep_ == "acl" and token.lower_ in word_set("carrying")


def cases(token: Token) -> frozenset[str]:
    """Return the prepositions of a noun, lower case."""
    return frozenset(child.lower_ for child in token.children if child.dep_ == "case")


def means_of(noun: Token) -> Means | None:
    """Return by what means the words reach us that a noun stands for: "statement", "press conference"."""
    doc = noun.doc
    if not noun.tag_.startswith("N"):
        return None
    runs = (doc[max(noun.i + 1 - n, 0) : noun.i + 1].text.lower() for n in range(LONGEST, 0, -1))
    return next((known for run in runs if (known := means().get(run))), None)


def channel_of(noun: Token) -> Means | None:
    """Return by what means something is said "in", "at" or "on" a noun; None of other prepositions."""
    found = means_of(noun)
    if found is None or noun.dep_ in ("obj", "nsubj", "iobj"):
        return found
    before = cases(noun)
    if before.isdisjoint(AFTERWARDS):
        return found if not before or not before.isdisjoint(found.prepositions) else None
    return Means(None, AFTERWARDS) if found.channel is Channel.MEETING else None
