"""Find the words that signal an attribution (PARC: the cue) and the source that belongs to them.

Rules over tokens, in the order in which a parser's relations will replace them: subject, inverted subject,
passive agent, preposition.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from kg.extract.sources import Source, SourceKind
from kg.model import EntityType
from kg.nlp.lexicon import Verb, reporting_verbs, words

AUXILIARIES = frozenset(
    "has have had is are was were be been being do does did will would can could may might must should shall to not "
    "n't n’t 've ’ve 'd ’d 'll ’ll 's ’s".split()
)
ADVERBS = frozenset(
    "also then already earlier later once even still again just only never ever always often in turn thus therefore "
    "however meanwhile now today yesterday recently further first too specifically especially more than thrice twice "
    "himself herself themselves itself all both since so far long still also openly".split()
)
UNSAID = frozenset("will would may might could should never not n't n’t 'll ’ll".split())
"""Of a verb group that reports nothing: "will write", "has never said"."""
PLURALS = frozenset("media people police".split())
BREAKS = frozenset("that to it a on in at with about as if when from".split())
"""Words that no title between an inverted verb and its subject has: "said Deputy Minister X"."""
BE = frozenset("is are was were be been being 's ’s".split())
NOUN_BEFORE = frozenset(
    "the a an this that these those his her their its our my your of in on for with by no any some such each every".split()
)
MAX_COMPLEMENT = 7
MAX_ASIDE = 30
"""Tokens that a parenthesis between source and cue may have: ", commenting on the settlement, "."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb in a sentence.

    Attributes:
        start, end: tokens of the verb and its auxiliaries are not included.
        source: whose words, or None when nobody is named.
        inverted: the source stands after the cue ("said X").
        passive: "was said (by X)".
    """

    start: int
    end: int
    verb: Verb
    source: Source | None
    inverted: bool = False
    passive: bool = False


def find_cues(doc: Doc, sentence: Span, sources: Sequence[Source]) -> Iterator[Cue]:
    """Yield the cues of a sentence that have a source, in order."""
    last: Cue | None = None
    for start, end, verb in _verbs(doc, sentence):
        cue = _cue(doc, sentence, (start, end, verb), sources, last)
        if cue is not None and (cue.source is None or _agrees(doc[start].lower_, verb, cue)):
            yield cue
            yield from _coordinated(doc, cue, sources)
            last = cue


def _coordinated(doc: Doc, cue: Cue, sources: Sequence[Source]) -> Iterator[Cue]:
    """The other subjects of "X and Y said"."""
    for source in sources:
        if cue.source is not None and 0 < cue.source.start - source.end < 4 and not cue.inverted:
            between = doc[source.end : cue.source.start].text.lower().split()
            if between in (["and"], ["and", "the"], [",", "and"]):
                yield replace(cue, source=source)


def _agrees(form: str, verb: Verb, cue: Cue) -> bool:
    """Whether subject and verb agree in number, so that "media questions" is no statement of the media."""
    source = cue.source
    if source is None or cue.passive or cue.inverted or form.endswith(("ed", "ing")):
        return True
    head = verb.lemma.split()[0]
    collective = source.mention is not None and source.mention.type is EntityType.GROUP
    many = source.text.endswith("s") or source.text.split()[-1] in PLURALS
    plural = (source.kind is SourceKind.GROUP and many and not source.single) or source.text in ("they", "we", "i")
    if form in (f"{head}s", f"{head}es", f"{head[:-1]}ies"):
        return collective or not plural
    return collective or plural or form != head or source.kind is SourceKind.GROUP or source.text == "who"


def _verbs(doc: Doc, sentence: Span) -> Iterator[tuple[int, int, Verb]]:
    i = sentence.start
    while i < sentence.end:
        for length in (3, 2, 1):
            verb = reporting_verbs().get(doc[i : i + length].text.lower())
            if (
                verb
                and i + length <= sentence.end
                and not _noun(doc, i, sentence.start, verb)
                and not _glued(doc, i)
            ):
                yield i, i + length, verb
                i += length - 1
                break
        i += 1


def _glued(doc: Doc, i: int) -> bool:
    """Whether the word is part of a compound: "long-term"."""
    before = doc[i - 1] if i else None
    return (
        before is not None
        and before.text in ("-", "–", "—")
        and not before.whitespace_
        and not doc[i - 2].is_space
        and not doc[i - 2].whitespace_
    )


def _noun(doc: Doc, i: int, limit: int, verb: Verb) -> bool:
    """Whether the form is a noun or an infinitive here: "the report", "to say", "its demands"."""
    token = doc[i]
    before = doc[i - 1].lower_ if i > limit else ""
    base = token.lower_ == verb.lemma.split()[0]
    if base and before == "to":
        return True
    if token.text[0].isupper() and i > limit:
        return True
    plain = base or token.lower_ == verb.lemma + "s"
    if plain and (before in NOUN_BEFORE or _ends(doc, i - 1, ("'s", "’s"), limit)):
        return True
    return token.lower_.endswith("ing") and before not in ("", ",", "is", "are", "was", "were", "been", "be")


def _ends(doc: Doc, i: int, words: tuple[str, ...], limit: int) -> bool:
    return i >= limit and doc[i].text in words


def _cue(
    doc: Doc, sentence: Span, found: tuple[int, int, Verb], sources: Sequence[Source], last: Cue | None
) -> Cue | None:
    start, end, verb = found
    left, passive = _back_over(doc, start, sentence.start)
    if _unsaid(doc, left, start, end):
        return None
    if passive and doc[start].text.endswith(("ed", "en", "id", "ld", "wn", "ght", "t", "d")):
        return _passive(doc, sentence, found, sources)
    if source := _subject(doc, left, sources, sentence.start):
        return Cue(start, end, verb, source)
    if source := _inverted(doc, sentence, start, end, sources):
        return Cue(start, end, verb, source, inverted=True)
    if left > sentence.start and _continues(doc, left, doc[start].lower_):
        near = last.source if last and left - last.end < MAX_ASIDE else _doer(doc, left, sources)
        return Cue(start, end, verb, near) if near else None
    return None


def _unsaid(doc: Doc, left: int, start: int, end: int) -> bool:
    """Whether nothing was said: it is to be, might be, never was; or it is a participle ("declared by X")."""
    group = {token.lower_ for token in doc[left:start]}
    participle = end < len(doc) and doc[end].lower_ == "by" and not group & BE
    return participle or bool(group & UNSAID)


def _doer(doc: Doc, left: int, sources: Sequence[Source]) -> Source | None:
    """The nearest source that does something: a verb follows it."""
    verbs = words("verbs")
    for source in reversed(sources):
        after = next((t for t in doc[source.end : left] if not _adverb(t.lower_)), None)
        if after is not None and (after.lower_ in verbs or (after.is_lower and after.text.endswith("ed"))):
            return source
    return None


def _back_over(doc: Doc, i: int, limit: int) -> tuple[int, bool]:
    """Return the first token of the verb group before ``i``, and whether it is passive."""
    passive = False
    while i > limit and (
        doc[i - 1].lower_ in AUXILIARIES or doc[i - 1].lower_ in ADVERBS or _adverb(doc[i - 1].lower_)
    ):
        passive = passive or doc[i - 1].lower_ in BE
        i -= 1
    return i, passive


def _adverb(word: str) -> bool:
    return word.endswith("ly") and len(word) > 4


def _subject(doc: Doc, left: int, sources: Sequence[Source], limit: int) -> Source | None:
    """The source that ends right before the verb group, or before a parenthesis between commas."""
    for source in reversed(sources):
        if source.end > left or (source.start and doc[source.start - 1].lower_ == "by"):
            continue  # "experts quoted by the newspaper believe"
        if source.end == left or (
            doc[source.end].text == "," and left == source.end + 1 and _apposed(doc, source, limit)
        ):
            return _member(doc, source, sources) or source
        if _aside(doc, source.end, left) or _complement(doc, source, left):
            return source
        if source.kind is SourceKind.PRONOUN and source.text == "who":
            continue
        if left - source.end > MAX_ASIDE:
            return None
    return None


def _complement(doc: Doc, source: Source, left: int) -> bool:
    """Whether only a phrase like "from both countries" stands between a group or role and its verb."""
    if source.kind not in (SourceKind.GROUP, SourceKind.ROLE) or not 1 < left - source.end <= MAX_COMPLEMENT:
        return False
    between = doc[source.end : left]
    return between[0].lower_ in ("of", "from", "in", "at", "for", "with", "on") and not any(
        token.is_punct or token.lower_ in AUXILIARIES or token.lower_ in ("that", "who", "which", "and")
        for token in between
    )


def _member(doc: Doc, source: Source, sources: Sequence[Source]) -> Source | None:
    """The person of "Analyst X of the Institute Y said": who speaks is X, not Y."""
    link = source.start - 1 - (source.start > 1 and doc[source.start - 1].lower_ == "the")
    body = source.mention is not None and source.mention.type is not EntityType.PERSON
    if not body or link < 1 or doc[link].lower_ not in ("of", "from", "at"):
        return None
    person = next((s for s in sources if s.end == link), None)
    return person if person and person.mention and person.mention.type is EntityType.PERSON else None


def _apposed(doc: Doc, source: Source, limit: int) -> bool:
    """Whether the source is itself set off by a comma: "the head of the delegation, X, said"."""
    return source.start > limit and doc[source.start - 1].text == ","


def _aside(doc: Doc, start: int, end: int) -> bool:
    """Whether the tokens are a parenthesis: from a comma (dash, bracket) to the same, without a sentence in it."""
    if end - start < 3 or end - start > MAX_ASIDE:
        return False
    opening, closing = doc[start].text, doc[end - 1].text
    if (opening, closing) not in ((",", ","), ("(", ")"), ("—", "—"), ("–", "–")):
        return False
    inner = doc[start + 1 : end - 1]
    return not any(
        token.lower_ in ("said", "says", "told", "that") or token.text in '"“”«»' for token in inner
    )


def _inverted(doc: Doc, sentence: Span, start: int, end: int, sources: Sequence[Source]) -> Source | None:
    """The source after the cue: content, comma or closing quote, cue, source."""
    left, _ = _back_over(doc, start, sentence.start)
    before = doc[left - 1].text if left > sentence.start else ""
    if before not in {",", '"', "”", "»", "—", "–", "-", "?", "!", "'", "’", "…"} and not before.endswith(
        ","
    ):
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
    return len(between) <= 14 and not any(
        token.text in '"“”«»' or token.lower_ in BREAKS or token.lower_ in AUXILIARIES - {"'s", "’s"}
        for token in between
    )


def _passive(doc: Doc, sentence: Span, found: tuple[int, int, Verb], sources: Sequence[Source]) -> Cue | None:
    """ "was announced by X", "as X was quoted as saying"; without an agent the source is unknown."""
    start, end, verb = found
    text = doc[end : sentence.end].text
    agent = re.match(r"(?:\s*\w+){0,8}?\s*\bby\s+(?:the\s+)?", text)
    if not agent:
        return Cue(start, end, verb, None, passive=True)
    at = doc[end].idx + agent.end() if end < len(doc) else 0
    source = next(
        (s for s in sources if doc[s.start].idx >= at - 4 and doc[s.start].idx <= at + 60 and s.start >= end),
        None,
    )
    return Cue(start, end, verb, source, passive=True)


def _continues(doc: Doc, left: int, form: str) -> bool:
    """Whether the verb shares the subject of one before: "said … and added", "…, warning that"."""
    before = doc[left - 1].lower_
    return before in (",", "and") if form.endswith("ing") else before in ("and", "but")
