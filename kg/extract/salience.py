"""Who stands in the foreground where a pronoun stands: by grammatical role and recency.

Subjects before objects before others, near before far (centering: Grosz, Joshi and Weinstein 1995; the
weights are in the way of Lappin and Leass 1994). Who is only spoken of in a quotation hardly says it.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.quotes import find_quotes
from kg.extract.scene import Scene
from kg.model import EntityType, Mention, SegmentKind, Span
from kg.nlp.lexicon import is_office

SUBJECT, CLAUSE_SUBJECT, OBJECT, OTHER = 4.0, 2.0, 2.0, 1.0
"""Weights of the subject of a sentence, of a clause in it, of an object, and of any other mention."""
QUOTED, ASIDE = 0.2, 0.3
"""Factors for who is named in quoted words, and in a title, heading or caption."""
FADING, APART = 0.5, 0.5
"""Factors for each sentence between, and for another paragraph."""
REACH = 6
"""Sentences. All set by hand on the design half of tests/eval/sources.jsonl; after a change run
scripts/eval."""
SHARED = frozenset({"conj", "parataxis"})
NAME = frozenset({"flat", "compound", "appos"})
LISTED = NAME | {"conj"}
BESIDE = frozenset({SegmentKind.TITLE, SegmentKind.HEADING, SegmentKind.CAPTION})


@dataclass(frozen=True, slots=True)
class Standing:
    """A mention as a candidate: who, where (code point), in which sentence, and how prominent."""

    id: str
    type: EntityType
    start: int
    sentence: int
    weight: float
    subject: bool


class Foreground:
    """The mentions of a document's people and bodies in order, and how prominent each is."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    @cached_property
    def sentences(self) -> list[Tokens]:
        """The sentences with words in them."""
        return [s for s in self._scene.doc.sents if s.text.strip()]

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start_char for s in self.sentences]

    def sentence_at(self, place: int) -> int:
        """Return the number of the sentence in which a code point lies."""
        return max(0, bisect_right(self._starts, place) - 1)

    @cached_property
    def _quotes(self) -> list[Span]:
        segments = (s.span for s in self._scene.layout.segments if s.kind is SegmentKind.NARRATION)
        return [quote for span in segments for quote in find_quotes(self._scene.text, span, dashes=False)]

    def quoted(self, place: int) -> bool:
        """Return whether a code point lies in quotation marks."""
        first = bisect_right(self._quotes, place, key=lambda q: q.start) - 1
        return first >= 0 and place < self._quotes[first].end

    @cached_property
    def standings(self) -> list[Standing]:
        """The mentions of people and organisations, in order, but those in boilerplate."""
        types = (EntityType.PERSON, EntityType.ORG)
        return [s for m in self._scene.mentions if m.type in types and (s := self._standing(m))]

    def _standing(self, mention: Mention) -> Standing | None:
        kind = self.kind_at(mention.span.start)
        if kind is SegmentKind.BOILERPLATE or self._dateline(mention):
            return None
        token = root_of(self._scene, mention)
        weight = _weight(token) * (ASIDE if kind in BESIDE else 1.0)
        weight *= QUOTED if self.quoted(mention.span.start) else 1.0
        at = mention.span.start
        id_ = self._scene.of[mention.span]
        return Standing(id_, mention.type, at, self.sentence_at(at), weight, weight >= SUBJECT)

    def _dateline(self, mention: Mention) -> bool:
        """Whether a name in capitals opens a paragraph of a report: the town it comes from."""
        opens = mention.span.start in self._segment_starts and mention.text.isupper()
        return opens and self.kind_at(mention.span.start) is SegmentKind.NARRATION

    @cached_property
    def _segment_starts(self) -> list[int]:
        return [s.span.start for s in self._scene.layout.segments]

    def paragraph_at(self, place: int) -> int:
        """Return the number of the segment in which a code point lies; -1 before the first."""
        return bisect_right(self._segment_starts, place) - 1

    def paragraph_of(self, sentence: int) -> int:
        """Return the number of the segment in which a sentence begins."""
        return self.paragraph_at(self._starts[sentence])

    def kind_at(self, place: int) -> SegmentKind | None:
        """Return the kind of segment in which a code point lies."""
        i = self.paragraph_at(place)
        return self._scene.layout.segments[i].kind if i >= 0 else None

    def before(self, place: int, *, reach: int = REACH) -> Iterator[tuple[Standing, int]]:
        """Yield the mentions before a place, the nearest first, with how many sentences back they stand."""
        here = self.sentence_at(place)
        last = bisect_right(self.standings, place - 1, key=lambda s: s.start)
        for standing in reversed(self.standings[:last]):
            if here - standing.sentence > reach:
                return
            yield standing, here - standing.sentence

    def office(self, sentence: int) -> str:
        """Return the office that is the subject of a sentence, "governor"; nothing when there is none."""
        heads = (t for t in self.sentences[sentence] if t.dep_.startswith("nsubj") and is_office(t.lower_))
        found = next((t for t in heads if _main(t.head)), None)
        definite = found is not None and any(c.lower_ == "the" for c in found.children)
        return found.lower_ if found is not None and definite else ""

    def prominence(self, place: int, type_: EntityType) -> dict[str, float]:
        """Return how prominent those are who were named shortly before a place: the sum of their mentions."""
        found: dict[str, float] = {}
        here = self.paragraph_at(place)
        for standing, back in self.before(place):
            if standing.type is type_:
                apart = APART if self.paragraph_at(standing.start) != here else 1.0
                found[standing.id] = found.get(standing.id, 0.0) + standing.weight * FADING**back * apart
        return found


def root_of(scene: Scene, mention: Mention) -> Token | None:
    """Return the head of the noun phrase that a name stands in: of "Minister X" whatever the tree takes."""
    tokens = scene.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    if tokens is None:
        return None
    token: Token = tokens.root
    while token.dep_ in NAME and token.head.i != token.i:
        token = token.head
    return token


def _weight(token: Token | None) -> float:
    if token is None:
        return OTHER
    while token.dep_ in LISTED and token.head.tag_.startswith("NN"):  # "dancer X and singer Y"
        token = token.head
    relation = token.dep_
    if relation.startswith("nsubj"):
        return SUBJECT if _main(token.head) else CLAUSE_SUBJECT
    return OBJECT if relation in ("obj", "iobj") or relation == "ROOT" else OTHER


def _main(verb: Token) -> bool:
    """Whether a verb is the sentence's own, or stands beside that: "…," X said; X came and said."""
    while verb.dep_ in SHARED and verb.head.i != verb.i:
        verb = verb.head
    return verb.dep_ == "ROOT"
