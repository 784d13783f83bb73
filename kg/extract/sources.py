"""Words that can be the source of an attribution: names with their titles, roles, pronouns, groups."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from spacy.tokens import Doc, Span, Token

from kg.extract.anaphors import anaphors
from kg.extract.phrases import covering, stretch
from kg.model import EntityType, Mention
from kg.model import Span as Stretch
from kg.nlp.language import covered, source_text, starts
from kg.nlp.lexicon import is_office, roles, titles, unnamed, words

SPEAKING = frozenset({EntityType.PERSON, EntityType.POLITY, EntityType.ORG, EntityType.GROUP})
FIRST_PERSON = frozenset({"i", "we"})
SUBJECT = {
    "him": "he",
    "her": "she",
    "them": "they",
    "his": "he",
    "their": "they",
    "me": "i",
    "my": "i",
    "us": "we",
    "our": "we",
    "whose": "who",
}
"""By other forms of a pronoun the one of the subject: of "to him" he."""
PRONOUNS = frozenset("he she they it i we who".split())
DETERMINERS = frozenset(
    "the this that some many several other most two three both all these those unnamed a an its his her "
    "their".split()
)
BETWEEN = frozenset({"'s", "’s", "former", "senior"})
"""What may stand between "the Turkish" and "minister"."""
DEPUTIES = frozenset({"deputy", "vice"})
MAX_GROUP = 4
"""Words before the noun of a group: "several other European officials"."""


class SourceKind(StrEnum):
    """How a source is referred to."""

    NAME = "name"
    ROLE = "role"
    PRONOUN = "pronoun"
    GROUP = "group"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Source:
    """A possible source within one sentence.

    Attributes:
        start, end: tokens of the noun phrase, as far as it is recognised, half-open.
        span: the words without titles (code points): what the annotation gives as the source.
        mention: the mention it is built on, if any.
        text: lower-case head words, for roles, pronouns and groups (there with the adjective of a polity).
        body: for roles, the words that say whose minister or leader it is.
        single: one of a group ("a Western diplomat").
    """

    start: int
    end: int
    span: Stretch
    kind: SourceKind
    text: str
    mention: Mention | None = None
    body: Stretch | None = None
    single: bool = False


def find_sources(doc: Doc, sentence: Span, mentions: Sequence[Mention]) -> list[Source]:
    """Return the possible sources of a sentence in order; ``mentions`` are the sentence's own."""
    named = [source for m in mentions if m.type in SPEAKING and (source := _named(doc, m))]
    named = [_with_kind(doc, source, sentence) for source in named]
    taken = {i for source in named for i in range(source.start, source.end)}
    # "the Moldovan authorities" are a polity
    groups = [g for g in _groups(doc, sentence) if g.end - 1 not in taken]
    roles_ = [*_roles(doc, sentence, mentions), *_pointing(doc, sentence, mentions)]
    found = [*named, *roles_, *groups, *_pronouns(sentence)]
    found.sort(key=lambda s: (s.start, -s.end))
    kept: list[Source] = []
    for source in found:  # a role phrase covers the name of the body within it; the longest wins
        if not any(k.start <= source.start and source.end <= k.end for k in kept):
            kept = [k for k in kept if not (source.start <= k.start and k.end <= source.end)]
            kept.append(source)
    return kept


def _named(doc: Doc, mention: Mention) -> Source | None:
    span = covering(doc, mention.span)
    if span is None:
        return None
    start = (
        _with_titles(doc, span.start, span.sent.start) if mention.type is EntityType.PERSON else span.start
    )
    return Source(start, span.end, mention.span, SourceKind.NAME, span.text.lower(), mention)


def _with_kind(doc: Doc, source: Source, sentence: Span) -> Source:
    """A body's name with the noun before it that says what it is: "the news agency X" is one source."""
    body = source.mention is not None and source.mention.type is EntityType.ORG
    kinds = _groups(doc, sentence) if body and source.start > sentence.start else ()
    before = next((g for g in kinds if g.end == source.start and doc[g.end - 1].tag_ == "NN"), None)
    return replace(source, start=before.start) if before is not None else source


def _with_titles(doc: Doc, start: int, limit: int) -> int:
    """Return where the titles before a name begin: "Russian Deputy Foreign Minister" X."""
    i = start
    while i > limit:
        token = doc[i - 1]
        joined = token.lower_ in ("the", "of", "for", "to", "'s", "’s", "and") and i - 1 > limit
        opens = i - 1 == limit and token.lower_ in words("not_names")  # "As X said": no title
        if opens or not (token.text[0].isupper() or joined or is_office(token.lower_)):
            break
        i -= 1
    return i


def _roles(doc: Doc, sentence: Span, mentions: Sequence[Mention]) -> Iterator[Source]:
    """No name, one person: "the diplomat", "the Turkish minister", "the head of the White House"."""
    for token in sentence:
        end = token.i + _role_length(doc, token.i)
        if end == token.i or end > sentence.end or doc[token.i - 1 : end].text.lower() in _role_words():
            continue
        start = _role_start(doc, token.i, sentence.start)
        if start is None or _named_after(doc, end, mentions):
            continue
        office = doc[token.i : end].text.lower()
        if doc[start].lower_ in ("a", "an"):
            yield _unnamed(doc, start, token.i, end)
            continue
        body = _body(doc, start, end, mentions)
        if body is not None and body.start >= doc[end - 1].idx:
            inner = covering(doc, body)
            end = inner.end if inner is not None else end
        yield Source(start, end, stretch(doc[start:end]), SourceKind.ROLE, office, body=body)


def _pointing(doc: Doc, sentence: Span, mentions: Sequence[Mention]) -> Iterator[Source]:
    """No name, but somebody named before: "his deputy", "the rebel leader", "the latter"."""
    for one in anaphors(doc, sentence):
        start, end = one.start, one.end
        span = stretch(doc[start:end])
        if not one.role:
            yield Source(start, end, span, SourceKind.PRONOUN, one.noun)
        elif not _named_after(doc, end, mentions):
            yield Source(start, end, span, SourceKind.ROLE, one.noun, body=_body(doc, start, end, mentions))


def _role_length(doc: Doc, i: int) -> int:
    return next((n for n in (4, 3, 2, 1) if doc[i : i + n].text.lower() in _role_words()), 0)


def _unnamed(doc: Doc, start: int, head: int, end: int) -> Source:
    """One of a group: "a Western diplomat"."""
    noun = doc[head:end].text.lower()
    plural = next(
        (word for word, role in roles().items() if role.plural and word.startswith(noun[:-1])), f"{noun}s"
    )
    named = [*(t.lower_ for t in doc[start + 1 : head] if _adjective(doc, t.i)), plural]
    return Source(start, end, stretch(doc[start + 1 : end]), SourceKind.GROUP, " ".join(named), single=True)


@cache
def _role_words() -> frozenset[str]:
    return frozenset(titles()) | frozenset(word for word, role in roles().items() if not role.plural)


def _role_start(doc: Doc, head: int, limit: int) -> int | None:
    """Where "the (Russian) minister" begins: it needs an article or an adjective of a polity."""
    i, anchored = head, False
    adjectives, names = covered(doc, "adjectives"), covered(doc, "known")
    while i > limit and (owner := i - 1 in adjectives or i - 1 in names) | (doc[i - 1].lower_ in BETWEEN):
        anchored = anchored or owner
        i -= 1
    if i > limit and doc[i - 1].lower_ in ("the", "this", "that", "a", "an"):
        return i - 1
    return i if anchored else None


def _named_after(doc: Doc, end: int, mentions: Sequence[Mention]) -> bool:
    """Whether a person's name follows: then the words are a title, not a role alone."""
    at = doc[end].idx if end < len(doc) else -1
    comma = doc[end + 1].idx if end + 1 < len(doc) and doc[end].text == "," else -1
    return any(m.type is EntityType.PERSON and m.span.start in (at, comma) for m in mentions)


def _body(doc: Doc, start: int, end: int, mentions: Sequence[Mention]) -> Stretch | None:
    """The polity or organisation that the role belongs to: before the noun, or after "of (the)"."""
    left, right = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    adjective = next((i for i in range(start, end) if i in starts(doc, "adjectives")), None)
    tail = re.match(r"\s+(?:of|for|to|at)\s+(?:the\s+)?", source_text(doc)[right : right + 16])
    for m in mentions:
        if m.type is not EntityType.PERSON and (
            left <= m.span.start < right or (tail and m.span.start == right + tail.end())
        ):
            return m.span
    return _whole_adjective(doc, adjective) if adjective is not None else None


def _whole_adjective(doc: Doc, start: int) -> Stretch:
    end = start + 1
    while end in covered(doc, "adjectives") and end not in starts(doc, "adjectives"):
        end += 1
    return stretch(doc[start:end])


def _groups(doc: Doc, sentence: Span) -> Iterator[Source]:
    """Nobody in particular: "experts", "the media", "some European officials"."""
    known = unnamed()
    for token in sentence:
        length = 2 if doc[token.i : token.i + 2].text.lower() in known else 1
        word = doc[token.i : token.i + length].text.lower()
        if word not in known or (known[word] != word and not _after_article(doc, token.i, sentence.start)):
            continue
        start, named = token.i, [known[word]]
        while (
            start > sentence.start
            and token.i - start < MAX_GROUP
            and (doc[start - 1].lower_ in DETERMINERS or _adjective(doc, start - 1))
        ):
            start -= 1
            named = [doc[start].lower_, *named] if _adjective(doc, start) else named
        if start > sentence.start and doc[start - 1].lower_ in DEPUTIES:
            start, named = start - 1, [doc[start - 1].lower_, *named]
        end = token.i + length
        if known[word] == word and end + 1 < sentence.end and _of_kind(doc, end):  # "heads of government"
            named, end = [*named, *(t.lower_ for t in doc[end : end + 2])], end + 2
        yield Source(start, end, stretch(doc[token.i : end]), SourceKind.GROUP, " ".join(named))


def _of_kind(doc: Doc, i: int) -> bool:
    """Whether "of" and a bare noun follow, which say what kind of people it is."""
    return doc[i].lower_ == "of" and doc[i + 1].tag_ == "NN" and doc[i + 1].is_lower


def _after_article(doc: Doc, i: int, limit: int) -> bool:
    person = doc[i].lower_ in _role_words()  # "the minister" is one person, "a minister" one of a group
    return i > limit and doc[i - 1].lower_ in ("a", "an", "one", *(() if person else ("the",)))


def _adjective(doc: Doc, i: int) -> bool:
    return i in covered(doc, "adjectives")


def _pronouns(sentence: Span) -> Iterator[Source]:
    for token in sentence:
        if token.lower_ in PRONOUNS and token.text != "IT":
            yield pronoun(token)


def pronoun(token: Token) -> Source:
    """Return the source that a pronoun is, in whatever form: of "according to him" he."""
    text = SUBJECT.get(token.lower_, token.lower_)
    span = stretch(token.doc[token.i : token.i + 1])
    return Source(token.i, token.i + 1, span, SourceKind.PRONOUN, text)


def unnamed_source(source: Source) -> str:
    """Return the entity id of a source of whom nothing tells who it is: he said it, whoever he be."""
    if source.kind is SourceKind.PRONOUN:
        kind = "person" if source.text in ("he", "she", "who", "i") else "group"
        return f"{kind}:unnamed"
    kind = {SourceKind.BODY: "org", SourceKind.ROLE: "person"}.get(source.kind, "group")
    return f"{kind}:{slug(source.text)}"


def group_id(words: str) -> str:
    """Return the entity id of people without a name.

    >>> group_id("u.s. attachés")
    'group:u-s-attachés'
    """
    return f"group:{slug(words)}"


def slug(words: str) -> str:
    """Return words in lower case as a part of an id: letters, and hyphens for all between them."""
    return re.sub(r"[\W\d_]+", "-", words).strip("-")
