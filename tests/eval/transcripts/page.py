"""A page under construction: its text, and what stands where."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from tests.eval.score import Json
from tests.eval.transcripts import talk
from tests.eval.transcripts.conversation import Paragraph, Turn
from tests.eval.transcripts.people import Person


@dataclass
class Page:
    """Text and gold of a document, written from the top.

    Attributes:
        gap: what stands between two blocks.
        text: as far as it is written.
        units: of the gold, one for each sentence.
        people: who can be found to speak.
    """

    random: Random
    gap: str = "\n\n"
    text: str = ""
    units: list[Json] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)

    def write(self, sentences: Sequence[str], kind: str, *, around: tuple[str, str] = ("", "")) -> None:
        """Add a block: its sentences are units of a kind; what stands ``around`` them belongs to none."""
        self._block(sentences, kind, None, around)

    def speak(self, turn: Turn, part: int, *, around: tuple[str, str] = ("", "")) -> None:
        """Add a paragraph of a turn as a block."""
        if not turn.asks:
            self.people[turn.speaker.id] = turn.speaker
        kind, speaker = ("question", None) if turn.asks else ("answer", turn.speaker)
        self._block(turn.paragraphs[part], kind, speaker, around)

    def turn(self, turn: Turn, before: str = "", after: str = "", *, rest: str = "") -> None:
        """Add a whole turn: a block for each paragraph, marks around the first, ``rest`` before the others."""
        for part in range(len(turn.paragraphs)):
            self.speak(turn, part, around=(rest, "") if part else (before, after))

    def join(self, text: str) -> None:
        """Add words on a line of their own right under the last block."""
        self.text += "\n" + text

    def _block(
        self, sentences: Paragraph | Sequence[str], kind: str, speaker: Person | None, around: tuple[str, str]
    ) -> None:
        self.text += (self.gap if self.text else "") + around[0]
        for number, sentence in enumerate(sentences):
            self.text += " " if number else ""
            said = [{"speaker": speaker.id, "mode": "turn"}] if speaker else []
            start, i = len(self.text), len(self.units)
            unit = {"i": i, "start": start, "end": start + len(sentence), "kind": kind, "text": sentence}
            self.units.append({**unit, "attributions": said, "about": [], "mentions": []})
            self.text += sentence
        self.text += around[1]

    def facts(self) -> Json:
        """Return the people as entities of the gold, and nothing else."""
        entities = {
            id_: {
                "type": "person",
                "labels": [one.name, one.family, f"{one.courtesy} {one.family}", one.signed],
            }
            for id_, one in self.people.items()
        }
        return {"entities": entities, "events": [], "relations": [], "roles": [], "figures": []}


def between(page: Page, *, headings: bool = True) -> None:
    """Add, sometimes, what stands between two turns: a heading, a picture's credit, a stage direction."""
    chance = page.random.random()
    if headings and chance < 0.06:
        page.write([page.random.choice(talk.HEADINGS)], "heading")
    elif chance < 0.10:
        page.write([page.random.choice(talk.CAPTIONS)], "caption")
    elif chance < 0.14:
        page.write([page.random.choice(talk.DIRECTIONS)], "narration")


def above(page: Page, title: str, lead: Sequence[Paragraph] = ()) -> None:
    """Add the furniture of a site (or none), the title and a lead."""
    if page.random.random() < 0.6:
        for line in page.random.sample(talk.FURNITURE_ABOVE, page.random.randint(1, 4)):
            page.write([line], "boilerplate")
    page.write([title], "title")
    for paragraph in lead:
        page.write(paragraph, "narration")


def below(page: Page) -> None:
    """Add the furniture at the foot of a page, or none."""
    if page.random.random() < 0.6:
        for line in page.random.sample(talk.FURNITURE_BELOW, page.random.randint(1, 3)):
            page.write([line], "boilerplate")
