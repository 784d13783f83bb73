"""Two hand-made readings about invented people in invented countries, for every test that needs a graph.

``INTERVIEW`` is a dialogue with a nested report and a photo credit; ``NEWS`` is an article in its publisher's voice.
Spans are found in the texts, never counted by hand.
"""

from pathlib import PurePosixPath

from kg.graph.store import memory_store
from kg.graph.view import View
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
    Judgement,
    Mention,
    MentionForm,
    Mode,
    Name,
    NameUse,
    Office,
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

EXTRACTOR = "hand/1"

DRELL = Entity(
    "person:ilva-drell",
    EntityType.PERSON,
    "Ilva Drell",
    (Name("Drell"),),
    wikidata="Q99990001",
    offices=(Office("Deputy Foreign Minister", "polity:vostania", "2031-02-01", None),),
    known=True,
)
MOORVEL = Entity("person:tam-moorvel", EntityType.PERSON, "Tam Moorvel", (Name("Moorvel"),))
VOSTANIA = Entity(
    "polity:vostania",
    EntityType.POLITY,
    "Vostania",
    (
        Name("Republic of Vostania"),
        Name("Tirask", NameUse.CAPITAL),
        Name("Vostanian", NameUse.ADJECTIVE),
        Name("Vostanians", NameUse.DEMONYM),
    ),
    wikidata="Q99990002",
    member_of=("org:lake-union",),
    known=True,
)
ZEMBIA = Entity(
    "polity:zembia", EntityType.POLITY, "Zembia", (Name("Zembian", NameUse.ADJECTIVE),), known=True
)
LAKE_UNION = Entity("org:lake-union", EntityType.ORG, "Lake Union", (Name("LU"),), known=True)
TIRASK = Entity("place:tirask", EntityType.PLACE, "Tirask")
GAZETTE = Entity("org:harbour-gazette", EntityType.ORG, "Harbour Gazette")
HERALD = Entity("org:zembian-herald", EntityType.ORG, "Zembian Herald")

INTERVIEW_TEXT = (
    "Ilva Drell: the lake belongs to nobody\n"
    "Photo: Harbour Gazette\n"
    "– Will Zembia join the Lake Union?\n"
    "– Zembia is a member of the Lake Union. “We met in Tirask”, Tam Moorvel told me on Monday, “and 2,300 people came”. 🛶\n"
)
NEWS_TEXT = (
    "Talks planned in Tirask\n"
    "Vostania and Zembia will hold talks in Tirask in May 2031. Drell said that Zembia had not asked for them.\n"
)


def span(text: str, words: str, nth: int = 0) -> Span:
    """Return where ``words`` stand in ``text``, for the ``nth`` time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def evidence(text: str, found: Span) -> Evidence:
    """Return the evidence that ``found`` is."""
    return Evidence(found, found.of(text), EXTRACTOR, 0.9)


def utterance(document: Document, speaker: str, mode: Mode, *extents: Span, **more: object) -> Utterance:
    """Return an utterance with its content id."""
    whole = hull(extents)
    key = content_id("utterance", document.id, mode, whole.start, whole.end)
    return Utterance(key, document.id, speaker, mode, whole, **more)  # type: ignore[arg-type]


def statement(
    document: Document, said: Utterance, about: tuple[Entity, ...], act: str, *extents: Span
) -> Statement:
    """Return a statement with its content id."""
    key = content_id(
        "statement", said.id, *(offset for extent in extents for offset in (extent.start, extent.end))
    )
    return Statement(
        key, said.id, extents, tuple(e.id for e in about), Act(act), evidence(document.text, hull(extents))
    )


def mentions(text: str, found: dict[str, Entity]) -> tuple[tuple[Mention, ...], tuple[Judgement, ...]]:
    """Return the first mention of each name, with the judgement that it is that entity."""
    spans = [(span(text, words), entity) for words, entity in found.items()]
    return (
        tuple(Mention(where, where.of(text), MentionForm.NAME, entity.type) for where, entity in spans),
        tuple(Judgement(where, entity.id, 0.8, EXTRACTOR) for where, entity in spans),
    )


def meeting(text: str, claim: str, words: Span) -> Event:
    """Return the meeting that a statement claims."""
    return Event(
        content_id("event", "MEET", "2031-03", VOSTANIA.id, ZEMBIA.id),
        claim,
        "MEET",
        "Meeting of Vostania and Zembia",
        "2031-03",
        TIRASK.id,
        (Participation(VOSTANIA.id, "host"), Participation(ZEMBIA.id)),
        EventStatus.HAPPENED,
        evidence(text, words),
    )


def crowd(text: str, claim: str) -> Figure:
    """Return the number that a statement claims."""
    return Figure(
        content_id("figure", claim, 2300),
        claim,
        2300.0,
        "people",
        "people came",
        "2031-03",
        evidence(text, span(text, "2,300 people")),
    )


def interview(source: str = "interview.txt", text: str = INTERVIEW_TEXT) -> Reading:
    """Return the reading of the dialogue, said on 6 April 2031."""
    document = Document(
        PurePosixPath(source).name,
        text,
        sha256=content_id("bytes", text) * 4,
        title="Ilva Drell: the lake belongs to nobody",
        publisher="Harbour Gazette",
        published="2031-04-06",
    )
    told = (span(text, "We met in Tirask"), span(text, "and 2,300 people came"))
    answer = span(text, text[text.index("Zembia is") : text.index(" 🛶")])
    turn = utterance(
        document,
        DRELL.id,
        Mode.TURN,
        answer,
        said_on="2031-04-06",
        dated_by=DatedBy.PUBLICATION,
        channel=Channel.INTERVIEW,
        role="Deputy Foreign Minister of Vostania",
    )
    quote = utterance(
        document,
        MOORVEL.id,
        Mode.DIRECT,
        *told,
        source=span(text, "Tam Moorvel"),
        cue=span(text, "told"),
        said_on="2031-03",
        dated_by=DatedBy.TEXT,
        channel=Channel.MEETING,
        venue=LAKE_UNION.id,
        addressee=DRELL.id,
        reported_in=turn.id,
    )
    member = statement(
        document, turn, (ZEMBIA, LAKE_UNION), "state", span(text, "Zembia is a member of the Lake Union.")
    )
    met = statement(document, quote, (VOSTANIA, ZEMBIA), "state", *told)
    found, judged = mentions(
        text, {"Zembia": ZEMBIA, "Lake Union": LAKE_UNION, "Tirask": TIRASK, "Tam Moorvel": MOORVEL}
    )
    return Reading(
        document,
        (
            Segment(span(text, text.splitlines()[0]), SegmentKind.TITLE),
            Segment(span(text, "Photo: Harbour Gazette"), SegmentKind.BOILERPLATE),
            Segment(span(text, "– Will Zembia join the Lake Union?"), SegmentKind.QUESTION),
            Segment(answer, SegmentKind.ANSWER, DRELL.id),
        ),
        found,
        judged,
        (DRELL, MOORVEL, VOSTANIA, ZEMBIA, LAKE_UNION, TIRASK, GAZETTE),
        (turn, quote),
        (member, met),
        (meeting(text, met.id, told[0]),),
        (Relation(member.id, ZEMBIA.id, "memberOf", LAKE_UNION.id, member.evidence),),
        (crowd(text, met.id),),
    )


def news(source: str = "news.txt", text: str = NEWS_TEXT) -> Reading:
    """Return the reading of the article: narration of its publisher and one reported sentence, without a date."""
    document = Document(
        PurePosixPath(source).name, text, sha256=content_id("bytes", text) * 4, title="Talks planned in Tirask",
        publisher="Zembian Herald", published="2031-04-20",
    )  # fmt: skip
    planned = span(text, "Vostania and Zembia will hold talks in Tirask in May 2031.")
    reported = span(text, "that Zembia had not asked for them")
    own = utterance(document, HERALD.id, Mode.NARRATION, planned, said_on="2031-04-20")
    said = utterance(
        document, DRELL.id, Mode.INDIRECT, reported, source=span(text, "Drell"), cue=span(text, "said")
    )
    plan = statement(document, own, (VOSTANIA, ZEMBIA), "state", planned)
    denial = statement(document, said, (ZEMBIA,), "deny", reported)
    found, judged = mentions(text, {"Vostania": VOSTANIA, "Zembia": ZEMBIA, "Tirask": TIRASK, "Drell": DRELL})
    return Reading(
        document,
        (
            Segment(span(text, "Talks planned in Tirask"), SegmentKind.TITLE),
            Segment(planned, SegmentKind.NARRATION),
        ),
        found,
        judged,
        (DRELL, VOSTANIA, ZEMBIA, LAKE_UNION, TIRASK, HERALD),
        (own, said),
        (plan, denial),
        (
            Event(
                content_id("event", "TALKS", "2031-05", VOSTANIA.id, ZEMBIA.id),
                plan.id,
                "TALKS",
                "Talks of Vostania and Zembia",
                "2031-05",
                TIRASK.id,
                (Participation(VOSTANIA.id), Participation(ZEMBIA.id)),
                EventStatus.PLANNED,
                evidence(text, planned),
            ),
        ),
        (),
        (),
    )


INTERVIEW = interview()
NEWS = news()
READINGS = (INTERVIEW, NEWS)


def view_of(*readings: Reading) -> View:
    """Return the graph of readings, in memory."""
    store = memory_store()
    with store.writer() as writer:
        for number, reading in enumerate(readings):
            writer.replace(reading, f"file:///{number}")
    return store.view()
