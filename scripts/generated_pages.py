"""A page that grows word by word, beside it what a reader would find in it; and sentences to write on it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from random import Random

from kg.model import (
    Act,
    Document,
    Entity,
    EntityType,
    Event,
    EventStatus,
    Evidence,
    Figure,
    Judgement,
    Mention,
    MentionForm,
    NameUse,
    Participation,
    Reading,
    Relation,
    Segment,
    SegmentKind,
    Span,
    Statement,
    Utterance,
    content_id,
    hull,
)
from scripts.invented import ADJECTIVES, NOUNS, VERBS, bodies_of, entity, invented_word, population, zipf

EXTRACTOR = "generated/1"
_MONTHS = "January February March April May June July August September October November December".split()
_HAPPENING = {
    "MEET": ("met", "Meeting"),
    "TALKS": ("held talks", "Talks"),
    "CALL": ("spoke by telephone", "Call"),
    "AGREE": ("came to terms", "Agreement"),
    "SIGN": ("signed a charter", "Signing"),
    "EXERCISE": ("held a drill", "Exercise"),
    "SUMMIT": ("sat at a summit", "Summit"),
    "EXCHANGE": ("exchanged prisoners", "Exchange"),
}
_TIES = {
    "supports": "supports",
    "opposes": "opposes",
    "accuses": "accuses",
    "criticises": "criticises",
    "praises": "praises",
    "allyOf": "is an ally of",
    "negotiatesWith": "negotiates with",
    "spokeWith": "spoke with",
    "tradesWith": "trades with",
    "supplies": "supplies",
}
_UNITS = ("people", "soldiers", "tonnes", "percent", "ships", "dollars", "kilometres", "refugees")
_KINDS = (EntityType.POLITY,) * 9 + (EntityType.PERSON,) * 5 + (EntityType.ORG,) * 4 + (EntityType.PLACE,) * 2
_ACTS = (Act.STATE,) * 24 + tuple(Act)
_STATUSES = (EventStatus.HAPPENED,) * 7 + tuple(EventStatus)
_MOST_TOPICS = 3
_HAPPENINGS_FIRST, _HAPPENINGS_GROWTH = 100, 20


@dataclass(frozen=True, slots=True)
class Happening:
    """What several documents may speak of: an event without the claim that it took place."""

    type: str
    month: str
    place: Entity
    parties: tuple[Entity, Entity]


Draft = tuple[Happening] | tuple[str, str, str] | tuple[float, str, Span]
"""What a clause claims: an event, a relation's subject, predicate and object, or a number, unit and words."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence on the page: where, about whom, claiming what."""

    span: Span
    about: tuple[str, ...]
    claim: Draft | None = None


@dataclass
class Page:
    """The text so far, and what stands in it."""

    seed: int
    number: int
    random: Random
    text: str = ""
    entities: dict[str, Entity] = field(default_factory=dict)
    segments: list[Segment] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)
    utterances: list[Utterance] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    starts: bool = True

    def put(self, words: str) -> Span:
        """Write words, the first of a sentence with a capital, and return where they stand."""
        if self.starts and words:
            words, self.starts = words[0].upper() + words[1:], False
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def know(self, one: Entity) -> str:
        """Note that the page refers to an entity, and return its id."""
        if one.id not in self.entities:
            for entity_ in (one, *bodies_of(one)):
                self.entities[entity_.id] = entity_
        return one.id

    def name(self, one: Entity) -> Span:
        """Write a name of an entity; noted as a mention the first time, and where it is a capital."""
        capitals = one.called(NameUse.CAPITAL) if self.often(0.1) else []
        span = self.put(capitals[0] if capitals else one.label)
        if one.id in self.entities and not capitals:
            return span
        kind = EntityType.PLACE if capitals else one.type
        words = span.of(self.text)
        self.mentions.append(Mention(span, words, MentionForm.NAME, kind, metonym=bool(capitals)))
        score = self.random.randrange(60, 100) / 100
        self.judgements.append(Judgement(span, self.know(one), score, EXTRACTOR))
        return span

    def often(self, share: float) -> bool:
        """Return whether it is so this time; ``share`` in [0, 1]."""
        return self.random.random() < share

    def draw(self, kind: EntityType) -> Entity:
        """Return an entity of a kind, the known ones more often."""
        return entity(kind, zipf(self.random, population(kind, self.number)))

    def topic(self) -> Entity:
        """Return something to speak of."""
        return self.draw(self.random.choice(_KINDS))

    def evidence(self, span: Span) -> Evidence:
        """Return the words there as evidence, more or less sure."""
        return Evidence(span, span.of(self.text), EXTRACTOR, self.random.randrange(50, 100, 5) / 100)

    def segment(self, start: int, kind: SegmentKind, speaker: str | None = None) -> None:
        """Note what all since ``start`` is for."""
        self.segments.append(Segment(Span(start, len(self.text)), kind, speaker))

    def state(self, utterance: str, extents: Iterable[Span], clauses: Iterable[Clause]) -> None:
        """Note one statement of clauses, with what they claim."""
        content, said = tuple(extents), tuple(clauses)
        offsets = (offset for part in content for offset in (part.start, part.end))
        key = content_id("statement", utterance, *offsets)
        about = tuple(dict.fromkeys(topic for clause_ in said for topic in clause_.about))[:_MOST_TOPICS]
        evidence = self.evidence(hull(content))
        self.statements.append(Statement(key, utterance, content, about, self.random.choice(_ACTS), evidence))
        for clause_ in said:
            if clause_.claim:
                self._claim(key, clause_.claim, clause_.span)

    def _claim(self, statement: str, claim: Draft, span: Span) -> None:
        match claim:
            case (Happening() as happening,):
                self.events.append(self._event(statement, happening, span))
            case (str(subject), str(predicate), str(other)):
                self.relations.append(Relation(statement, subject, predicate, other, self.evidence(span)))
            case (float(number), str(unit), Span() as words):
                key = content_id("figure", statement, words.start)
                what = span.of(self.text)
                self.figures.append(Figure(key, statement, number, unit, what, None, self.evidence(words)))

    def _event(self, statement: str, happening: Happening, span: Span) -> Event:
        first, second = happening.parties
        parts = tuple(sorted({Participation(first.id, "host"), Participation(second.id)}))
        key = content_id("event", happening.type, happening.month, first.id, second.id)
        label = f"{_HAPPENING[happening.type][1]} of {first.label} and {second.label}"
        place, status = self.know(happening.place), self.random.choice(_STATUSES)
        evidence = self.evidence(span)
        return Event(key, statement, happening.type, label, happening.month, place, parts, status, evidence)

    def reading(self, document: Document) -> Reading:
        """Return what was read, now that the document is whole."""
        return Reading(
            document,
            tuple(self.segments),
            tuple(self.mentions),
            tuple(self.judgements),
            tuple(self.entities.values()),
            tuple(replace(utterance, document=document.id) for utterance in self.utterances),
            tuple(self.statements),
            tuple(self.events),
            tuple(self.relations),
            tuple(self.figures),
        )


def clause(page: Page) -> Clause:
    """Write a clause without its full stop: most say what will be done, some that two met, or a number."""
    return page.random.choice(_CLAUSES)(page)


def _happens(page: Page) -> Clause:
    known = _HAPPENINGS_FIRST + _HAPPENINGS_GROWTH * int(page.number**0.5)
    happening = _happening(page.seed, zipf(page.random, known))
    first, second = happening.parties
    start = page.name(first).start
    page.put(" and ")
    page.name(second)
    page.put(f" {_HAPPENING[happening.type][0]} in {happening.place.label}")
    end = page.put(f" in {_MONTHS[int(happening.month[5:]) - 1]} {happening.month[:4]}").end
    return Clause(Span(start, end), tuple(dict.fromkeys((first.id, second.id))), (happening,))


@cache
def _happening(seed: int, rank: int) -> Happening:
    random = Random(f"{seed}/happening/{rank}")  # noqa: S311 - nothing here is secret
    kinds = (EntityType.POLITY, random.choice((EntityType.POLITY, EntityType.PERSON, EntityType.ORG)))
    first, second = (entity(kind, zipf(random, population(kind, 0))) for kind in kinds)
    place = entity(EntityType.PLACE, zipf(random, population(EntityType.PLACE, 0)))
    month = f"{random.randrange(2015, 2026)}-{random.randrange(1, 13):02}"
    return Happening(random.choice(list(_HAPPENING)), month, place, (first, second))


def _tie(page: Page) -> Clause:
    predicate = page.random.choice(list(_TIES))
    first, second = page.draw(EntityType.POLITY), page.topic()
    start = page.name(first).start
    page.put(f" {_TIES[predicate]} ")
    page.name(second)
    end = page.put(f" over the {_matter(page)}").end
    about = tuple(dict.fromkeys((first.id, second.id)))
    return Clause(Span(start, end), about, (first.id, predicate, second.id))


def _count(page: Page) -> Clause:
    number = float(page.random.randrange(2, 900) * 10 ** page.random.randrange(4))
    unit = page.random.choice(_UNITS)
    counted = page.put(f"{number:,.0f} {unit}")
    page.put(f" for the {_matter(page)} in ")
    one = page.draw(EntityType.POLITY)
    return Clause(Span(counted.start, page.name(one).end), (one.id,), (number, unit, counted))


def _plan(page: Page) -> Clause:
    page.starts, capital = False, page.starts
    article = page.put("The " if capital else "the ")
    page.put(f"{_matter(page)} of ")
    one = page.topic()
    page.name(one)
    page.put(f" will {_word(page, VERBS)} the {_matter(page)}")
    about: tuple[str, ...] = (one.id,)
    if page.often(0.4):
        other = page.topic()
        page.put(" with ")
        page.name(other)
        about = tuple(dict.fromkeys((one.id, other.id)))
    end = page.put(f" under plan {invented_word(zipf(page.random, 2000), EntityType.ORG)}").end
    return Clause(Span(article.start, end), about)


def _matter(page: Page) -> str:
    return f"{_word(page, ADJECTIVES)} {_word(page, NOUNS)}"


def _word(page: Page, words: list[str]) -> str:
    return words[zipf(page.random, len(words))]


_CLAUSES = (_plan,) * 67 + (_tie,) * 14 + (_happens,) * 12 + (_count,) * 7
