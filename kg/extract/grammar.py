"""A little grammar for sentences without a parser: who stands before a verb, who after it, and in which mood.

All of it looks at the words between two places: a subject is an actor from whom only auxiliaries and adverbs
lead to the verb.
"""

import re
from collections.abc import Iterator, Sequence

from kg.extract.clauses import Actor, Line
from kg.model import EventStatus, Span

CARRIERS = frozenset(
    "has have had having is are was were be been being will would shall should must may might can could to not n't n’t never do does "
    "did also already again still just then now recently earlier later soon once twice first finally even repeatedly both all "
    "jointly together nevertheless however therefore always often ready able going managed continue continues continued plan plans "
    "planned intend intends intended agreed decided want wants wanted tried trying began started begin which who that , ’s 's since "
    "actively strongly yesterday today last week month year for their its own part".split()
)
"""What may stand between a subject and its verb."""
HELPERS = frozenset("is are was were been being be".split())
STOPS = frozenset([";", ":", "—", "–", "(", ")", "which", "who", "where", "when", "while", "although", "because", "if", "but", "whereas"])
JOINTS = frozenset({"and", ",", "&", "as well as", "or", "the", "-", "–", "—", "/"})
TITLED = re.compile(r"^(?:[\w’'-]+\s+){0,8}$")
NEGATIVE = frozenset("not never no without n't n’t neither nor refused refuses refusing cancelled canceled denied failed impossible".split())
POSSIBLE = frozenset("if whether may might could would should must possible potential possibly perhaps likely unless hypothetical chance".split())
PLANNED = frozenset(
    "will shall plan plans planned planning going scheduled propose proposes proposed upcoming forthcoming intends intend intended ready "
    "supposed next promise promises promised prepare preparing expect expects expected agreed hope hopes want wants".split()
)


def subject(line: Line, verb: int) -> list[Actor]:
    """Return the actors of whom the verb at character ``verb`` tells, in order."""
    before = [a for a in line.actors if a.span.end <= verb]
    if not before or not _carried(line.between(before[-1].span.end, verb)):
        return []
    return joined(line, before, len(before) - 1)


def _carried(gap: Sequence[str]) -> bool:
    return len(gap) <= 9 and all(w in CARRIERS or w.endswith("ly") for w in gap)


def joined(line: Line, actors: Sequence[Actor], i: int) -> list[Actor]:
    """Return the actor at ``i`` and those before it in the same list: "A, B and C"."""
    found = [actors[i]]
    while i > 0 and _joint(line, actors[i - 1], actors[i]):
        i -= 1
        found.insert(0, actors[i])
    return found


def _joint(line: Line, left: Actor, right: Actor) -> bool:
    gap = line.between(left.span.end, right.span.start)
    if not gap or gap[0] not in JOINTS:
        return not gap and False
    rest = [w for w in gap if w not in JOINTS]
    text = line.tokens.doc.text[left.span.end : right.span.start]
    return len(rest) <= 6 and ("and" in gap or "," in gap) and all(w[:1].isupper() or w.lower() == "of" for w in text.replace(",", " ").split() if w not in ("and", "the"))


def list_from(line: Line, start: int, end: int) -> list[Actor]:
    """Return the first actor after character ``start`` and those listed with it, up to ``end``."""
    after = [a for a in line.actors if start <= a.span.start < end]
    found = after[:1]
    for left, right in zip(after, after[1:], strict=False):
        if not _joint(line, left, right):
            break
        found.append(right)
    return found


def target(line: Line, verb_end: int, reach: int = 6) -> list[Actor]:
    """Return the actors whom the verb that ends at ``verb_end`` takes, if they follow within ``reach`` tokens."""
    end = clause_end(line, verb_end)
    found = list_from(line, verb_end, end)
    if not found or len(line.between(verb_end, found[0].span.start)) > reach:
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
        if token.idx >= verb_end and token.lower_ == "by" and len(line.between(verb_end, token.idx)) <= 6:
            return list_from(line, token.idx, clause_end(line, token.idx))[:3]
    return []


def status(line: Line, cue: Span, verb: bool) -> EventStatus:
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


def phrases(line: Line, known: dict[str, object], longest: int = 5) -> Iterator[tuple[Span, str]]:
    """Yield the longest phrases of a lexicon that occur in a line, left to right."""
    words, tokens, i = line.words, list(line.tokens), 0
    while i < len(words):
        size = next((n for n in range(min(longest, len(words) - i), 0, -1) if " ".join(words[i : i + n]) in known), 0)
        if size:
            end = tokens[i + size - 1]
            yield Span(tokens[i].idx, end.idx + len(end)), " ".join(words[i : i + size])
        i += max(size, 1)
