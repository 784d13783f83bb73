"""Names that no registry knows: those that the model reads, each text of one type in the whole document.

Needs: ``doc.ents``, tags and trees, ``doc._.layout``, ``doc.spans["known"]``, ``doc.spans["adjectives"]``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from spacy.tokens import Doc, Span

from kg.extract.name_kinds import capitalised, head_type, kind_here, titled
from kg.extract.name_labels import TypedName, initials, label_names
from kg.extract.name_parts import FULL_NAME
from kg.extract.name_spans import ARTICLES, LONGEST_ACRONYM, read_names
from kg.model import EntityType, SegmentKind
from kg.nlp.language import surname

ORDER = (EntityType.PERSON, EntityType.PLACE, EntityType.ORG)
"""Of types with equal votes the first is taken, then the others."""


def find_names(doc: Doc, known: Sequence[Span], family: Set[str]) -> list[TypedName]:
    """Return the unknown names of a document in order, each with the type it looks like.

    Two passes: what the labels of turns and the model name, then the mentions of the same that the model left
    out, and the family names alone of the persons found.

    Args:
        doc: the document.
        known: the names that the registry explains.
        family: family names of persons known to be spoken of.
    """
    labels = list(label_names(doc))
    taken = _places(known) | _places(span for span, _ in labels) | _places(initials(doc))
    found = [*labels, *_agreed(doc, _read(doc, taken))]
    people = family | {surname(s.text) for s, type_ in found if type_ is EntityType.PERSON and len(s) > 1}
    found = [(span, EntityType.PERSON if span.text in people else type_) for span, type_ in found]
    seen = {_plain(span.text): type_ for span, type_ in found} | dict.fromkeys(people, EntityType.PERSON)
    done = taken | _places(span for span, _ in found)
    return sorted([*found, *_again(doc, seen, done)], key=lambda pair: pair[0].start)


def _places(spans: Iterable[Span]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end)}


def _read(doc: Doc, taken: Set[int]) -> Iterator[TypedName]:
    """The model's names; of furniture only people in full (who wrote it) and what the text names."""
    furniture, found = _furniture(doc), list(read_names(doc, taken))
    told = {span.text for span, _ in found if span.start not in furniture}
    for span, type_ in found:
        person = type_ is EntityType.PERSON and len(span) >= FULL_NAME
        if person or span.text in told:
            yield span, type_


def _furniture(doc: Doc) -> set[int]:
    spans = [s.span for s in doc._.layout.segments if s.kind is SegmentKind.BOILERPLATE]
    parts = [doc.char_span(span.start, span.end, alignment_mode="expand") for span in spans]
    return _places(part for part in parts if part is not None)


def _agreed(doc: Doc, read: Iterable[TypedName]) -> list[TypedName]:
    """Give all mentions of one text one type.

    That is what its own noun says, else a person's where a title stands before it, else what most votes say.
    The mentions of a longer name vote for each of its words, too: "Nordvik" is what "Nordvik Lines" is.
    """
    found = [(span, kind_here(doc, span, type_)) for span, type_ in read]
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for span, type_ in found:
        votes[_plain(span.text)][type_] += 1
    for name in [name for name in votes if " " in name]:
        type_, many = _decided(votes[name]), votes[name].total()
        for word in filter(votes.__contains__, name.split()):
            votes[word][type_] += many
    people = {_plain(span.text) for span, _ in found if titled(doc, span)}
    types = {name: EntityType.PERSON if name in people else _decided(many) for name, many in votes.items()}
    return [(span, head_type(span) or types[_plain(span.text)]) for span, _ in found]


def _decided(votes: Counter[EntityType]) -> EntityType:
    order = [*ORDER, *(type_ for type_ in EntityType if type_ not in ORDER)]
    return min(votes, key=lambda type_: (-votes[type_], order.index(type_)))


def _plain(name: str) -> str:
    """A name as running text writes it: a line in capitals has no other names.

    >>> _plain("HARBOUR of NATO")
    'Harbour of NATO'
    """
    return " ".join(w.title() if w.isupper() and len(w) > LONGEST_ACRONYM else w for w in name.split())


def _again(doc: Doc, seen: Mapping[str, EntityType], done: Set[int]) -> Iterator[TypedName]:
    """Yield the later and the shorter mentions of names already seen, in lines of capitals too."""
    longest = max((2 * len(name.split()) for name in seen), default=0)
    i = 0
    while i < len(doc):
        opens = i not in done and (capitalised(doc[i]) or doc[i].lower_ in ARTICLES)
        span = _seen_at(doc, i, min(len(doc), i + longest), (seen, done)) if opens else None
        if span is not None:
            yield span, seen[_plain(span.text)]
        i = span.end if span is not None else i + 1


def _seen_at(doc: Doc, i: int, limit: int, known: tuple[Mapping[str, EntityType], Set[int]]) -> Span | None:
    """The longest name at token i that was seen and has not been taken."""
    seen, done = known
    end = next((j for j in range(i, limit) if j in done or doc[j].is_space), limit)
    return next((doc[i:j] for j in range(end, i, -1) if _plain(doc[i:j].text) in seen), None)
