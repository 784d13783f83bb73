"""Attributions without a verb: "according to X", "in his opinion", a name and a colon."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span

from kg.extract.content import Attribution, mode_of, sentence_end, trimmed
from kg.extract.phrases import stretch
from kg.extract.sources import SUBJECT, Source, SourceKind, pronoun
from kg.model import Act, EntityType, Mode
from kg.model import Span as Stretch
from kg.nlp.blocks import has_verb
from kg.nlp.language import source_text
from kg.nlp.lexicon import is_office, name_heads, word_set

ACCORDING = re.compile(
    r"\b(?:according to|(?:in|by) (?:the )?(?:words|opinion|view|assessment) of|as per|citing)\s+(?:the\s+)?",
    re.I,
)
OPINION = re.compile(
    r"\b(?:in|from)\s+(his|her|their)\s+(?:own\s+)?(?:opinion|view|words|assessment|point of view)\b", re.I
)
WRITTEN = re.compile(
    r"\b(?:it\s+)?(?:is|was)\s+(?:said|noted|stated|emphasi[sz]ed|stressed|indicated|reported|written)\s+in\s+"
    r"(?:(?:a|an|the|its)\s+)?(?:\w+\s+)?(?:statement|message|release|report|document|commentary|letter|note)\s+"
    r"(?:of|by|from)\s+(?:the\s+)?",
    re.I,
)
"""What tells whose paper it is: "…, it is said in a statement of"."""
ARTICLE = 4
"""Characters of "the " before a name."""
COMMA_NEAR = 200
"""Characters of titles and clauses between "According to X" and the comma."""
DASHES = ("–", "—", "-")
MIN_HEADLINE = 3
"""Tokens behind the name of a headline: the colon and two words. By hand; after a change run scripts/eval."""


def according(doc: Doc, sentence: Span, sources: Sequence[Source]) -> Iterator[Attribution]:
    """Yield "According to X, …" and "…, according to X"; "in his opinion"."""
    text, base = source_text(doc), sentence.start_char
    for found in ACCORDING.finditer(text, base, sentence.end_char):
        source = _source_at(doc, found.end(), sources)
        if source is not None:
            end = doc[source.end - 1].idx + len(doc[source.end - 1])
            yield from _rest_of(doc, sentence, Stretch(found.start(), found.end()), source, end)
    for found in WRITTEN.finditer(text, base, sentence.end_char):
        paper = _source_at(doc, found.end(), sources) or _body_at(doc, found.end(), sentence)
        if paper is not None and found.start() > base:
            content = (Stretch(base, found.start()),)
            cue = Stretch(found.start(), found.end())
            yield Attribution(paper, cue, "according to", Act.STATE, content, mode_of(doc, content))
    for found in OPINION.finditer(text, base, sentence.end_char):
        cue = Stretch(found.start(), found.end())
        at = doc.char_span(found.start(1), found.end(1), alignment_mode="expand")
        if at is not None:
            yield from _rest_of(doc, sentence, cue, pronoun(at[0]), found.end())


def _source_at(doc: Doc, start: int, sources: Sequence[Source]) -> Source | None:
    """The source that begins at ``start``, with nothing but its own titles before the name."""
    them = doc.char_span(start, min(len(source_text(doc)), start + ARTICLE), alignment_mode="expand")
    if them is not None and them[0].lower_ in SUBJECT:
        return pronoun(them[0])
    return next(
        (s for s in sources if abs(doc[s.start].idx - start) <= ARTICLE or s.span.start == start), None
    )


def _body_at(doc: Doc, start: int, sentence: Span) -> Source | None:
    """A body without a name: "the ministry"."""
    word = next((token for token in sentence if token.idx >= start), None)
    if word is None or name_heads().get(word.lower_) != "org":
        return None
    return Source(word.i, word.i + 1, stretch(doc[word.i : word.i + 1]), SourceKind.BODY, word.lower_)


def _rest_of(doc: Doc, sentence: Span, cue: Stretch, source: Source, end: int) -> Iterator[Attribution]:
    """The rest of the sentence: after the comma behind the phrase when it opens, before it when it closes."""
    comma = source_text(doc).find(",", end, sentence.end_char)
    ahead = source_text(doc)[sentence.start_char : cue.start]
    closing = comma < 0 and re.search(r"\w,\s*$", ahead)
    opening = re.fullmatch(r"(?:\W|\w+\W){0,6}", ahead) and not closing
    if opening and 0 <= comma - end < COMMA_NEAR:
        comma = _behind_apposition(source_text(doc), comma, sentence.end_char)
        content = Stretch(comma + 1, sentence_end(doc, sentence))
    elif not opening:
        content = Stretch(sentence.start_char, cue.start)
    else:
        content = Stretch(end, sentence_end(doc, sentence))
    yield Attribution(source, cue, "according to", Act.STATE, (content,), Mode.INDIRECT)


def _behind_apposition(text: str, comma: int, end: int) -> int:
    """The comma behind what someone is: "According to X, a senior analyst at Y, …"; else ``comma``."""
    closing = text.find(",", comma + 1, end)
    if closing < 0:
        return comma
    first, *rest = text[comma + 1 : closing].lower().split() or [""]
    office = first in word_set("articles") and any(
        is_office(word) or name_heads().get(word) == "org" for word in rest
    )
    return closing if first == "who" or (office and not has_verb(" ".join(rest))) else comma


def announced(doc: Doc, sentence: Span, sources: Sequence[Source]) -> list[Attribution]:
    """Return the attribution of a headline: "…, X: the talks go on", "The talks go on – X"."""
    named = (source for source in sources if source.kind is SourceKind.NAME)
    found = (_before_colon(doc, sentence, source) or _behind_dash(doc, sentence, source) for source in named)
    return [one for one in found if one is not None][:1]


def _before_colon(doc: Doc, sentence: Span, source: Source) -> Attribution | None:
    person = source.mention is not None and source.mention.type is EntityType.PERSON
    colon = doc[source.end : source.end + 1]
    if not person or source.end + MIN_HEADLINE >= sentence.end or colon.text != ":":
        return None
    content = (Stretch(doc[source.end + 1].idx, sentence_end(doc, sentence)),)
    return Attribution(source, stretch(colon), ":", Act.STATE, content, mode_of(doc, content))


def _behind_dash(doc: Doc, sentence: Span, source: Source) -> Attribution | None:
    """Only a name behind the dash, and no full stop: "The harbour will close – Dostarova"."""
    end = max((t.i + 1 for t in sentence if not t.is_space), default=sentence.start)
    dash = doc[source.start - 1] if source.start > sentence.start + MIN_HEADLINE else None
    if (
        source.end != end
        or dash is None
        or dash.text not in DASHES
        or not has_verb(doc[sentence.start : dash.i].text)
    ):
        return None
    content = (Stretch(sentence.start_char, dash.idx),)
    return Attribution(
        source, stretch(doc[dash.i : dash.i + 1]), DASHES[0], Act.STATE, content, mode_of(doc, content)
    )


def adverbial(doc: Doc, sentence: Span) -> Iterator[Attribution]:
    """Yield what is "reportedly" or "allegedly" so: the clause of the adverb, said by nobody who is named.

    Needs: tree.
    """
    for adverb in sentence:
        if adverb.lower_ in word_set("hearsay") and adverb.head.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
            clause = doc[adverb.head.left_edge.i : adverb.head.right_edge.i + 1]
            halves = (doc[clause.start : adverb.i], doc[adverb.i + 1 : clause.end])
            content = tuple(s for half in halves if half and (s := trimmed(source_text(doc), stretch(half))))
            if content and has_verb(clause.text):
                yield Attribution(
                    None,
                    stretch(doc[adverb.i : adverb.i + 1]),
                    adverb.lower_,
                    Act.STATE,
                    content,
                    Mode.INDIRECT,
                )
