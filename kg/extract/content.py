"""Which words of a sentence are the content of an attribution (PARC: source, cue, content)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from kg.extract.cues import Cue
from kg.extract.quotes import DOUBLED, GRAVES, QUOTES, opens
from kg.extract.sources import DETERMINERS, Source, SourceKind
from kg.model import ATTITUDES, Act, Mention, Mode
from kg.model import Span as Stretch
from kg.nlp.blocks import has_verb
from kg.nlp.language import source_text
from kg.nlp.lexicon import group_sources

NP_ACTS = frozenset(Act) - ATTITUDES - {Act.STATE}
NP_LEMMAS = frozenset(
    "announce declare outline voice describe call dub term label reveal unveil allow mention claim".split()
)
"""A noun phrase as content is taken after verbs of these acts and lemmas; others rarely mean speech."""
NO_PHRASE = frozenset(
    "agree accept demonstrate recognise recognize resolve commit guarantee endorse validate verify "
    "prove maintain".split()
)
"""Of the verbs above, those whose noun phrase is a deed more often than words."""
SHOWING = frozenset("show indicate suggest mean reveal demonstrate signal reflect hold know find".split())
"""Lemmas of what things do, too: their subject must be known to speak."""
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
NOMINAL = frozenset("the a an this these such it he she they we there his its their no all".split())
"""Words that open a noun phrase."""
ADJUNCTIVE = frozenset("in on to about by during after".split())
"""Words behind "said" that open no clause."""
BREAKS = frozenset("said says and but because who which".split())
"""Words between cue and "that" over which the content does not begin."""
TRIM = " \t\r\n,;:—–-"
BREAKING_MARKS = frozenset({*QUOTES, ":", ";"})
OPENER = re.compile(
    r"\W*(?:\w+|(?:in|on|at|during|after|before|by|for|from|since|as|under|over|with|within|following"
    r"|despite|amid|to|later|earlier|however|moreover|meanwhile|also|finally|nevertheless|at the same time"
    r"|in particular|today|yesterday|last|this|prior|asked|answering|speaking|commenting"
    r"|responding|replying|referring"
    r"|addressing)\b[^,]*),",
    re.I,
)
"""What may stand before the subject without being content: "On October 28,", "In a recent interview,"."""
CLOSED = re.compile(r"[,?!…—–\"”»'’-]$")
GOES_ON = re.compile(r"(?:\w+\s+){0,3}that\b|[:,]?\s*[\"“«]\w")
ADJUNCT = re.compile(
    r"(?:[.,;]|(?:in|on|at|to|during|after|before|following|by|from|with|when|as|while|earlier|later|yesterday|today"
    r"|this|last|mon|tue|wed|thu|fri|sat|sun|for|via|through|speaking|noting|and)\b|\w+ly\b)",
    re.I,
)
"""What follows a cue that only says to whom, where and when."""
OPENING_QUOTE = re.compile(r"\s*[\"“«]")
QUOTED = re.compile(r"\s*[:,]?\s*[\"“«]")
COLON = re.compile(r"[^\"“«:]{0,120}:\s*(?=[\"“«\w])")
INFINITIVE = re.compile(r"(?:[\w’'-]+\s+){0,6}?(?:not\s+)?to\s+\w+")
NOUN_PHRASE = re.compile(r"(?:for|on|the|a|an|its|his|her|their|all|any|some|\w+['’]s|[^\W\d]\w+)\b")
LEAST = 6
"""Characters: the rest of a sentence behind "X said," that is shorter says nothing."""
MAX_ADJUNCT = 60
"""Characters of "in his commentary" and the like between cue and comma."""
MIN_CONTENT = 2
"""Words: shorter content is no claim."""
THAT_NEAR, CLAUSE_NEAR = 14, 25
"""Tokens behind a cue in which "that", and the verb of a clause without it, must stand.
All of these set by hand; after a change run scripts/eval."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words within one sentence.

    Attributes:
        source: None when nobody is named ("it is reported that").
        act: None when the cue is no word of saying or thinking that the lexicons have.
        previous: the content is the sentence before ("This was stated by X").
        sure: how sure the model is of it, 0 where it does not mark it at all.
        ruled: whether rules find it.
        disputed: whether rules find another source for the cue.
        confidence: the chance that it is right, who is meant included.
    """

    source: Source | None
    cue: Stretch
    lemma: str
    act: Act | None
    content: tuple[Stretch, ...]
    mode: Mode
    addressee: Mention | None = None
    previous: bool = False
    sure: float = 0.0
    ruled: bool = True
    disputed: bool = False
    confidence: float = 0.0

    @property
    def speech(self) -> bool:
        """Whether it is said, not only believed, wished or feared."""
        return self.act not in ATTITUDES

    @property
    def deed(self) -> bool:
        """Whether the verb tells of a deed as often as of words: "agreed to meet", "showed willingness"."""
        return self.lemma in NO_PHRASE or self.lemma in SHOWING


def trimmed(text: str, span: Stretch) -> Stretch | None:
    """Return the span without punctuation at its ends and without quotation marks around all of it."""
    start, end = span.start, span.end
    while start < end and (width := _mark(text[start:end][:2])):
        start += width
    while end > start and (width := _mark(text[start:end][-2:], last=True)):
        if text[end - 1] not in TRIM and opens(text[start : end - width]):
            break
        end -= width
    return Stretch(start, end) if start < end else None


def _mark(two: str, *, last: bool = False) -> int:
    """How many of the two characters at an end of some words are a mark that is no part of them."""
    if two in (DOUBLED, GRAVES):
        return 2
    char = two[-1:] if last else two[:1]
    return int(char in TRIM or char in QUOTES)


def around(doc: Doc, sentence: Span, cue: Cue, before: Sequence[Stretch]) -> tuple[Stretch, ...] | None:
    """Return what stands around a clause set in commas: "The two men, he said, had asked …"."""
    end = max(cue.end, cue.source.end if cue.source and cue.inverted else 0)
    if end >= sentence.end or cue.source is None:
        return None
    if not cue.inverted and cue.source.start > sentence.start and doc[cue.source.start - 1].lower_ == "as":
        return (_beside_as(doc, sentence, cue.source, end),)
    if doc[end].text != "," or not before:
        return None
    text = source_text(doc)
    left, rest = before[0].of(text).rstrip(), Stretch(doc[end].idx + 1, sentence_end(doc, sentence))
    opened, closed = bool(OPENING_QUOTE.match(text, rest.start, rest.end)), left.rstrip(" ,")[-1:] in QUOTES
    set_off = left.endswith(",") or re.search(r",[\"”»]$", left)
    return (before[0], rest) if set_off and opened is closed and rest.end - rest.start >= LEAST else None


def _beside_as(doc: Doc, sentence: Span, source: Source, end: int) -> Stretch:
    """The content beside "as X said in May,": what follows the comma, or else what stands before."""
    edge, at = sentence_end(doc, sentence), doc[end].idx
    comma = source_text(doc).find(",", at - (doc[end].text == ","), edge)
    if 0 <= comma - at < MAX_ADJUNCT and edge - comma - 1 > LEAST:
        return Stretch(comma + 1, edge)
    return Stretch(sentence.start_char, doc[source.start - 1].idx)


def ahead(doc: Doc, sentence: Span, cue: Cue, source: Source) -> tuple[Stretch, ...]:
    """Return what stands before the attribution clause."""
    edge = cue.start if cue.inverted else source.start
    edge -= not cue.inverted and edge > sentence.start and doc[edge - 1].lower_ in DETERMINERS
    return (Stretch(doc[sentence.start].idx, doc[edge].idx),) if edge > sentence.start else ()


def trails(doc: Doc, sentence: Span, cue: Cue, before: Sequence[Stretch]) -> bool:
    """Return whether the attribution clause ends the sentence and what it attributes stands before it."""
    if not before or cue.source is None:
        return False
    left = before[0].of(source_text(doc)).rstrip()
    if not CLOSED.search(left) or len(re.findall(r"\w+", left)) < MIN_CONTENT:
        return False
    if cue.inverted:
        return True
    rest = doc[cue.end : sentence.end].text.strip()
    if GOES_ON.match(rest) or OPENER.fullmatch(left):
        return False
    return len(rest) <= 1 or cue.verb.lemma == "tell" or bool(ADJUNCT.match(rest))


def after(doc: Doc, sentence: Span, cue: Cue, mentions: Sequence[Mention]) -> Stretch | None:
    """Return the content after the cue: a clause with or without "that", a quotation, or a noun phrase."""
    i = cue.end
    if i >= sentence.end:
        return None
    that = _that(doc, cue, sentence.end, mentions)
    start = doc[i if that is None else that].idx
    rest = Stretch(start, sentence_end(doc, sentence, start))
    if that is not None or (
        QUOTED.match(source_text(doc), rest.start, rest.end) and cue.verb.lemma not in COGNITIVE
    ):
        return rest
    if cue.verb.lemma in COGNITIVE or cue.source is None:
        return None
    if colon := COLON.match(source_text(doc), rest.start, rest.end):
        return Stretch(colon.end(), rest.end)
    clause = "that" in cue.verb.frames and _bare_clause(doc, i, sentence, mentions)
    return rest if clause or _phrase(cue, cue.source, rest.of(source_text(doc))) else None


def _phrase(cue: Cue, source: Source, words: str) -> bool:
    """Whether an infinitive or a noun phrase follows that this verb takes for words."""
    if "to" in cue.verb.frames and INFINITIVE.match(words):
        return True
    lemma = cue.verb.lemma
    acting = cue.verb.act in NP_ACTS and "np" in cue.verb.frames
    strong = (acting or lemma in NP_LEMMAS) and lemma not in NO_PHRASE
    named = source.kind is not SourceKind.PRONOUN or source.text in ("he", "she")
    return strong and named and NOUN_PHRASE.match(words) is not None


def _that(doc: Doc, cue: Cue, end: int, mentions: Sequence[Mention]) -> int | None:
    """The token after "that" (how, why, whether …) close behind the cue, over an addressee or adjunct."""
    i = cue.end
    if doc[i].lower_ in ("whether", "why", "how"):
        return i
    for j in range(i, min(i + THAT_NEAR, end)):
        if doc[j].lower_ == "that" and _opens_content(doc, cue, j, mentions):
            return j + 1 if j + 1 < end else None
        if doc[j].lower_ in BREAKS or doc[j].text in BREAKING_MARKS:
            return None
        if doc[j].text == "," and j > i and not _inside(doc, j - 1, mentions):
            return None
    return None


def _inside(doc: Doc, i: int, mentions: Sequence[Mention]) -> bool:
    return any(m.span.start <= doc[i].idx < m.span.end for m in mentions)


def _opens_content(doc: Doc, cue: Cue, that: int, mentions: Sequence[Mention]) -> bool:
    """Whether an addressee or adjunct stands before "that", not a noun that a relative "that" describes."""
    i = cue.end
    if that == i or cue.verb.lemma in ADDRESSING:
        return True
    first = doc[i].lower_
    addressed = any(m.span.start == doc[i].idx for m in mentions) or first in group_sources()
    leads = addressed or first in LEADS or first.endswith("ly")
    return leads and doc[that - 1].lower_ not in ("fact", "so")


def _bare_clause(doc: Doc, i: int, sentence: Span, mentions: Sequence[Mention]) -> bool:
    """Whether a clause begins without "that": a noun phrase, then soon a finite verb."""
    first = doc[i]
    named = (
        first.text[0].isupper() or first.text[0].isdigit() or any(m.span.start == first.idx for m in mentions)
    )
    plain = doc[i - 1].lower_ in ("said", "says", "say") and first.lower_ not in ADJUNCTIVE
    subject = first.lower_ in NOMINAL or named or plain
    return subject and has_verb(doc[i : min(i + CLAUSE_NEAR, sentence.end)].text)


def sentence_end(doc: Doc, sentence: Span, start: int | None = None) -> int:
    """Return where a sentence ends, without its full stop; what follows a semicolon is another's words."""
    text, end = source_text(doc), sentence.end_char
    while end and text[end - 1].isspace():
        end -= 1
    cut = text.find("; ", start, end) if start is not None else -1
    return cut if cut > 0 else end - (text[end - 1 : end] in (".", "…"))


def mode_of(doc: Doc, content: Sequence[Stretch]) -> Mode:
    """Return direct for a quotation: both marks at the ends, or one whose other end is missing."""
    return Mode.DIRECT if _quoted(content[0].of(source_text(doc))) else Mode.INDIRECT


def _quoted(words: str) -> bool:
    words = words.replace(GRAVES, '"').replace(DOUBLED, '"').strip(" ,:—–-\n")
    opens, closes = words[:1] in QUOTES and bool(words), words[-1:] in QUOTES and bool(words)
    whole = opens and (closes or not any(mark in words[1:-1] for mark in QUOTES))
    return whole or (closes and not any(mark in words[:-1] for mark in QUOTES))
