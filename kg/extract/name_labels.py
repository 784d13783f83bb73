"""Names in the labels of transcripts: of two words that are no sentence the model makes little."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.extract.name_kinds import head_type, title_length
from kg.extract.name_parts import FULL_NAME
from kg.extract.name_spans import CONNECTORS
from kg.model import EntityType
from kg.model import Span as Stretch
from kg.nlp.language import covered
from kg.nlp.lexicon import given_names, is_honorific, is_office

LONGEST_INITIALS = 3
"""Letters: a longer label in capitals is a name."""
TypedName = tuple[Span, EntityType]
"""A name and the type it looks like."""


def label_names(doc: Doc) -> Iterator[TypedName]:
    """Yield whom the labels of a transcript name, without titles: people, and outlets that ask."""
    known = covered(doc, "known")
    for turn in doc._.layout.turns:
        label = _tokens(doc, turn.label) if turn.label else None
        if label is None or _initials(label):
            continue
        start, end = label.start, next((t.i for t in label if t.text in ("(", "[", ",")), label.end)
        while start < end and (skip := _skipped(doc, start, end)):
            start += skip
        start = _behind_office(doc, start, end)
        if start >= end or doc[start].lower_ in ("of", "for"):  # who speaks for "Velm" has no name here
            continue
        if all(t.is_digit for t in doc[start:end]):
            start = label.start  # "Speaker 2" is all that is known of him
        named = all(_in_name(token) for token in doc[start:end])
        if named and known.isdisjoint(range(start, end)):
            yield doc[start:end], head_type(doc[start:end]) or EntityType.PERSON


def _in_name(token: Token) -> bool:
    return token.text[0].isupper() or token.text in CONNECTORS or token.is_punct or token.is_digit


def _skipped(doc: Doc, start: int, end: int) -> int:
    """How many tokens from ``start`` are a title, Mr, "the", or a title cut short: "Dep. Min."."""
    word = doc[start]
    short = start + 1 < end and doc[start + 1].text == "." and len(word) > 1 and not word.whitespace_
    return title_length(doc, start, end) or 2 * short or int(_courtesy(doc, start))


def _behind_office(doc: Doc, start: int, end: int) -> int:
    """Where the name begins: behind "Water Commissioner", and behind the "of Fisheries" of a minister."""
    parts = [i for i in range(start, end) if i == start or doc[i - 1].whitespace_]
    offices = [n for n, i in enumerate(parts[:-FULL_NAME]) if is_office(doc[i].lower_)]
    start = parts[offices[-1] + 1] if offices else start
    if start >= end or doc[start].lower_ not in ("of", "for"):
        return start
    behind = [i for i in parts if i > start + 1]
    given = [i for i in behind[:-1] if doc[i].text.title() in given_names()]
    return next(iter(given), behind[-FULL_NAME] if len(behind) >= FULL_NAME else start)


def initials(doc: Doc) -> Iterator[Span]:
    """Yield the labels that are letters standing for a name: no names themselves."""
    for turn in doc._.layout.turns:
        label = _tokens(doc, turn.label) if turn.label else None
        if label is not None and _initials(label):
            yield label


def _initials(label: Span) -> bool:
    """Whether a label is letters that stand for a name; "LI" is a name where the text has "Li"."""
    letters = [char for char in label.text if char.isalpha()]
    short = 1 < len(letters) <= LONGEST_INITIALS and label.text.replace(".", "").isupper()
    return short and all(token.text != label.text.title() for token in label.doc)


def _tokens(doc: Doc, label: Stretch) -> Span | None:
    return doc.char_span(label.start, label.end, alignment_mode="contract")


def _courtesy(doc: Doc, i: int) -> bool:
    """Whether the word is Mr, "the" or a full stop."""
    return is_honorific(doc[i].text) or doc[i].lower_ in ("the", ".") or doc[i].is_punct
