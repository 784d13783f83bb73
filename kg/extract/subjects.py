"""Who is the subject of a reporting verb: before its verb group, behind it, or over a parenthesis."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from kg.extract.name_kinds import title_length
from kg.extract.sources import Source, SourceKind
from kg.model import EntityType
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
MAX_COMPLEMENT = 7
"""Tokens of a phrase like "from both countries" between a noun and its verb."""
MAX_ASIDE = 30
"""Tokens that a parenthesis between source and cue may have: ", commenting on the settlement, "."""
MIN_ASIDE = 3
"""Tokens of the shortest parenthesis: a word between two commas."""
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


def subject(doc: Doc, left: int, sources: Sequence[Source], limit: int) -> Source | None:
    """Return the source that ends right before the verb group, or before a parenthesis between commas."""
    for source in reversed(sources):
        if source.end > left or (source.start and doc[source.start - 1].lower_ == "by"):
            continue  # "experts quoted by the newspaper believe"
        if source.end == left:
            return _member(doc, source, sources) or source
        if left == source.end + 1 and _apposed(doc, source, limit):
            return _with_office(doc, source, limit)
        if _aside(doc, source.end, left) or _complement(doc, source, left):
            return source
        if source.kind is SourceKind.PRONOUN and source.text == "who":
            continue
        if left - source.end > MAX_ASIDE:
            return None
    return None


def _member(doc: Doc, source: Source, sources: Sequence[Source]) -> Source | None:
    """The person of "Analyst X of the Institute Y said": who speaks is X, not Y."""
    link = source.start - 1 - (source.start > 1 and doc[source.start - 1].lower_ == "the")
    body = source.mention is not None and source.mention.type is not EntityType.PERSON
    if not body or link < 1 or doc[link].lower_ not in ("of", "from", "at"):
        return None
    person = next((s for s in sources if s.end == link), None)
    return person if person and person.mention and person.mention.type is EntityType.PERSON else None


def _complement(doc: Doc, source: Source, left: int) -> bool:
    """Whether only a phrase like "from both countries" stands between a group or role and its verb."""
    if source.kind not in (SourceKind.GROUP, SourceKind.ROLE) or not 1 < left - source.end <= MAX_COMPLEMENT:
        return False
    between = doc[source.end : left]
    return between[0].lower_ in ("of", "from", "in", "at", "for", "with", "on") and not any(
        token.is_punct or token.lower_ in AUXILIARIES or token.lower_ in ("that", "who", "which", "and")
        for token in between
    )


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


def _aside(doc: Doc, start: int, end: int) -> bool:
    """Whether the tokens are a parenthesis, from a comma (dash, bracket) to the same, and no sentence."""
    if end - start < MIN_ASIDE or end - start > MAX_ASIDE:
        return False
    opening, closing = doc[start].text, doc[end - 1].text
    if (opening, closing) not in ((",", ","), ("(", ")"), ("—", "—"), ("–", "–")):
        return False
    inner = doc[start + 1 : end - 1]
    return not any(
        token.lower_ in ("said", "says", "told", "that") or token.text in '"“”«»' for token in inner
    )


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
