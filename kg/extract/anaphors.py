"""Words that mean somebody named before without a name: "his deputy", "the rebel leader", "the latter"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.extract.trees import FINITE
from kg.nlp.lexicon import is_office, roles, word_set

OWN = frozenset({"his", "her", "its", "their"})
POINTING = frozenset({"the", "this", "that"})
POSSESSIVE = frozenset({"'s", "’s"})
MODIFIERS = frozenset({"JJ", "JJS", "NN", "VBN", "VBG", "CD", "HYPH", ":"})
MOST = 4
"""Words between "the" and the noun."""
LONGEST = 4
"""Words of the noun: "minister of foreign affairs"."""
AGED = re.compile(r"\bthe\s\d{1,3}[-‑–]year[-‑–]old\b", re.I)
ONE_OF = re.compile(r"\bone\sof\s(?:them|those)\b", re.I)
VERBAL = FINITE | {"MD", "RB"}
"""What stands behind a subject."""


@dataclass(frozen=True, slots=True)
class Anaphor:
    """Words that point back.

    Attributes:
        start, end: tokens, half-open.
        noun: lower case; of words that tell nothing of whom they mean, what they are: "both", "aged".
        role: whether it names an office; "the latter", "both", "the 54-year-old" do not.
    """

    start: int
    end: int
    noun: str
    role: bool = False


def anaphors(doc: Doc, sentence: Span) -> Iterator[Anaphor]:
    """Yield what points back in a sentence."""
    yield from _phrases(doc, sentence)
    for token in sentence:
        after = doc[token.i + 1] if token.i + 1 < sentence.end else None
        if token.lower_ in ("latter", "former") and token.i > sentence.start and _alone(doc, token, after):
            yield Anaphor(token.i - 1, token.i + 1, token.lower_)
        elif token.lower_ in ("both", "two", "pair") and after is not None and after.tag_ in VERBAL:
            opens = token.lower_ == "both" or (token.i > sentence.start and doc[token.i - 1].lower_ == "the")
            if opens:
                yield Anaphor(token.i - (token.lower_ != "both"), token.i + 1, "both")
        elif token.tag_ in ("NN", "NNP") and (size := _office(doc, token.i, sentence.end)):
            start = _opening(doc, token.i, sentence.start)
            if start is not None:
                end = token.i + size
                yield Anaphor(start, end, doc[token.i : end].text.lower(), role=True)


def _phrases(doc: Doc, sentence: Span) -> Iterator[Anaphor]:
    for pattern, noun in ((AGED, "aged"), (ONE_OF, "one of them")):
        for found in pattern.finditer(sentence.text):
            start = sentence.start_char + found.start()
            words = doc.char_span(start, sentence.start_char + found.end(), alignment_mode="expand")
            after = doc[words.end] if words is not None and words.end < sentence.end else None
            if words is not None and (after is None or not after.tag_.startswith("NN")):
                yield Anaphor(words.start, words.end, noun)


def _alone(doc: Doc, token: Token, after: Token | None) -> bool:
    """Whether "the latter" stands for somebody, and does not describe a noun: "the former minister"."""
    return doc[token.i - 1].lower_ == "the" and (after is None or after.tag_ in VERBAL or after.text == ",")


def _office(doc: Doc, i: int, end: int) -> int:
    """How many words the longest office noun has that begins at ``i``; 0 for none, and for plurals."""
    sizes = range(min(LONGEST, end - i), 0, -1)
    texts = ((n, doc[i : i + n].text.lower()) for n in sizes)
    known = word_set("peers")
    return next((n for n, text in texts if (is_office(text) or text in known) and not _plural(text)), 0)


def _plural(text: str) -> bool:
    role = roles().get(text)
    return role is not None and role.plural


def _opening(doc: Doc, noun: int, limit: int) -> int | None:
    """Where "his", "X's" or "the rebel" begins that makes the noun one person; None for "a rebel"."""
    i = noun - 1
    while i >= limit and noun - i <= MOST and doc[i].tag_ in MODIFIERS and doc[i].is_lower:
        i -= 1
    if i < limit:
        return None
    if doc[i].lower_ in OWN or (doc[i].lower_ in POINTING and i < noun - 1):
        return i
    if doc[i].text in POSSESSIVE:
        return int(max(limit, doc[i].head.left_edge.i))
    return None
