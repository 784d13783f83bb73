"""Read corpora of names, whose types differ, into the labels that each leaves open."""

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.graph.actors import actors_of
from kg.model import Entity, NameUse
from kg.nlp.lexicon import is_honorific, titles
from kg.nlp.tagset import (
    DATE,
    EVENT,
    GPE,
    LOC,
    NAME_LABELS,
    NORP,
    ORG,
    OUTSIDE,
    PERSON,
    PRODUCT,
    QUANTITY,
    NameTags,
)  # fmt: skip
from kg.resources import data
from kg.training.passages import ANY, Passage

Types = frozenset[str]
UNER: Mapping[str, Types] = {
    "PER": frozenset({PERSON}),
    "ORG": frozenset({ORG}),
    "LOC": frozenset({GPE, LOC}),
    "OTH": frozenset({EVENT, PRODUCT, NORP, OUTSIDE}),
}
CROSSNER: Mapping[str, Types] = {
    "politician": frozenset({PERSON}),
    "person": frozenset({PERSON}),
    "organisation": frozenset({ORG}),
    "politicalparty": frozenset({ORG}),
    "country": frozenset({GPE}),
    "location": frozenset({GPE, LOC}),
    "event": frozenset({EVENT}),
    "election": frozenset({EVENT}),
    "misc": frozenset({EVENT, PRODUCT, NORP, OUTSIDE}),
}
WIKIGOLD: Mapping[str, Types] = {
    "PER": frozenset({PERSON}),
    "ORG": frozenset({ORG}),
    "LOC": frozenset({GPE, LOC}),
    "MISC": frozenset({EVENT, PRODUCT, NORP, OUTSIDE}),
}
RE3D: Mapping[str, Types] = {
    "Person": frozenset({PERSON}),
    "Organisation": frozenset({ORG}),
    "Location": frozenset({GPE, LOC}),
    "Nationality": frozenset({NORP}),
    "Temporal": frozenset({DATE}),
    "Quantity": frozenset({QUANTITY}),
    "Money": frozenset({QUANTITY}),
    "MilitaryPlatform": frozenset({PRODUCT, OUTSIDE}),
    "Weapon": frozenset({PRODUCT, OUTSIDE}),
    "DocumentReference": frozenset({PRODUCT, OUTSIDE}),
}
"""What each corpus calls a name, and what it may be here: an empty choice is never taught."""
NOTHING: Types = frozenset({OUTSIDE})
UNANNOTATED = frozenset({DATE, QUANTITY})
"""Types that only re3d (and of dates, GUM) annotates: elsewhere a word outside names may be one."""
DATELIKE = re.compile(
    r"\d|(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber|yesterday|today"
    r"|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|week|month|year|century|hundred|thousand|million"
    r"|billion|percent|%|\$|€|£|dollars?|euros?|ago|last|next|one|two|three|four|five|six|seven|eight|nine|ten",
    re.I,
)
"""A word that may belong to a date or quantity."""
PLACE_WORD = re.compile(
    r"(?:river|sea|ocean|lake|mountains?|mount|mt|street|avenue|road|bay|gulf|strait|peninsula|desert|valley"
    r"|airport|bridge|island|islands|coast|park|square|palace|stadium|hall|hotel|building)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence with one tag per word, as its corpus has them."""

    words: Sequence[str]
    tags: Sequence[str]


def _tagged(path: Path, word: int, tag: int) -> Iterator[Tagged]:
    words: list[str] = []
    tags: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in (*file, ""):
            columns = line.split("\t") if "\t" in line else line.split()
            if line.startswith("# ") or (len(columns) > max(word, tag) and not columns[word].strip()):
                continue
            if not line.strip():
                if words:
                    yield Tagged(words, tags)
                words, tags = [], []
            elif len(columns) > max(word, tag):
                words.append(columns[word].strip())
                tags.append(columns[tag].strip())


def uner_sentences(path: Path) -> Iterator[Tagged]:
    """Yield the sentences of a Universal NER file."""
    return _tagged(path, 1, 2)


def crossner_sentences(path: Path) -> Iterator[Tagged]:
    """Yield the sentences of a CrossNER file."""
    return _tagged(path, 0, 1)


def uner_tags(words: Sequence[str], tags: Sequence[str]) -> list[NameTags]:
    """Return the open labels of a Universal NER sentence."""
    return _open(words, tags, UNER)


def iob(path: Path, types: Mapping[str, Types]) -> Iterator[Passage]:
    """Yield the sentences of a file with a word and a tag in each line, as passages."""
    annotated = frozenset().union(*types.values())
    for sentence in _tagged(path, 0, 1):
        names = _open(sentence.words, sentence.tags, types, UNANNOTATED - annotated)
        yield Passage(words=sentence.words, names=names)


def _open(
    words: Sequence[str], tags: Sequence[str], types: Mapping[str, Types], unknown: Types = UNANNOTATED
) -> list[NameTags]:
    perhaps = NOTHING | _labels(unknown)
    found: list[NameTags] = [perhaps if DATELIKE.match(word) else NOTHING for word in words]
    for i, word in enumerate(words):
        if word in demonyms():
            found[i] = frozenset({"B-" + NORP})
    for start, end, kind in spans(tags):
        for i, label in spread(words, start, end, types.get(kind, NOTHING)):
            found[i] = label
    return found


def spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, type) of the spans of BIO tags; an I- without its B- opens a span.

    >>> list(spans(["B-PER", "I-PER", "O", "I-LOC", "B-LOC"]))
    [(0, 2, 'PER'), (3, 4, 'LOC'), (4, 5, 'LOC')]
    """
    start, kind = 0, ""
    for i, tag in enumerate((*tags, OUTSIDE)):
        mark, _, type_ = tag.partition("-")
        if kind and (mark != "I" or type_ != kind):
            yield start, i, kind
            kind = ""
        if type_ and not kind:
            start, kind = i, type_


def spread(words: Sequence[str], start: int, end: int, types: Types) -> Iterator[tuple[int, NameTags]]:
    """Yield each word of a span with its open labels; what the registry knows narrows the choice.

    An article or a title before a name does not belong to it. Words without a capital are no name, though
    some corpora count them as one ("all parties"): they stay open.
    """
    if not any(word[:1].isupper() for word in words[start:end]) and not types & {DATE, QUANTITY}:
        yield from ((i, ANY) for i in range(start, end))
        return
    if end - start > 1 and words[start].lower() in ("the", "a", "an"):
        yield start, NOTHING
        start += 1
    if types == {PERSON}:
        while end - start > 1 and _title(words[start]):
            yield start, NOTHING
            start += 1
    chosen = _narrowed(" ".join(words[start:end]), types)
    for i in range(start, end):
        mark = "B-" if i == start else "I-"
        yield i, frozenset(OUTSIDE if kind == OUTSIDE else mark + kind for kind in chosen)


def _title(word: str) -> bool:
    return is_honorific(word) or word.lower() in titles()


def _narrowed(text: str, types: Types) -> Types:
    if types >= {GPE, LOC}:
        if text in called("polities", "cities"):
            return frozenset({GPE})
        return frozenset({LOC}) if PLACE_WORD.search(text) or text in called("regions") else types
    return frozenset({NORP}) if NORP in types and text in demonyms() else types


def _labels(types: Iterable[str]) -> NameTags:
    return frozenset(label for label in NAME_LABELS if label.partition("-")[2] in types)


@cache
def registry(file: str) -> Sequence[Entity]:
    """Return the actors of one file of the registry."""
    name = f"{file}.ttl"
    return actors_of({name: (data("ontology") / "actors" / name).read_bytes()})


@cache
def demonyms() -> frozenset[str]:
    """Return the adjectives and demonyms of the registry's polities: "Kenyan", "Kenyans"."""
    uses = (NameUse.ADJECTIVE, NameUse.DEMONYM)
    found = (name for actor in registry("polities") for name in actor.called(*uses))
    return frozenset(name for name in found if name.isascii() and " " not in name)


@cache
def called(*files: str) -> frozenset[str]:
    """Return the names of the actors in some files of the registry."""
    uses = (NameUse.ALIAS, NameUse.CAPITAL)
    return frozenset(
        name for file in files for actor in registry(file) for name in (actor.label, *actor.called(*uses))
    )
