"""Names that no registry knows: runs of capitalised words, and what kind of thing they look like.

Needs: ``doc.sents``, ``doc._.layout``, ``doc.spans["known"]``, ``doc.spans["adjectives"]``.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set

from spacy.tokens import Doc, Span, Token

from kg.extract.compounds import MAX_NAME, TypedName, compounds, label_names
from kg.extract.name_kinds import MAX_TITLE, kind_of, speaks, title_length
from kg.extract.name_runs import ARTICLES, CONNECTORS, capitalised, runs, written
from kg.model import EntityType, SegmentKind
from kg.nlp.language import covered, source_text, surname
from kg.nlp.lexicon import (
    given_names,
    honorifics,
    name_heads,
    reporting_verbs,
    titles,
    unnamed,
    words,
)

SILENT = (SegmentKind.TITLE, SegmentKind.HEADING)
OFFICES = frozenset("minister secretary commissioner undersecretary".split())
FULL_NAME = 2
"""Words of a person's name: given and family name."""
MAX_SMALL = 3
"""Letters of words that titles may leave in lower case, and that open sentences ("But", "Yet")."""
TITLE_CASE = 0.75
"""Share of capitalised words from which on a line is written in title case."""
OFFICE_NEAR = 6
"""Tokens from "Minister" to what the ministry is for.
These four set by hand; after a change run scripts/eval."""
MIN_ACRONYM = 3
"""Letters of capitals that are a name even where a sentence begins."""


def find_names(doc: Doc, known: Sequence[Span], family: Set[str]) -> list[TypedName]:
    """Return the unknown names of a document in order, each with the type it looks like.

    Two passes: full names first, then the family names alone of the persons found. In titles and headings,
    which may capitalise every word, only what the running text names is taken.

    Args:
        doc: the document.
        known: the names that the registry explains.
        family: family names of persons known to be spoken of.
    """
    labels = list(label_names(doc))
    joined = [*compounds(doc, known), *labels]
    taken = _places(known) | _places(span for span, _ in joined)
    found = [*joined, *_agreed(doc, _fresh(doc, taken))]
    talking = _talking(doc, found) | {form for span, _ in labels for form in _forms(span[-1].text)}
    found = [_short_of(doc, span, type_, talking) for span, type_ in found] if talking else found
    people = family | {surname(s.text) for s, type_ in found if type_ is EntityType.PERSON and len(s) > 1}
    found = [(span, EntityType.PERSON if span.text in people else type_) for span, type_ in found]
    found = [(_with_article(doc, span), type_) for span, type_ in found]
    seen = {span.text: type_ for span, type_ in found} | dict.fromkeys(people, EntityType.PERSON)
    done = taken | _places(span for span, _ in found)
    return sorted([*found, *_again(doc, seen, done)], key=lambda pair: pair[0].start)


def _places(spans: Iterable[Span]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end)}


def _forms(name: str) -> tuple[str, str]:
    """A name of a label, which may be in capitals, as the text may write it."""
    return name, name.title()


def _fresh(doc: Doc, taken: Set[int]) -> list[TypedName]:
    """The names in the runs of capitalised words of the running text."""
    silent = _tokens_of(doc, SILENT)
    lower = Counter(token.text for token in doc if token.is_lower)
    return [name for run in runs(doc, taken) if run.start not in silent for name in _named(doc, run, lower)]


def _talking(doc: Doc, found: Sequence[TypedName]) -> set[str]:
    """Single words that are the subject of a reporting verb somewhere ("Vukelja said"): family names."""
    alone = [span for span, _ in found if len(span) == 1 and not span.text.isupper()]
    return {span.text for span in alone if speaks(doc, span)}


def _short_of(doc: Doc, span: Span, type_: EntityType, talking: Set[str]) -> TypedName:
    """A longer name that ends in such a family name is a person's; of more than two words, the last two."""
    if type_ is EntityType.PERSON or span[-1].text not in talking or span[-1].lower_ in name_heads():
        return span, type_
    return doc[max(span.start, span.end - FULL_NAME) : span.end], EntityType.PERSON


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
    longer = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > MAX_SMALL]
    return len(longer) > 1 and sum(word[0].isupper() for word in longer) > TITLE_CASE * len(longer)


def _agreed(doc: Doc, found: Sequence[TypedName]) -> list[TypedName]:
    """Give all mentions of one text one type; drop what is capitalised only where sentences begin."""
    types: dict[str, Counter[EntityType]] = defaultdict(Counter)
    inside: set[str] = set()
    for span, type_ in found:
        types[span.text][type_] += 1
        if not (span[0].is_sent_start or doc[span.start - 1].is_punct):
            inside.add(span.text)
    kept = {text: _decided(counts) for text, counts in types.items()}
    return [(s, kept[s.text]) for s, _ in found if len(s) > 1 or s.text in inside or _stands(doc, s)]


def _decided(counts: Counter[EntityType]) -> EntityType:
    """A person wherever it once looked like one, then a place; else what it looks like most."""
    order = (EntityType.PERSON, EntityType.PLACE)
    return next((type_ for type_ in order if type_ in counts), counts.most_common(1)[0][0])


def _stands(doc: Doc, word: Span) -> bool:
    """Whether a word at the beginning of a sentence is a name after all: an acronym, or it speaks."""
    return (word.text.isupper() and len(word.text) >= MIN_ACRONYM) or speaks(doc, word)


def _with_article(doc: Doc, span: Span) -> Span:
    """The name with the Arabic article that a run of capitals leaves behind: "al-Harthi"."""
    at = span.start - 2
    glued = at >= 0 and doc[at + 1].text == "-" and not doc[at].whitespace_ and not doc[at + 1].whitespace_
    return doc[at : span.end] if glued and doc[at].lower_ in ARTICLES else span


def _again(doc: Doc, seen: Mapping[str, EntityType], done: Set[int]) -> Iterator[TypedName]:
    """Yield the later and the shorter mentions of names already seen, in headings too."""
    longest = max((2 * len(name.split()) for name in seen), default=0)
    i = 0
    while i < len(doc):
        opens = i not in done and (capitalised(doc[i]) or doc[i].lower_ in ARTICLES)
        span = _seen_at(doc, i, min(len(doc), i + longest), (seen, done)) if opens else None
        if span is not None:
            yield span, seen[span.text]
        i = span.end if span is not None else i + 1


def _seen_at(doc: Doc, i: int, limit: int, known: tuple[Mapping[str, EntityType], Set[int]]) -> Span | None:
    """The longest name at token i that was seen and has not been taken."""
    seen, done = known
    end = next((j for j in range(i, limit) if j in done), limit)
    return next((doc[i:j] for j in range(end, i, -1) if doc[i:j].text in seen), None)


def _named(doc: Doc, run: Span, lower: Mapping[str, int]) -> Iterator[TypedName]:
    """Yield the name in a run, without the words before it that are title, opener or adjective."""
    start, end, limit = run.start, run.end, run.sent.end
    if _office_of(doc, start):
        return
    titled = _title_before(doc, start)
    while start < end and (skip := title_length(doc, start, limit) or int(_opener(doc, start, end, lower))):
        titled = titled or _titles(doc[start : start + skip])
        start += skip
    start = _given(doc, start, end) if start < end else start
    while end > start and (doc[end - 1].text in CONNECTORS or _mark(doc[end - 1])):
        end -= 1
    if start < end and (type_ := kind_of(doc, doc[start:end], titled=titled)):
        yield doc[start:end], type_


def _mark(token: Token) -> bool:
    return len(token) == 1 and not token.text.isalnum()


def _titles(words_: Span) -> bool:
    return words_.text.lower() in titles() or words_[0].lower_.rstrip(".") in honorifics()


def _given(doc: Doc, start: int, end: int) -> int:
    """Where the name of a person begins within a run: at a given name, behind a title nobody listed."""
    if doc[end - 1].lower_ in name_heads():
        return start
    first = next((i for i in range(start, end - 1) if written(doc[i]) in given_names()), start)
    return first if first - start < MAX_TITLE and end - first <= MAX_NAME else start


def _office_of(doc: Doc, start: int) -> bool:
    """Whether the run tells what an office is for: "Minister of" Trade, "Director for" Water Resources."""
    words_before = [token.lower_ for token in doc[max(0, start - OFFICE_NEAR) : start]]
    if not words_before or words_before[-1] not in ("of", "for", "and"):
        return False
    office = bool(OFFICES & set(words_before)) and bool({"of", "for"} & set(words_before))
    return office and not {",", ".", "said"} & set(words_before)


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
    word = token.lower_
    if (
        not capitalised(token)
        or word in words("not_names")
        or word.rstrip(".") in honorifics()
        or word in unnamed()
    ):
        return True
    if i in covered(doc, "adjectives"):
        return not any(doc[k].lower_ in name_heads() for k in range(i + 1, end))
    opens = bool(token.is_sent_start) or doc[i - 1].is_punct or doc[i - 1].is_space
    common = lower[word] > 0 or word in words("verbs") or word in reporting_verbs()
    return opens and (common or (end - i == 1 and len(token) <= MAX_SMALL and not token.is_upper))
