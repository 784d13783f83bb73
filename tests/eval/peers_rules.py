"""The rules of GenderGapTracker's quotation extractor, written anew from their published description.

Asr et al. 2021, "The Gender Gap Tracker: Using Natural Language Processing to measure gender bias in media", PLoS ONE
16(1), e0245533. Four kinds, in this order; what one has taken the next leaves alone:

syntactic     a verb of saying with a subject and a clause as complement, quoted or not
according     "according to" somebody, and the rest of the sentence
heuristic     words in quotation marks that the tree does not tie to anybody, beside a verb of saying and its subject
floating      a sentence in quotation marks right behind a quotation: it has the same speaker

What the description leaves open is decided here: how long a quotation is at least, how near its verb. The verbs are
dixit's. Trees as spaCy's English packages label them (``ccomp``, ``nsubj``, ``nsubjpass``).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span, Token

from kg.nlp.lexicon import reporting_verbs

SHORTEST = 4
"""Words between quotation marks; fewer are a term or a title."""
NEAR = 5
"""Tokens between a quotation and the verb that introduces it, at most."""
THOUGHT = {"believe", "wish", "fear"}
"""What verbs of these acts report is not said."""
MARKS = {'"': '"', "“": "”", "„": "”", "«": "»"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """Who, the verb or phrase that says so, and what, as token numbers in order."""

    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]


@cache
def sayings() -> frozenset[str]:
    """Return the lemmas of the verbs that introduce what is said."""
    return frozenset(
        verb.lemma for verb in reporting_verbs().values() if "that" in verb.frames and verb.act not in THOUGHT
    )


def quotations(doc: Doc) -> list[Quotation]:
    """Return the quotations of a parsed document, in order of what they say."""
    found = list(_syntactic(doc))
    found += _untaken(found, _according(doc))
    quoted = list(_quoted(doc))
    found += _untaken(found, _heuristic(doc, quoted))
    found += _floating(doc, quoted, found)
    return sorted(found, key=lambda one: one.content)


def _untaken(found: Sequence[Quotation], more: Iterable[Quotation]) -> list[Quotation]:
    """The quotations whose words nobody says yet."""
    taken = {i for one in found for i in one.content}
    return [one for one in more if taken.isdisjoint(one.content)]


def _syntactic(doc: Doc) -> Iterator[Quotation]:
    for verb in doc:
        subject, clause = _child(verb, "nsubj"), _child(verb, "ccomp")
        if _says(verb) and subject is not None and clause is not None:
            source, cue = _subtree(subject), _verbal(verb)
            content = _trimmed(doc, [i for i in _subtree(clause) if i not in {*source, *cue}])
            if content:
                yield Quotation(source, cue, content)


def _according(doc: Doc) -> Iterator[Quotation]:
    for first in doc[:-2]:
        to = doc[first.i + 1]
        if first.lower_ == "according" and to.lower_ == "to":
            source = _phrase(doc, to.i + 1)
            cue = (first.i, to.i)
            rest = [t.i for t in first.sent if t.i not in {*source, *cue}]
            if source and (content := _trimmed(doc, rest)):
                yield Quotation(source, cue, content)


def _heuristic(doc: Doc, quoted: Sequence[Span]) -> Iterator[Quotation]:
    inside = {token.i for span in quoted for token in span}
    for span in quoted:
        before = doc[max(0, span.start - NEAR) : span.start]
        after = doc[span.end : span.end + NEAR]
        verbs = [verb for verb in (*after, *reversed(before)) if _says(verb) and verb.i not in inside]
        for verb, subject in ((verb, _child(verb, "nsubj")) for verb in verbs):
            if subject is not None:
                yield Quotation(_subtree(subject), _verbal(verb), _trimmed(doc, _numbers(span)))
                break


def _floating(doc: Doc, quoted: Sequence[Span], found: Sequence[Quotation]) -> Iterator[Quotation]:
    """Sentences in marks, of which the sentence before has a quotation of known speaker; they may follow one another."""
    sentence = {token.i: number for number, sent in enumerate(_sentences(doc)) for token in sent}
    taken = {i for one in found for i in one.content}
    speaking = {sentence[i]: one for one in found for i in (*one.content, *one.cue)}
    for span in quoted:
        numbers = _trimmed(doc, _numbers(span))
        number = sentence[numbers[0]]
        before = speaking.get(number - 1)
        if before is not None and number not in speaking and taken.isdisjoint(numbers):
            one = Quotation(before.source, before.cue, numbers)
            speaking |= {sentence[i]: one for i in numbers}
            yield one


def _sentences(doc: Doc) -> list[Span]:
    """The sentences that have words."""
    return [sent for sent in doc.sents if any(token.is_alpha for token in sent)]


def _quoted(doc: Doc) -> Iterator[Span]:
    """The stretches between marks, without them, that are long enough; none runs over the end of a paragraph."""
    start, closes = None, ""
    for token in doc:
        if token.is_space and "\n" in token.text:
            start = None
        elif start is not None and token.text == closes:
            if sum(not t.is_punct for t in doc[start : token.i]) >= SHORTEST:
                yield doc[start : token.i]
            start = None
        elif start is None and token.text in MARKS:
            start, closes = token.i + 1, MARKS[token.text]


def _says(token: Token) -> bool:
    return token.pos_ == "VERB" and token.lemma_.lower() in sayings()


def _child(token: Token, label: str) -> Token | None:
    return next((child for child in token.children if child.dep_ == label), None)


def _verbal(verb: Token) -> tuple[int, ...]:
    """The verb with its auxiliaries and its "not"."""
    return tuple(
        sorted([verb.i, *(child.i for child in verb.children if child.dep_ in {"aux", "auxpass", "neg"})])
    )


def _subtree(token: Token) -> tuple[int, ...]:
    return _trimmed(token.doc, [t.i for t in token.subtree])


def _phrase(doc: Doc, start: int) -> tuple[int, ...]:
    """The noun phrase that begins at a token: its widest head to which all from there on belongs."""
    head = doc[start]
    if head.is_punct or head.is_space:
        return ()
    while head.head.i >= start and head.head is not head and head.head.pos_ not in {"VERB", "AUX"}:
        head = head.head
    return _trimmed(doc, [t.i for t in head.subtree if t.i >= start])


def _numbers(span: Span) -> list[int]:
    return [token.i for token in span]


def _trimmed(doc: Doc, numbers: Sequence[int]) -> tuple[int, ...]:
    """Tokens without marks and spaces at both ends."""
    kept = [place for place, i in enumerate(numbers) if not (doc[i].is_punct or doc[i].is_space)]
    return tuple(numbers[kept[0] : kept[-1] + 1]) if kept else ()
