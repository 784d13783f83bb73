"""Find the words that signal an attribution (PARC: the cue) and the source that belongs to them.

Rules over the order of words: subject, inverted subject, passive agent. What they leave is read off the tree
(``parsed``), which may also object to them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from kg.extract.sources import Source, SourceKind
from kg.extract.subjects import BE, MAX_ASIDE, doer, inverted, source_before, verb_group
from kg.model import EntityType
from kg.nlp.lexicon import Verb, reporting_verbs

UNSAID = frozenset("will would may might could should never not n't n’t 'll ’ll".split())
"""Of a verb group that reports nothing: "will write", "has never said"."""
LONGEST_VERB = 3
"""Tokens of the longest reporting verb: "lash out at"."""
PLURALS = frozenset("media people police".split())
"""Nouns that are plural without an -s."""
NOUN_BEFORE = frozenset(
    "the a an this that these those his her their its our my your of in on for with by no any some such each "
    "every".split()
)
PARTICIPLE = ("ed", "en", "id", "ld", "wn", "ght", "t", "d")
AGENT = re.compile(r"(?:\s*\w++){0,8}?\s*\bby\s+(?:the\s+)?")
MAX_AND, AGENT_NEAR, AGENT_TOKENS = 3, 60, 3
"""Tokens between two subjects joined by "and"; characters from "by" to the name of the agent.
Set by hand; after a change run scripts/eval."""


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

    def fits(i: int, verb: Verb) -> bool:
        return not _noun(doc, i, sentence.start, verb) and not _glued(doc, i)

    for start, end, verb in reporting(doc, sentence, fits):
        cue = _cue(doc, sentence, (start, end, verb), sources, last)
        if cue is not None and (cue.source is None or _agrees(doc[start].lower_, verb, cue)):
            yield cue
            yield from _coordinated(doc, cue, sources)
            last = cue


def _coordinated(doc: Doc, cue: Cue, sources: Sequence[Source]) -> Iterator[Cue]:
    """The other subjects of "X and Y said"."""
    for source in sources:
        if cue.source is not None and 0 < cue.source.start - source.end <= MAX_AND and not cue.inverted:
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
    grouped = source.kind is SourceKind.GROUP
    plural = (grouped and many and not source.single) or source.text in ("they", "we", "i")
    if form in (f"{head}s", f"{head}es", f"{head[:-1]}ies"):
        return collective or not plural
    return collective or plural or form != head or grouped or source.text == "who"


def reporting(doc: Doc, sentence: Span, fits: Callable[[int, Verb], bool]) -> Iterator[tuple[int, int, Verb]]:
    """Yield start, end and verb of the reporting verbs of a sentence, the longest at each token first.

    Args:
        doc: the document.
        sentence: where to look.
        fits: whether the words that begin at a token are that verb there.
    """
    i = sentence.start
    while i < sentence.end:
        ends = range(min(i + LONGEST_VERB, sentence.end), i, -1)
        known = ((end, reporting_verbs().get(doc[i:end].text.lower())) for end in ends)
        found = next(((end, verb) for end, verb in known if verb and fits(i, verb)), None)
        if found is not None:
            yield i, *found
        i = found[0] if found is not None else i + 1


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
    left, passive = verb_group(doc, start, sentence.start)
    if _unsaid(doc, left, start, end, sources):
        return None
    if passive and doc[start].text.endswith(PARTICIPLE):
        return _passive(doc, sentence, found, sources)
    if source := source_before(doc, left, sources, sentence.start):
        return Cue(start, end, verb, source)
    if source := inverted(doc, sentence, start, end, sources):
        return Cue(start, end, verb, source, inverted=True)
    if left > sentence.start and _continues(doc, left, doc[start].lower_):
        near = last.source if last and left - last.end < MAX_ASIDE else doer(doc, left, sources)
        return Cue(start, end, verb, near) if near else None
    return None


def _unsaid(doc: Doc, left: int, start: int, end: int, sources: Sequence[Source]) -> bool:
    """Whether nothing was said: it is to be, might be, never was; or it is a participle ("declared by X")."""
    group = {token.lower_ for token in doc[left:start]}
    by = end < len(doc) and doc[end].lower_ == "by" and not group & BE
    # "said by phone" names a means, "declared by the ministry" who did it
    participle = by and any(end < source.start <= end + AGENT_TOKENS for source in sources)
    return participle or bool(group & UNSAID)


def _passive(doc: Doc, sentence: Span, found: tuple[int, int, Verb], sources: Sequence[Source]) -> Cue | None:
    """The cue of "was announced by X"; without an agent the source is unknown."""
    start, end, verb = found
    text = doc[end : sentence.end].text
    agent = AGENT.match(text)
    if not agent:
        return Cue(start, end, verb, None, passive=True)
    at = doc[end].idx + agent.end() if end < len(doc) else 0
    near = (s for s in sources if s.start >= end and at - len("the ") <= doc[s.start].idx <= at + AGENT_NEAR)
    source = next(near, None)
    return Cue(start, end, verb, source, passive=True)


def _continues(doc: Doc, left: int, form: str) -> bool:
    """Whether the verb shares the subject of one before: "said … and added", "…, warning that"."""
    before = doc[left - 1].lower_
    return before in (",", "and") if form.endswith("ing") else before in ("and", "but")
