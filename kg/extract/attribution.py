"""From cue to attribution: which words of a sentence are the content (PARC: source, cue, content)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from kg.extract.cues import Cue, find_cues
from kg.extract.phrases import stretch
from kg.extract.sources import Source, SourceKind, find_sources
from kg.nlp.language import source_text
from kg.nlp.lexicon import group_sources, reporting_nouns, reporting_verbs
from kg.model import EntityType, Mention, Mode
from kg.model import Span as Stretch

NP_ACTS = frozenset(
    {"accuse", "demand", "deny", "propose", "praise", "promise", "warn", "confirm", "ask", "decline"}
)
NP_LEMMAS = frozenset(
    "announce declare outline voice describe call dub term label reveal unveil allow mention claim".split()
)
"""A noun phrase as content is taken after verbs of these acts and lemmas; others ("find", "hold") rarely mean speech."""
ATTITUDES = frozenset({"believe", "wish", "fear"})
NO_PHRASE = frozenset(
    "agree accept demonstrate recognise recognize resolve commit guarantee offer endorse validate verify prove".split()
)
"""Of the verbs above, those whose noun phrase is a deed more often than words."""
ADDRESSING = frozenset(
    "tell inform remind assure warn notify promise advise persuade convince reassure brief".split()
)
"""Verbs with an addressee between them and "that"."""
LEADS = frozenset(
    "in on at to during after before earlier later again also with through for from by today yesterday , "
    "us me him her them you the last this once repeatedly".split()
)
"""Words that begin an addressee or adjunct between cue and "that"."""
COGNITIVE = frozenset(
    "see know find feel hold hear understand learn realise realize show judge figure recognise "
    "recognize decide guess remember forget imagine perceive want wish dream".split()
)
"""Verbs that report only with a "that" clause."""
TRIM = " \t\r\n,;:—–-"
OPENER = re.compile(
    r"\W*(?:\w+|(?:in|on|at|during|after|before|by|for|from|since|as|under|over|with|within|following|despite|amid|to|later|earlier"
    r"|however|moreover|meanwhile|also|finally|nevertheless|at the same time|in particular|today|yesterday|last|this|prior|asked|answering|speaking|commenting|responding|replying|referring|addressing)\b[^,]*),",
    re.I,
)
"""What may stand before the subject without being content: "On October 28,", "In a recent interview,"."""
WIRE = re.compile(r"[A-Z][A-Z .'’-]+(?:,\s[\w ,.]{2,30})?(?:\s\([^)\n]{2,40}\))?\s?[-–—]+\s")
"""What opens an agency report: "KELMAR, Sept 3 (Northern Wire) - "."""
LEAST = 6
"""Characters: the rest of a sentence behind "X said," that is shorter says nothing."""
MAX_ADJUNCT = 60
"""Characters of "in his commentary" and the like between cue and comma."""
QUOTES = '"“”«»„'
MIN_CONTENT = 2
"""Words: shorter content is no claim."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words within one sentence.

    Attributes:
        source: None when nobody is named ("it is reported that").
        previous: the content is the sentence before ("This was stated by X").
    """

    source: Source | None
    cue: Stretch
    lemma: str
    act: str
    content: tuple[Stretch, ...]
    mode: Mode
    addressee: Mention | None = None
    previous: bool = False


def find_attributions(doc: Doc, sentence: Span, mentions: Sequence[Mention]) -> list[Attribution]:
    """Return the attributions of a sentence; ``mentions`` are the sentence's own."""
    sources = find_sources(doc, sentence, mentions)
    found = [
        a for cue in find_cues(doc, sentence, sources) if (a := _attribution(doc, sentence, cue, mentions))
    ]
    found += _according(doc, sentence, sources)
    found += _announced(doc, sentence, sources) if not found else []
    return [replace(a, content=kept) for a in _outermost(found) if (kept := _pruned(doc, a))]


def _outermost(found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Leave out attitudes within what somebody else says, and keep the reports in it within its extent."""
    closing = [a for a in found if a.content and a.content[-1].end <= a.cue.start]
    for attribution in found:
        if _himself(attribution, found):
            continue
        outer = next(
            (a for a in closing if a is not attribution and a.content[0].contains(attribution.cue)), None
        )
        if outer is None:
            yield attribution
        elif attribution.act not in ATTITUDES:
            limit = outer.content[-1].end
            parts = (Stretch(p.start, min(p.end, limit)) for p in attribution.content if p.start < limit)
            yield replace(attribution, content=tuple(parts))


def _himself(attribution: Attribution, found: Sequence[Attribution]) -> bool:
    """Whether somebody is reported to say what he himself says: "A diplomat says he heard that …"."""
    source = attribution.source
    if source is None or source.text not in ("he", "she", "they"):
        return False
    return any(p.contains(source.span) for a in found if a is not attribution for p in a.content)


def _pruned(doc: Doc, attribution: Attribution) -> tuple[Stretch, ...]:
    if attribution.previous:
        return (attribution.cue,)
    spans = tuple(span for part in attribution.content if (span := _undated(source_text(doc), part)))
    words = sum(len(re.findall(r"\w+", span.of(source_text(doc)))) for span in spans)
    return spans if words >= MIN_CONTENT else ()


def _undated(text: str, part: Stretch) -> Stretch | None:
    """The words without the place and date that open an agency report."""
    opening = WIRE.match(text, part.start, part.end)
    return trimmed(text, Stretch(opening.end() if opening else part.start, part.end))


def trimmed(text: str, span: Stretch) -> Stretch | None:
    """Return the span without punctuation at its ends and without quotation marks around all of it."""
    start, end = span.start, span.end
    while start < end and (text[start] in TRIM or text[start] in QUOTES):
        start += 1
    while end > start and (
        text[end - 1] in TRIM or (text[end - 1] in QUOTES and not _opens(text[start : end - 1]))
    ):
        end -= 1
    return Stretch(start, end) if start < end else None


def _opens(text: str) -> bool:
    """Whether a quotation mark within the text is still open, so that a last one closes it."""
    return text.count('"') % 2 == 1 or text.count("“") > text.count("”") or text.count("«") > text.count("»")


def _attribution(doc: Doc, sentence: Span, cue: Cue, mentions: Sequence[Mention]) -> Attribution | None:
    words = stretch(doc[cue.start : cue.end])
    if _relative(doc, cue):
        return None
    base = Attribution(cue.source, words, cue.verb.lemma, cue.verb.act, (), Mode.INDIRECT)
    if cue.passive:
        return _passive(doc, sentence, cue, base)
    assert cue.source is not None  # noqa: S101 - only passives lack a source
    before = _before(doc, sentence, cue)
    if parts := _around_clause(doc, sentence, cue, before):
        return replace(base, content=parts, mode=_mode(doc, parts))
    if _trailing(doc, sentence, cue, before):
        return replace(
            base, content=before, mode=_mode(doc, before), addressee=_addressee(doc, cue, mentions)
        )
    if cue.inverted:
        return None
    after = _after(doc, sentence, cue, mentions)
    if after is None:
        return None
    return replace(
        base, content=(after,), mode=_mode(doc, (after,)), addressee=_addressee(doc, cue, mentions)
    )


def _relative(doc: Doc, cue: Cue) -> bool:
    """Whether the clause only describes a noun: "the proposals that the delegation voiced"."""
    if cue.source is None or cue.inverted or cue.source.start < 2:
        return False
    joint, before = doc[cue.source.start - 1].lower_, doc[cue.source.start - 2].lower_
    spoken = before in reporting_verbs() or before in reporting_nouns()
    return joint in ("which", "whom") or (joint == "that" and not spoken and doc[cue.end].lower_ != "that")


def _around_clause(
    doc: Doc, sentence: Span, cue: Cue, before: Sequence[Stretch]
) -> tuple[Stretch, ...] | None:
    """What stands around a clause set in commas: "The two men, he said, had asked …"; "as X said in May, …"."""
    end = max(cue.end, cue.source.end if cue.source and cue.inverted else 0)
    if end >= sentence.end or cue.source is None:
        return None
    text, edge = source_text(doc), _end(doc, sentence)
    as_ = not cue.inverted and cue.source.start > sentence.start and doc[cue.source.start - 1].lower_ == "as"
    comma = text.find(",", doc[end].idx - 1 if doc[end].text == "," else doc[end].idx, edge)
    if as_:
        after = Stretch(comma + 1, edge) if 0 <= comma - doc[end].idx < MAX_ADJUNCT else None
        ahead = Stretch(sentence.start_char, doc[cue.source.start - 1].idx)
        return (after,) if after and after.end - after.start > LEAST else (ahead,)
    left = before[0].of(text).rstrip() if before else ""
    if doc[end].text != "," or not (left.endswith(",") or re.search(r",[\"”»]$", left)):
        return None
    rest = Stretch(doc[end].idx + 1, edge)
    opened = bool(re.match(r"\s*[\"“«]", rest.of(text)))
    closed = before[0].of(text).rstrip(" ,")[-1:] in QUOTES
    return (before[0], rest) if opened is closed and rest.end - rest.start >= LEAST else None


def _passive(doc: Doc, sentence: Span, cue: Cue, base: Attribution) -> Attribution | None:
    subject = doc[sentence.start : cue.start].text.lower()
    if (
        re.match(r"\W*(?:this|that|it|these|which)\b(?:\s\w+)?\s+(?:was|is|were|has|have)\b", subject)
        and cue.source
    ):
        if re.search(r"\bthat\b", doc[cue.end : sentence.end].text) is None:
            return replace(base, previous=True)
    that = next((t.i for t in doc[cue.end : min(cue.end + 9, sentence.end)] if t.lower_ == "that"), None)
    if that is None or not re.match(r"(?:.*\W)?it\b(?:\W+\w+){0,5}$", subject.strip()):
        return None
    return replace(base, content=(stretch(doc[that + 1 : sentence.end]),))


def _before(doc: Doc, sentence: Span, cue: Cue) -> tuple[Stretch, ...]:
    """What stands before the attribution clause."""
    assert cue.source is not None  # noqa: S101
    edge = cue.start if cue.inverted else cue.source.start
    return (Stretch(doc[sentence.start].idx, doc[edge].idx),) if edge > sentence.start else ()


def _trailing(doc: Doc, sentence: Span, cue: Cue, before: Sequence[Stretch]) -> bool:
    """Whether the attribution clause ends the sentence and what it attributes stands before it."""
    if not before or cue.source is None:
        return False
    words = before[0].of(source_text(doc)).rstrip()
    clause_end = max(cue.end, cue.source.end) if cue.inverted else cue.end
    rest = doc[clause_end : sentence.end].text.strip()
    goes_on = re.match(r"(?:\w+\s+){0,3}that\b|[:,]?\s*[\"“«]\w", rest)
    closed = bool(re.search(r"[,?!…—–\"”»'’-]$", words)) and len(re.findall(r"\w+", words)) >= MIN_CONTENT
    if cue.inverted:
        return closed
    opener = OPENER.fullmatch(words)
    return closed and not goes_on and not opener and (len(rest) < 2 or _adjunct(rest, cue))


def _clause(words: str) -> bool:
    """Whether the words before the comma hold a verb: content, no mere "On October 28,"."""
    from kg.nlp.blocks import Block  # the same verb test as for lines

    return Block(Stretch(0, len(words)), words).has_verb


def _adjunct(rest: str, cue: Cue) -> bool:
    """Whether what follows the cue only says to whom, where and when."""
    if cue.verb.lemma == "tell":
        return True
    return bool(
        re.match(
            r"(?:[.,;]|(?:in|on|at|to|during|after|before|following|by|from|with|when|as|while|earlier|later|"
            r"yesterday|today|this|last|mon|tue|wed|thu|fri|sat|sun|for|via|through|speaking|noting|and)\b|\w+ly\b)",
            rest,
            re.I,
        )
    )


def _after(doc: Doc, sentence: Span, cue: Cue, mentions: Sequence[Mention]) -> Stretch | None:
    """The content after the cue: a clause with or without "that", a quotation, or a noun phrase."""
    i = cue.end
    if i >= sentence.end:
        return None
    that = _that(doc, cue, sentence.end, mentions)
    if that is not None:
        return Stretch(doc[that].idx, _end(doc, sentence, doc[that].idx))
    rest = Stretch(doc[i].idx, _end(doc, sentence, doc[i].idx))
    words = rest.of(source_text(doc))
    if re.match(r"\s*[:,]?\s*[\"“«]", words) and cue.verb.lemma not in COGNITIVE:
        return rest
    if cue.verb.lemma in COGNITIVE or cue.source is None:
        return None
    if colon := re.match(r"[^\"“«:]{0,120}:\s*(?=[\"“«\w])", words):
        return Stretch(rest.start + colon.end(), rest.end)
    if "that" in cue.verb.frames and _bare_clause(doc, i, sentence, mentions):
        return rest
    if "to" in cue.verb.frames and re.match(r"(?:[\w’'-]+\s+){0,6}?(?:not\s+)?to\s+\w+", words):
        return rest
    strong = (cue.verb.act in NP_ACTS or cue.verb.lemma in NP_LEMMAS) and cue.verb.lemma not in NO_PHRASE - {
        "offer"
    }
    named = cue.source.kind is not SourceKind.PRONOUN or cue.source.text in ("he", "she")
    return (
        rest
        if strong
        and named
        and re.match(r"(?:for|on|the|a|an|its|his|her|their|all|any|some|\w+['’]s|[^\W\d]\w+)\b", words)
        else None
    )


def _that(doc: Doc, cue: Cue, end: int, mentions: Sequence[Mention]) -> int | None:
    """The token after "that" (how, why, whether …) close behind the cue, over an addressee or adjunct."""
    i, addressing = cue.end, cue.verb.lemma in ADDRESSING
    for j in range(i, min(i + 14, end)):
        word = doc[j].lower_
        if word == "that" and (j == i or addressing or _leads_over(doc, i, j, mentions)):
            return j + 1 if j + 1 < end else None
        if word in ("whether", "why", "how") and j == i:
            return j
        if word in ("said", "says", "and", "but", "because", "who", "which") or doc[j].text in QUOTES + ":;":
            return None
        if (
            doc[j].text == ","
            and j > i
            and not any(m.span.start <= doc[j - 1].idx < m.span.end for m in mentions)
        ):
            return None
    return None


def _leads_over(doc: Doc, i: int, that: int, mentions: Sequence[Mention]) -> bool:
    """Whether what stands between cue and "that" is an addressee or adjunct, not what a relative "that" describes."""
    first = doc[i].lower_
    addressed = any(m.span.start == doc[i].idx for m in mentions) or first in group_sources()
    return (addressed or first in LEADS or first.endswith("ly")) and doc[that - 1].lower_ not in (
        "fact",
        "so",
    )


def _bare_clause(doc: Doc, i: int, sentence: Span, mentions: Sequence[Mention]) -> bool:
    """Whether a clause begins without "that": a noun phrase, then soon a finite verb."""
    first = doc[i].lower_
    nominal = first in (
        "the",
        "a",
        "an",
        "this",
        "these",
        "such",
        "it",
        "he",
        "she",
        "they",
        "we",
        "there",
        "his",
        "its",
        "their",
        "no",
        "all",
    )
    named = (
        any(m.span.start == doc[i].idx for m in mentions)
        or doc[i].text[0].isupper()
        or doc[i].text[0].isdigit()
    )
    plain = doc[i - 1].lower_ in ("said", "says", "say") and first not in (
        "in",
        "on",
        "to",
        "about",
        "by",
        "during",
        "after",
    )
    return (nominal or named or plain) and _clause(doc[i : min(i + 25, sentence.end)].text)


def _end(doc: Doc, sentence: Span, start: int | None = None) -> int:
    """Where the sentence ends, without its full stop; what follows a semicolon after ``start`` is another's."""
    text = source_text(doc)[: sentence.end_char].rstrip()
    cut = text.find("; ", start) if start is not None else -1
    return cut if cut > 0 else len(text) - (text[-1] in ".…" if text else 0)


def _mode(doc: Doc, content: Sequence[Stretch]) -> Mode:
    """Direct when the content opens (or closes) with a quotation mark that its other end matches or lacks."""
    words = content[0].of(source_text(doc)).strip(" ,:—–-\n")
    opens, closes = words[:1] in QUOTES and bool(words), words[-1:] in QUOTES and bool(words)
    inner = words[1:-1]
    whole = opens and (closes or not any(mark in inner for mark in QUOTES))
    broken = closes and not any(mark in words[:-1] for mark in QUOTES)
    return Mode.DIRECT if whole or broken else Mode.INDIRECT


def _addressee(doc: Doc, cue: Cue, mentions: Sequence[Mention]) -> Mention | None:
    """ "told X": the mention right after the cue."""
    if cue.verb.lemma not in ("tell", "inform", "remind", "assure", "brief") or cue.end >= len(doc):
        return None
    at = doc[cue.end].idx
    return next((m for m in mentions if at <= m.span.start <= at + 5), None)


ACCORDING = re.compile(
    r"\b(?:according to|in the (?:words|opinion|view|assessment) of|as per|citing)\s+(?:the\s+)?", re.I
)
OPINION = re.compile(
    r"\b(?:in|from)\s+(his|her|their)\s+(?:own\s+)?(?:opinion|view|words|assessment|point of view)\b", re.I
)


def _according(doc: Doc, sentence: Span, sources: Sequence[Source]) -> Iterator[Attribution]:
    """ "According to X, …" and "…, according to X"; "in his opinion"."""
    text, base = source_text(doc), sentence.start_char
    for found in ACCORDING.finditer(text, base, sentence.end_char):
        source = _source_at(doc, found.end(), sources)
        if source is not None:
            end = doc[source.end - 1].idx + len(doc[source.end - 1])
            yield from _around(doc, sentence, Stretch(found.start(), found.end()), source, end)
    for found in OPINION.finditer(text, base, sentence.end_char):
        word = {"his": "he", "her": "she", "their": "they"}[found[1].lower()]
        cue = Stretch(found.start(), found.end())
        at = doc.char_span(found.start(1), found.end(1), alignment_mode="expand")
        if at is not None:
            source = Source(at.start, at.end, stretch(at), SourceKind.PRONOUN, word)
            yield from _around(doc, sentence, cue, source, found.end())


def _source_at(doc: Doc, start: int, sources: Sequence[Source]) -> Source | None:
    """The source that begins at ``start``, with nothing but its own titles before the name."""
    them = doc.char_span(start, min(len(source_text(doc)), start + 4), alignment_mode="expand")
    if them is not None and them[0].lower_ in ("him", "her", "them"):
        word = {"him": "he", "her": "she", "them": "they"}[them[0].lower_]
        return Source(
            them[0].i, them[0].i + 1, stretch(doc[them[0].i : them[0].i + 1]), SourceKind.PRONOUN, word
        )
    return next((s for s in sources if abs(doc[s.start].idx - start) <= 4 or s.span.start == start), None)


def _around(doc: Doc, sentence: Span, cue: Stretch, source: Source, end: int) -> Iterator[Attribution]:
    """The rest of the sentence: after the comma behind the phrase when it opens, before it when it closes."""
    comma = source_text(doc).find(",", end, sentence.end_char)
    ahead = source_text(doc)[sentence.start_char : cue.start]
    opening = re.fullmatch(r"(?:\W|\w+\W){0,6}", ahead) and not (comma < 0 and re.search(r"\w,\s*$", ahead))
    if opening and 0 <= comma - end < 200:
        content = Stretch(comma + 1, _end(doc, sentence))
    elif not opening:
        content = Stretch(sentence.start_char, cue.start)
    else:
        content = Stretch(end, _end(doc, sentence))
    yield Attribution(source, cue, "according to", "state", (content,), Mode.INDIRECT)


def _announced(doc: Doc, sentence: Span, sources: Sequence[Source]) -> Iterator[Attribution]:
    """Headline form: "…, X: the talks go on"."""
    for source in sources:
        named = (
            source.kind is SourceKind.NAME
            and source.mention is not None
            and source.mention.type is EntityType.PERSON
        )
        if named and source.end + 3 < sentence.end and doc[source.end].text == ":":
            content = Stretch(doc[source.end + 1].idx, _end(doc, sentence))
            mode = _mode(doc, (content,))
            yield Attribution(
                source, stretch(doc[source.end : source.end + 1]), ":", "state", (content,), mode
            )
            return
