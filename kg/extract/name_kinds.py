"""What kind of thing an unknown name looks like, by the nouns within and beside it."""

import re

from spacy.tokens import Doc, Span

from kg.extract.name_runs import BEHIND_HEAD, CONNECTORS, written
from kg.model import EntityType
from kg.nlp.lexicon import given_names, name_heads, reporting_verbs, titles

PLACE_BEFORE = frozenset("in at near from outside around across toward towards".split())
NOUN_AFTER = ("product", "place", "facility")
"""Types that a noun behind the name may give: a missile, a region, an airport."""
NEAR = 3
"""Tokens behind a name in which its noun or its verb stands."""
MAX_ACRONYM, MAX_INITIALS = 6, 3
"""Letters of an organisation's acronym; of initials that no title makes a person's name."""
MAX_TITLE = 8
"""Words of the longest title tried."""
ADJECTIVAL = re.compile(r".{3,}(?:ic|ian|ean|ese|ish|ist|centric|ized|ised|phobic)$")


def title_length(doc: Doc, start: int, end: int) -> int:
    """Return how many tokens from ``start`` make the longest title of the lexicon (0: none)."""
    known = titles()
    for length in range(min(MAX_TITLE, end - start), 0, -1):
        if _words(doc, start, start + length) in known:
            return length
    return 0


def _words(doc: Doc, start: int, end: int) -> str:
    return doc[start:end].text.lower().replace("’", "'").replace(" - ", "-")


def kind_of(doc: Doc, span: Span, *, titled: bool) -> EntityType | None:
    """Return what kind of thing a name looks like, or None when it is no name; ``titled``: behind a title."""
    if titled and span[-1].lower_ not in name_heads() and not _initials(span):
        return EntityType.PERSON
    if type_ := _by_head(span):
        return type_ if len(span) > 1 else None
    if near := _by_noun_after(doc, span):
        return near
    if written(span[0]) in given_names() and len(span) > 1:
        return EntityType.PERSON
    return _shape(doc, span)


def _initials(span: Span) -> bool:
    return len(span) == 1 and span[0].is_upper and len(span[0]) <= MAX_INITIALS


def _by_head(span: Span) -> EntityType | None:
    """What the noun within the name says: at its end, else before "of", else in the middle."""
    heads = name_heads()
    joined = len(span) > 2 and span[1].text in CONNECTORS | BEHIND_HEAD  # noqa: PLR2004 - head, joint, name
    inner = (heads[t.lower_] for t in span[1:-1] if t.lower_ in heads)
    found = heads.get(span[-1].lower_) or (heads.get(span[0].lower_) if joined else next(inner, None))
    return EntityType(found) if found else None


def _by_noun_after(doc: Doc, span: Span) -> EntityType | None:
    """What a lower-case noun close behind says: "the Falkor missile", "Tirask airport"."""
    if span.end >= len(doc) or doc[span.end].is_punct:
        return None
    heads = name_heads()
    after = doc[span.end : span.end + NEAR]
    near = next((heads[t.lower_] for t in after if t.lower_ in heads and t.is_lower), None)
    return EntityType(near) if near in NOUN_AFTER else None


def _describes(doc: Doc, span: Span) -> bool:
    """Whether the words look like an adjective before its noun."""
    after = doc[span.end] if span.end < len(doc) else None
    return bool(ADJECTIVAL.fullmatch(span.text)) and after is not None and after.is_lower and after.is_alpha


def _shape(doc: Doc, span: Span) -> EntityType | None:
    """What the form and the neighbours alone tell."""
    if _describes(doc, span):
        return None
    before = doc[span.start - 1].lower_ if span.start and not span[0].is_sent_start else ""
    if len(span) == 1:
        return _shape_of_word(doc, span, before)
    if before in PLACE_BEFORE and len(span) == 2:  # noqa: PLR2004 - a city's two words; more are an institution
        return EntityType.PLACE
    return EntityType.PERSON if speaks(doc, span) or _introduced(doc, span) else EntityType.ORG


def _shape_of_word(doc: Doc, span: Span, before: str) -> EntityType | None:
    if span[0].is_upper and len(span[0]) > 1:
        return EntityType.ORG if len(span[0]) <= MAX_ACRONYM else None
    if before in PLACE_BEFORE or (before not in ("the", '"', "“", "«") and not speaks(doc, span)):
        return EntityType.PLACE
    return EntityType.ORG


def speaks(doc: Doc, span: Span) -> bool:
    """Whether the name is the subject of a reporting verb, before or after it, without an article."""
    if span.start and doc[span.start - 1].lower_ == "the":
        return False
    after = next(
        (t.lower_ for t in doc[span.end : span.end + NEAR] if t.lower_ not in ("has", "had", "also", "then")),
        "",
    )
    before = doc[span.start - 1].lower_ if span.start > span.sent.start else ""
    return after in reporting_verbs() or before in ("said", "says")


def _introduced(doc: Doc, span: Span) -> bool:
    """Whether a title stands behind a comma: "X Y, a political scientist"."""
    if span.end + 2 >= len(doc) or doc[span.end].text != ",":
        return False
    start = span.end + 1 + (doc[span.end + 1].lower_ in ("a", "an", "the"))
    return any(title_length(doc, i, i + MAX_TITLE) for i in range(start, min(start + 2, len(doc))))
