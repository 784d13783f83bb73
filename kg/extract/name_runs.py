"""Runs of capitalised words, joined as names are: "Centre for Science", "bin Salman", "al-Harthi"."""

from collections.abc import Iterator, Set

from spacy.tokens import Doc, Span, Token

from kg.nlp.lexicon import name_heads, words

CONNECTORS = frozenset("of de da do dos di del della la le von van der den bin ibn al el ben y e und".split())
ARTICLES = frozenset("al el ad ar as ash at an az bin ibn".split())
BEHIND_HEAD = frozenset("on for and the".split())
LATIN_END = "\u0250"
"""Names in other scripts are taken from the registry only: letter case does not mark them everywhere."""
LONGEST_RUN = 40
"""Tokens. What is longer is a list, a table or a line in capitals, not a name."""
MAX_JOINTS = 3
"""Tokens between two parts of a name: "of the", "von der"."""
HEAD_NEAR = 4
"""Tokens from a noun like "Center" to the "and" that may still belong to its name.
Set by hand, like MAX_JOINTS; after a change run scripts/eval."""


def written(token: Token) -> str:
    """Return a word as a name is usually written: "ELENA" as "Elena"."""
    return token.text.title() if token.is_upper and len(token) > 1 else token.text


def capitalised(token: Token) -> bool:
    """Whether a token is written like a name or an acronym."""
    text = token.text
    return text[:1].isupper() and text[0] < LATIN_END and token.lower_ != "i"


def runs(doc: Doc, taken: Set[int]) -> Iterator[Span]:
    """Yield the maximal runs of capitalised words, joined over ``of`` and the like, within one sentence.

    Args:
        doc: the document.
        taken: tokens that belong to no run.
    """
    for sentence in doc.sents:
        start = sentence.start
        while start < sentence.end:
            if start in taken or not capitalised(doc[start]):
                start += 1
                continue
            end = start + 1
            while (longer := _extended(doc, end, sentence.end, taken)) > end:
                end = longer
            if end - start <= LONGEST_RUN:
                yield doc[start:end]
            start = end


def _extended(doc: Doc, end: int, limit: int, taken: Set[int]) -> int:
    """Return the end of the run with the next word, or ``end`` when the run is over."""
    if end >= limit or end in taken:
        return end
    token = doc[end]
    if capitalised(token):
        return end + 1
    after = end + 1
    if token.text in ("-", "‑", "’", "'"):
        glued = not doc[end - 1].whitespace_ and not token.whitespace_
        return end + 2 if glued and after < limit and after not in taken and capitalised(doc[after]) else end
    joins = (
        CONNECTORS | BEHIND_HEAD if doc[end - 1].lower_ in name_heads() or _headed(doc, end) else CONNECTORS
    )
    while after < limit and after - end < MAX_JOINTS and (doc[after].text in joins or _article(doc, after)):
        after += 1
    follows = (
        after < limit
        and after not in taken
        and capitalised(doc[after])
        and doc[after].lower_ not in words("not_names")
    )
    return after + 1 if follows and token.text in joins else end


def _article(doc: Doc, i: int) -> bool:
    """Whether token i is the hyphen of an Arabic article: "al-Harthi"."""
    return doc[i].text == "-" and doc[i - 1].lower_ in ARTICLES and not doc[i - 1].whitespace_


def _headed(doc: Doc, end: int) -> bool:
    """Whether a noun like "Center" or "Declaration" stands close before: "Center for Science and …"."""
    return any(
        doc[i].lower_ in name_heads() and doc[i].text[0].isupper()
        for i in range(max(0, end - HEAD_NEAR), end)
    )
