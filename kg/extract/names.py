"""Names that no registry knows: runs of capitalised words, and what kind of thing they look like.

Needs: ``doc.sents``, ``doc._.layout``, ``doc.spans["known"]``, ``doc.spans["adjectives"]``.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Span, Token

from kg.model import EntityType, SegmentKind
from kg.nlp.language import surname
from kg.nlp.lexicon import given_names, honorifics, name_heads, reporting_verbs, titles, words

CONNECTORS = frozenset("of de da do dos di del della la le von van der den bin ibn al el ben y e und".split())
TITLED = (SegmentKind.TITLE, SegmentKind.HEADING)
PLACE_BEFORE = frozenset("in at near from outside around across toward towards".split())
MAX_TITLE = 8
"""Words of the longest title tried."""


def capitalised(token: Token) -> bool:
    """Whether a token is written like a name or an acronym."""
    text = token.text
    return text[:1].isupper() and token.lower_ != "i" and any(c.isalpha() for c in text)


def title_length(doc: Doc, start: int, end: int) -> int:
    """Return how many tokens from ``start`` make the longest title of the lexicon (0: none)."""
    known = titles()
    for length in range(min(MAX_TITLE, end - start), 0, -1):
        if _words(doc, start, start + length) in known:
            return length
    return 0


def _words(doc: Doc, start: int, end: int) -> str:
    return doc[start:end].text.lower().replace("’", "'").replace(" - ", "-")


def find_names(doc: Doc) -> list[tuple[Span, EntityType]]:
    """Return the unknown names of a document in order, each with the type it looks like.

    Two passes: full names first, then the family names alone of the persons found. In titles and headings,
    which may capitalise every word, only what the running text names is taken.
    """
    taken = {i for span in doc.spans["known"] for i in range(span.start, span.end)}
    lower = Counter(token.text for token in doc if token.is_lower)
    headings = _heading_tokens(doc)
    found: list[tuple[Span, EntityType]] = []
    for run in _runs(doc, taken):
        if run.start not in headings:
            found.extend(_named(doc, run, lower))
    people = {surname(span.text) for span, type_ in found if type_ is EntityType.PERSON and len(span) > 1}
    seen = {span.text: type_ for span, type_ in found} | dict.fromkeys(people, EntityType.PERSON)
    done = taken | {i for span, _ in found for i in range(span.start, span.end)}
    return sorted([*found, *_again(doc, seen, done)], key=lambda pair: pair[0].start)


def _heading_tokens(doc: Doc) -> set[int]:
    spans = [s.span for s in doc._.layout.segments if s.kind in TITLED]
    parts = [doc.char_span(span.start, span.end, alignment_mode="expand") for span in spans]
    return {token.i for part in parts if part is not None for token in part}


def _runs(doc: Doc, taken: set[int]) -> Iterator[Span]:
    """Yield maximal runs of capitalised words, joined over ``of`` and the like, within one sentence."""
    for sentence in doc.sents:
        start = sentence.start
        while start < sentence.end:
            if start in taken or not capitalised(doc[start]):
                start += 1
                continue
            end = start + 1
            while (longer := _extended(doc, end, sentence.end, taken)) > end:
                end = longer
            yield doc[start:end]
            start = end


def _extended(doc: Doc, end: int, limit: int, taken: set[int]) -> int:
    """Return the end of the run with the next word, or ``end`` when the run is over."""
    if end >= limit or end in taken:
        return end
    token = doc[end]
    if capitalised(token):
        return end + 1
    follows = end + 1 < limit and end + 1 not in taken and capitalised(doc[end + 1])
    hyphen = token.text in "-‑’'" and not doc[end - 1].whitespace_ and not token.whitespace_
    return end + 2 if follows and (hyphen or token.text in CONNECTORS) else end


def _named(doc: Doc, run: Span, lower: Mapping[str, int]) -> Iterator[tuple[Span, EntityType]]:
    """Yield the name in a run, without the words before it that are title, opener or adjective."""
    start, end = run.start, run.end
    titled = _title_before(doc, start)
    while start < end:
        skip = title_length(doc, start, end) or (1 if _opener(doc, start, end, lower) else 0)
        if not skip or (skip == end - start and not skip_whole(doc, start, end)):
            break
        titled = titled or doc[start : start + skip].text.lower() in titles() or doc[start].lower_ in honorifics()
        start += skip
    while end > start and (doc[end - 1].text in CONNECTORS or not doc[end - 1].text[-1].isalnum() and len(doc[end - 1]) == 1):
        end -= 1
    if start < end and (type_ := _type(doc, doc[start:end], titled)):
        yield doc[start:end], type_


def skip_whole(doc: Doc, start: int, end: int) -> bool:
    """Whether a run that is all title or opener names nothing."""
    return doc[start:end].text.lower() not in name_heads()


def _title_before(doc: Doc, start: int) -> bool:
    """Whether a lower-case title or an honorific stands right before."""
    before = start - 1
    if before >= 0 and doc[before].text == "." and before > 0:
        before -= 1
    if before < 0:
        return False
    return doc[before].lower_.rstrip(".") in honorifics() or any(
        doc[i : before + 1].text.lower() in titles() for i in range(max(0, before - MAX_TITLE), before + 1)
    )


def _opener(doc: Doc, i: int, end: int, lower: Mapping[str, int]) -> bool:
    """Whether the word is capitalised for another reason than being (part of) a name."""
    token = doc[i]
    if token.lower_ in words("not_names") or token.lower_.rstrip(".") in honorifics():
        return True
    if any(span.start <= i < span.end for span in doc.spans["adjectives"]):
        return end - i > 1
    opens = bool(token.is_sent_start) or doc[i - 1].is_punct or doc[i - 1].is_space
    common = lower[token.lower_] > 0 or token.lower_ in words("verbs") or token.lower_ in reporting_verbs()
    return opens and (common or (end - i == 1 and len(token) < 4 and not token.is_upper))


def _type(doc: Doc, span: Span, titled: bool) -> EntityType | None:
    heads = name_heads()
    last, first = span[-1].lower_, span[0].text
    after = doc[span.end] if span.end < len(doc) else None
    if titled and last not in heads and not (len(span) == 1 and span[0].is_upper and len(span[0]) < 4):
        return EntityType.PERSON
    if type_ := heads.get(last) or (heads.get(span[0].lower_) if len(span) > 2 and span[1].text in CONNECTORS else None):
        return EntityType(type_) if len(span) > 1 else None
    if after is not None and (near := next((t.lower_ for t in doc[span.end : span.end + 3] if t.lower_ in heads), None)):
        if EntityType(heads[near]) in (EntityType.PRODUCT, EntityType.PLACE):
            return EntityType(heads[near])
    if first in given_names() and len(span) > 1:
        return EntityType.PERSON
    return _shape(doc, span)


def _shape(doc: Doc, span: Span) -> EntityType | None:
    """What the form and the neighbours alone tell."""
    before = doc[span.start - 1].lower_ if span.start and not span[0].is_sent_start else ""
    if len(span) == 1:
        if span[0].is_upper and len(span[0]) > 1:
            return EntityType.ORG
        return EntityType.PLACE if before in PLACE_BEFORE else None if span[0].is_sent_start else EntityType.ORG
    if before in PLACE_BEFORE and len(span) == 2 and span[0].text not in given_names():
        return EntityType.PLACE
    if any(token.is_upper and len(token) > 3 for token in span) and not all(t.is_upper for t in span):
        return EntityType.ORG
    return EntityType.PERSON if 2 <= len(span) <= 4 and all(t.text.isalpha() or t.text in "-.’'" for t in span) else EntityType.ORG


def _again(doc: Doc, seen: Mapping[str, EntityType], done: set[int]) -> Iterator[tuple[Span, EntityType]]:
    """Yield the later and the shorter mentions of names already seen, in headings too."""
    longest = max((len(name.split()) for name in seen), default=0)
    i = 0
    while i < len(doc):
        span = next(
            (doc[i:j] for j in range(min(len(doc), i + 2 * longest), i, -1)
             if doc[i:j].text in seen and not done & set(range(i, j))),
            None,
        ) if capitalised(doc[i]) and i not in done else None
        if span is not None:
            yield span, seen[span.text]
        i = span.end if span is not None else i + 1
