"""What the words within and beside a name say of its kind: nouns of institutions, titles, articles."""

from spacy.tokens import Doc, Span, Token

from kg.model import EntityType
from kg.nlp.lexicon import is_honorific, name_heads, titles

JOINTS = frozenset("of de da do di del della du des on for and the".split())
"""Words behind a noun that opens a name: "Centre for", "Ministry of"."""
AT = frozenset("in at near outside".split())
"""Words that nobody's name follows but seldom: "trust in X"."""
WHERE = frozenset("in on at along over across near into through from of to towards".split())
"""Words before the article of a place."""
OPENS, CLOSES = frozenset('«“„"'), frozenset('»”“"')
LATIN_END = "\u0250"
"""Names in other scripts are taken from the registry only: letter case does not mark them everywhere."""
MAX_TITLE = 8
"""Words of the longest title tried."""
MAX_INITIALS = 3
"""Letters of initials that no title makes a person's name."""


def capitalised(token: Token) -> bool:
    """Return whether a token is written like a name or an acronym."""
    text = token.text
    return text[:1].isupper() and text[0] < LATIN_END and token.lower_ != "i"


def title_length(doc: Doc, start: int, end: int) -> int:
    """Return how many tokens from ``start`` make the longest title of the lexicon (0: none)."""
    known = titles()
    for length in range(min(MAX_TITLE, end - start), 0, -1):
        if _words(doc, start, start + length) in known:
            return length
    return 0


def _words(doc: Doc, start: int, end: int) -> str:
    return doc[start:end].text.lower().replace("’", "'").replace(" - ", "-")


def head_type(span: Span) -> EntityType | None:
    """Return what the noun of a longer name says it is: at its end, else before "of" or "for".

    The model does not tell a facility from a place, nor a document from other things made.
    """
    if len(span) == 1:
        return None
    heads = name_heads()
    opens = len(span) > 2 and span[1].lower_ in JOINTS  # noqa: PLR2004 - head, joint, name
    found = heads.get(span[-1].lower_) or (heads.get(span[0].lower_) if opens else None)
    return EntityType(found) if found else None


def kind_here(doc: Doc, span: Span, type_: EntityType) -> EntityType:
    """Return the type that the model read, or another where no person's name can stand.

    Behind "in" it is a place's, behind a bare article ("on the Syr Darya") a place's or a body's, in quotes
    ("the company «Transkavstroy»") a body's.
    """
    if type_ is not EntityType.PERSON or not span.start or titled(doc, span):
        return type_
    before = doc[span.start - 1]
    if before.lower_ in AT:
        return EntityType.PLACE
    if before.lower_ == "the":
        return EntityType.PLACE if doc[max(0, span.start - 2)].lower_ in WHERE else EntityType.ORG
    quoted = before.text in OPENS and span.end < len(doc) and doc[span.end].text in CLOSES
    return EntityType.ORG if quoted else type_


def titled(doc: Doc, span: Span) -> bool:
    """Return whether a title or an honorific stands right before a name: "Mr. X", "the ambassador, X"."""
    if len(span) == 1 and span[0].is_upper and len(span[0]) <= MAX_INITIALS:
        return False
    before = span.start - 1
    if before > 0 and doc[before].text in (".", ","):
        before -= 1
    if before < 0:
        return False
    return is_honorific(doc[before].text) or any(
        _words(doc, i, before + 1) in titles() for i in range(max(0, before - MAX_TITLE), before + 1)
    )
