"""Relations that statements claim: by offices, by what happened, and by the words between two actors."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kg.extract.clauses import Actor, Line, Page
from kg.extract.grammar import NEGATIVE, agents, clause_end, list_from, passive, phrases, subject, target
from kg.extract.happenings import INTERVIEW, Happening
from kg.extract.offices import Holding
from kg.model import EntityType, EventStatus, Evidence, Mode, Relation, Span, hull
from kg.nlp.lexicon import RelationCue, relation_cues

EXTRACTOR = "relations/1"
CONFIDENCE = {"hasPosition": 0.9, "headOf": 0.85, "worksFor": 0.85}
OTHERS = 0.6
"""By hand from the precision on the gold, not calibrated yet."""
MUTUAL = {"MEET": "metWith", "CALL": "spokeWith", "TALKS": "negotiatesWith"}
STATES = frozenset({"polity", "org"})
SIDES = frozenset({"polity", "org", "group"})
ENDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "memberOf": (frozenset({"polity", "person"}), frozenset({"org", "group"})),
    "partOf": (frozenset({"polity", "org"}), STATES),
    "tradesWith": (STATES, STATES),
    "allyOf": (STATES, STATES),
    "strategicPartnerOf": (STATES, STATES),
    "supplies": (SIDES, SIDES),
    "sentencedBy": (frozenset({"person"}), frozenset({"org"})),
}
"""What kinds of entity a predicate joins; any two actors where nothing is said."""
APPOSED = 3
"""Tokens between a noun and a participle after it."""
Found = tuple[str, str, str, Span]
"""Subject, predicate, object, and the words."""


def relations(page: Page, offices: Sequence[Holding], happenings: Iterable[Happening]) -> list[Relation]:
    """Return the relations that the statements claim, in reading order, each once per statement."""
    found = [
        *(f for holding in offices for f in _of_office(holding)),
        *(f for happening in happenings for f in _of_happening(page, happening)),
        *_told(page),
        *(f for line in page.lines for f in _Cues(page, line, offices).find()),
    ]
    found = _one_way(found)
    made = {
        (r.stated_in, r.subject, r.predicate, r.object): r
        for f in reversed(found)
        if (r := _relation(page, *f))
    }
    return sorted(made.values(), key=lambda r: (r.evidence.span, r.subject, r.predicate, r.object))


def _relation(page: Page, subject_: str, predicate: str, object_: str, span: Span) -> Relation | None:
    statement = page.statement(span)
    if statement is None or subject_ == object_:
        return None
    evidence = Evidence(span, span.of(page.text), EXTRACTOR, CONFIDENCE.get(predicate, OTHERS))
    return Relation(statement.id, subject_, predicate, object_, evidence)


def _one_way(found: Sequence[Found]) -> list[Found]:
    """What holds both ways is told the way that the document tells it first."""
    ways: dict[tuple[str, frozenset[str]], tuple[str, str]] = {}
    turned = []
    for one, predicate, other, span in sorted(found, key=lambda f: f[3]):
        if predicate in MUTUAL.values() or predicate in ("tradesWith", "allyOf", "strategicPartnerOf"):
            first, second = ways.setdefault((predicate, frozenset({one, other})), (one, other))
            turned.append((first, predicate, second, span))
        else:
            turned.append((one, predicate, other, span))
    return turned


def _of_office(holding: Holding) -> Iterator[Found]:
    yield holding.person, "hasPosition", holding.body, holding.span
    if holding.heads:
        yield holding.person, "headOf", holding.body, holding.span
    if holding.staff:
        yield holding.person, "worksFor", holding.body, holding.span


def _of_paper(page: Page, happening: Happening) -> Iterator[Found]:
    papers = [
        m
        for m in happening.line.mentions
        if m.type is EntityType.DOCUMENT and m.span.start >= happening.cue.start
    ]
    if papers and happening.status is EventStatus.HAPPENED:
        for actor in (a for a in happening.actors if a.kind in STATES):
            yield (
                actor.id,
                "partyTo",
                page.scene.of[papers[0].span],
                hull([actor.span, happening.cue, papers[0].span]),
            )


def _of_happening(page: Page, happening: Happening) -> Iterator[Found]:
    """Those who meet, call each other, negotiate, or sign a paper."""
    if happening.type in ("SIGN", "AGREE"):
        yield from _of_paper(page, happening)
    predicate = "spokeWith" if happening.topic == INTERVIEW else MUTUAL.get(happening.type)
    if predicate is None or happening.status is not EventStatus.HAPPENED:
        return
    kinds = (
        SIDES
        if predicate == "negotiatesWith"
        else {"person", "org"}
        if happening.topic == INTERVIEW
        else {"person"}
    )
    actors = {a.id: a for a in (*happening.actors, *happening.targets) if a.kind in kinds}
    for left, right in list(combinations(actors.values(), 2))[:3]:
        yield left.id, predicate, right.id, hull([happening.cue, left.span, right.span])


def _told(page: Page) -> Iterator[Found]:
    """X told Y: they spoke."""
    for utterance in page.utterances.values():
        to = utterance.addressee
        if (
            to is not None
            and utterance.source is not None
            and utterance.cue is not None
            and to.startswith(("org:", "person:"))
        ):
            yield utterance.speaker, "spokeWith", to, hull([utterance.source, utterance.cue])


class _Cues:
    """The cues of one line."""

    def __init__(self, page: Page, line: Line, offices: Sequence[Holding]) -> None:
        self._page, self._line = page, line
        self._bodies = frozenset(h.body_span for h in offices if h.body_span is not None)
        self._frames: Mapping[str, Callable[[RelationCue, Span], Iterator[Found]]] = {
            "svo": self._transitive, "owned": self._owned, "pair": self._pair, "ours": self._ours,
            "court": self._court, "speaker": self._speaker,
        }  # fmt: skip

    def find(self) -> Iterator[Found]:
        """Yield what the cues of the line say."""
        known = relation_cues()
        for span, form in phrases(self._line, known):
            if any(m.span.overlaps(span) for m in self._line.mentions) or self._negated(span):
                continue
            for cue in known[form]:
                if not cue.needs or cue.needs & set(
                    self._line.between(span.end, clause_end(self._line, span.end))
                ):
                    yield from self._allowed(cue, self._frames[cue.frame](cue, span))

    def _allowed(self, cue: RelationCue, found: Iterator[Found]) -> Iterator[Found]:
        left, right = ENDS.get(cue.predicate, (None, None))
        for one, predicate, other, span in found:
            ok = (
                left is None
                or right is None
                or (one.partition(":")[0] in left and other.partition(":")[0] in right)
            )
            if ok and one != other:
                yield one, predicate, other, span

    def _negated(self, cue: Span) -> bool:
        return bool(NEGATIVE & set(self._line.between(self._line.span.start, cue.start)[-3:]))

    def _ends(self, actors: Sequence[Actor]) -> list[Actor]:
        return [a for a in actors if a.span not in self._bodies]

    def _pairs(
        self, cue: RelationCue, span: Span, left: Sequence[Actor], right: Sequence[Actor]
    ) -> Iterator[Found]:
        for one in self._ends(left):
            for other in self._ends(right):
                yield one.id, cue.predicate, other.id, hull([one.span, span, other.span])

    def _transitive(self, cue: RelationCue, span: Span) -> Iterator[Found]:
        """A accused B; B, supported by A."""
        by = agents(self._line, span.end)
        if by and self._line.between(span.end, by[0].span.start)[:1] == ["by"]:
            yield from self._pairs(cue, span, by, self._before(span))
        elif not passive(self._line, span.start) or cue.predicate in ("memberOf", "partOf", "allyOf"):
            yield from self._pairs(
                cue, span, self._subject(span), target(self._line, span.end, 10 if cue.needs else 4)
            )

    def _subject(self, span: Span) -> list[Actor]:
        """The subject; what lies in "X, a member of Y" is one, too."""
        return subject(self._line, span.start) or self._apposed(span)

    def _apposed(self, span: Span) -> list[Actor]:
        before = self._before(span)
        return (
            before
            if before
            and self._line.between(before[-1].span.end, span.start) in ([","], [",", "a"], [",", "the"])
            else []
        )

    def _before(self, span: Span) -> list[Actor]:
        """The last actor before a participle: "Chisinau, supported by …"."""
        before = [a for a in self._line.actors if a.span.end <= span.start]
        gap = self._line.between(before[-1].span.end, span.start) if before else []
        return before[-1:] if len(gap) <= APPOSED else []

    def _owned(self, cue: RelationCue, span: Span) -> Iterator[Found]:
        """A's membership in B."""
        before = self._before(span)
        if before and self._line.between(before[-1].span.end, span.start)[:1] in (["'s"], ["’s"]):
            yield from self._pairs(cue, span, before, target(self._line, span.end, 3))

    def _pair(self, cue: RelationCue, span: Span) -> Iterator[Found]:
        """Trade between A and B; A's trade with B; A is B's trading partner."""
        after = self._line.between(span.end, self._line.span.end)[:1]
        listed = list_from(self._line, span.end, clause_end(self._line, span.end))
        owner = [
            a
            for a in self._before(span)
            if self._line.between(a.span.end, span.start)[:1] in (["'s"], ["’s"])
        ]
        if after == ["between"]:
            for left, right in combinations(listed[:3], 2):
                yield from self._pairs(cue, span, [left], [right])
        elif after in (["with"], ["of"]) and owner:
            yield from self._pairs(cue, span, owner, listed)
        elif owner:
            yield from self._pairs(cue, span, subject(self._line, owner[0].span.start), owner)

    def _ours(self, cue: RelationCue, span: Span) -> Iterator[Found]:
        """B is our ally: the owner of the noun is the other end."""
        owners = [
            a
            for a in self._before(span)
            if a.mention is None or self._line.between(a.span.end, span.start)[:1] in (["'s"], ["’s"])
        ]
        for owner in owners[-1:]:
            first = next(a for a in self._line.actors if a.id == owner.id and a.span == owner.span)
            yield from self._pairs(cue, span, subject(self._line, first.span.start), [first])

    def _court(self, cue: RelationCue, span: Span) -> Iterator[Found]:
        if passive(self._line, span.start):
            yield from self._pairs(cue, span, subject(self._line, span.start), agents(self._line, span.end))
        else:
            yield from self._pairs(cue, span, target(self._line, span.end), subject(self._line, span.start))

    def _voice(self, span: Span) -> tuple[str, str | None] | None:
        """Whose words these are, and for which polity he speaks."""
        statement = self._page.statement(span)
        if statement is None or self._page.mode(statement) is Mode.NARRATION:
            return None
        speaker = self._page.speaker(statement)
        return speaker, self._page.side(speaker)

    def _speaker(self, cue: RelationCue, span: Span) -> Iterator[Found]:
        """What somebody must do, or did wrong: the speaker demands it of him, accuses him of it."""
        voice = self._voice(span)
        if voice is None:
            return
        for one in self._ends(subject(self._line, span.start)):
            if one.kind in SIDES and one.id not in voice and one.span not in self._page.sources:
                yield voice[0], cue.predicate, one.id, hull([one.span, span])
