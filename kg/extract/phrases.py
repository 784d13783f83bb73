"""Phrases that name by description: "the Ukrainian side", "the Istanbul talks", "Chad's Foreign Ministry".

Needs: ``doc.sents``, ``doc.spans["known"]``, ``doc.spans["adjectives"]``.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.model import EntityType, Mention, MentionForm
from kg.model import Span as Stretch
from kg.nlp.language import covered, source_text, starts
from kg.nlp.lexicon import event_names, institutions, name_heads, polity_heads, unnamed

MODIFIERS = frozenset(
    "new current former present incumbent ruling official senior top entire whole own political military "
    "peace direct bilateral trilateral prior previous future foreign armed peaceful".split()
)
DOCUMENTS = frozenset(noun for noun, type_ in name_heads().items() if type_ == "document")
LOCAL_BODIES = frozenset({"court", "party", "tribunal"})
"""Nouns in lower case that make an organisation of the name before them."""
BODIES = frozenset("ministry embassy consulate".split())
"""Nouns that name one body even in lower case: "the Chilean embassy", where "the Chilean army" describes."""
MAX_INSTITUTION = 7
"""Words of the longest institution in the lexicon."""
MAX_SMALL = 3
"""Letters of words whose case tells nothing: "of", "the", "UN"."""
INDEFINITE = frozenset("a an any some another each every no".split())
"""Words before a noun that make no name of it and a place."""
FEW = frozenset("several some many few unnamed anonymous".split())
"""Words before people of whom nobody knows who they are."""
YEAR = 4
"""Digits of a year."""


def stretch(span: Span) -> Stretch:
    """Return the characters of a spaCy span."""
    return Stretch(span.start_char, span.end_char)


def covering(doc: Doc, span: Stretch) -> Span | None:
    """Return the tokens that a stretch touches, None where it touches none: what ``stretch`` undoes."""
    return doc.char_span(span.start, span.end, alignment_mode="expand")


def mention(span: Span, form: MentionForm, type_: EntityType, anchor: Span | None = None) -> Mention:
    """Return a mention made of spaCy spans."""
    return Mention(
        stretch(span), span.text, form, type_, anchor=stretch(anchor) if anchor is not None else None
    )


def find_phrases(doc: Doc, anchors: list[Span]) -> Iterator[Mention]:
    """Yield the phrases around ``anchors``: names of polities, places, bodies and people, and adjectives."""
    for anchor in anchors:
        yield from _forward(doc, anchor)
        yield from _backward(doc, anchor)
    yield from _bare_institutions(doc)
    yield from _formulas(doc)
    yield from _dated_documents(doc)


def _forward(doc: Doc, anchor: Span) -> Iterator[Mention]:
    """ANCHOR ('s) … side | Foreign Ministry | talks | agreement."""
    limit = anchor.sent.end
    i = _behind_possessive(doc, anchor.end, limit)
    if length := _institution(doc, i, limit) or _ministry(doc, i, limit):
        proper = any(token.text[0].isupper() for token in doc[i : i + length])
        yield mention(
            doc[anchor.start : i + length],
            MentionForm.NAME if proper or doc[i + length - 1].lower_ in BODIES else MentionForm.NOMINAL,
            EntityType.ORG,
            anchor,
        )
        return
    while i < limit and doc[i].lower_ in MODIFIERS:
        i += 1
    if i >= limit:
        return
    whole, head = doc[anchor.start : i + 1], doc[i]
    if i == anchor.end and (local := _beside(head)) and not (_is_site(local) and _adjectival(doc, anchor)):
        yield mention(whole, MentionForm.NAME, local, None if _is_site(local) else anchor)
    elif head.lower_ in polity_heads() and not (_acronym(anchor) or _some(anchor, head)):
        yield mention(whole, MentionForm.NOMINAL, EntityType.POLITY, anchor)
    elif head.lower_ in event_names():
        yield mention(whole, MentionForm.NAME, EntityType.EVENT, anchor)
    elif i == anchor.end and head.lower_ in DOCUMENTS and head.text[0].islower():
        yield mention(whole, MentionForm.NAME, EntityType.DOCUMENT, anchor)


def _some(anchor: Span, head: Token) -> bool:
    """Whether some people are meant, not who leads them: "two European diplomats"."""
    before = anchor.doc[anchor.start - 1] if anchor.start else None
    counted = before is not None and (before.tag_ == "CD" or before.lower_ in FEW)
    return counted and head.lower_ in unnamed()


def _behind_possessive(doc: Doc, i: int, limit: int) -> int:
    return i + 1 if i < limit and doc[i].lower_ in ("'s", "’s", "'", "’") else i


def _beside(head: Token) -> EntityType | None:
    """What a noun right behind a name makes of it: a place, a facility, a local body."""
    type_ = name_heads().get(head.lower_)
    if head.is_lower and type_ in ("place", "facility"):
        return EntityType(type_)
    return EntityType.ORG if head.lower_ in LOCAL_BODIES else None


def _is_site(type_: EntityType) -> bool:
    return type_ is not EntityType.ORG


def _adjectival(doc: Doc, anchor: Span) -> bool:
    return anchor.start in starts(doc, "adjectives")


def _acronym(anchor: Span) -> bool:
    """Whether the anchor is an organisation's initials: its countries and officials are not it."""
    return anchor.text.isupper() and len(anchor.text) > MAX_SMALL


def _backward(doc: Doc, anchor: Span) -> Iterator[Mention]:
    """Leadership of ANCHOR | Ministry of Foreign Affairs of (the) ANCHOR | crisis in ANCHOR."""
    i = anchor.start - 1
    if i > 0 and doc[i].lower_ == "the":
        i -= 1
    if i <= anchor.sent.start or doc[i].lower_ not in ("of", "in"):
        return
    preposition, head = doc[i].lower_, doc[i - 1]
    if preposition == "in":
        if (
            event_names().get(head.lower_) in ("conflict", "summit")
            and not head.text[0].isupper()
            and not _anchored(doc, head)
            and not _any_one(head)
        ):
            yield mention(doc[head.i : anchor.end], MentionForm.NAME, EntityType.EVENT, anchor)
        return
    for length in range(min(MAX_INSTITUTION, i - anchor.sent.start), 0, -1):
        start = i - length
        if doc[start:i].text.lower() in institutions():
            yield mention(doc[start : anchor.end], MentionForm.NAME, EntityType.ORG, anchor)
            return
    if head.lower_ in polity_heads() and all(token.i in covered(doc, "known") for token in anchor):
        start = head.i - (doc[head.i - 1].lower_ in MODIFIERS)
        yield mention(doc[start : anchor.end], MentionForm.NOMINAL, EntityType.POLITY, anchor)


def _any_one(head: Token) -> bool:
    """Whether nobody can tell which one is meant: "a meeting in X"; of summits there are few in one place."""
    return head.lower_ != "summit" and any(
        c.lower_ in INDEFINITE for c in (*head.children, *head.doc[max(0, head.i - 1) : head.i])
    )


def _anchored(doc: Doc, head: Token) -> bool:
    """Whether the noun already belongs to a name before it ("Istanbul talks in May")."""
    before, here = head.i - 1, head.i
    return any(
        before in covered(doc, group) and (here not in covered(doc, group) or here in starts(doc, group))
        for group in ("known", "adjectives")
    )


def _institution(doc: Doc, start: int, limit: int) -> int:
    """Return how many tokens from ``start`` name an institution (0: none)."""
    for length in range(min(MAX_INSTITUTION, limit - start), 0, -1):
        if doc[start : start + length].text.lower() in institutions():
            return length
    return 0


def _ministry(doc: Doc, start: int, limit: int) -> int:
    """Return how many tokens from ``start`` name a ministry by what it is for: "hydrocarbons ministry"."""
    for i in range(start, min(start + MAX_INSTITUTION, limit)):
        if doc[i].lower_ == "ministry":
            return i + 1 - start
        if doc[i].pos_ not in ("NOUN", "ADJ", "PROPN", "CCONJ", "PUNCT") or doc[i].text == ",":
            return 0
    return 0


def _bare_institutions(doc: Doc) -> Iterator[Mention]:
    """By itself and capitalised, "the Foreign Ministry": whose it is, linking says."""
    i = 0
    while i < len(doc):
        length = _institution(doc, i, min(len(doc), i + MAX_INSTITUTION)) if doc[i].text[:1].isupper() else 0
        long = (t.text for t in doc[i : i + length] if t.text.isalpha() and len(t) > MAX_SMALL)
        if length and all(word[0].isupper() for word in long):
            yield mention(doc[i : i + length], MentionForm.NAME, EntityType.ORG)
        i += max(length, 1)


def _dated_documents(doc: Doc) -> Iterator[Mention]:
    """Of a date or of steps: "July 1992 agreement", "1992 agreement", "12-step peace plan"."""
    for token in doc:
        if token.lower_ not in DOCUMENTS or token.text[0].isupper() or token.i < 1:
            continue
        start = token.i - 1
        if doc[start].lower_ in MODIFIERS:
            start -= 1
        if start < 0 or not (_year(doc[start]) or _stepped(doc, start)):
            continue
        start -= 2 if _stepped(doc, start) else 0
        if (
            start > 0
            and doc[start - 1].text[0].isupper()
            and _year(doc[start])
            and len(doc[start - 1]) >= MAX_SMALL
        ):
            start -= 1
        yield mention(doc[start : token.i + 1], MentionForm.NAME, EntityType.DOCUMENT)


FORMULA = re.compile(
    r"[\"“]?\b\d\s?\+\s?\d(?:\s?\+\s?\d)?\b[\"”]?\s+(?:format|mechanism|group|talks|process|platform|consultations)"
)


def _formulas(doc: Doc) -> Iterator[Mention]:
    """By the number of members: "the 5+2 mechanism", "the 3+3 platform"."""
    for found in FORMULA.finditer(source_text(doc)):
        yield Mention(Stretch(found.start(), found.end()), found[0], MentionForm.NAME, EntityType.GROUP)


def _year(token: Token) -> bool:
    return token.text.isdigit() and len(token) == YEAR


def _stepped(doc: Doc, i: int) -> bool:
    return (
        i > 1
        and doc[i].lower_ in ("step", "point", "year")
        and doc[i - 1].text == "-"
        and doc[i - 2].text.isdigit()
    )
