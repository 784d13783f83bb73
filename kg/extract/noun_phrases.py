"""Which source a noun phrase of the tree is: a name, an office of a polity, a body, people without a name."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Span, Token

from kg.extract.phrases import stretch
from kg.extract.sources import Source, SourceKind, pronoun
from kg.extract.trees import named_by
from kg.model import EntityType
from kg.nlp.language import covered
from kg.nlp.lexicon import institutions, is_office, name_heads, titles, unnamed, word_set


def source_of(head: Token, sources: Sequence[Source], *, strict: bool) -> Source | None:
    """Return the source that the noun phrase of ``head`` names or describes; ``strict`` wants a known one."""
    here = next((s for s in sources if s.start <= head.i < s.end and s.text != "who"), None)
    if here is not None and here.kind is SourceKind.NAME:
        return here
    for people in (True, False):
        named = {i: s for s in sources if _names_one(s, people=people) for i in range(s.start, s.end)}
        if (name := named_by(head, sorted(named))) is not None:
            return named[name]
    return (
        _behind(head, sources)
        or here
        or _relative(head, sources)
        or _office(head, sources)
        or _body(head)
        or (None if strict else _people(head))
    )


def _behind(head: Token, sources: Sequence[Source]) -> Source | None:
    """Of "the expert of the Commission X", X, at the end of the phrase and with no preposition of its own."""
    if not is_office(head.lower_):
        return None
    last = next((s for s in sources if s.end - 1 == head.right_edge.i and s.start > head.i), None)
    if last is None or not _names_one(last, people=True):
        return None
    words = head.doc[last.start : last.end]
    return None if any(c.dep_ == "case" for token in words for c in token.children) else last


def _relative(head: Token, sources: Sequence[Source]) -> Source | None:
    """Of "X, who said", X, where the tree has lost whom "who" means."""
    if head.lower_ != "who":
        return None
    return next(
        (s for s in reversed(sources) if head.i - 2 <= s.end <= head.i and s.mention is not None), None
    )


def _office(head: Token, sources: Sequence[Source]) -> Source | None:
    """Of "Slovakia's interior minister", somebody of Slovakia."""
    if head.lower_ not in titles() or head.tag_ != "NN":
        return None
    doc, edge = head.doc, head.left_edge.i
    words = _with_modifiers(head, ("compound", "amod"), plain=True)
    owner = next((s.span for s in sources if s.mention is not None and edge <= s.start < words.start), None)
    adjectives = (i for i in range(edge, words.start) if i in covered(doc, "adjectives"))
    body = owner or next((stretch(doc[i : i + 1]) for i in adjectives), None)
    return replace(_source(words, SourceKind.ROLE), body=body) if body else None


def _with_modifiers(head: Token, relations: Sequence[str], *, plain: bool = False) -> Span:
    """The noun with what stands before it in such relations; ``plain`` leaves names out."""
    start = head.i
    while start > head.left_edge.i:
        before = head.doc[start - 1]
        if before.dep_ not in relations or (plain and not before.is_lower):
            break
        start -= 1
    return head.doc[start : head.i + 1]


def _source(words: Span, kind: SourceKind) -> Source:
    return Source(words.root.left_edge.i, words.end, stretch(words), kind, words.text.lower())


def _names_one(source: Source, *, people: bool) -> bool:
    return source.mention is not None and (source.mention.type is EntityType.PERSON or not people)


@cache
def body_nouns() -> frozenset[str]:
    """Return the nouns that bodies are called by: "ministry", "bank", "embassy"."""
    last = {phrase.split()[-1] for phrase in institutions()}
    return frozenset(noun for noun in last | set(name_heads()) if name_heads().get(noun, "org") == "org")


def _body(head: Token) -> Source | None:
    """Of "the ministry" and "the hydrocarbons ministry", a body named elsewhere or by its noun alone."""
    if head.text not in body_nouns() or head.tag_ != "NN":
        return None
    return _source(_with_modifiers(head, ("compound", "amod")), SourceKind.BODY)


def _people(head: Token) -> Source | None:
    """Of "insurers" and "bus drivers", a group."""
    if head.tag_ != "NNS" or not head.is_lower:
        return None
    words = _with_modifiers(head, ("compound",))
    return replace(_source(words, SourceKind.GROUP), text=_known(words) or words.text.lower())


def serving(span: Span) -> Source:
    """Return the body that serves somebody, by all its words: "the press service of President X"."""
    left_out = ("the", "a", "an", "'s", "’s")
    text = " ".join(token.lower_ for token in span if token.lower_ not in left_out)
    return Source(span.start, span.end, stretch(span), SourceKind.BODY, text)


def described(head: Token, span: Span) -> Source:
    """Return the source of words that name nobody known: "people familiar with the talks", "the poll"."""
    if head.pos_ == "PRON" and len(span) == 1:
        return pronoun(head)
    head = _counted(head)
    words = _with_modifiers(head, ("compound", "amod"))
    return Source(span.start, span.end, stretch(span), SourceKind.GROUP, _known(words) or words.text.lower())


def _known(words: Span) -> str | None:
    """Of "media reports", the media: the last word that people without a name are called by."""
    if words[-1].lower_ in unnamed():
        return None
    return next((unnamed()[t.lower_] for t in reversed(words) if t.lower_ in unnamed()), None)


def _counted(head: Token) -> Token:
    """Of "a number of experts" and "most of them", the experts and them."""
    some = head.lower_ in word_set("partitive") or head.pos_ in ("NUM", "DET", "PRON")
    of = (c for c in head.children if c.dep_ in ("nmod", "obl") and any(k.lower_ == "of" for k in c.children))
    return next(of, head) if some else head
