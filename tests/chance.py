"""Readings made by chance, of invented people: every part that a reading can have, in any combination.

Whoever asks two ways wants the same answers: such readings are what tests of equality run on. The same
``Random`` gives the same reading.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from kg.model import (
    Act,
    Channel,
    DatedBy,
    Document,
    Entity,
    EntityType,
    Event,
    EventStatus,
    Evidence,
    Figure,
    Mode,
    Office,
    Participation,
    Reading,
    Relation,
    Span,
    Statement,
    Utterance,
    content_id,
    hull,
)

WORDS = (
    "exchange exchanged exchanges prisoner prisoners café cafe naïve ferries ferry lake harbour talks talked"
    " talking bread 🛶 NEAR AND OR NOT the of “toll” bridge-toll don't ÅNGSTRÖM straße 2300 озеро 湖"
).split()
DATES = (None, "2031", "2031-04", "2031-04-06", "2031-03/2031-05", "2030", "2032-01-01", "in spring")
RELATIONS = ("supports", "opposes", "allyOf", "praises", "criticises", "memberOf")
UNITS = ("people", "USD")
WHATS = ("people came", "People came", "", "toll")


def cast(size: int) -> tuple[Entity, ...]:
    """Return ``size`` entities; those at the front of each kind are known to the registry."""
    kinds = (EntityType.POLITY, EntityType.PERSON, EntityType.ORG)
    found = [
        Entity(f"{kind}:name-{n}", kind, f"Name {n}", known=n < len(kinds) * 2)
        for n, kind in ((n, kinds[n % len(kinds)]) for n in range(size))
    ]
    office = Office("Minister", found[0].id, "2030", None)
    return tuple(
        replace(one, offices=(office,), member_of=(found[2].id,)) if one.known else one for one in found
    )


@dataclass(frozen=True)
class Author:
    """Writes documents; ``popular`` draws names with Zipf's law, as archives have them."""

    random: Random
    cast: Sequence[Entity]
    paragraphs: int = 3
    popular: bool = False

    def reading(self, source: str) -> Reading:
        """Return the reading of a new document called ``source``."""
        document, plan = self._written(source)
        utterances, statements = [], []
        for turn in plan:
            self._told(document, turn, utterances, statements)
        events, relations, figures = self._claims(document, statements)
        return Reading(
            document, (), (), (), tuple(self._labelled(statements, utterances, events, relations)),
            tuple(utterances), tuple(statements), tuple(events), tuple(relations), tuple(figures),
        )  # fmt: skip

    def one(self) -> Entity:
        """Return somebody."""
        if self.popular:
            return self.cast[min(len(self.cast), int(self.random.paretovariate(0.6))) - 1]
        return self.random.choice(self.cast)

    def _written(self, source: str) -> tuple[Document, list[list[list[Span]]]]:
        """Return a document, and for each turn its sentences, each as the spans that hold each other."""
        text, plan = "", []
        for _ in range(self.random.randint(1, self.paragraphs)):
            turn = []
            for _ in range(self.random.randint(1, 3)):
                words = self.random.choices(WORDS, k=self.random.randint(4, 12 if not self.popular else 30))
                starts = [len(text) + len(" ".join(words[:n])) + bool(n) for n in range(len(words))]
                end = len(text) + len(" ".join(words))
                depth = self.random.choices((1, 2, 3), (6, 2, 1))[0]
                turn.append([Span(starts[n], end) for n in range(depth)])
                text += " ".join(words) + "\n"
            plan.append(turn)
        published = self.random.choice(DATES)
        publisher = self.random.choice((None, "Harbour Gazette", "Zembian Herald"))
        title = self.random.choice((None, "Talks", "Ärger"))
        sha256 = content_id("bytes", text) * 4
        return Document(source, text, sha256, title, publisher, None, published), plan

    def _told(self, document: Document, turn: list[list[Span]], utterances: list, statements: list) -> None:
        outer = self._utterance(document, hull(spans[0] for spans in turn), None)
        utterances.append(outer)
        for spans in turn:
            said = outer
            for depth, span in enumerate(spans):
                if depth:
                    said = self._utterance(document, span, said)
                    utterances.append(said)
                statements.append(self._statement(document, said, span))

    def _utterance(self, document: Document, span: Span, outer: Utterance | None) -> Utterance:
        pick, on = self.random.choice, self.random.choice(DATES)
        cue = Span(span.start, span.start + 3)
        return Utterance(
            content_id("utterance", document.id, str(span), outer.id if outer else None), document.id,
            self.one().id, pick(list(Mode)), span, pick((None, cue)), pick((None, cue)), on,
            pick(list(DatedBy)) if on else None, pick((None, *Channel)), pick((None, self.one().id)),
            pick((None, "Minister")), pick((None, self.one().id)), outer.id if outer else None,
        )  # fmt: skip

    def _statement(self, document: Document, said: Utterance, span: Span) -> Statement:
        middle = (span.start + span.end) // 2
        parts = self.random.choice(((span,), (Span(span.start, middle), Span(middle + 1, span.end))))
        about = tuple(dict.fromkeys(self.one().id for _ in range(self.random.randint(0, 3))))
        key = content_id("statement", said.id, str(parts))
        act = self.random.choice((Act.STATE, Act.DENY, *Act))
        return Statement(key, said.id, parts, about, act, self._evidence(document, span))

    def _evidence(self, document: Document, span: Span) -> Evidence:
        sure = self.random.choice((0.3, 0.7, 0.95))
        return Evidence(span, span.of(document.text), "chance/1", sure)

    def _claims(
        self, document: Document, statements: Sequence[Statement]
    ) -> tuple[list[Event], list[Relation], list[Figure]]:
        events, relations, figures = {}, {}, {}
        for said in statements:
            kind = self.random.choice(("event", "relation", "figure", "", ""))
            evidence = self._evidence(document, said.span)
            if kind == "event":
                event = self._event(said, evidence)
                events[event.id, said.id] = event
            elif kind == "relation":
                relation = Relation(
                    said.id, self.one().id, self.random.choice(RELATIONS), self.one().id, evidence
                )
                relations[relation.subject, relation.predicate, relation.object, said.id] = relation
            elif kind == "figure":
                figure = self._figure(said, evidence)
                figures[figure.id] = figure
        return list(events.values()), list(relations.values()), list(figures.values())

    def _event(self, said: Statement, evidence: Evidence) -> Event:
        pick = self.random.choice
        who = dict.fromkeys(self.one().id for _ in range(self.random.randint(0, 2)))
        kind, date = pick(("MEET", "TALKS")), pick(DATES)
        return Event(
            content_id("event", kind, date, *who), said.id, kind, pick(("A meeting", "The talks")), date,
            pick((None, self.one().id)), tuple(map(Participation, who)), pick(list(EventStatus)), evidence,
        )  # fmt: skip

    def _figure(self, said: Statement, evidence: Evidence) -> Figure:
        pick, number = self.random.choice, float(self.random.choice((40, 2300, 2300.5)))
        key = content_id("figure", said.id, str(number))
        return Figure(key, said.id, number, pick(UNITS), pick(WHATS), pick(DATES), evidence)

    def _labelled(self, *parts: Sequence[object]) -> Iterator[Entity]:
        """Yield the entities that are referred to; what they are called differs from document to document."""
        words = str(parts)
        for entity in self.cast:
            if f"{entity.id}'" in words:
                label = entity.label if self.random.random() < 0.8 else f"{entity.label} Junior"
                yield replace(entity, label=label)


def readings(random: Random, number: int, names: int = 8) -> list[Reading]:
    """Return readings of small documents about the same few names."""
    author = Author(random, cast(names))
    return [author.reading(f"{n % 3}/chance-{n}.txt") for n in range(number)]
