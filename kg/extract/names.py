"""Names that no registry knows: runs of capitalised words, and what kind of thing they look like.

Needs: ``doc.sents``, ``doc._.layout``, ``doc.spans["known"]``, ``doc.spans["adjectives"]``.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set

from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from kg.model import EntityType, SegmentKind
from kg.nlp.language import source_text, surname
from kg.nlp.lexicon import given_names, honorifics, institutions, name_heads, reporting_verbs, titles, words

CONNECTORS = frozenset("of de da do dos di del della la le von van der den bin ibn al el ben y e und".split())
ARTICLES = frozenset("al el ad ar as ash at an az bin ibn".split())
BEHIND_HEAD = frozenset("on for and the".split())
SILENT = (SegmentKind.TITLE, SegmentKind.HEADING)
PLACE_BEFORE = frozenset("in at near from outside around across toward towards".split())
NEAR = ("product", "place", "facility")
OFFICES = frozenset("minister secretary commissioner undersecretary".split())
MAX_NAME, MAX_ACRONYM = 5, 6
LATIN_END = 0x250
"""Names in other scripts are taken from the registry only: letter case does not mark them everywhere."""
MAX_TITLE = 8
"""Words of the longest title tried."""


def capitalised(token: Token) -> bool:
    """Whether a token is written like a name or an acronym."""
    text = token.text
    return text[:1].isupper() and ord(text[0]) < LATIN_END and token.lower_ != "i"


def title_length(doc: Doc, start: int, end: int) -> int:
    """Return how many tokens from ``start`` make the longest title of the lexicon (0: none)."""
    known = titles()
    for length in range(min(MAX_TITLE, end - start), 0, -1):
        if _words(doc, start, start + length) in known:
            return length
    return 0


def _words(doc: Doc, start: int, end: int) -> str:
    return doc[start:end].text.lower().replace("’", "'").replace(" - ", "-")


def find_names(doc: Doc, known: Sequence[Span], family: Set[str]) -> list[tuple[Span, EntityType]]:
    """Return the unknown names of a document in order, each with the type it looks like.

    Two passes: full names first, then the family names alone of the persons found. In titles and headings,
    which may capitalise every word, only what the running text names is taken.

    Args:
        doc: the document.
        known: the names that the registry explains.
        family: family names of persons known to be spoken of.
    """
    labels = _label_names(doc)
    compounds = [*_compounds(doc, known), *labels]
    taken = {i for span in known for i in range(span.start, span.end)} | {
        i for span, _ in compounds for i in range(span.start, span.end)
    }
    silent = _tokens_of(doc, SILENT)
    lower = Counter(token.text for token in doc if token.is_lower)
    found: list[tuple[Span, EntityType]] = []
    for run in _runs(doc, taken):
        if run.start not in silent:
            found.extend(_named(doc, run, lower))
    found = [*compounds, *_agreed(doc, found)]
    talking = _talking(doc, found) | {
        form for span, _ in labels for form in (span[-1].text, span[-1].text.title())
    }
    found = [_short_of(doc, span, type_, talking) for span, type_ in found] if talking else found
    people = {
        surname(span.text) for span, type_ in found if type_ is EntityType.PERSON and len(span) > 1
    } | family
    found = [(span, EntityType.PERSON if span.text in people else type_) for span, type_ in found]
    seen = {span.text: type_ for span, type_ in found} | dict.fromkeys(people, EntityType.PERSON)
    done = taken | {i for span, _ in found for i in range(span.start, span.end)}
    return sorted([*found, *_again(doc, seen, done)], key=lambda pair: pair[0].start)


def _label_names(doc: Doc) -> list[tuple[Span, EntityType]]:
    """The people whom the labels of a transcript name: what is left of a label without titles and remarks."""
    found = []
    for turn in doc._.layout.turns:
        label = (
            doc.char_span(turn.label.start, turn.label.end, alignment_mode="contract") if turn.label else None
        )
        if label is None:
            continue
        start, end = label.start, next((t.i for t in label if t.text in ("(", "[", ",")), label.end)
        while start < end and (skip := title_length(doc, start, end) or int(_courtesy(doc, start))):
            start += skip
        known = any(span.start < end and start < span.end for span in doc.spans["known"])
        if (
            start < end
            and not known
            and all(t.text[0].isupper() or t.text in CONNECTORS or t.is_punct for t in doc[start:end])
        ):
            found.append((doc[start:end], EntityType.PERSON))
    return found


def _courtesy(doc: Doc, i: int) -> bool:
    return doc[i].lower_.rstrip(".") in honorifics() or doc[i].lower_ in ("the", ".") or doc[i].is_punct


def _talking(doc: Doc, found: Sequence[tuple[Span, EntityType]]) -> set[str]:
    """Single words that are the subject of a reporting verb somewhere ("Vukelja said"): family names."""
    alone = [span for span, _ in found if len(span) == 1 and not span.text.isupper()]
    return {span.text for span in alone if _speaks(doc, span)}


def _short_of(doc: Doc, span: Span, type_: EntityType, talking: Set[str]) -> tuple[Span, EntityType]:
    """A longer name that ends in such a family name is a person's; of more than two words, the last two."""
    if type_ is EntityType.PERSON or span[-1].text not in talking or span[-1].lower_ in name_heads():
        return span, type_
    return doc[max(span.start, span.end - 2) : span.end], EntityType.PERSON


def _tokens_of(doc: Doc, kinds: Collection[SegmentKind]) -> set[int]:
    """The tokens of furniture, and of titles and headings that capitalise every word."""
    text = source_text(doc)
    spans = [
        s.span
        for s in doc._.layout.segments
        if s.kind is SegmentKind.BOILERPLATE or (s.kind in kinds and title_case(s.span.of(text)))
    ]
    parts = [doc.char_span(span.start, span.end, alignment_mode="expand") for span in spans]
    return {token.i for part in parts if part is not None for token in part}


def title_case(line: str) -> bool:
    """Whether nearly all longer words of a line are capitalised.

    >>> title_case("Ministers Sign Water Pact in Geneva"), title_case("Ministers sign a pact in Geneva")
    (True, False)
    """
    longer = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    return len(longer) > 1 and sum(word[0].isupper() for word in longer) > 0.75 * len(longer)


def _compounds(doc: Doc, known: Sequence[Span]) -> list[tuple[Span, EntityType]]:
    """Names that hold a known one and end in a noun of their own: "UN Security Council", "Lake Chad Basin Commission"."""
    heads, found = name_heads(), []
    adjectives = {span.start for span in doc.spans["adjectives"]}
    for span in known:
        if span[-1].lower_ in heads or len(span.text) < 2:
            continue
        start, end = span.start, span.end
        while (
            start > span.sent.start
            and capitalised(doc[start - 1])
            and doc[start - 1].lower_ not in words("not_names")
            and start - 1 not in adjectives
        ):
            start -= 1
        ends = [end]
        while ends[-1] < span.sent.end and capitalised(doc[ends[-1]]) and ends[-1] - end < MAX_NAME:
            ends.append(ends[-1] + 1)
        stop = next((e for e in reversed(ends[1:]) if doc[e - 1].lower_ in heads), None)
        if (
            stop is not None
            and not title_length(doc, end, stop)
            and doc[end:stop].text.lower() not in institutions()
        ):
            found.append((doc[start:stop], EntityType(heads[doc[stop - 1].lower_])))
    spans = filter_spans([span for span, _ in found])
    return [(span, type_) for span, type_ in found if span in spans]


def _agreed(doc: Doc, found: Sequence[tuple[Span, EntityType]]) -> list[tuple[Span, EntityType]]:
    """Give all mentions of one text one type, and drop words that are capitalised only where sentences begin."""
    types: dict[str, Counter[EntityType]] = defaultdict(Counter)
    inside: Counter[str] = Counter()
    for span, type_ in found:
        types[span.text][type_] += 1
        inside[span.text] += not (span[0].is_sent_start or doc[span.start - 1].is_punct)
    order = (EntityType.PERSON, EntityType.PLACE)
    kept = {
        text: next((t for t in order if t in counts), counts.most_common(1)[0][0])
        for text, counts in types.items()
    }
    return [
        (s, kept[s.text])
        for s, _ in found
        if len(s) > 1 or inside[s.text] or (s.text.isupper() and len(s.text) > 2) or _speaks(doc, s)
    ]


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
    after = end + 1
    if token.text in ("-", "‑", "’", "'"):
        glued = not doc[end - 1].whitespace_ and not token.whitespace_
        return end + 2 if glued and after < limit and after not in taken and capitalised(doc[after]) else end
    joins = (
        CONNECTORS | BEHIND_HEAD if doc[end - 1].lower_ in name_heads() or _headed(doc, end) else CONNECTORS
    )
    while after < limit and after - end < 3 and (doc[after].text in joins or _article(doc, after)):
        after += 1
    follows = (
        after < limit
        and after not in taken
        and capitalised(doc[after])
        and doc[after].lower_ not in words("not_names")
    )
    return after + 1 if follows and token.text in joins else end


def _article(doc: Doc, i: int) -> bool:
    """Whether token i is the hyphen of an Arabic article: "al-Harthi"."""
    return doc[i].text == "-" and doc[i - 1].lower_ in ARTICLES and not doc[i - 1].whitespace_


def _headed(doc: Doc, end: int) -> bool:
    """Whether a noun like "Center" or "Declaration" stands close before: "Center for Science and …"."""
    return any(
        doc[i].lower_ in name_heads() and doc[i].text[0].isupper() for i in range(max(0, end - 4), end)
    )


def _named(doc: Doc, run: Span, lower: Mapping[str, int]) -> Iterator[tuple[Span, EntityType]]:
    """Yield the name in a run, without the words before it that are title, opener or adjective."""
    start, end = run.start, run.end
    if _office_of(doc, start):
        return
    titled = _title_before(doc, start)
    while start < end:
        skip = title_length(doc, start, run.sent.end) or int(_opener(doc, start, end, lower))
        if not skip:
            break
        titled = (
            titled or doc[start : start + skip].text.lower() in titles() or doc[start].lower_ in honorifics()
        )
        start += skip
    start = _given(doc, start, end)
    while end > start and (
        doc[end - 1].text in CONNECTORS or not doc[end - 1].text[-1].isalnum() and len(doc[end - 1]) == 1
    ):
        end -= 1
    if start < end and (type_ := _type(doc, doc[start:end], titled)):
        yield doc[start:end], type_


def _given(doc: Doc, start: int, end: int) -> int:
    """Where the name of a person begins within a run: at a given name, behind a title nobody listed."""
    if doc[end - 1].lower_ in name_heads():
        return start
    first = next((i for i in range(start, end - 1) if doc[i].text in given_names()), start)
    return first if first - start < MAX_TITLE and end - first <= MAX_NAME else start


def _office_of(doc: Doc, start: int) -> bool:
    """Whether the run tells what an office is for: "Minister of" Trade, "Director for" Water Resources."""
    words_before = [token.lower_ for token in doc[max(0, start - 6) : start]]
    if not words_before or words_before[-1] not in ("of", "for", "and"):
        return False
    return bool(OFFICES & set(words_before)) and not {",", ".", "said"} & set(words_before)


def _title_before(doc: Doc, start: int) -> bool:
    """Whether a lower-case title or an honorific stands right before."""
    before = start - 1
    if before > 0 and doc[before].text in (".", ","):  # "Mr." X; "the Australian ambassador", X
        before -= 1
    if before < 0:
        return False
    return doc[before].lower_.rstrip(".") in honorifics() or any(
        doc[i : before + 1].text.lower() in titles() for i in range(max(0, before - MAX_TITLE), before + 1)
    )


def _opener(doc: Doc, i: int, end: int, lower: Mapping[str, int]) -> bool:
    """Whether the word is capitalised for another reason than being (part of) a name."""
    token = doc[i]
    if (
        not capitalised(token)
        or token.lower_ in words("not_names")
        or token.lower_.rstrip(".") in honorifics()
    ):
        return True
    if any(span.start <= i < span.end for span in doc.spans["adjectives"]):
        return not any(doc[k].lower_ in name_heads() for k in range(i + 1, end))
    opens = bool(token.is_sent_start) or doc[i - 1].is_punct or doc[i - 1].is_space
    common = lower[token.lower_] > 0 or token.lower_ in words("verbs") or token.lower_ in reporting_verbs()
    return opens and (common or (end - i == 1 and len(token) < 4 and not token.is_upper))


def _type(doc: Doc, span: Span, titled: bool) -> EntityType | None:
    heads = name_heads()
    last, first = span[-1].lower_, span[0].text
    after = doc[span.end] if span.end < len(doc) else None
    if titled and last not in heads and not (len(span) == 1 and span[0].is_upper and len(span[0]) < 4):
        return EntityType.PERSON
    joined = len(span) > 2 and span[1].text in CONNECTORS | BEHIND_HEAD
    if type_ := heads.get(last) or (
        heads.get(span[0].lower_)
        if joined
        else next((heads[t.lower_] for t in span[1:-1] if t.lower_ in heads), None)
    ):
        return EntityType(type_) if len(span) > 1 else None
    near = next(
        (heads[t.lower_] for t in doc[span.end : span.end + 3] if t.lower_ in heads and t.is_lower), None
    )
    if near in NEAR and (after is not None and not after.is_punct):
        return EntityType(near)
    if first in given_names() and len(span) > 1:
        return EntityType.PERSON
    return _shape(doc, span)


ADJECTIVAL = re.compile(r".{3,}(?:ic|ian|ean|ese|ish|ist|centric|ized|ised|phobic)$")


def _shape(doc: Doc, span: Span) -> EntityType | None:
    """What the form and the neighbours alone tell."""
    if (
        ADJECTIVAL.fullmatch(span.text)
        and span.end < len(doc)
        and doc[span.end].is_lower
        and doc[span.end].is_alpha
    ):
        return None
    before = doc[span.start - 1].lower_ if span.start and not span[0].is_sent_start else ""
    if len(span) == 1:
        if span[0].is_upper and len(span[0]) > 1:
            return EntityType.ORG if len(span[0]) <= MAX_ACRONYM else None
        if before in PLACE_BEFORE or (before not in ("the", '"', "“", "«") and not _speaks(doc, span)):
            return EntityType.PLACE
        return EntityType.ORG
    if before in PLACE_BEFORE and len(span) == 2:
        return EntityType.PLACE
    return EntityType.PERSON if _speaks(doc, span) or _introduced(doc, span) else EntityType.ORG


def _speaks(doc: Doc, span: Span) -> bool:
    """Whether the name is the subject of a reporting verb, before or after it, without an article."""
    if span.start and doc[span.start - 1].lower_ == "the":
        return False
    after = next(
        (t.lower_ for t in doc[span.end : span.end + 3] if t.lower_ not in ("has", "had", "also", "then")), ""
    )
    before = doc[span.start - 1].lower_ if span.start > span.sent.start else ""
    return after in reporting_verbs() or before in ("said", "says")


def _introduced(doc: Doc, span: Span) -> bool:
    """Whether a title stands behind a comma: "X Y, a political scientist"."""
    if span.end + 2 >= len(doc) or doc[span.end].text != ",":
        return False
    start = span.end + 1 + (doc[span.end + 1].lower_ in ("a", "an", "the"))
    return any(title_length(doc, i, i + MAX_TITLE) for i in range(start, min(start + 2, len(doc))))


def _again(doc: Doc, seen: Mapping[str, EntityType], done: set[int]) -> Iterator[tuple[Span, EntityType]]:
    """Yield the later and the shorter mentions of names already seen, in headings too."""
    longest = max((len(name.split()) for name in seen), default=0)
    i = 0
    while i < len(doc):
        span = (
            next(
                (
                    doc[i:j]
                    for j in range(min(len(doc), i + 2 * longest), i, -1)
                    if doc[i:j].text in seen and not done & set(range(i, j))
                ),
                None,
            )
            if (capitalised(doc[i]) or doc[i].lower_ in ARTICLES) and i not in done
            else None
        )
        if span is not None:
            yield span, seen[span.text]
        i = span.end if span is not None else i + 1
