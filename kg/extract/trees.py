"""Who speaks and what is said, by the tree of a sentence (Universal Dependencies)."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

SHARING = frozenset({"conj", "xcomp", "advcl"})
"""Clauses that may share the subject of the clause above: "said … and added", "…, warning that"."""
NAMING = frozenset({"appos", "flat", "compound", "nmod", "dep"})
"""Relations within what a person is called: "the head of the delegation, X"."""
CLAUSE, OBJECT = frozenset({"ccomp"}), frozenset({"obj", "iobj", "xcomp", "obl", "advcl", "ccomp"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
"""Tags of verbs that make a clause by themselves (Penn Treebank); modals, "MD", not among them."""
DEEPEST = 6
"""Clauses climbed to find a shared subject. Set by hand; after a change run scripts/eval."""


def speaks_of(verb: Token) -> Token | None:
    """Return the head of whoever does what ``verb`` says: its subject, that which it shares, or the agent."""
    if passive(verb):
        return agent(verb)
    clause: Token = verb
    for _ in range(DEEPEST):
        if found := subject(clause):
            who = meant(clause, found)
            return None if any(t.text == ":" for t in verb.doc[who.i : verb.i]) else who
        if clause.dep_ == "acl":  # "a report saying that", but not "a report said by some to be"
            return clause.head if clause.tag_ == "VBG" else None
        if clause.dep_ not in SHARING or (clause.dep_ == "conj" and passive(clause.head)):
            return None
        clause = clause.head.head if _finite_beside_participle(clause) else clause.head
    return None


def _finite_beside_participle(verb: Token) -> bool:
    """Of "A said B had agreed and accused C", who accused is A: "had" does not carry over to "accused"."""
    above = verb.head
    perfect = above.tag_ == "VBN" and above.dep_ == "ccomp"
    return verb.dep_ == "conj" and verb.tag_ == "VBD" and perfect and not passive(above)


def agent(verb: Token) -> Token | None:
    """Return the head of whom "by" names behind a participle."""
    return next((c for c in verb.children if c.dep_ == "obl" and _has(c, "by")), None)


def subject(verb: Token) -> Token | None:
    """Return the subject of a verb itself."""
    found = (child for child in verb.children if child.dep_ == "nsubj")
    return min(found, key=lambda child: abs(child.i - verb.i), default=None)


def passive(verb: Token) -> bool:
    """Return whether a verb is a participle with a form of "be"."""
    return verb.tag_ == "VBN" and any(c.lemma_ in ("be", "get") and c.dep_ == "aux" for c in verb.children)


def meant(clause: Token, found: Token) -> Token:
    """Of "X, who said", X."""
    return clause.head if found.lower_ in RELATIVE and clause.dep_ == "acl" else found


def _has(token: Token, preposition: str) -> bool:
    return any(child.dep_ == "case" and child.lower_ == preposition for child in token.children)


def raised(verb: Token) -> tuple[Span, Span] | None:
    """Return, of "X was said to have left", X and what he is said to do; None for other clauses."""
    who = subject(verb) if passive(verb) else None
    if who is None or agent(verb) is not None:
        return None
    deeds = (c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.i > verb.i)
    deed = next((d for d in deeds if any(m.dep_ == "mark" and m.lower_ == "to" for m in d.children)), None)
    return (_words([who]), _words([deed])) if deed is not None else None


def joined(head: Token) -> Iterator[Token]:
    """Yield the heads of a list: "X, Y and Z"."""
    yield head
    yield from (child for child in head.children if child.dep_ == "conj")


def named_by(head: Token, starts: Sequence[int]) -> int | None:
    """Return which of ``starts`` (tokens) opens a name that tells who ``head`` is: "the minister, X"."""
    inside = range(head.left_edge.i, head.right_edge.i + 1)
    return next((i for i in starts if i in inside and _names(head.doc[i], head)), None)


def _names(token: Token, head: Token) -> bool:
    """Whether only relations within what someone is called lead up to ``head``."""
    within = NAMING if token.i > head.i else frozenset({"flat", "compound"})  # "Minister, the bank says"
    for _ in range(DEEPEST):
        if token == head:
            return True
        if token.dep_ not in within or any(c.dep_ in ("case", "mark") for c in token.children):
            return False
        token = token.head
    return False


def said_by(verb: Token, *, phrases: bool) -> list[Span]:
    """Return the words that ``verb`` reports: a clause, or with ``phrases`` its objects too."""
    wanted = OBJECT if phrases else CLAUSE
    kept = [c for c in verb.children if c.dep_ in wanted]
    if before := [c for c in kept if c.dep_ == "ccomp" and c.i < verb.i]:
        return [_words(before)]
    after = [c for c in kept if c.i > verb.i]
    return [_words(after)] if any(c.dep_ in ("ccomp", "xcomp", "obj") for c in after) else []


def _words(heads: Sequence[Token]) -> Span:
    start = min(head.left_edge.i for head in heads)
    end = max(head.right_edge.i for head in heads) + 1
    return heads[0].doc[start:end]


def without_that(span: Span) -> Span:
    """Return the words of a clause without what joins it to its verb."""
    doc, start = span.doc, span.start
    while start < span.end and (
        doc[start].lower_ == "that" or doc[start].is_space or doc[start].text in ",:"
    ):
        start += 1
    return doc[start : span.end]
