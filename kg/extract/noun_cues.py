"""Attributions by nouns: "his warning that …", "a claim by X that …", "the minister's view is that …"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from kg.extract.content import Attribution, trimmed
from kg.extract.noun_phrases import source_of
from kg.extract.phrases import stretch
from kg.extract.sources import SUBJECT, Source, pronoun
from kg.model import Mode
from kg.nlp.language import source_text
from kg.nlp.lexicon import reporting_nouns

NEAR = 12
"""Tokens behind the noun in which "that" stands: "the warning by the head of the bank on Monday that"."""
COPULA = frozenset("is was remains remained".split())
BARS = frozenset(",;:")


def noun_cues(doc: Doc, sentence: Span, sources: Sequence[Source]) -> Iterator[Attribution]:
    """Yield what nouns with a possessor, or with "by", report.

    Needs: tree.
    """
    for noun in sentence:
        act = reporting_nouns().get(noun.lower_) if noun.pos_ == "NOUN" else None
        source = _owner(noun, sources) if act is not None else None
        that = _that(noun, sentence) if source is not None else None
        if act is None or that is None:
            continue
        words = doc[that.i + 1 : that.head.right_edge.i + 1]
        if content := trimmed(source_text(doc), stretch(words)):
            cue = stretch(doc[noun.i : noun.i + 1])
            yield Attribution(source, cue, noun.lower_, act, (content,), Mode.INDIRECT)


def _owner(noun: Token, sources: Sequence[Source]) -> Source | None:
    """Whose it is: of "his claim" him, of "X's claim" and "a claim by X" X."""
    for child in noun.children:
        if child.tag_ == "PRP$" and child.lower_ in SUBJECT:
            return pronoun(child)
        marks = {c.lower_ for c in child.children if c.dep_ == "case"}
        if child.dep_ == "nmod" and marks & {"'s", "’s", "'", "’", "by"}:
            return source_of(child, sources, strict=True)
    return None


def _that(noun: Token, sentence: Span) -> Token | None:
    """The "that" of the clause that the noun bears, or that it is said to be."""
    after = sentence.doc[noun.i + 1 : min(noun.i + 1 + NEAR, sentence.end)]
    that = next((t for t in after if t.lower_ == "that" and t.dep_ == "mark"), None)
    if that is None:
        return None
    between = sentence.doc[noun.i + 1 : that.i]
    told = all(
        t.lower_ not in BARS and (t.pos_ not in ("VERB", "AUX") or t.lower_ in COPULA) for t in between
    )
    return that if told else None
