"""A document as the extractors see it: its words, its mentions, and whom they are taken to be."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from kg.model import Entity, EntityType, Mention, MentionForm, Office, SegmentKind, Span
from kg.nlp.language import source_text
from kg.nlp.lexicon import titles
from kg.nlp.segments import Layout, Turn


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
        first = bisect_left(self.mentions, span.start, key=lambda m: m.span.start)
        found = []
        for mention in self.mentions[first:]:
            if mention.span.start >= span.end:
                break
            if mention.span.end <= span.end:
                found.append(mention)
        return found

    def entity(self, mention: Mention) -> Entity:
        """Return whom a mention is taken to be."""
        return self.entities[self.of[mention.span]]

    def sentences(self, span: Span) -> list[Tokens]:
        """Return the sentences in ``span``."""
        tokens = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        return [s for s in tokens.sents if s.text.strip()] if tokens is not None else []

    def holders(self, title: str, body: str) -> list[Entity]:
        """Return the persons who hold an office of that title in that body at the time of publication."""
        return [
            e
            for e in self.entities.values()
            if any(o.body == body and title in o.title.lower() and self.current(o) for o in e.offices)
        ]

    def heads(self, body: str) -> list[Entity]:
        """Return the persons who head a body at the time of publication."""
        known = titles()
        return [
            e
            for e in self.entities.values()
            if any(
                o.body == body and (t := known.get(o.title.lower())) and t.head and self.current(o)
                for o in e.offices
            )
        ]

    def current(self, office: Office) -> bool:
        """Return whether an office is held at the time of publication; at an unknown time: still."""
        when = self.published
        if when is None:
            return office.end is None
        return (office.start or "") <= when + "~" and when <= (office.end or "9999") + "~"


def interviewee(scene: Scene) -> str | None:
    """Return the entity id of who answers in a document whose marks do not name the answering side.

    The person whom title and lead present ("interview with X", "X told Y") or, where nobody is, the institution
    whose answers the title announces.
    """
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


def _head(scene: Scene) -> list[Span]:
    """Title and whatever runs before the first turn; of a page without either, the first heading."""
    first = scene.layout.turns[0].parts[0].start if scene.layout.turns else len(scene.text)
    kinds = (SegmentKind.TITLE, SegmentKind.NARRATION, SegmentKind.HEADING)
    return [s.span for s in scene.layout.segments if s.span.end <= first and s.kind in kinds]


def _presented(scene: Scene, span: Span, mention: Mention) -> float:
    before = scene.text[max(span.start, mention.span.start - 90) : mention.span.start].lower()
    after = scene.text[mention.span.end : min(span.end, mention.span.end + 60)].lower()
    gain = 1.0 if mention.type is EntityType.PERSON else 0.0
    if re.search(
        r"\b(?:said|told|stated|says|noted|explained|in an (?:\w+ )?interview)\b[^.]*\b(?:interview|conversation) with(?: the)? $",
        before,
    ):
        return 0.0  # who was spoken to, not who spoke
    gain += 3.0 * any(
        cue in before
        for cue in (
            "interview with",
            "conversation with",
            "interview of",
            "answers by",
            "talks to",
            "talk with",
            "speaks to",
            "spoke with",
            "spoke to",
        )
    )
    gain += 3.0 * any(
        after.startswith(cue)
        for cue in (
            "'s exclusive interview",
            "’s exclusive interview",
            "'s interview",
            "’s interview",
            "'s answers",
            "’s answers",
            " answers",
            " on ",
            ": ",
            ", in an interview",
        )
    )
    gain += 2.0 * any(
        cue in after[:30]
        for cue in (" told", " said", " says", " answered", " replied", " responds", " explains")
    )
    if mention.type is EntityType.ORG and not any(
        word in after for word in ("answer", "respond", "repl", "comment", "briefing")
    ):
        return 0.0
    return gain


def label_speaker(scene: Scene, turn: Turn) -> str | None:
    """Return the entity id of whom a label names."""
    if turn.label is None:
        return None
    inside = scene.within(turn.label)
    if people := [m for m in inside if m.type is EntityType.PERSON]:
        return scene.of[people[-1].span]
    return _office_holder(scene, turn.label.of(scene.text)) or (scene.of[inside[-1].span] if inside else None)


def _office_holder(scene: Scene, label: str) -> str | None:
    """The person whom the text calls by the office of a label: "The CHAIRMAN" is "X, chairman"."""
    title = re.sub(r"^(?:the|mr\.?|madam) ", "", label.lower()).strip(" .")
    if title not in titles():
        return None
    for mention in scene.mentions:
        if mention.type is EntityType.PERSON:
            before = (
                scene.text[max(0, mention.span.start - len(title) - 1) : mention.span.start].lower().strip()
            )
            after = scene.text[mention.span.end : mention.span.end + len(title) + 8].lower()
            if before == title or re.match(rf",\s(?:the\s)?{re.escape(title)}\b", after):
                return scene.of[mention.span]
    return None
