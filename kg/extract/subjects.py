"""Who is the subject of a reporting verb, by word order: before its verb group or behind it."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from kg.extract.name_kinds import title_length
from kg.extract.sources import Source, SourceKind
from kg.nlp.lexicon import words

AUXILIARIES = frozenset(
    "has have had is are was were be been being do does did will would can could may might must should shall "
    "to not n't n’t 've ’ve 'd ’d 'll ’ll 's ’s".split()
)
ADVERBS = frozenset(
    "also then already earlier later once even still again just only never ever always often in turn thus "
    "therefore however meanwhile now today yesterday recently further first too specifically especially more "
    "than thrice twice himself herself themselves itself all both since so far long still also openly".split()
)
BE = frozenset("is are was were be been being 's ’s".split())
BREAKS = frozenset("that to it a on in at with about as if when from".split())
"""Words that no title between an inverted verb and its subject has: "said Deputy Minister X"."""
BEFORE_INVERTED = frozenset({",", '"', "”", "»", "—", "–", "-", "?", "!", "'", "’", "…"})
ENDS = frozenset(',;:"“”«»„—–-')
"""Marks before which the office of a speaker cannot begin."""
MAX_ASIDE = 30
"""Tokens over which a verb may share the subject of one before."""
MAX_TITLE = 14
"""Tokens of a title between an inverted cue and the name."""
LY = 5
"""Letters of the shortest adverb on -ly. All of these set by hand; after a change run scripts/eval."""


def verb_group(doc: Doc, i: int, limit: int) -> tuple[int, bool]:
    """Return the first token of the verb group before ``i``, and whether it is passive."""
    passive = False
    while i > limit and (
        doc[i - 1].lower_ in AUXILIARIES or doc[i - 1].lower_ in ADVERBS or adverb(doc[i - 1].lower_)
    ):
        passive = passive or doc[i - 1].lower_ in BE
        i -= 1
    return i, passive


def adverb(word: str) -> bool:
    """Return whether a word looks like an adverb on -ly."""
    return word.endswith("ly") and len(word) >= LY


def doer(doc: Doc, left: int, sources: Sequence[Source]) -> Source | None:
    """Return the nearest source that does something: a verb follows it."""
    verbs = words("verbs")
    for source in reversed(sources):
        after = next((t for t in doc[source.end : left] if not adverb(t.lower_)), None)
        if after is not None and (after.lower_ in verbs or (after.is_lower and after.text.endswith("ed"))):
            return source
    return None


def source_before(doc: Doc, left: int, sources: Sequence[Source], limit: int) -> Source | None:
    """Return the source that ends right before the verb group, or before a parenthesis between commas."""
    for source in reversed(sources):
        if source.end > left or (source.start and doc[source.start - 1].lower_ == "by"):
            continue  # "experts quoted by the newspaper believe"
        if source.end == left:
            return source
        if left == source.end + 1 and _apposed(doc, source, limit):
            return _with_office(doc, source, limit)
        if source.kind is SourceKind.PRONOUN and source.text == "who":
            continue
        if left - source.end > MAX_ASIDE:
            return None
    return None


def _apposed(doc: Doc, source: Source, limit: int) -> bool:
    """Whether the source is itself set off by commas: "the head of the delegation, X, said"."""
    return doc[source.end].text == "," and source.start > limit and doc[source.start - 1].text == ","


def _with_office(doc: Doc, source: Source, limit: int) -> Source:
    """The source from where its office begins: of "the minister, X," all belongs to who speaks."""
    start = source.start - 1
    while start > max(limit, source.start - MAX_TITLE) and doc[start - 1].text not in ENDS:
        start -= 1
    office = any(title_length(doc, i, source.start - 1) for i in range(start, source.start - 1))
    return replace(source, start=start) if office else source


def inverted(doc: Doc, sentence: Span, start: int, end: int, sources: Sequence[Source]) -> Source | None:
    """Return the source after the cue: content, comma or closing quote, cue, source."""
    left, _ = verb_group(doc, start, sentence.start)
    before = doc[left - 1].text if left > sentence.start else ""
    if before not in BEFORE_INVERTED and not before.endswith(","):
        return None
    for source in sources:
        if source.start < end:
            if source.end > end and source.start >= start:
                return source
            continue
        return source if _names_office(doc, end, source.start) else None
    return None


def _names_office(doc: Doc, start: int, end: int) -> bool:
    """Whether the words between cue and source can be its title: no verb of their own, no quotation mark."""
    between = [token for token in doc[start:end] if token.text != ","]
    return len(between) <= MAX_TITLE and not any(
        token.text in '"“”«»' or token.lower_ in BREAKS or token.lower_ in AUXILIARIES - {"'s", "’s"}
        for token in between
    )
