"""A little grammar for sentences without a parser: who stands before a verb, who after it, and in which mood.

All of it looks at the words between two places: a subject is an actor from whom only auxiliaries and adverbs
lead to the verb.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kg.extract.clauses import Actor, Line
from kg.model import EventStatus, Span
from kg.nlp.lexicon import word_set

CARRIERS = word_set("carriers")
"""What may stand between a subject and its verb."""
HELPERS = word_set("helpers")
STOPS = word_set("clause stops")
LONG, SHORT = 9, 6
"""Tokens between a subject and its verb; between the members of a list."""
WHEN = frozenset({"in", "on", "at", "since", "during"})
OPENING = 4
"""Words before the subject that opens a clause."""
JOINTS = frozenset({"and", ",", "&", "as well as", "or", "the", "-", "–", "—", "/"})
NEGATIVE = word_set("negative")
POSSIBLE = word_set("possible")
PLANNED = word_set("planned")


def subject(line: Line, verb: int) -> list[Actor]:
    """Return the actors of whom the verb at character ``verb`` tells, in order."""
    before = [a for a in line.actors if a.span.end <= verb]
    if before and _carried(line.between(before[-1].span.end, verb)):
        return joined(line, before, len(before) - 1)
    return _shared(line, verb)


def _shared(line: Line, verb: int) -> list[Actor]:
    """The subject that opens the clause, for a verb joined to another: "X came to the ceremony and met Y"."""
    if line.between(line.span.start, verb)[-1:] != ["and"]:
        return []
    start = clause_start(line, verb)
    return [
        a
        for a in line.actors
        if start <= a.span.start < verb and len(line.between(start, a.span.start)) <= OPENING
    ][:1]


def _carried(gap: Sequence[str]) -> bool:
    return len(gap) <= LONG and all(w in CARRIERS or w.endswith("ly") for w in gap)


def joined(line: Line, actors: Sequence[Actor], i: int) -> list[Actor]:
    """Return the actor at ``i`` and those before it in the same list: "A, B and C"."""
    found = [actors[i]]
    while i > 0 and _joint(line, actors[i - 1], actors[i]):
        i -= 1
        found.insert(0, actors[i])
    return found


def _joint(line: Line, left: Actor, right: Actor) -> bool:
    if left.span == right.span:  # "the parties" are two at one place
        return True
    gap = line.between(left.span.end, right.span.start)
    if not gap or gap[0] not in JOINTS:
        return False
    inside = (t for t in line.tokens if left.span.end <= t.idx < right.span.start)
    rest = [t.text for t in inside if t.lower_ not in JOINTS]
    named = all(word[:1].isupper() or word == "of" for word in rest)
    return len(rest) <= SHORT and ("and" in gap or "," in gap) and named


def list_from(line: Line, start: int, end: int) -> list[Actor]:
    """Return the first actor after character ``start`` and those listed with it, up to ``end``."""
    after = [a for a in line.actors if start <= a.span.start < end]
    found = after[:1]
    for left, right in pairwise(after):
        if not _joint(line, left, right):
            break
        found.append(right)
    return found


def target(line: Line, verb_end: int, reach: int = 6) -> list[Actor]:
    """Return the actors whom the verb that ends at ``verb_end`` takes, if within ``reach`` tokens."""
    end = clause_end(line, verb_end)
    found = list_from(line, verb_end, end)
    gap = line.between(verb_end, found[0].span.start) if found else []
    if len(gap) > reach or ("," in gap and WHEN & set(gap)):  # "met in May, X said"
        return []
    return found


def clause_end(line: Line, at: int) -> int:
    """Return where the clause ends that goes on at ``at``."""
    for token in line.tokens:
        if token.idx >= at and token.lower_ in STOPS:
            return token.idx
    return line.span.end


def clause_start(line: Line, at: int) -> int:
    """Return where the clause begins that ``at`` lies in."""
    start = line.span.start
    for token in line.tokens:
        if token.idx >= at:
            break
        if token.lower_ in STOPS:
            start = token.idx + len(token)
    return start


def passive(line: Line, verb: int) -> bool:
    """Whether the participle at ``verb`` follows a form of "be"."""
    before = line.between(line.span.start, verb)[-3:]
    return any(w in HELPERS for w in before)


def agents(line: Line, verb_end: int) -> list[Actor]:
    """Return whom "by" names after a participle."""
    for token in line.tokens:
        if token.idx >= verb_end and token.lower_ == "by" and len(line.between(verb_end, token.idx)) <= SHORT:
            return list_from(line, token.idx, clause_end(line, token.idx))[:3]
    return []


def status(line: Line, cue: Span, *, verb: bool) -> EventStatus:
    """Return whether the clause says that it happened, from the words before the cue."""
    start = max(clause_start(line, cue.start), cue.start - 90)
    words = line.between(start, cue.start)
    near = words[-4:]
    if NEGATIVE & set(near):
        return EventStatus.NEGATED
    if POSSIBLE & set(words[-7:]) or (line.words[:1] and line.words[0] == "if"):
        return EventStatus.HYPOTHETICAL
    if PLANNED & set(words[-7:]) or (verb and words[-1:] == ["to"]):
        return EventStatus.PLANNED
    after = line.between(cue.end, min(line.span.end, cue.end + 30))[:3]
    return EventStatus.PLANNED if PLANNED & set(after) else EventStatus.HAPPENED


def phrases(line: Line, known: Mapping[str, object], longest: int = 5) -> Iterator[tuple[Span, str]]:
    """Yield the longest phrases of a lexicon that occur in a line, left to right."""
    words, tokens, i = line.words, list(line.tokens), 0
    while i < len(words):
        size = next(
            (n for n in range(min(longest, len(words) - i), 0, -1) if " ".join(words[i : i + n]) in known), 0
        )
        if size:
            end = tokens[i + size - 1]
            yield Span(tokens[i].idx, end.idx + len(end)), " ".join(words[i : i + size])
        i += max(size, 1)
