"""What a question to the index says, and what it gets."""

from dataclasses import dataclass, field

from kg.graph.questions import Row


@dataclass(frozen=True, slots=True)
class Choice:
    """Which statements to give; None means any.

    Attributes:
        about: ids of topics; one of them fits. So do the following.
        by: ids of speakers.
        via: ids of those through whom we know it.
        since: ISO prefix, inclusive; with a limit, what has no date is left out.
        until: ISO prefix, inclusive.
        mode: turn, direct, indirect or narration.
        acts: what is done by saying it.
        not_acts: what is not done by saying it.
        nested: False leaves out what one speaker reports of another.
        min_confidence: in [0, 1].
        search: words and "quoted phrases", all of which must stand in the statement; the best come first.
        limit: so many at most.
    """

    about: frozenset[str] | None = None
    by: frozenset[str] | None = None
    via: frozenset[str] | None = None
    since: str | None = None
    until: str | None = None
    mode: str | None = None
    acts: frozenset[str] | None = None
    not_acts: frozenset[str] = frozenset()
    nested: bool | None = None
    min_confidence: float = 0.0
    search: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement as the rows of the questions tell of it.

    Attributes:
        row: of ``who-said``, without a topic.
        about: ids of its topics, sorted.
        chain: rows of ``chains``; empty where nobody relays it.
    """

    row: Row
    about: tuple[str, ...] = ()
    chain: list[Row] = field(default_factory=list)
