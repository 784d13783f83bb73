"""GUM's entities: which are names, and which were mentioned before (Zeldes 2017, WikiGUM 2021)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.nlp.tagset import DATE, EVENT, GPE, LOC, NORP, ORG, OUTSIDE, PERSON, PRODUCT, QUANTITY, NameTags
from kg.training.conllu import FORM, MISC, Row
from kg.training.names import DATELIKE, Types, demonyms, spread
from kg.training.passages import Syntax

TYPES: Mapping[str, Types] = {
    "person": frozenset({PERSON}),
    "organization": frozenset({ORG}),
    "place": frozenset({GPE, LOC}),
    "event": frozenset({EVENT}),
    "object": frozenset({PRODUCT, OUTSIDE}),
    "abstract": frozenset({PRODUCT, NORP, EVENT, OUTSIDE}),
}
INNER = frozenset("of the for and & on in de la al van von - ' 's".split())
"""Words within a name that are no names themselves."""
LONGEST_DATE = 8
BRACKET = re.compile(r"\((?P<id>\d+)-(?P<type>[a-z]+)(?P<rest>[^()]*)(?P<single>\))?|(?P<closed>\d+)\)")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words ``start`` to ``end`` that mention entity ``id``; ``wiki`` when the entity has a page."""

    start: int
    end: int
    id: str
    type: str
    wiki: bool


def names_and_antecedents(
    rows: Sequence[Row], syntax: Sequence[Syntax]
) -> tuple[list[NameTags], list[frozenset[int]]]:
    """Return the open labels, and the earlier heads of the same entity, of each word of a document."""
    mentions = sorted(_mentions(rows), key=lambda m: (m.start, -m.end))
    return _names(rows, syntax, mentions), _antecedents(len(rows), syntax, mentions)


def _mentions(rows: Sequence[Row]) -> Iterator[Mention]:
    open_: dict[str, list[tuple[int, str, bool]]] = defaultdict(list)
    for i, row in enumerate(rows):
        column = re.search(r"Entity=([^|]*)", row[MISC])
        for bracket in BRACKET.finditer(column[1] if column else ""):
            id_ = bracket["id"] or bracket["closed"]
            if bracket["id"]:
                open_[id_].append((i, bracket["type"], _wiki(bracket["rest"])))
            if bracket["single"] or bracket["closed"]:
                start, type_, wiki = open_[id_].pop()
                yield Mention(start, i + 1, id_, type_, wiki)


def _wiki(rest: str) -> bool:
    """Fields after the type: information status, salience, centering, minimal span, link, page."""
    return len(rest.strip("-").split("-", 5)) > 5  # noqa: PLR2004 - the sixth field is the page


def _head(mention: Mention, syntax: Sequence[Syntax]) -> int:
    inside = range(mention.start, mention.end)
    tops = [i for i in inside if syntax[i].head not in inside or syntax[i].head == i]
    return next((i for i in tops if syntax[i].relation != "punct"), mention.start)


def _antecedents(length: int, syntax: Sequence[Syntax], mentions: Sequence[Mention]) -> list[frozenset[int]]:
    earlier: dict[str, list[int]] = defaultdict(list)
    found = [frozenset[int]()] * length
    for mention in sorted(mentions, key=lambda m: _head(m, syntax)):
        head = _head(mention, syntax)
        found[head] |= frozenset(j for j in earlier[mention.id] if j < head)
        earlier[mention.id].append(head)
    return found


def _names(rows: Sequence[Row], syntax: Sequence[Syntax], mentions: Sequence[Mention]) -> list[NameTags]:
    words = [row[FORM] for row in rows]
    outside = frozenset({OUTSIDE})
    quantity = frozenset({OUTSIDE, "B-" + QUANTITY, "I-" + QUANTITY})
    found: list[NameTags] = [quantity if DATELIKE.match(word) else outside for word in words]
    for i, word in enumerate(words):
        if word in demonyms() and syntax[i].pos in ("ADJ", "PROPN", "NOUN"):
            found[i] = frozenset({"B-" + NORP})
    taken: set[int] = set()
    for start, end, types in sorted(_named(words, syntax, mentions), key=lambda n: n[0] - n[1]):
        if taken.isdisjoint(range(start, end)):
            taken |= set(range(start, end))
            for i, label in spread(words, start, end, types):
                found[i] = label
    return found


def _named(
    words: Sequence[str], syntax: Sequence[Syntax], mentions: Sequence[Mention]
) -> Iterator[tuple[int, int, Types]]:
    for mention in mentions:
        if mention.type == "time":
            yield from _date(words, mention)
        elif mention.type in TYPES:
            head = _head(mention, syntax)
            proper = syntax[head].tag in ("NNP", "NNPS")
            if proper or (mention.wiki and words[head][:1].isupper() and syntax[head].pos == "PROPN"):
                yield (*_chunk(words, syntax, mention, head), TYPES[mention.type])


def _chunk(words: Sequence[str], syntax: Sequence[Syntax], mention: Mention, head: int) -> tuple[int, int]:
    """The run of proper nouns around the head, with the small words between them."""

    def belongs(i: int) -> bool:
        return syntax[i].tag in ("NNP", "NNPS") or (
            words[i][:1].isupper() and syntax[i].pos in ("PROPN", "NOUN", "ADJ")
        )

    start, end = head, head + 1
    for i in range(head - 1, mention.start - 1, -1):
        if belongs(i):
            start = i
        elif words[i].lower() not in INNER:
            break
    for i in range(head + 1, mention.end):
        if belongs(i) or (syntax[i].pos == "NUM" and i == end):
            end = i + 1
        elif words[i].lower() not in INNER:
            break
    return start, end


def _date(words: Sequence[str], mention: Mention) -> Iterator[tuple[int, int, Types]]:
    start, end = mention.start, mention.end
    if words[start].lower() in ("the", "a", "an"):
        start += 1
    clause = [i for i in range(start, end) if words[i].lower() in ("when", "that", "which", "who", ",")]
    end = min([end, *clause])
    dated = any(DATELIKE.match(word) for word in words[start:end])
    if 0 < end - start <= LONGEST_DATE:
        yield start, end, frozenset({DATE} if dated else {DATE, OUTSIDE})
