"""Who says what after whom: conversations made from the sentences of ``talk``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tests.eval.transcripts import talk
from tests.eval.transcripts.people import PLACES, Person

Paragraph = list[str]
"""Sentences."""


@dataclass(frozen=True, slots=True)
class Turn:
    """All that one person says before the next begins; ``asks`` when it is the asking side's."""

    speaker: Person
    paragraphs: list[Paragraph]
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """How people talk: shares of the turns or paragraphs of which something is true."""

    remarks: float = 0.1
    quoting: float = 0.12
    long: float = 0.3
    rhetorical: float = 0.06


USUAL = Style()


class Talker:
    """Draws turns, no question twice in one conversation."""

    def __init__(self, random: Random, style: Style) -> None:
        self.random, self.style = random, style
        self.questions = random.sample(talk.QUESTIONS, len(talk.QUESTIONS))
        self.answers = random.sample(talk.ANSWERS, len(talk.ANSWERS))

    def filled(self, sentence: str) -> str:
        """Return a sentence with its slots filled."""
        draw = self.random
        return sentence.format(
            place=draw.choice(PLACES),
            month=draw.choice(talk.MONTHS),
            number=draw.choice((120, 340, 900, "1,200", "4,500", "12,000")),
            small=draw.choice(talk.SMALL),
            year=draw.choice((1998, 2007, 2014, 2021)),
        )

    def question(self, speaker: Person, *, remarks: bool = True) -> Turn:
        """Return what the asking side says: mostly a question."""
        chance = self.random.random()
        if remarks and chance < self.style.remarks:
            chosen: Sequence[str] = self.random.choice(talk.REMARKS)
        elif chance < self.style.remarks + self.style.quoting:
            chosen = self.random.choice(talk.QUOTING)
        else:
            chosen = self.questions.pop()
        return Turn(speaker, [[self.filled(sentence) for sentence in chosen]], asks=True)

    def answer(self, speaker: Person, *, paragraphs: int = 0) -> Turn:
        """Return an answer of one to four paragraphs (or as many as asked for)."""
        many = 1 + (self.random.random() < self.style.long) * self.random.randint(1, 3)
        found = [self._paragraph() for _ in range(paragraphs or many)]
        if self.random.random() < 0.3:
            found[0].insert(0, self.random.choice(talk.OPENINGS))
        return Turn(speaker, found)

    def statement(self, speaker: Person, sentences: Sequence[str], *, asks: bool = False) -> Turn:
        """Return a turn of one or two of the given sentences."""
        chosen = self.random.sample(sentences, self.random.randint(1, 2))
        return Turn(speaker, [[self.filled(sentence) for sentence in chosen]], asks=asks)

    def narration(self) -> Paragraph:
        """Return a paragraph in the publisher's voice."""
        chosen = self.random.sample(talk.NARRATION, self.random.randint(2, 3))
        return [self.filled(sentence) for sentence in chosen]

    def _paragraph(self) -> Paragraph:
        if len(self.answers) < 5:
            self.answers = self.random.sample(talk.ANSWERS, len(talk.ANSWERS))
        chosen = [self.answers.pop() for _ in range(self.random.randint(2, 4))]
        if self.random.random() < self.style.quoting:
            chosen.append(self.random.choice(talk.QUOTING_ANSWERS))
        if self.random.random() < self.style.rhetorical:
            chosen.insert(self.random.randint(1, len(chosen) - 1), self.random.choice(talk.RHETORICAL))
        return [self.filled(sentence) for sentence in chosen]


def interview(talker: Talker, asker: Person, guest: Person) -> Iterator[Turn]:
    """Yield one asking, one answering, five to twelve times."""
    for number in range(talker.random.randint(5, 12)):
        yield talker.question(asker, remarks=number > 0)
        yield talker.answer(guest)


def panel(talker: Talker, host: Person, guests: Sequence[Person]) -> Iterator[Turn]:
    """Yield a talk with a moderator, in which sometimes a second guest speaks to the same question."""
    opening = talker.statement(host, talk.WELCOMES, asks=True)
    first = talker.question(host, remarks=False)
    yield Turn(host, [opening.paragraphs[0] + first.paragraphs[0]], asks=True)
    order = [*guests, *guests, *(talker.random.choice(guests) for _ in range(talker.random.randint(0, 5)))]
    for number, guest in enumerate(order):
        if number and (guest is order[number - 1] or talker.random.random() < 0.75):
            yield talker.question(host)
        yield talker.answer(guest)


def briefing(talker: Talker, officials: Sequence[Person], press: Sequence[Person]) -> Iterator[Turn]:
    """Yield officials' statements, then reporters' questions and the officials' answers."""
    for official in officials:
        opening = talker.statement(official, talk.STATEMENTS)
        yield Turn(official, opening.paragraphs + talker.answer(official).paragraphs)
    for number in range(talker.random.randint(5, 10)):
        reporter, official = press[number // 2 % len(press)], talker.random.choice(officials)
        yield talker.question(reporter, remarks=False)
        yield talker.answer(official)
        if talker.random.random() < 0.2 and len(officials) > 1:
            yield talker.answer(next(one for one in officials if one is not official), paragraphs=1)


def hearing(talker: Talker, chair: Person, members: Sequence[Person], witness: Person) -> Iterator[Turn]:
    """Yield a session: whoever presides opens and closes it, members ask, a witness answers."""
    opening = "The meeting will come to order."
    yield Turn(chair, [[opening, *talker.answer(chair, paragraphs=1).paragraphs[0]]])
    yield talker.answer(witness, paragraphs=2)
    for member in (chair, *members):
        if member is not chair:
            yield Turn(chair, [[f"The Chair recognises {member.courtesy} {member.family}."]])
        for _ in range(talker.random.randint(2, 3)):
            yield talker.question(member, remarks=False)
            yield talker.answer(witness)
    yield Turn(chair, [["The time has expired.", "The meeting is adjourned."]])
