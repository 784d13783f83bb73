"""From cue to attribution: who says which words of a sentence (PARC: source, cue, content)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from kg.extract.according import according, adverbial, announced
from kg.extract.clauses import LONGEST
from kg.extract.content import (
    MIN_CONTENT,
    Attribution,
    after,
    ahead,
    around,
    mode_of,
    sentence_end,
    trails,
    trimmed,
)
from kg.extract.cues import Cue, find_cues
from kg.extract.marked import marked
from kg.extract.noun_cues import noun_cues
from kg.extract.parsed import agrees, next_clause, parsed
from kg.extract.phrases import covering, stretch
from kg.extract.quotes import opens
from kg.extract.sources import Source, SourceKind, find_sources
from kg.model import Mention, Mode
from kg.model import Span as Stretch
from kg.nlp.language import source_text
from kg.nlp.lexicon import reporting_nouns, reporting_verbs

WIRE = re.compile(r"[A-Z][A-Z .'’-]+(?:,\s[\w ,.]{2,30})?(?:\s\([^)\n]{2,40}\))?\s?[-–—]+\s")
"""What opens an agency report: "KELMAR, Sept 3 (Northern Wire) - "."""
POINTING = re.compile(r"\W*(?:this|that|it|these|which)\b(?:\s\w+)?\s+(?:was|is|were|has|have)\b")
"""The subject of "This was stated by X"."""
IMPERSONAL = re.compile(r"(?:.*\W)?it\b(?:\W+\w+){0,5}$")
"""The subject of "It has been widely reported that"."""
RELAYED = re.compile(r"by\s(?:[^\s,;:]+\s){1,9}?that\s+")
"""What opens the words behind "was quoted as saying": through whom we know them."""
OWN = re.compile(r",\s(?:and|but|so|yet)\s(?:I|we)\b")
"""Where, behind reported words, the one who reports goes on about himself."""
FIRST = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|me)\b|[\"“”«»]")
"""In reported words before that: they are quoted, so that what goes on may be theirs, too."""
THAT_BEHIND = 9
"""Tokens behind a passive cue in which "that" stands. Set by hand; after a change run scripts/eval."""
ARTICLE = 5
"""Characters of "the " and a space between "told" and the name."""


def find_attributions(
    doc: Doc, sentence: Span, mentions: Sequence[Mention], *, dialogue: bool
) -> list[Attribution]:
    """Return the attributions whose cue stands in a sentence.

    Args:
        doc: the document.
        sentence: the sentence.
        mentions: its own.
        dialogue: whether it stands in a turn or a question.
    """
    if len(sentence) > LONGEST:
        return []
    sources = find_sources(doc, sentence, mentions)
    ruled = _ruled(doc, sentence, mentions, sources)
    mine = marked(doc, sentence, sources, dialogue=dialogue)
    ours = [
        _addressed(doc, _compared(one, stretch(sentence), ruled), mentions)
        for one in mine
        if not any(_same(one, other) and _tells_more(other, one) for other in ruled)
    ]
    text = source_text(doc)
    more = [
        one
        for one in ruled
        if not any(_same(one, other) for other in ours) and not _leaves_quotation(text, sentence, one)
    ]
    found = [one for one in [*ours, *more] if not _in_passing(doc, one, ours)]
    return [replace(a, content=kept) for a in _outermost(found) if (kept := _pruned(doc, a))]


def _citing(doc: Doc, one: Attribution) -> bool:
    """Whether it only tells where another has it from: "Citing two officials, the Gazette wrote"."""
    return one.cue.of(source_text(doc)).lower().startswith("citing")


def _tells_more(ruled: Attribution, marked_: Attribution) -> bool:
    """Whether rules know what the model does not: who speaks, or that the words stand before the sentence."""
    thing = marked_.source is None or marked_.source.text == "it"
    return ruled.previous or (thing and ruled.source is not None and ruled.source.text != "it")


def _in_passing(doc: Doc, one: Attribution, found: Sequence[Attribution]) -> bool:
    """Whether it tells on what occasion somebody says something else: "X, commenting on it, said"."""
    cue = covering(doc, one.cue)
    aside = cue is not None and cue.root.tag_ == "VBG" and cue[-1].tag_ == "IN"
    return aside and any(other is not one and _one_source(one, other) for other in found)


def _leaves_quotation(text: str, sentence: Span, one: Attribution) -> bool:
    """Whether the cue stands in a quotation, and the words behind it go on outside: "We asked," she said."""
    before = text[sentence.start_char : one.cue.start]
    behind = text[one.cue.end : one.content[-1].end] if one.content else ""
    return opens(before) and not opens(before + text[one.cue.start : one.cue.end] + behind)


def _addressed(doc: Doc, one: Attribution, mentions: Sequence[Mention]) -> Attribution:
    """An attribution with whom it is addressed to."""
    cue = covering(doc, one.cue)
    return replace(one, addressee=_addressee(doc, one.lemma, cue.end, mentions)) if cue is not None else one


def _compared(one: Attribution, sentence: Stretch, ruled: Sequence[Attribution]) -> Attribution:
    """An attribution of the model beside what rules find.

    Theirs are the words if its own stand far off, and theirs the source if they have a name and it has none.
    """
    same = [other for other in ruled if other.cue.overlaps(one.cue)]
    named = [other for other in same if other.source is not None and other.source.mention is not None]
    if (
        named
        and one.source is not None
        and one.source.mention is None
        and one.source.kind is SourceKind.GROUP
    ):
        one = replace(one, source=named[0].source)
    agreeing = [other for other in same if _one_source(one, other)]
    near = any(sentence.overlaps(part) for part in one.content)
    content = one.content if near or not agreeing else agreeing[0].content
    return replace(one, content=content, ruled=bool(agreeing), disputed=bool(same) and not agreeing)


def _one_source(one: Attribution, other: Attribution) -> bool:
    ours, theirs = one.source, other.source
    if ours is None or theirs is None:
        return ours is theirs
    return ours.span.overlaps(theirs.span) or (ours.mention is not None and ours.mention == theirs.mention)


def _share_words(one: Attribution, other: Attribution) -> bool:
    return any(p.overlaps(q) for p in one.content for q in other.content)


def _same(one: Attribution, other: Attribution) -> bool:
    """Whether two attribute the same: they share the cue, or the source and some words."""
    alike = one.source is not None and _one_source(one, other) and _share_words(one, other)
    return one.cue.overlaps(other.cue) or alike


def _ruled(
    doc: Doc, sentence: Span, mentions: Sequence[Mention], sources: Sequence[Source]
) -> list[Attribution]:
    cues = find_cues(doc, sentence, sources)
    found = [a for cue in cues if (a := _attribution(doc, sentence, cue, mentions))]
    found = [a for a in found if agrees(doc, a, sources)]
    found += [one for one in according(doc, sentence, sources) if not (found and _citing(doc, one))]
    found += announced(doc, sentence, sources) if not found else []
    found += list(parsed(doc, sentence, sources, found))
    found += [one for one in noun_cues(doc, sentence, sources) if not any(_same(one, a) for a in found)]
    found += adverbial(doc, sentence)
    return found + [relay for a in found if (relay := _through(doc, a, sources, found))]


def _through(
    doc: Doc, attribution: Attribution, sources: Sequence[Source], found: Sequence[Attribution]
) -> Attribution | None:
    """The report of who passes words on: of "X was quoted as saying by Y that …", that Y reports it of X."""
    if not attribution.content or attribution.source is None:
        return None
    words, text = attribution.content[0], source_text(doc)
    behind = attribution.cue.end + 1
    opening = RELAYED.match(text, words.start, words.end) or RELAYED.match(text, behind, words.end)
    if opening is None:
        return None
    by = Stretch(opening.start(), opening.end())
    source = next(
        (s for s in sources if by.contains(s.span) and s.kind in (SourceKind.NAME, SourceKind.GROUP)), None
    )
    if source is None or any(a.source is not None and a.source.span == source.span for a in found):
        return None
    return replace(attribution, source=source, content=(attribution.source.span, Stretch(by.end, words.end)))


def _outermost(found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Leave out attitudes within what somebody else says, and keep the reports in it within its extent."""
    closing = [a for a in found if a.content and a.content[-1].end <= a.cue.start]
    for attribution in found:
        if _of_himself(attribution, found):
            continue
        outer = next(
            (a for a in closing if a is not attribution and a.content[0].contains(attribution.cue)), None
        )
        if outer is None:
            yield attribution
        elif attribution.speech:
            limit = outer.content[-1].end
            parts = (Stretch(p.start, min(p.end, limit)) for p in attribution.content if p.start < limit)
            yield replace(attribution, content=tuple(parts))


def _of_himself(attribution: Attribution, found: Sequence[Attribution]) -> bool:
    """Whether somebody is reported to say what he himself says: "A diplomat says he heard that …"."""
    source = attribution.source
    if source is None or source.text not in ("he", "she", "they"):
        return False
    return any(p.contains(source.span) for a in found if a is not attribution for p in a.content)


def _pruned(doc: Doc, attribution: Attribution) -> tuple[Stretch, ...]:
    if attribution.previous:
        return (attribution.cue,)
    parts = attribution.content
    if parts and attribution.mode is Mode.INDIRECT:
        edge = next_clause(doc, attribution)
        parts = tuple(Stretch(p.start, min(p.end, edge)) for p in parts if p.start < edge)
        parts = tuple(_others(source_text(doc), part) for part in parts)
    spans = tuple(span for part in parts if (span := _undated(source_text(doc), part)))
    words = sum(len(re.findall(r"\w+", span.of(source_text(doc)))) for span in spans)
    return spans if words >= MIN_CONTENT else ()


def _undated(text: str, part: Stretch) -> Stretch | None:
    """The words without the place and date that open an agency report."""
    opening = WIRE.match(text, part.start, part.end)
    return trimmed(text, Stretch(opening.end() if opening else part.start, part.end))


def _others(text: str, part: Stretch) -> Stretch:
    """Reported words without whom they came through, and without what the reporter adds of himself."""
    relayed = RELAYED.match(text, part.start, part.end)
    start = relayed.end() if relayed else part.start
    own = OWN.search(text, start, part.end)
    return Stretch(start, own.start() if own and not FIRST.search(text, start, own.start()) else part.end)


def _attribution(doc: Doc, sentence: Span, cue: Cue, mentions: Sequence[Mention]) -> Attribution | None:
    if _relative(doc, cue):
        return None
    words = stretch(doc[cue.start : cue.end])
    base = Attribution(cue.source, words, cue.verb.lemma, cue.verb.act, (), Mode.INDIRECT)
    if cue.passive or cue.source is None:
        return _passive(doc, sentence, cue, base)
    before = ahead(doc, sentence, cue, cue.source)
    if parts := around(doc, sentence, cue, before):
        return replace(base, content=parts, mode=mode_of(doc, parts))
    base = replace(base, addressee=_addressee(doc, cue.verb.lemma, cue.end, mentions))
    if trails(doc, sentence, cue, before):
        return replace(base, content=before, mode=mode_of(doc, before))
    rest = after(doc, sentence, cue, mentions) if not cue.inverted else None
    return replace(base, content=(rest,), mode=mode_of(doc, (rest,))) if rest else None


def _relative(doc: Doc, cue: Cue) -> bool:
    """Whether the clause only describes a noun: "the proposals that the delegation voiced"."""
    if cue.source is None or cue.inverted or cue.source.start <= 1:
        return False
    joint, before = doc[cue.source.start - 1].lower_, doc[cue.source.start - 2].lower_
    spoken = before in reporting_verbs() or before in reporting_nouns()
    return joint in ("which", "whom") or (joint == "that" and not spoken and doc[cue.end].lower_ != "that")


def _passive(doc: Doc, sentence: Span, cue: Cue, base: Attribution) -> Attribution | None:
    """Of "It was reported that …" what follows; of "This was stated by X" what stands before."""
    subject = doc[sentence.start : cue.start].text.lower()
    if cue.source and POINTING.match(subject) and all(t.text != "that" for t in doc[cue.end : sentence.end]):
        return replace(base, previous=True)
    near = doc[cue.end : min(cue.end + THAT_BEHIND, sentence.end)]
    that = next((t.i for t in near if t.lower_ == "that"), None)
    if that is None or not IMPERSONAL.match(subject.strip()):
        return None
    return replace(base, content=(Stretch(doc[that].idx + len(doc[that]) + 1, sentence_end(doc, sentence)),))


def _addressee(doc: Doc, lemma: str, end: int, mentions: Sequence[Mention]) -> Mention | None:
    """Of "told X", the mention right after the cue."""
    if lemma not in ("tell", "inform", "remind", "assure", "brief") or end >= len(doc):
        return None
    at = doc[end].idx
    return next((m for m in mentions if at <= m.span.start <= at + ARTICLE), None)
