"""The attributions that the language model marks, as ours: whose words, what act, which words exactly."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg.extract.content import Attribution, mode_of, trimmed
from kg.extract.noun_phrases import described, serving, source_of
from kg.extract.parsed import is_asked, is_asked_of, is_unsaid, says_nothing
from kg.extract.phrases import stretch
from kg.extract.sources import Source, SourceKind
from kg.extract.trees import joined, meant, without_that
from kg.model import Act, EntityType
from kg.nlp.attributions import Attribution as Found
from kg.nlp.language import source_text
from kg.nlp.lexicon import reporting_nouns, reporting_verbs, word_set

PRONOMINAL = frozenset("this that these those some all both many most others another each".split())
"""Determiners that stand for somebody by themselves."""
MARKED = "kg_marked"
"""Where ``doc.user_data`` keeps the model's attributions that have a cue, in the order of their cues."""


def marked(doc: Doc, sentence: Span, sources: Sequence[Source], *, dialogue: bool) -> Iterator[Attribution]:
    """Yield the attributions whose cue stands in a sentence; their content may go on in the next.

    In a ``dialogue`` a colon behind a name opens a turn, and attributes nothing in it; and what no word of
    saying or thinking tells ("pursues a course of") is how the speaker sees others, not their words.
    Needs: attributions, tree.
    """
    found = _by_cue(doc)
    first, last = (bisect_left(found, at, key=_place) for at in (sentence.start, sentence.end))
    for one in found[first:last]:
        if one.source is None or (sentence.start <= one.source.start and one.source.end <= sentence.end):
            yield from (a for a in _attribution(one, sources) if a.act or not dialogue)


def _by_cue(doc: Doc) -> list[Found]:
    if MARKED not in doc.user_data:
        doc.user_data[MARKED] = sorted((a for a in doc._.attributions if a.cue is not None), key=_place)
    found: list[Found] = doc.user_data[MARKED]
    return found


def _place(found: Found) -> int:
    return found.cue.start if found.cue is not None else -1


def _attribution(found: Found, sources: Sequence[Source]) -> Iterator[Attribution]:
    cue = found.cue
    if (
        cue is None
        or is_asked_of(cue.root)
        or is_unsaid(cue.root)
        or is_asked(cue.root)
        or says_nothing(cue.root)
    ):
        return
    lemma, act = _act(cue)
    text = source_text(cue.doc)
    parts = [part for span in found.content for part in _by_sentence(span)]
    content = tuple(s for part in parts if (s := trimmed(text, stretch(without_that(part)))))
    if not content:
        return
    for source in _sources(found.source, sources):
        mode = mode_of(cue.doc, content[:1])
        yield Attribution(source, stretch(cue), lemma, act, content, mode, sure=found.sure)


def _by_sentence(span: Span) -> Iterator[Span]:
    """The parts of a stretch that lie in one sentence each."""
    start = span.start
    while start < span.end:
        end = min(span.end, span.doc[start].sent.end)
        yield span.doc[start:end]
        start = end


def _act(cue: Span) -> tuple[str, Act | None]:
    """The lemma and the act of the words of a cue: its longest reporting verb's, else a noun's, else none."""
    doc, root = cue.doc, cue.root
    ends = ((start, end) for start in range(cue.start, cue.end) for end in range(cue.end, start, -1))
    for start, end in ends:
        if verb := reporting_verbs().get(doc[start:end].text.lower()):
            return verb.lemma, verb.act
    nouns = (token.lower_ for token in cue if token.lower_ in reporting_nouns())
    if noun := next(nouns, None):
        return noun, reporting_nouns()[noun]
    return root.lemma_.lower() or root.lower_, None


def _sources(span: Span | None, sources: Sequence[Source]) -> list[Source | None]:
    """Who is meant by the words of a source: of "X and Y" both."""
    if span is None:
        return [None]
    if all(
        token.pos_ in ("DET", "PUNCT", "ADP", "CCONJ") and token.lower_ not in PRONOMINAL for token in span
    ):
        return []
    head = _head(span)
    heads = [one for one in joined(head) if one == head or one.i < span.end]
    found = [source_of(one, sources, strict=False) for one in heads]
    known = [source for source in found if source is not None]
    if len(known) > 1:
        return list(known)
    best = _named(span, sources) or next(iter(known), None) or described(head, span)
    return [replace(best if not _serves(head, best) else serving(span), span=stretch(span))]


def _serves(head: Token, source: Source) -> bool:
    """Whether it is "X's office" and "the press service of X", who do not speak as X himself."""
    person = source.mention is not None and source.mention.type is EntityType.PERSON
    owned = source.kind is SourceKind.BODY and source.text == head.lower_ and head.left_edge.i < head.i - 1
    return (
        (person or owned)
        and head.lower_ in word_set("entourage")
        and not source.start <= head.i < source.end - 1
    )


def _named(span: Span, sources: Sequence[Source]) -> Source | None:
    """Of "rights group X" and "the minister, X", X: the name that the words end in."""
    inside = (s for s in sources if span.start <= s.start and s.end == span.end and s.mention is not None)
    last = max(inside, key=lambda s: s.end - s.start, default=None)
    joints = {t.pos_ for t in span.doc[span.start : last.start]} if last is not None else set()
    return None if joints & {"ADP", "PART", "VERB", "AUX"} else last


def _head(span: Span) -> Token:
    root: Token = span.root
    return meant(root.head, root) if len(span) == 1 else root
