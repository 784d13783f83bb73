"""A document as the extractors see it: its words, its mentions, and whom they are taken to be."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from kg.model import Entity, EntityType, Mention, MentionForm, Office, SegmentKind, Span
from kg.nlp.language import source_text
from kg.nlp.lexicon import is_honorific, titles
from kg.nlp.segments import Layout, Turn

T = TypeVar("T")

INTRODUCED = 80
"""Characters at the beginning of a question in which a reporter gives his name and outlet."""
GREETING = re.compile(
    r"[\s:*_—–-]*(?:(?:hi|hello|yes|thanks?|thank you|good (?:morning|afternoon|evening)|my name is|this is"
    r"|i am|i'm|i’m)\b[^?!]{0,30}?[.,!]?\s*)*",
    re.I,
)
OUTLET = re.compile(r"(?:,|\s[–—-]|\s(?:from|with|of|for)\b)\s(?:the\s)?[A-Z0-9][^?!]{1,50}?[.:,;–—]\s")
LONGEST_ADDRESS = 12
"""Characters between a title and a name: "Chair: H.E. Mr. "."""
LONGEST_INITIALS = 4
"""Letters: no more are initials."""

BEFORE, AFTER = 90, 60
"""Characters before and after a name in a title or lead that tell whether it is the interviewee's."""
PRESENTS, SAYS = 3.0, 2.0
"""Weights of "interview with" and of "told", beside 1 for a person. Set by hand; after a change run
scripts/eval."""
SPOKEN_TO = re.compile(
    r"\b(?:said|told|stated|says|noted|explained|in an (?:\w+ )?interview)\b[^.]*"
    r"\b(?:interview|conversation) with(?: the)? $"
)
"""Before the name of one who was spoken to, and did not speak."""
REPLY = r"(?:answers?|repl(?:y|ies)|responses?|comments?|commentary|remarks|briefing|explanations?)"
REPLY_OF = re.compile(
    rf"\W*(?:[\w'’-]+\s){{0,4}}?{REPLY}\s(?:of|by|from)\b[^:;.?!]*(?:[A-Z]\.[^:;.?!]*)*$", re.I
)
"""Before the name of one who answers, from the beginning of the title: "Answers of the spokesman of X"."""
ITS_REPLY = re.compile(rf"(?:['’]s?)?\s(?:[\w'’-]+\s)?{REPLY}\b(?!\s(?:of|by|from)\b)", re.I)
"""Behind that name: "X's replies", "X’ written answers"."""
INTERVIEW_WITH = (
    "interview with", "conversation with", "interview of", "answers by", "talks to", "talk with", "speaks to",
    "spoke with", "spoke to",
)  # fmt: skip
INTERVIEW_OF = (
    "'s exclusive interview", "’s exclusive interview", "'s interview", "’s interview", "'s answers",
    "’s answers", " answers", " on ", ": ", ", in an interview",
)  # fmt: skip
SAID = (" told", " said", " says", " answered", " replied", " responds", " explains")
ANSWERS = ("answer", "respond", "repl", "comment", "briefing", "question")
"""Words behind an organisation that answers."""


@dataclass(frozen=True)
class Scene:
    """What the extractors need.

    Attributes:
        mentions: in order.
        of: entity id by mention span.
        entities: by id, those of the document and of the registry.
        adjectives: where adjectives of polities stand, and whose they are.
        published: ISO prefix or None.
        publisher: entity id of who speaks in the narration.
        unnamed: entity id of the one who answers when nothing names him.
    """

    doc: Doc
    mentions: Sequence[Mention]
    of: Mapping[Span, str]
    entities: Mapping[str, Entity]
    adjectives: Sequence[tuple[Span, str]]
    published: str | None
    publisher: str
    unnamed: str
    _titled: dict[str, str | None] = field(default_factory=dict, compare=False)

    @property
    def text(self) -> str:
        """The document's text."""
        return source_text(self.doc)

    @property
    def layout(self) -> Layout:
        """Segments and turns."""
        found: Layout = self.doc._.layout
        return found

    def within(self, span: Span) -> list[Mention]:
        """Return the mentions that lie in ``span``, in order."""
        return _within(self.mentions, span, lambda mention: mention.span)

    def adjectives_in(self, span: Span) -> list[tuple[Span, str]]:
        """Return the adjectives of polities that lie in ``span``, in order, and whose they are."""
        return _within(self.adjectives, span, lambda adjective: adjective[0])

    @cached_property
    def owners(self) -> Mapping[Span, str]:
        """Whose each adjective is."""
        return dict(self.adjectives)

    @cached_property
    def polities(self) -> Mapping[str, str]:
        """Which polity each adjective of the document means, in order."""
        found: dict[str, str] = {}
        for adjective, polity in self.adjectives:
            found.setdefault(adjective.of(self.text), polity)
        return found

    @cached_property
    def named(self) -> frozenset[str]:
        """The entity ids of all mentions."""
        return frozenset(self.of.values())

    def entity(self, mention: Mention) -> Entity:
        """Return whom a mention is taken to be."""
        return self.entities[self.of[mention.span]]

    def sentences(self, span: Span) -> list[Tokens]:
        """Return the sentences in ``span``."""
        tokens = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        if tokens is None:
            return []
        first = bisect_left(self._sentences, tokens.start + 1, key=lambda s: s.end)
        last = bisect_left(self._sentences, tokens.end, key=lambda s: s.start)
        return [s for s in self._sentences[first:last] if s.text.strip()]

    @cached_property
    def _sentences(self) -> list[Tokens]:
        return list(self.doc.sents)

    @cached_property
    def _in_office(self) -> Mapping[str, list[tuple[Entity, Office]]]:
        """By body, who held which office in it at the time of publication."""
        found: dict[str, list[tuple[Entity, Office]]] = defaultdict(list)
        for entity in self.entities.values():
            for office in entity.offices:
                if self.current(office):
                    found[office.body].append((entity, office))
        return dict(found)

    def holders(self, title: str, body: str) -> list[Entity]:
        """Return the persons who hold an office of that title in that body at the time of publication."""
        held = self._in_office.get(body, ())
        return list({e.id: e for e, office in held if title in office.title.lower()}.values())

    def heads(self, body: str) -> list[Entity]:
        """Return the persons who head a body at the time of publication."""
        known = titles()
        held = self._in_office.get(body, ())
        leading = ((e, known.get(office.title.lower())) for e, office in held)
        return list({e.id: e for e, title in leading if title and title.head}.values())

    def titled(self, title: str) -> str | None:
        """Return the entity id of the first person whom the text gives a title, before or after the name."""
        if title not in self._titled:
            people = (m for m in self.mentions if m.type is EntityType.PERSON)
            found = next((m for m in people if self._is_titled(m, title)), None)
            self._titled[title] = self.of[found.span] if found else None
        return self._titled[title]

    def _is_titled(self, person: Mention, title: str) -> bool:
        text, span = self.text, person.span
        before = text[max(0, span.start - len(title) - LONGEST_ADDRESS) : span.start].lower()
        after = text[span.end : span.end + len(title) + len(", the  .")].lower()
        ahead = re.search(rf"\b{re.escape(title)}:?\s\(?(?:[\w.]+\s)*$", before)
        address = ahead is None or all(map(is_honorific, ahead[0][len(title) :].strip(" :(").split()))
        behind = re.match(rf",\s(?:the\s)?{re.escape(title)}\b", after)
        return bool((ahead and address) or behind)

    def current(self, office: Office) -> bool:
        """Return whether an office is held at the time of publication; at an unknown time: still."""
        return office.held(self.published)


def _within(sorted_: Sequence[T], span: Span, place: Callable[[T], Span]) -> list[T]:
    """Those of a sequence in order of place that lie in ``span``."""
    first, last = (bisect_left(sorted_, at, key=lambda x: place(x).start) for at in (span.start, span.end))
    return [x for x in sorted_[first:last] if place(x).end <= span.end]


def interviewee(scene: Scene) -> str | None:
    """Return the entity id of who answers in a document whose marks do not name the answering side.

    The person whom title and lead present ("interview with X", "X told Y") or, where nobody is, the
    institution whose answers the title announces.
    """
    if _several_answer(scene):
        return None
    head = _head(scene)
    scores: dict[str, float] = {}
    for span in head:
        for mention in scene.within(span):
            if mention.form is MentionForm.NAME and mention.type in (EntityType.PERSON, EntityType.ORG):
                gain = _presented(scene, span, mention)
                id_ = scene.of[mention.span]
                scores[id_] = scores.get(id_, 0.0) + gain
    best = max(scores, key=lambda id_: scores[id_], default=None)
    return best if best is not None and scores[best] > 0 else None


def _several_answer(scene: Scene) -> bool:
    """Whether the labels of answers name more than one person: nobody of them is the interviewee."""
    labelled = (t for t in scene.layout.turns if t.kind is SegmentKind.ANSWER and t.label)
    named = (label_speaker(scene, turn) for turn in labelled)
    return len({id_ for id_ in named if id_ and id_.startswith("person:")}) > 1


def _head(scene: Scene) -> list[Span]:
    """Title and whatever runs before the first turn; of a page without either, the first heading."""
    first = scene.layout.turns[0].parts[0].start if scene.layout.turns else len(scene.text)
    kinds = (SegmentKind.TITLE, SegmentKind.NARRATION, SegmentKind.HEADING)
    return [s.span for s in scene.layout.segments if s.span.end <= first and s.kind in kinds]


def _presented(scene: Scene, span: Span, mention: Mention) -> float:
    """How much the words beside a name in the head present it as who answers."""
    opening = scene.text[span.start : mention.span.start]
    before = opening[-BEFORE:].lower()
    after = scene.text[mention.span.end : min(span.end, mention.span.end + AFTER)].lower()
    if SPOKEN_TO.search(before):
        return 0.0
    replies = bool(REPLY_OF.match(opening))
    if mention.type is EntityType.ORG and not (replies or any(word in after for word in ANSWERS)):
        return 0.0
    gain = 1.0 if mention.type is EntityType.PERSON else 0.0
    gain += PRESENTS * (any(cue in before for cue in INTERVIEW_WITH) or replies)
    gain += PRESENTS * (after.startswith(INTERVIEW_OF) or bool(ITS_REPLY.match(after)))
    return gain + SAYS * any(cue in after[: AFTER // 2] for cue in SAID)


def label_speaker(scene: Scene, turn: Turn) -> str | None:
    """Return the entity id of whom a label names, or of who gives his name where a question begins."""
    if turn.label is None:
        return _introduced(scene, turn) if turn.kind is SegmentKind.QUESTION else None
    words = turn.label.of(scene.text)
    inside = scene.within(turn.label)
    people = [scene.of[m.span] for m in inside if m.type is EntityType.PERSON]
    found = _initialled(scene, words) or next(reversed(people), None) or _office_holder(scene, words)
    return found or (scene.of[inside[-1].span] if inside else _family(scene, words))


def _introduced(scene: Scene, turn: Turn) -> str | None:
    """The reporter who opens a question with name and outlet: "Mara Lind, Northern Wire. Will …"."""
    start = turn.mark.end if turn.mark else turn.parts[0].start
    near = Span(start, min(start + INTRODUCED, turn.parts[0].end))
    first = next((m for m in scene.within(near) if m.type is EntityType.PERSON), None)
    if first is None:
        return None
    greeting, outlet = scene.text[start : first.span.start], scene.text[first.span.end : turn.parts[0].end]
    return scene.of[first.span] if GREETING.fullmatch(greeting) and OUTLET.match(outlet) else None


def _initialled(scene: Scene, label: str) -> str | None:
    """The first person of the text with such initials: "M. L." is "Mara Lind"."""
    letters = re.sub(r"[^\w]", "", label)
    if not (letters.isupper() and 1 < len(letters) < LONGEST_INITIALS):
        return None
    people = (m for m in scene.mentions if m.type is EntityType.PERSON)
    return next((scene.of[m.span] for m in people if letters in _initials(m.text)), None)


def _initials(name: str) -> tuple[str, str]:
    """The initials of a name, its hyphens parting words or not."""
    parts = name.split()
    return "".join(part[0] for part in parts), "".join(part[0] for part in re.split(r"[\s-]", name) if part)


def _family(scene: Scene, label: str) -> str | None:
    """The person of the text whose name ends as the label does."""
    last = label.casefold().rpartition(" ")[2]
    people = (m for m in scene.mentions if m.type is EntityType.PERSON)
    return next((scene.of[m.span] for m in people if m.text.casefold().rpartition(" ")[2] == last), None)


def _office_holder(scene: Scene, label: str) -> str | None:
    """The person whom the text calls by the office of a label: "The CHAIRMAN" is "X, chairman"."""
    title = re.sub(r"^(?:the|mr\.?|madam) ", "", label.lower()).strip(" .")
    if title not in titles():
        return None
    return scene.titled(title)
