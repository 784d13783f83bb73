"""Who takes part in what a noun names: "talks between A and B", "A's visit", "A and B held consultations"."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.extract.clauses import Actor, Line, Page
from kg.extract.grammar import agents, clause_end, list_from, passive, subject
from kg.model import Span
from kg.nlp.lexicon import word_set

LIGHT = word_set("light verbs")
"""Verbs whose subject takes part in what the noun after them names."""
WITH, TOPIC = word_set("with"), word_set("topic")
REPORTED = word_set("reported")
OWNING = frozenset({"'s", "’s", "-", "–", "—", "and", "'", "’"})
SHORT, NEAR, LONG = 7, 3, 24
"""Tokens: between a light verb and its noun, within a compound, from a noun to its last complement."""
LOCAL = frozenset({"ELECTION", "PROTEST", "OTHER"})
"""Happen in a polity, which takes part."""
OWNED = frozenset({"SANCTION", "ACCIDENT", "ARREST"})
"""Befall what belongs to a polity: the crash of a Kazakh airliner."""
LEADERS = word_set("leaders")
STATE_TITLES = ("president", "head of state", "king", "emir", "chancellor", "prime minister")


@dataclass(frozen=True)
class Sides:
    """Finds those who take part.

    Attributes:
        page: the document.
        bodies: words that only say whose office someone holds.
    """

    page: Page
    bodies: frozenset[Span]

    def fits(self, actor: Actor) -> bool:
        """Return whether someone may take part; sources of reports and bodies of offices do not."""
        return actor.span not in self.bodies and actor.span not in self.page.sources

    def of(self, line: Line, cue: Span, type_: str, *, named: bool) -> list[Actor]:
        """Return those who take part in what the noun at ``cue`` names, in order of the text."""
        found = [*self._modifiers(line, cue), *_complements(self.page, line, cue, type_), *_light(line, cue)]
        if not found and named:
            found = _following(line, cue)
        found.sort(key=lambda a: a.span)
        return self._heads(line, _unique(a for a in found if self.fits(a)), type_)

    def _modifiers(self, line: Line, cue: Span) -> list[Actor]:
        """Russian-American talks, the king's visit, the EU–Armenia meeting."""
        found: list[Actor] = []
        start = cue.start
        owners = [Actor(s, p) for s, p in self.page.adjectives(line.span) if s.end <= cue.start]
        owners += [a for a in line.actors if a.span.end <= cue.start]
        for actor in sorted(owners, key=lambda a: -a.span.start):
            gap = line.between(actor.span.end, start)
            apart = len(gap) > NEAR or any(w in LIGHT | REPORTED or w == "of" for w in gap)
            loose = actor.mention is not None and gap and gap[0] not in OWNING and not found
            if apart or loose:
                break
            found.append(actor)
            start = actor.span.start
        return found

    def _heads(self, line: Line, actors: list[Actor], type_: str) -> list[Actor]:
        """The presidents of A and B speak with each other: the persons, where the registry knows them."""
        if type_ not in ("MEET", "CALL") or not LEADERS & set(line.words):
            return actors
        return [Actor(a.span, self._head(a.id) or a.id, a.mention) for a in actors]

    def _head(self, polity: str) -> str | None:
        """Whoever holds the highest of the titles; of several, in an undated document, the latest."""
        offices = [(e.id, o, o.title.lower()) for e in self.page.scene.heads(polity) for o in e.offices]
        found = [
            (STATE_TITLES.index(title), office.end is not None, -int((office.start or "0")[:4]), id_)
            for id_, office, title in offices
            if office.body == polity and title in STATE_TITLES
        ]
        return min(found)[-1] if found else None


def _complements(page: Page, line: Line, cue: Span, type_: str) -> list[Actor]:
    """… between A and B, with C, of D; not what it is about."""
    end, good, found = clause_end(line, cue.end), False, []
    owners = [Actor(s, p) for s, p in page.adjectives(line.span)] if type_ in OWNED else []
    starts = {a.span.start: a for a in (*owners, *line.actors)}
    for token in (t for t in line.tokens if cue.end <= t.idx < end):
        if token.lower_ in REPORTED or len(line.between(cue.end, token.idx)) > LONG:
            break
        if token.lower_ in WITH or (token.lower_ in ("in", "on") and _hosts(token.lower_, type_)):
            good = True
        elif token.lower_ in TOPIC:
            good = False
        if good and token.idx in starts:
            found.append(starts[token.idx])
    return found


def _hosts(preposition: str, type_: str) -> bool:
    """Whether what follows the preposition takes part: elections in A, sanctions on B."""
    return type_ in LOCAL if preposition == "in" else type_ in ("SANCTION", "ATTACK")


def _light(line: Line, cue: Span) -> list[Actor]:
    verbs = [t for t in line.tokens if t.lower_ in LIGHT and t.idx < cue.start]
    if not verbs or len(line.between(verbs[-1].idx, cue.start)) > SHORT:
        return []
    if passive(line, verbs[-1].idx):
        return agents(line, verbs[-1].idx)
    return subject(line, verbs[-1].idx)


def _following(line: Line, cue: Span) -> list[Actor]:
    """At the Anchorage talks, A and B ….

    The subject right after the comma.
    """
    comma = next((t.idx for t in line.tokens if t.idx >= cue.end and t.text == ","), None)
    if comma is None or len(line.between(cue.end, comma)) > NEAR:
        return []
    found = list_from(line, comma, line.span.end)
    return found if found and len(line.between(comma, found[0].span.start)) <= NEAR else []


def _unique(actors: Iterable[Actor]) -> list[Actor]:
    seen: dict[str, Actor] = {}
    for actor in actors:
        seen.setdefault(actor.id, actor)
    return list(seen.values())
