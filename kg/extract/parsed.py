"""Attributions by the tree of a sentence: whose verb a reporting verb is, and the clause that it reports."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg.extract.content import (
    COGNITIVE,
    NP_ACTS,
    NP_LEMMAS,
    SHOWING,
    Attribution,
    mode_of,
    sentence_end,
    trimmed,
)
from kg.extract.cues import UNSAID, reporting
from kg.extract.noun_phrases import source_of
from kg.extract.phrases import covering, stretch
from kg.extract.sources import Source
from kg.extract.trees import (
    FINITE,
    agent,
    joined,
    named_by,
    passive,
    raised,
    said_by,
    speaks_of,
    subject,
    without_that,
)
from kg.model import Mode
from kg.model import Span as Stretch
from kg.nlp.attributions import Attribution as Found
from kg.nlp.language import source_text
from kg.nlp.lexicon import Verb

CUED = "kg_cued"
"""Where ``doc.user_data`` keeps the model's attributions by each token of their cues."""
UNDONE = frozenset({"against", "without", "from", "of"})
"""Before a gerund, of what is not done: "warned against accepting it"."""
OMITTING = frozenset({"forget", "ignore", "overlook", "omit"})
"""Of "X forgets that", what X does not say."""
NOTHING = frozenset({"nothing", "none", "neither"})
RUMOUR = frozenset({"say", "report"})
"""Lemmas of "X was said to have left", which somebody says of X."""


def parsed(
    doc: Doc, sentence: Span, sources: Sequence[Source], taken: Sequence[Attribution]
) -> Iterator[Attribution]:
    """Yield the attributions of a sentence whose cue is none of those ``taken``.

    Needs: tree, attributions.
    """
    cues = [attribution.cue for attribution in taken]
    for start, end, verb in reporting(doc, sentence, lambda i, _: _is_verb(doc[i])):
        words = stretch(doc[start:end])
        if not any(cue.overlaps(words) for cue in cues):
            yield from _attributions(doc[start:end], verb, sources)


def _attributions(cue: Span, verb: Verb, sources: Sequence[Source]) -> Iterator[Attribution]:
    token = cue[0]
    if is_unsaid(token) or is_asked(token) or says_nothing(token):
        return
    marked = _marked(cue)
    base = Attribution(None, stretch(cue), verb.lemma, verb.act, (), Mode.INDIRECT)
    if parts := raised(token):
        told = tuple(part for span in parts if (part := trimmed(source_text(cue.doc), stretch(span))))
        yield from [replace(base, content=told)] if verb.lemma in RUMOUR else []
        return
    head = speaks_of(token)
    if head is not None and _points_back(token):
        source = source_of(head, sources, strict=True)
        yield from [replace(base, source=source, previous=True)] if source else []
        return
    strict = verb.lemma in SHOWING or marked is None
    speaking = [s for one in joined(head) if (s := source_of(one, sources, strict=strict))] if head else []
    if marked is not None and not speaking:
        speaking = [s for s in _pointed(cue.sent, marked, sources) if not _undergoes(token, s)]
    beside = _beside(token) or _set_out(token)
    if beside and not speaking and (by := agent(token)) is not None:
        through = source_of(by, sources, strict=False)
        speaking = [through] if through else []
    content = beside or _content(cue, verb, marked)
    for source in speaking:
        if content and not any(part.contains(source.span) for part in content):
            yield replace(base, source=source, content=content, mode=mode_of(cue.doc, content))


def _points_back(verb: Token) -> bool:
    """Whether it is "This was stated by X"."""
    found = subject(verb) if passive(verb) else None
    return found is not None and found.lower_ in ("this", "that", "it") and not said_by(verb, phrases=False)


def _pointed(sentence: Span, marked: Found, sources: Sequence[Source]) -> list[Source]:
    """The source that the model points to, if it stands in the sentence."""
    span = marked.source
    if span is None or not sentence.start <= span.start < sentence.end:
        return []
    found = source_of(span.root, sources, strict=False)
    return [found] if found else [s for s in sources if span.start <= s.start < span.end][:1]


def _undergoes(verb: Token, source: Source) -> bool:
    """Whether a source is the subject of a passive verb: of "X was reminded" nobody says that X spoke."""
    found = subject(verb) if passive(verb) else None
    return found is not None and any(source.start <= t.i < source.end for t in found.subtree)


def _beside(verb: Token) -> tuple[Stretch, ...]:
    """What "X, as reported by Y, …" is set in: the sentence without that clause."""
    child = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ == "as"), None)
    if child is None or verb.tag_ != "VBN" or verb.dep_ not in ("acl", "advcl"):
        return ()
    doc, sentence = verb.doc, verb.sent
    left, right = verb.left_edge, verb.right_edge
    if agent(verb) is None:
        return ()
    end = sentence_end(doc, sentence)
    parts = [Stretch(sentence.start_char, left.idx), Stretch(min(right.idx + len(right), end), end)]
    return tuple(s for part in parts if (s := trimmed(source_text(doc), part)))


def _set_out(verb: Token) -> tuple[Stretch, ...]:
    """Of "the position, outlined by X in a letter, that …" the clause, wherever the tree hangs it."""
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or agent(verb) is None:
        return ()
    behind = verb.doc[verb.i + 1 : verb.sent.end]
    that = next((t for t in behind if t.lower_ == "that" and t.dep_ == "mark"), None)
    finite = {t.i for t in behind if t.tag_ in FINITE}
    if that is None or any(i < that.i for i in finite):
        return ()
    words = verb.doc[that.i + 1 : that.head.right_edge.i + 1]
    told = trimmed(source_text(verb.doc), stretch(words))
    return (told,) if told else ()


def _content(cue: Span, verb: Verb, marked: Found | None) -> tuple[Stretch, ...]:
    phrases = (verb.act in NP_ACTS and "np" in verb.frames) or verb.lemma in NP_LEMMAS or marked is not None
    text = source_text(cue.doc)
    spans = said_by(cue[0], phrases=phrases and verb.lemma not in COGNITIVE)
    if not spans and marked is not None and verb.lemma not in COGNITIVE:
        sentence = cue.sent
        spans = [s for s in marked.content if sentence.start <= s.start and s.end <= sentence.end]
    return tuple(s for span in spans if (s := trimmed(text, stretch(without_that(span)))))


def _marked(cue: Span) -> Found | None:
    """The attribution that the model sees in a cue, if it takes it for one."""
    doc = cue.doc
    if CUED not in doc.user_data:
        doc.user_data[CUED] = {
            token.i: found for found in doc._.attributions if found.cue is not None for token in found.cue
        }
    return next((doc.user_data[CUED][token.i] for token in cue if token.i in doc.user_data[CUED]), None)


def is_unsaid(verb: Token) -> bool:
    """Whether nothing was said: it is to be, might be, never was, or somebody is warned against it."""
    group = {child.lower_ for child in verb.children if child.dep_ in ("aux", "advmod", "mark")}
    return (
        verb.lemma_ in OMITTING
        or bool(group & (UNSAID | {"to"}))
        or (verb.tag_ == "VBG" and bool(group & UNDONE))
    )


def says_nothing(verb: Token) -> bool:
    """Whether what is said is nothing: "has promised nothing so far", "made no promise"."""
    things = (child for child in verb.children if child.dep_ == "obj")
    return any(t.lower_ in NOTHING or any(c.lower_ == "no" for c in t.children) for t in things)


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def agrees(doc: Doc, attribution: Attribution, sources: Sequence[Source]) -> bool:
    """Return whether the tree has the same subject for a cue, as far as it has one that can speak."""
    token = _token_at(doc, attribution.cue)
    if attribution.source is None or token is None or not _is_verb(token):
        return True
    if is_asked(token) or says_nothing(token):
        return False
    head = speaks_of(token)
    meant = source_of(head, sources, strict=True) if head is not None else None
    return head is None or meant is None or any(_same(one, attribution.source) for one in joined(head))


def next_clause(doc: Doc, attribution: Attribution) -> int:
    """Return where, behind the cue, the next clause begins that is no part of what it reports.

    Of "X proposed talks, and Y supports them" the second half is not what X proposed.
    """
    end = attribution.content[-1].end
    verb = _token_at(doc, attribution.cue)
    if verb is None or not _is_verb(verb):
        return end
    clauses = [c for c in verb.children if c.dep_ == "conj" and c.i > verb.i and c.tag_ in FINITE]
    opens = (next((cc for cc in c.children if cc.dep_ == "cc"), None) for c in clauses)
    edges = (joint.idx for joint in opens if joint is not None and joint.i > verb.i)
    return next((edge for edge in edges if attribution.content[0].start < edge < end), end)


def _same(head: Token, source: Source) -> bool:
    inside = range(source.start, source.end)
    return head.i in inside or named_by(head, inside) is not None


def _token_at(doc: Doc, cue: Stretch) -> Token | None:
    span = covering(doc, cue)
    return span[0] if span is not None else None


def is_asked(verb: Token) -> bool:
    """Whether the clause is a question: "Has X asked …?"."""
    found = subject(verb)
    return found is not None and any(c.dep_ == "aux" and c.i < found.left_edge.i for c in verb.children)


def is_asked_of(verb: Token) -> bool:
    """Return whether somebody undergoes the verb: "Asked about the vote, X …"."""
    bare = verb.tag_ == "VBN" and not any(child.dep_ == "aux" for child in verb.children)
    return bare and verb.dep_ == "advcl" and agent(verb) is None and verb.left_edge.i <= verb.i
