"""The names that the model reads, with all their words and no others: no title, no article, no half.

Needs: ``doc.ents``, tags and trees, ``doc.spans["adjectives"]``.
"""

import re
from collections.abc import Iterator, Set

from spacy.tokens import Doc, Span, Token

from kg.extract.name_kinds import capitalised, title_length
from kg.extract.name_nouns import LONGEST, Piece, behind_head, headed
from kg.extract.name_parts import FULL_NAME, STATES, behind_land, parted
from kg.model import EntityType
from kg.nlp.language import covered
from kg.nlp.lexicon import given_names, is_honorific, is_office, name_heads, unnamed, words

TYPES = {
    "PERSON": EntityType.PERSON,
    "ORG": EntityType.ORG,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "EVENT": EntityType.EVENT,
    "PRODUCT": EntityType.PRODUCT,
}
"""What the model's labels are here. A polity that no registry knows is the place where it lies."""
CONNECTORS = frozenset("of de da do dos di del della la le von van der den bin ibn al el ben y e und".split())
ARTICLES = frozenset("al el ad ar as ash at an az bin ibn".split())
HYPHENS = frozenset("-‑–")
INITIAL = re.compile(r"[A-Z]\.")
BEFORE_LAND = STATES | {"of", "the", "for"}
"""Words behind which a country may open what the model reads as a person's name."""
OFFICES = frozenset("minister secretary commissioner undersecretary".split())
"""Offices for which the text says what for: "Minister of Natural Resources"."""
OFFICE_NEAR = 4
"""Tokens from such an office to what it is for. Set by hand; after a change run scripts/eval."""
LONGEST_ACRONYM = 4
"""Letters up to which a word in capitals is an acronym; a longer one stands in a line of capitals."""


def read_names(doc: Doc, taken: Set[int]) -> Iterator[tuple[Span, EntityType]]:
    """Yield the names that the model reads, in order.

    Args:
        doc: the document.
        taken: tokens of names that are known already; a name may go beyond them, not lie within.
    """
    whole = [part for piece in _joined(doc) for part in parted(doc, piece)]
    begins = {ent.start for ent in doc.ents if ent.label_ in TYPES} | {part.start for part in whole}
    done = 0
    for start, end, type_ in sorted([*whole, *headed(doc, taken)]):
        for first, last in _parts(doc[start:end], type_, taken):
            kind = EntityType.PERSON if _opens_with_office(doc, first, last) else type_
            span = _mended(doc, Piece(max(first, done), last, kind), taken, begins)
            if span is not None:
                done = span.end
                yield span, kind


def _joined(doc: Doc) -> Iterator[Piece]:
    """The model's names; two side by side that are of one type and hang together in the tree are one."""
    before: Piece | None = None
    for ent in doc.ents:
        type_ = TYPES.get(ent.label_)
        if type_ is None:
            continue
        if before and before.end == ent.start and before.type is type_ and _linked(doc, before, ent):
            before = before._replace(end=ent.end)
            continue
        if before:
            yield before
        before = Piece(ent.start, ent.end, type_)
    if before:
        yield before


def _linked(doc: Doc, before: Piece, ent: Span) -> bool:
    first = doc[before.start : before.end]
    here, there = {token.head.i for token in ent}, {token.head.i for token in first}
    across = any(first.start <= i < first.end for i in here) or any(ent.start <= i < ent.end for i in there)
    return across or ent.root.head.i == first.root.head.i


def _parts(name: Span, type_: EntityType, taken: Set[int]) -> Iterator[tuple[int, int]]:
    """A name without the known ones: a person's is cut at them, others hold one without a noun.

    "Lake Chad Basin Commission" is more than the lake; an academy "of" something is the academy.
    """
    known = [token for token in name if token.i in taken]
    one = bool(known) and known[-1].i - known[0].i < len(known) < len(name)
    if not known or (one and type_ is not EntityType.PERSON and known[-1].lower_ not in name_heads()):
        yield name.start, name.end
        return
    start = name.start
    for i in [*(token.i for token in known), name.end]:
        if i > start:
            yield start, i
        start = i + 1


def _opens_with_office(doc: Doc, start: int, end: int) -> bool:
    """Whether the model read an office and a name as one: "Justice Minister X Y", not "General Assembly"."""
    start += start in covered(doc, "adjectives")
    rest = doc[start + title_length(doc, start, end) : end]
    return (
        rest.start > start
        and len(rest) >= FULL_NAME
        and all(capitalised(token) and token.lower_ not in name_heads() for token in rest)
    )


def _mended(doc: Doc, piece: Piece, taken: Set[int], begins: Set[int]) -> Span | None:
    """The name with all its words and nothing else, or None when nothing is left."""
    start, end, type_ = piece
    while start < end and (skip := _skip(doc, start, end, type_)):
        start += skip
    while end > start and not _closes(doc[end - 1]):
        end -= 1
    if type_ is EntityType.PERSON and start < end:
        start = _behind_office(doc, start, end)
    if start >= end or not any(capitalised(doc[i]) for i in range(start, end)):
        return None
    start, end = _grown_left(doc, start, end, taken), _grown_right(doc, end, taken, begins)
    office = start > 1 and doc[start - 1].lower_ in ("of", "for") and doc[start - 2].lower_ in OFFICES
    if end - start > LONGEST or (office and type_ is not EntityType.PERSON):  # "Minister of Transport"
        return None
    if all(i in taken for i in range(start, end)) or title_length(doc, start, end) == end - start:
        return None
    bare = end - start == 1 and (INITIAL.fullmatch(doc[start].text) or doc[start].lower_ in name_heads())
    return None if bare else doc[start:end]


def _closes(token: Token) -> bool:
    """Whether a name can end in a token."""
    joined = token.i > 0 and token.tag_ == "NNP" and _glued(token.doc, token.i - 1)  # "Min Seok-jae"
    written = capitalised(token) or joined or token.text[0].isdigit() or not token.text.isascii()
    return written and (token.text[-1].isalnum() or bool(INITIAL.fullmatch(token.text)))


def _skip(doc: Doc, i: int, end: int, type_: EntityType) -> int:
    """How many words from ``i`` are no part of the name: a title, an article, an adjective of a polity."""
    token = doc[i]
    if i in covered(doc, "adjectives"):
        return int(not any(doc[k].lower_ in name_heads() and capitalised(doc[k]) for k in range(i + 1, end)))
    if type_ in (EntityType.PERSON, EntityType.PLACE):
        if length := title_length(doc, i, len(doc)):  # the model may take the first words of one for a name
            return length
        if is_honorific(token.text) or token.lower_ in unnamed():
            return 1
        if office := _office(doc, i, end):
            return office
    plain = not capitalised(token) and token.lower_ not in ARTICLES
    return int(plain or (token.lower_ in words("not_names") and not _opens_body(doc, i, end, type_)))


def _office(doc: Doc, i: int, end: int) -> int:
    """How many words from ``i`` are the office of whom the rest names: "Fisheries Minister X Y"."""
    if not capitalised(doc[i]) or _given(doc[i]):
        return 0
    behind = (k + 1 for k in range(i + 1, min(i + OFFICE_NEAR, end - 1)) if is_office(doc[k].lower_))
    return next(behind, i) - i


def _opens_body(doc: Doc, i: int, end: int, type_: EntityType) -> bool:
    """Whether a word that opens no name elsewhere opens this one: "the newspaper Evening Gull"."""
    inner = type_ is EntityType.ORG and i > 0 and not doc[i].is_sent_start and doc[i - 1].is_alpha
    return inner and i + 1 < end and doc[i].ent_iob_ == "B" and capitalised(doc[i + 1])


def _behind_office(doc: Doc, start: int, end: int) -> int:
    """Where the name of a person begins that a machine translation set right behind his office.

    "Minister of the Republic X Y", "Minister of Foreign Affairs T. S. X": at initials or at a given name.
    """
    if start == 0 or doc[start - 1].lower_ not in BEFORE_LAND:
        return start
    start = behind_land(doc, start, end, FULL_NAME)
    names = (i for i in range(start, end - 1) if INITIAL.fullmatch(doc[i].text) or _given(doc[i]))
    before = {doc[i].lower_ for i in range(max(0, start - OFFICE_NEAR), start)}
    if not before & OFFICES:
        return next(names, start)
    return next(names, end - FULL_NAME if end - start > FULL_NAME else end)


def _given(token: Token) -> bool:
    return (token.text.title() if token.is_upper else token.text) in given_names()


def _grown_left(doc: Doc, start: int, end: int, taken: Set[int]) -> int:
    """Initials, the half of a hyphenation, an Arabic article and what the tree ties to it."""
    first = max(0, start - LONGEST)
    while start > first and not doc[start].is_sent_start:
        before = doc[start - 1]
        if _glued(doc, start - 1) and start > 1 and start - 2 not in taken and _joinable(doc[start - 2]):
            start -= 2
        elif start - 1 not in taken and not before.ent_type and (_tied(doc, start - 1, start, end)):
            start -= 1
        else:
            break
    return start


def _tied(doc: Doc, i: int, start: int, end: int) -> bool:
    """Whether the word before a name is a part of it: a proper noun that the tree puts together with it."""
    token = doc[i]
    if INITIAL.fullmatch(token.text):
        return start <= token.head.i < end or any(doc[k].head.i == i for k in range(start, end))
    proper = token.pos_ == "PROPN" and capitalised(token)
    together = (token.dep_ in ("compound", "flat", "amod") and start <= token.head.i < end) or (
        doc[start].dep_ == "flat" and doc[start].head.i == i
    )
    return (
        proper
        and together
        and i not in covered(doc, "adjectives")
        and not _skip(doc, i, i + 1, EntityType.PERSON)
    )


def _grown_right(doc: Doc, end: int, taken: Set[int], begins: Set[int]) -> int:
    """The rest of a hyphenation, of a run of capitals and of "Institute for …" belong to a name."""
    last = min(len(doc), end + LONGEST)
    while end < last:
        if (
            _glued(doc, end)
            and end + 1 < len(doc)
            and end + 1 not in taken
            and _joinable(doc[end + 1], digits=True)
        ):
            end += 2
        elif _goes_on(doc, end, taken, begins):
            end += 1
        elif (further := behind_head(doc, end)) > end:
            end = further
        else:
            break
    return end


def _goes_on(doc: Doc, i: int, taken: Set[int], begins: Set[int]) -> bool:
    return (
        i not in taken
        and i not in begins
        and capitalised(doc[i])
        and not doc[i].is_sent_start
        and not (doc[i].is_upper and doc[i - 1].is_upper and len(doc[i]) > LONGEST_ACRONYM)
        and (doc[i].lower_ in name_heads() or doc[i].lower_ not in words("not_names"))
        and not title_length(doc, i, len(doc))
    )


def _glued(doc: Doc, i: int) -> bool:
    """Whether token i is a hyphen without space around it."""
    return doc[i].text in HYPHENS and i > 0 and not doc[i - 1].whitespace_ and not doc[i].whitespace_


def _joinable(token: Token, *, digits: bool = False) -> bool:
    return capitalised(token) or token.lower_ in ARTICLES or (digits and token.is_digit)
