"""The pipeline that documents are read with: layout, a language model, and the names that the registry knows.

Sets ``doc._.layout``, all that the model sets (``doc.sents``, ``doc.ents``, ``doc._.attributions`` …),
``doc.spans["known"]`` and ``doc.spans["adjectives"]``.
"""

import re
from collections.abc import Callable, Iterable, Iterator

import numpy as np
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg.model import Entity, EntityType, NameUse, in_capitals
from kg.nlp.lexicon import titles, words
from kg.nlp.models import DEFAULT, load_model
from kg.nlp.segments import lay_out
from kg.nlp.sentences import split

TEXT, COVERED, STARTS = "kg_text", "kg_covered ", "kg_starts "
"""What a document keeps in ``doc.user_data``."""
SURNAME_MIN = 4
"""Letters. Shorter family names ("Li", "Kim") alone are too often something else."""
LONGEST_WORD = 500
"""Characters. The tokenizer cuts marks off a word one by one; a longer run of them would take for ever."""
LATIN = ((0, 0x24F), (0x1E00, 0x206F))
"""Blocks of Unicode with Latin letters and the punctuation that goes with them."""


def document_pipeline(entities: Iterable[Entity] = (), model: str = DEFAULT, threads: int = 1) -> Language:
    """Return a pipeline that knows the names of ``entities``, made of a language model (``load_model``)."""
    nlp = load_model(model, threads=threads)
    nlp.tokenizer = _bounded(nlp.tokenizer)
    nlp.add_pipe("kg_layout", first=True)
    names = nlp.add_pipe("kg_names")
    assert isinstance(names, KnownNames)  # noqa: S101 - the factory below says so; tells mypy
    names.learn(nlp, entities)
    return nlp


def _bounded(tokenizer: Callable[[str], Doc]) -> Callable[[str], Doc]:
    """Return the tokenizer, fed in pieces where a text has no white space for long."""

    def tokenized(text: str) -> Doc:
        pieces = list(_pieces(text))
        if len(pieces) == 1:
            return tokenizer(text)
        docs = [tokenizer(piece) for piece in pieces]
        tokens = [token for doc in docs for token in doc]
        return Doc(docs[0].vocab, [t.text for t in tokens], [bool(t.whitespace_) for t in tokens])

    return tokenized


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for word in re.finditer(r"\S+", text):
        while word.end() - max(start, word.start()) > LONGEST_WORD:
            end = max(start, word.start()) + LONGEST_WORD
            yield text[start:end]
            start = end
    if start < len(text) or not text:
        yield text[start:]


@Language.component("kg_layout", assigns=["doc._.layout", "token.is_sent_start"])
def layout(doc: Doc) -> Doc:
    """Set the layout, and sentence starts within its segments: no sentence crosses one. Needs: text."""
    text = doc.user_data[TEXT] = doc.text
    doc._.layout = lay_out(text)
    starts = {s.start for segment in doc._.layout.segments for s in split(text, segment.span)}
    marks = [1 if token.idx in starts or token.i == 0 else -1 for token in doc]
    column = np.asarray(marks, dtype=np.int64).astype(np.uint64)
    # at once: setting ``token.is_sent_start`` looks through the whole document each time
    return doc.from_array(["SENT_START"], column)  # type: ignore[arg-type]  # spaCy's own calls pass such an array


def source_text(doc: Doc) -> str:
    """Return the text of a document; ``doc.text`` joins all tokens anew at each call."""
    text: str = doc.user_data[TEXT]
    return text


class KnownNames:
    """Marks names (``doc.spans["known"]``) and adjectives (``doc.spans["adjectives"]``) of the registry."""

    def __init__(self) -> None:
        self._matchers: dict[str, list[PhraseMatcher]] = {}
        self._in_capitals: dict[str, PhraseMatcher] = {}

    def learn(self, nlp: Language, entities: Iterable[Entity]) -> None:
        """Build the matchers: exact case for Latin script, any case for others (captions are lower case)."""
        names: dict[str, set[str]] = {"known": set(), "adjectives": set()}
        for entity in entities:
            names["known"].update(_names(entity))
            names["adjectives"].update(entity.called(NameUse.ADJECTIVE))
        for group, texts in names.items():
            latin = [text for text in sorted(texts) if text.isascii() or _is_latin(text)]
            other = [text for text in sorted(texts) if text not in set(latin)]
            self._matchers[group] = [_matcher(nlp, latin, "ORTH"), _matcher(nlp, other, "LOWER")]
            capitals = sorted({upper for text in latin if (upper := in_capitals(text))} - set(latin))
            self._in_capitals[group] = _matcher(nlp, capitals, "ORTH")

    def __call__(self, doc: Doc) -> Doc:
        """Mark the longest matches of each group."""
        for group, matchers in self._matchers.items():
            found = [span for matcher in matchers for span in matcher(doc, as_spans=True)]
            found += [s for s in self._in_capitals[group](doc, as_spans=True) if _capital_line(doc, s)]
            kept = filter_spans(found)
            doc.spans[group] = kept
            inside = (i for span in kept for i in range(span.start, span.end))
            doc.user_data[COVERED + group] = frozenset(inside)
            doc.user_data[STARTS + group] = frozenset(span.start for span in kept)
        return doc


def covered(doc: Doc, group: str) -> frozenset[int]:
    """Return the tokens within the spans of a group, ``known`` or ``adjectives``."""
    found: frozenset[int] = doc.user_data[COVERED + group]
    return found


def starts(doc: Doc, group: str) -> frozenset[int]:
    """Return the tokens at which the spans of a group begin."""
    found: frozenset[int] = doc.user_data[STARTS + group]
    return found


@Language.factory("kg_names", assigns=["doc.spans"])
def make_names(nlp: Language, name: str) -> KnownNames:  # noqa: ARG001 - spaCy's signature of a factory
    """Return a component without names; ``document_pipeline`` teaches it."""
    return KnownNames()


def surname(label: str) -> str:
    """Return the last word of a name, with the particles before it.

    >>> surname("Ursula von der Leyen")
    'von der Leyen'
    """
    parts = label.split()
    for i in range(1, len(parts)):
        if parts[i][0].islower():
            return " ".join(parts[i:])
    return parts[-1]


def _names(entity: Entity) -> set[str]:
    uses = (NameUse.ALIAS, NameUse.CAPITAL, NameUse.DEMONYM)
    found = {entity.label, *entity.called(*uses)} - set(entity.called(NameUse.ADJECTIVE))
    if entity.type is EntityType.PERSON and any(o.title.lower() in titles() for o in entity.offices):
        found |= {last for name in (entity.label, *entity.called()) if _tells(last := surname(name))}
    return {name for name in found if len(name) > 1 and _proper(name)}


def _proper(name: str) -> bool:
    """Whether a name stands for itself in running text: no lower-case phrase, article or place behind it."""
    return not (name.islower() and name.isascii()) and " in " not in name and not name.startswith("the ")


def _tells(name: str) -> bool:
    return len(name) >= SURNAME_MIN and name.lower() not in words("not_names") | words("verbs")


def _capital_line(doc: Doc, span: Span) -> bool:
    """Whether a whole line is written in capitals, as headlines are, so that those of a name say nothing."""
    text = source_text(doc)
    start = text.rfind("\n", 0, span.start_char) + 1
    end = text.find("\n", span.end_char)
    line = text[start : end if end >= 0 else len(text)]
    return line.isupper() and len(line.split()) > len(span)


def _is_latin(text: str) -> bool:
    return all(any(first <= ord(char) <= last for first, last in LATIN) for char in text)


def _matcher(nlp: Language, texts: list[str], attribute: str) -> PhraseMatcher:
    matcher = PhraseMatcher(nlp.vocab, attr=attribute)
    matcher.add("NAME", [nlp.make_doc(text) for text in texts])
    return matcher


if not Doc.has_extension("layout"):
    Doc.set_extension("layout", default=None)
