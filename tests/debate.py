"""A hand-made reading in which two invented states contradict each other; people and places as in ``sample``."""

from kg.model import (
    Act,
    Document,
    Entity,
    EntityType,
    Figure,
    Mode,
    Name,
    Reading,
    Relation,
    Span,
    Statement,
    Utterance,
    content_id,
)
from tests.sample import DRELL, LAKE_UNION, VOSTANIA, ZEMBIA, evidence, span, statement, utterance

MINISTRY = Entity("org:vostanian-foreign-ministry", EntityType.ORG, "Vostanian Foreign Ministry", known=True)
PELL = Entity("person:orso-pell", EntityType.PERSON, "Orso Pell", (Name("Pell"),))
QUILL = Entity("person:nera-quill", EntityType.PERSON, "Nera Quill", (Name("Quill"),))
OBSERVER = Entity("org:quiet-observer", EntityType.ORG, "Quiet Observer")

TEXT = """\
Drell said that Zembia supports the Lake Union and that 300 people came.
Orso Pell, the Zembian Foreign Minister, denied that Zembia backs the Lake Union; 500 people came, he said.
The Vostanian Foreign Ministry said that Zembia was late.
Nera Quill, a Zembian political scientist, said that Zembia was right.
Drell said that Zembia had announced that Vostania would be late.
The Lake Union was quiet.
"""
DOCUMENT = Document(
    "debate.txt", TEXT, sha256=content_id("bytes", TEXT) * 4, publisher="Quiet Observer", published="2031-05-02"
)  # fmt: skip
MINISTER = "Foreign Minister, Zembia"
SAID = {
    "support": (
        DRELL,
        None,
        "Zembia supports the Lake Union and that 300 people came",
        (ZEMBIA, LAKE_UNION),
        Act.STATE,
    ),
    "denial": (PELL, MINISTER, "Zembia backs the Lake Union", (LAKE_UNION, ZEMBIA), Act.DENY),
    "crowd": (PELL, MINISTER, "500 people came", (ZEMBIA,), Act.STATE),
    "late": (MINISTRY, None, "Zembia was late", (ZEMBIA,), Act.ACCUSE),
    "right": (QUILL, "Political Scientist, Zembia", "Zembia was right", (ZEMBIA,), Act.PRAISE),
    "report": (
        DRELL,
        None,
        "Zembia had announced that Vostania would be late",
        (ZEMBIA, VOSTANIA),
        Act.STATE,
    ),
    "announced": (ZEMBIA, None, "Vostania would be late", (VOSTANIA,), Act.STATE),
    "quiet": (OBSERVER, None, "The Lake Union was quiet.", (LAKE_UNION,), Act.STATE),
}
"""Speaker, role as read, words, topics and act of each statement, by a name for the tests."""


def _utterance(key: str, reported_in: str | None) -> Utterance:
    speaker, role, words, _, _ = SAID[key]
    mode = Mode.NARRATION if speaker is OBSERVER else Mode.INDIRECT
    found = span(TEXT, words)
    return utterance(
        DOCUMENT, speaker.id, mode, found, role=role, reported_in=reported_in, said_on="2031-05-01"
    )


UTTERANCES = {key: _utterance(key, None) for key in SAID}
UTTERANCES["announced"] = _utterance("announced", UTTERANCES["report"].id)
STATEMENTS: dict[str, Statement] = {
    key: statement(DOCUMENT, UTTERANCES[key], about, act, span(TEXT, words))
    for key, (_, _, words, about, act) in SAID.items()
}
NAMES = {made.id: key for key, made in STATEMENTS.items()}
"""Statement → its name for the tests."""


def _supports(key: str) -> Relation:
    made = STATEMENTS[key]
    return Relation(made.id, ZEMBIA.id, "supports", LAKE_UNION.id, made.evidence)


def _crowd(key: str, number: int) -> Figure:
    found: Span = span(TEXT, f"{number} people")
    claim = STATEMENTS[key].id
    return Figure(
        content_id("figure", claim, number), claim, float(number), "people", "people came", None,
        evidence(TEXT, found),
    )  # fmt: skip


DEBATE = Reading(
    DOCUMENT,
    (),
    (),
    (),
    (DRELL, PELL, QUILL, MINISTRY, OBSERVER, VOSTANIA, ZEMBIA, LAKE_UNION),
    tuple(UTTERANCES.values()),
    tuple(STATEMENTS.values()),
    (),
    (_supports("support"), _supports("denial")),
    (_crowd("support", 300), _crowd("crowd", 500)),
)
