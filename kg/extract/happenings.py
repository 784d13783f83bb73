"""What a sentence says to happen: event nouns and verbs with those who take part, one sentence at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from kg.extract.clauses import Actor, Line, Page
from kg.extract.dates import Dated, document_year, find_dates
from kg.extract.grammar import agents, clause_end, passive, phrases, status, subject, target
from kg.extract.offices import Holding
from kg.extract.sides import Sides
from kg.extract.whereabouts import date_of, entity_called, place_of
from kg.model import EntityType, EventStatus, Span
from kg.nlp.lexicon import Change, changes, event_words, word_set

NAMES = frozenset(EntityType) - {EntityType.EVENT, EntityType.GROUP, EntityType.PRODUCT}
"""Words of such names are no cues."""
CONFLICT, INTERVIEW = "conflict", "interview"
COMPOUND = word_set("compound heads")
GOODS, SIGNING, CAPTIVES = word_set("goods"), word_set("signing"), word_set("captives")
PHONE = frozenset({"phone", "telephone"})
ONE_SIDED = frozenset(word.upper() for word in word_set("one-sided"))
"""Classes of events that one side alone can make."""
SHARED = frozenset({"TALKS", "EXCHANGE"})
"""Classes that, when the sentence names nobody, are of the two polities named together last."""
TARGET, FAR_TARGET, SIGNED, INTERVIEWED = 3, 9, 7, 140
"""Tokens from a verb to its object, from a verb with goods between, around a signed paper; characters."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One mention of an event in one line.

    Attributes:
        cue: the words that name it.
        name: entity id of the event, where the words are a name ("the Istanbul talks").
        topic: what keeps events of a broad class apart.
    """

    type: str
    cue: Span
    line: Line
    actors: tuple[Actor, ...]
    place: str | None
    date: str | None
    status: EventStatus
    targets: tuple[Actor, ...] = ()
    name: str | None = None
    topic: str = ""

    @property
    def people(self) -> frozenset[str]:
        """Ids of those who take part."""
        return frozenset(a.id for a in (*self.actors, *self.targets))


def find_happenings(page: Page, offices: Sequence[Holding]) -> list[Happening]:
    """Return what the sentences of a page say to happen, in order."""
    return list(Finder(page, offices).find())


@dataclass
class Finder:
    """Finds happenings in the lines of a page."""

    page: Page
    offices: Sequence[Holding]
    year: str | None = field(init=False)
    sides: Sides = field(init=False)

    def __post_init__(self) -> None:
        """Read the year once, and the words that only say whose office someone holds."""
        self.year = document_year(self.page.text)
        self.sides = Sides(self.page, frozenset(h.body_span for h in self.offices if h.body_span is not None))

    def find(self) -> Iterator[Happening]:
        """Yield the happenings in order; of two with the same words, the better founded."""
        for line in self.page.lines:
            dates = find_dates(self.page.text, line.span, self.page.scene.published, self.year)
            dated = (f(line, dates) for f in (self._verbs, self._nouns, self._changes))
            taken: list[Span] = []
            for happening in chain(*dated, self._conflicts(line), self._interviews(line)):
                if not any(happening.cue.overlaps(span) for span in taken):
                    taken.append(happening.cue)
                    yield happening

    def _nouns(self, line: Line, dates: Sequence[Dated]) -> Iterator[Happening]:
        known = event_words("nouns")
        for cue, word in phrases(line, known):
            type_, alone = known[word]
            events = (m for m in line.mentions if m.type is EntityType.EVENT and m.span.overlaps(cue))
            name = next(events, None)
            clear = (alone or name is not None or _of_captives(line, cue, type_)) and not _modifies(line, cue)
            if not clear or any(m.span.overlaps(cue) for m in line.mentions if m.type in NAMES):
                continue
            type_ = "SIGN" if type_ == "AGREE" and _signed(line, cue) else type_
            place, date = place_of(self.page, line, cue, name), date_of(line, cue, dates)
            actors = self.sides.of(line, cue, type_, named=name is not None)
            if type_ == "ATTACK":  # "we condemn the attack": who speaks of it had no hand in it
                actors = [a for a in actors if a.span.of(self.page.text) not in ("I", "We", "we")]
            if not actors and type_ in SHARED and (place or date):
                actors = [Actor(cue, polity) for polity in line.pair]
            mood, id_ = status(line, cue, verb=False), self.page.scene.of[name.span] if name else None
            yield Happening(type_, cue, line, tuple(actors), place, date, mood, name=id_)

    def _verbs(self, line: Line, dates: Sequence[Dated]) -> Iterator[Happening]:
        known = event_words("verbs")
        for cue, word in phrases(line, known):
            type_, alone = known[word]
            if not alone or not _verbal(line, cue, word) or any(m.span.overlaps(cue) for m in line.mentions):
                continue
            before, after = self._ends(line, cue, word)
            place, date = place_of(self.page, line, cue), date_of(line, cue, dates)
            lonely = type_ in ONE_SIDED and bool(before or after)
            if lonely or (before and (after or place or date)) or (type_ == "ATTACK" and place and date):
                mood = status(line, cue, verb=True)
                yield Happening(type_, cue, line, tuple(before), place, date, mood, tuple(after))

    def _ends(self, line: Line, cue: Span, word: str) -> tuple[list[Actor], list[Actor]]:
        """Subject and object; of a passive, who did it and to whom."""
        before, after = subject(line, cue.start), target(line, cue.end)
        if passive(line, cue.start) and word.split(maxsplit=1)[0].endswith(("ed", "en")):
            before, after = agents(line, cue.end), before
        fits = self.sides.fits
        return [a for a in before if fits(a)], [a for a in after if fits(a)]

    def _changes(self, line: Line, dates: Sequence[Dated]) -> Iterator[Happening]:
        """Words too common to be events by themselves: they need their sides."""
        known = changes()
        for cue, word in phrases(line, known):
            change = known[word]
            if any(m.span.overlaps(cue) for m in line.mentions):
                continue
            verb = change.part == "verb"
            before, after = (
                self._changing(line, cue, change) if verb else (self._changed(line, cue, change), [])
            )
            if before:
                place, date = place_of(self.page, line, cue), date_of(line, cue, dates)
                mood, topic = status(line, cue, verb=verb), change.topic if change.type == "OTHER" else ""
                ends = tuple(before), place, date, mood, tuple(after)
                yield Happening(change.type, cue, line, *ends, topic=topic)

    def _changed(self, line: Line, cue: Span, change: Change) -> list[Actor]:
        return self.sides.of(line, cue, change.type, named=False)

    def _changing(self, line: Line, cue: Span, change: Change) -> tuple[list[Actor], list[Actor]]:
        """The sides of a verb, or none if it has fewer than such an event needs."""
        reach = FAR_TARGET if change.type == "AID" or change.topic == "stopping" else TARGET
        before = [a for a in subject(line, cue.start) if self.sides.fits(a)]
        after = [a for a in target(line, cue.end, reach) if self.sides.fits(a)]
        if passive(line, cue.start) or not _enough(line, cue, change, before, after):
            return [], []
        return before, after

    def _conflicts(self, line: Line) -> Iterator[Happening]:
        """The Ukrainian crisis, the conflict in X: going on, of those whose it is."""
        for m in line.mentions:
            if (
                m.type is EntityType.EVENT
                and m.anchor is not None
                and self.page.scene.of[m.span].endswith("-conflict")
            ):
                owners = [polity for _, polity in self.page.adjectives(m.span)]
                owner = owners[0] if owners else entity_called(self.page, m.anchor, EntityType.POLITY)
                if owner is not None:
                    ends = (Actor(m.anchor, owner),), None, None, EventStatus.HAPPENED
                    yield Happening("OTHER", m.span, line, *ends, topic=CONFLICT)

    def _interviews(self, line: Line) -> Iterator[Happening]:
        """X said in an interview with the outlet; the outlet's interview with X."""
        for token in (t for t in line.tokens if t.lower_ == "interview"):
            cue = Span(token.idx, token.idx + len(token))
            named = [a for a in line.actors if a.mention is not None and a.span not in self.sides.bodies]
            person, outlet = (
                _nearest(cue, [a for a in named if a.kind == kind]) for kind in ("person", "org")
            )
            if person and outlet:
                ends = (person, outlet), None, None, EventStatus.HAPPENED
                yield Happening("STATEMENT", cue, line, *ends, topic=INTERVIEW)


def _enough(line: Line, cue: Span, change: Change, before: Sequence[Actor], after: Sequence[Actor]) -> bool:
    """Whether a verb has the sides, and the words after it, that make it an event of its class."""
    rest = set(line.between(cue.end, clause_end(line, cue.end)))
    many, kinds = len({a.id for a in before}) > 1, {a.kind for a in after}
    return {
        "AGREE": many,
        "EXCHANGE": many,
        "MEET": kinds == {"person"},
        "CALL": (bool(after) or many) and bool(PHONE & rest),
        "AID": bool(after) and bool(GOODS & rest),
        "SANCTION": bool(after),
        "WITHDRAW": bool(after) or many or change.topic == "break",
        "OTHER": "org" in kinds,
    }[change.type]


def _verbal(line: Line, cue: Span, word: str) -> bool:
    """Whether a form is no noun here; "propose to …" is about what is proposed."""
    if word.startswith("propos") and "to" in line.between(cue.end, line.span.end)[:1]:
        return False
    if word not in event_words("nouns") or word.endswith("ed"):
        return True
    return bool(
        set(line.between(line.span.start, cue.start)[-1:])
        & {"to", "will", "not", "would", "could", "may", "did"}
    )


def _of_captives(line: Line, cue: Span, type_: str) -> bool:
    return type_ == "EXCHANGE" and bool(CAPTIVES & set(line.between(cue.end, line.span.end)[:4]))


def _modifies(line: Line, cue: Span) -> bool:
    """Whether the noun only says what kind of office or thing follows: "elections chief"."""
    return bool(COMPOUND & set(line.between(cue.end, line.span.end)[:1]))


def _signed(line: Line, cue: Span) -> bool:
    """Whether the paper is being signed: "sign a treaty", "the agreement signed in …"."""
    before, after = line.between(line.span.start, cue.start), line.between(cue.end, line.span.end)
    return bool(SIGNING & {*before[-SIGNED:], *after[:SIGNED]})


def _nearest(cue: Span, actors: Sequence[Actor]) -> Actor | None:
    near = [(abs(a.span.start - cue.start), a) for a in actors]
    return (
        min(near, key=lambda n: n[0])[1] if near and min(near, key=lambda n: n[0])[0] <= INTERVIEWED else None
    )
