"""What a sentence says to happen: event nouns and verbs with those who take part, one sentence at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.clauses import Actor, Line, Page
from kg.extract.dates import Dated, document_year, find_dates
from kg.extract.grammar import agents, clause_end, list_from, passive, phrases, status, subject, target
from kg.extract.offices import Holding
from kg.model import EntityType, EventStatus, Mention, Span
from kg.nlp.lexicon import event_words, titles

NAMES = frozenset({EntityType.PERSON, EntityType.ORG, EntityType.POLITY, EntityType.PLACE, EntityType.DOCUMENT, EntityType.FACILITY})
LIGHT = frozenset(
    "held hold holds holding had have has having conducted conduct conducts resumed resume resumes began begin started start host hosted "
    "hosts attended attend attends reached reach concluded conclude announced launched launch made pay paid gave continue continued "
    "interrupted received imposed impose signed sign voiced submitted submit introduced propose proposed provide provides provided".split()
)
"""Verbs whose subject takes part in what the noun after them names."""
WITH = frozenset("between with of by among from against to for".split())
TOPIC = frozenset("on about regarding concerning over in at near since during after before".split())
SHORT = 7
"""Tokens between a light verb and its noun, or between a noun and what modifies it."""
FAR = 70
"""Characters between a cue and the date that belongs to it."""
MEETING = frozenset({"MEET", "CALL", "TALKS", "SUMMIT", "AGREE", "SIGN", "EXCHANGE"})
ONE_SIDED = frozenset({"ELECTION", "SENTENCE", "ARREST", "VISIT", "SUMMIT", "STATEMENT", "ACCIDENT", "PROTEST", "ATTACK", "EXERCISE"})
LEADERS = frozenset("presidents leaders heads".split())
STATE_TITLES = ("president", "head of state", "king", "emir", "chancellor", "prime minister")


@dataclass(frozen=True, slots=True)
class Happening:
    """One mention of an event in one line."""

    type: str
    cue: Span
    line: Line
    actors: tuple[Actor, ...]
    place: str | None
    date: str | None
    status: EventStatus
    targets: tuple[Actor, ...] = ()
    name: str | None = None
    nominal: bool = True

    @property
    def people(self) -> frozenset[str]:
        """Ids of those who take part."""
        return frozenset(a.id for a in (*self.actors, *self.targets))


@dataclass
class Finder:
    """Finds happenings in the lines of a page."""

    page: Page
    offices: Sequence[Holding]
    year: str | None = field(init=False)

    def __post_init__(self) -> None:
        """Read the year once, and the words that only say whose office someone holds."""
        self.year = document_year(self.page.scene.text)
        self._bodies = frozenset(h.body_span for h in self.offices if h.body_span is not None)

    def find(self) -> Iterator[Happening]:
        """Yield the happenings in order."""
        for line in self.page.lines:
            dates = find_dates(self.page.scene.text, line.span, self.page.scene.published, self.year)
            taken: list[Span] = []
            for happening in [*self._verbs(line, dates), *self._nouns(line, dates)]:
                if not any(happening.cue.overlaps(span) for span in taken):
                    taken.append(happening.cue)
                    yield happening

    def _fits(self, actor: Actor) -> bool:
        """Sources of reports and bodies of offices take no part."""
        return actor.span not in self._bodies and actor.span not in self.page.sources

    def _nouns(self, line: Line, dates: Sequence[Dated]) -> Iterator[Happening]:
        known = event_words("nouns")
        for cue, word in phrases(line, dict(known)):
            type_, alone = known[word]
            name = next((m for m in line.mentions if m.type is EntityType.EVENT and m.span.overlaps(cue)), None)
            if not (alone or name) or any(m.span.overlaps(cue) for m in line.mentions if m.type in NAMES):
                continue
            actors = self._nominal(line, cue, name, type_)
            place = self._place(line, cue) or self._named_place(name)
            id_ = self.page.scene.of[name.span] if name else None
            yield Happening(type_, cue, line, tuple(actors), place, _date(line, cue, dates), status(line, cue, verb=False), name=id_)

    def _nominal(self, line: Line, cue: Span, name: Mention | None, type_: str) -> list[Actor]:
        found = [*self._modifiers(line, cue), *self._complements(line, cue), *self._light(line, cue)]
        if not found and name is not None:
            found = self._following(line, cue)
        return self._heads(line, cue, _unique(a for a in found if self._fits(a)), type_)

    def _modifiers(self, line: Line, cue: Span) -> list[Actor]:
        """Russian-American talks, Putin's visit, the EU–Armenia meeting."""
        found: list[Actor] = []
        start = cue.start
        owners = [(s, Actor(s, p)) for s, p in self.page.adjectives(line.span) if s.end <= cue.start]
        owners += [(a.span, a) for a in line.actors if a.span.end <= cue.start]
        for span, actor in sorted(owners, key=lambda o: -o[0].start):
            gap = line.between(span.end, start)
            if len(gap) > SHORT // 2 or any(w in LIGHT | STOPWORDS or w == "of" for w in gap):
                break
            owner = span == actor.span and actor.mention is not None
            if owner and gap and gap[0] not in ("'s", "’s", "-", "–", "—", "and", "'", "’") and not found:
                break
            found.append(actor)
            start = span.start
        return found

    def _complements(self, line: Line, cue: Span) -> list[Actor]:
        """… between A and B, with C, of D; not what it is about."""
        end, good, found = clause_end(line, cue.end), False, []
        for token in line.tokens:
            if not cue.end <= token.idx < end or len(line.between(cue.end, token.idx)) > 24:
                continue
            if token.lower_ in WITH:
                good = True
            elif token.lower_ in TOPIC or (token.lower_ in STOPWORDS):
                good = False
            actor = next((a for a in line.actors if a.span.start == token.idx), None)
            if actor is not None and good:
                found.append(actor)
        return found

    def _light(self, line: Line, cue: Span) -> list[Actor]:
        verbs = [t for t in line.tokens if t.lower_ in LIGHT and t.idx < cue.start]
        if not verbs or len(line.between(verbs[-1].idx, cue.start)) > SHORT:
            return []
        if passive(line, verbs[-1].idx):
            return agents(line, verbs[-1].idx)
        return subject(line, verbs[-1].idx)

    def _following(self, line: Line, cue: Span) -> list[Actor]:
        """At the Anchorage talks, A and B …"""
        comma = next((t.idx for t in line.tokens if t.idx >= cue.end and t.text == ","), None)
        if comma is None or len(line.between(cue.end, comma)) > 3:
            return []
        found = list_from(line, comma, line.span.end)
        return found if found and len(line.between(comma, found[0].span.start)) <= 3 else []

    def _heads(self, line: Line, cue: Span, actors: list[Actor], type_: str) -> list[Actor]:
        """The presidents of A and B speak with each other: the persons, where the registry knows them."""
        if type_ not in ("MEET", "CALL") or not LEADERS & set(line.words):
            return actors
        return [Actor(a.span, self._head(a.id) or a.id, a.mention) for a in actors]

    def _head(self, polity: str) -> str | None:
        """Whoever holds the highest of the titles; of several, in an undated document, the latest."""
        found = [
            (STATE_TITLES.index(o.title.lower()), o.end is not None, -int((o.start or "0")[:4]), e.id)
            for e in self.page.scene.heads(polity) for o in e.offices if o.body == polity and o.title.lower() in STATE_TITLES
        ]  # fmt: skip
        return min(found)[-1] if found else None

    def _verbs(self, line: Line, dates: Sequence[Dated]) -> Iterator[Happening]:
        known, nouns = event_words("verbs"), event_words("nouns")
        for cue, word in phrases(line, dict(known)):
            type_, alone = known[word]
            if not alone or any(m.span.overlaps(cue) for m in line.mentions) or (word in nouns and not _verbal(line, cue, word)):
                continue
            before, after = subject(line, cue.start), target(line, cue.end)
            if passive(line, cue.start) and word.split()[0].endswith(("ed", "en")):
                before, after = agents(line, cue.end), before
            before, after = [a for a in before if self._fits(a)], [a for a in after if self._fits(a)]
            place, date = self._place(line, cue), _date(line, cue, dates)
            if before and (after or place or date or type_ in ONE_SIDED) or (after and type_ in ONE_SIDED):
                mood = status(line, cue, verb=True)
                yield Happening(type_, cue, line, tuple(before), place, date, mood, tuple(after), nominal=False)

    def _place(self, line: Line, cue: Span) -> str | None:
        """The place after "in" or "at" that stands nearest."""
        found = []
        for m in line.mentions:
            if m.type in (EntityType.PLACE, EntityType.FACILITY):
                before = line.between(line.span.start, m.span.start)[-4:]
                if {"in", "at", "near", "on", "to"} & set(before):
                    found.append(m)
        found.sort(key=lambda m: m.span.start - cue.end if m.span.start >= cue.end else 2 * (cue.start - m.span.end))
        near = [m for m in found if abs(m.span.start - cue.end) < 2 * FAR]
        return self.page.scene.of[near[0].span] if near else None

    def _named_place(self, name: Mention | None) -> str | None:
        """The place that an event is called after: "the Istanbul talks"."""
        if name is None or name.anchor is None:
            return None
        text = name.anchor.of(self.page.scene.text)
        called = (e for e in self.page.scene.entities.values() if e.type is EntityType.PLACE)
        return next((e.id for e in called if e.label == text or text in e.called()), None)


STOPWORDS = frozenset([";", ":", "said", "says", "told", "that", "which", "who", "when", "where"])


def _verbal(line: Line, cue: Span, word: str) -> bool:
    """Whether a form that may be a noun is a verb here."""
    before = line.between(line.span.start, cue.start)[-1:]
    return word.endswith("ed") or bool(before) and before[0] in ("to", "will", "not", "would", "could", "may", "did")


def _date(line: Line, cue: Span, dates: Sequence[Dated]) -> str | None:
    """The date nearest to the cue; those after it count as nearer."""
    ranked = sorted((d.span.start - cue.end if d.span.start >= cue.end else 1.3 * (cue.start - d.span.end), d.value) for d in dates)
    return ranked[0][1] if ranked and ranked[0][0] <= FAR else None


def _unique(actors: Iterator[Actor]) -> list[Actor]:
    seen: dict[str, Actor] = {}
    for actor in actors:
        seen.setdefault(actor.id, actor)
    return list(seen.values())


__all__ = ["MEETING", "Finder", "Happening", "titles"]
