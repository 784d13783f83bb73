"""The nouns of dixit. Standard library only; every other room imports this one.

Conventions that hold everywhere: offsets are Unicode code points into ``Document.text``, half-open;
dates are ISO 8601 prefixes (``2025``, ``2025-11``, ``2025-11-06``) or intervals ``start/end`` of two such;
confidences lie in [0, 1]; entity ids read ``type:kebab-case-name``; all other ids are content hashes.
"""

from kg.model.actors import (
    MEDIA,
    Entity,
    EntityType,
    Judgement,
    Mention,
    MentionForm,
    Name,
    NameUse,
    Office,
    in_capitals,
    rank,
)
from kg.model.claims import (
    ATTITUDES,
    Act,
    Channel,
    DatedBy,
    Event,
    EventStatus,
    Evidence,
    Figure,
    Mode,
    Participation,
    Reading,
    Relation,
    Statement,
    Utterance,
)
from kg.model.text import (
    Document,
    Failure,
    Segment,
    SegmentKind,
    Span,
    content_id,
    hull,
)

__all__ = [
    "ATTITUDES",
    "MEDIA",
    "Act",
    "Channel",
    "DatedBy",
    "Document",
    "Entity",
    "EntityType",
    "Event",
    "EventStatus",
    "Evidence",
    "Failure",
    "Figure",
    "Judgement",
    "Mention",
    "MentionForm",
    "Mode",
    "Name",
    "NameUse",
    "Office",
    "Participation",
    "Reading",
    "Relation",
    "Segment",
    "SegmentKind",
    "Span",
    "Statement",
    "Utterance",
    "content_id",
    "hull",
    "in_capitals",
    "rank",
]
