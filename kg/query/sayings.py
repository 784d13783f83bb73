"""Who said what about whom: statements with their speakers, their words, and where these stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.graph.view import Value, View
from kg.graph.vocab import KG, RDF, entity_id, entity_iri, key_of
from kg.query.chains import Level, level_of, outer_levels
from kg.query.named import Row, ask_of
from kg.query.names import Names, cell, ids_of, names_of
from kg.query.periods import check, within
from kg.query.sieve import EVERYTHING, Sieve


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; None means any.

    Attributes:
        about: names or ids of topics; a statement about one of them fits.
        by: names or ids of speakers.
        since: ISO prefix, inclusive; with a limit, what has no date is left out.
        until: ISO prefix, inclusive.
        via: names or ids of those through whom we know it: a statement that one of them relays fits.
        mode: turn, direct, indirect or narration.
        acts: what is done by saying it: deny, accuse, promise …; one of them fits.
        nested: False leaves out what one speaker reports of another.
        sieve: which statements count at all.
        limit: so many at most.
    """

    about: frozenset[str] | None = None
    by: frozenset[str] | None = None
    since: str | None = None
    until: str | None = None
    via: frozenset[str] | None = None
    mode: str | None = None
    acts: frozenset[str] | None = None
    nested: bool | None = None
    sieve: Sieve = EVERYTHING
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement as it was said. ``text[start:end]`` of its document holds the words (and their gaps).

    Attributes:
        statement: content hash, as are ``utterance`` and ``document``.
        speaker: entity id.
        said_on: ISO prefix, interval, or None.
        dated_by: ``text`` when words of the text say so, ``publication`` when it was only published then.
        channel: by what means it was said (``interview``, ``letter`` …), or None.
        venue: id and label of the outlet, body, event or place where it was said, or None.
        addressee: id and label of the one to whom it was said, or None.
        about: id and label of each topic, the main one first.
        relayed_by: labels of those through whom we know it, from the inner to the outer.
        source: the name of the document's file.
        confidence: in [0, 1], how sure it is that these words were said, and by this speaker.
        chain: those through whom we know it, from the outermost to the statement itself, each with its words.
    """

    statement: str
    utterance: str
    speaker: str
    speaker_label: str
    role: str | None
    said_on: str | None
    dated_by: str | None
    channel: str | None
    venue: tuple[str, str] | None
    addressee: tuple[str, str] | None
    mode: str
    act: str
    words: str
    about: tuple[tuple[str, str], ...]
    relayed_by: tuple[str, ...]
    document: str
    source: str
    title: str | None
    publisher: str | None
    published: str | None
    start: int
    end: int
    confidence: float
    chain: tuple[Level, ...]


def who_said(view: View, wanted: Wanted | None = None) -> list[Saying]:
    """Return the statements that fit, by date and name of the document, then in reading order.

    Raises:
        UnknownEntityError: nothing bears one of the names.
        QueryError: a limit is not a date.
    """
    wanted = wanted or Wanted()
    check(wanted.since)
    check(wanted.until)
    about, by, via = (ids_of(view, names) for names in (wanted.about, wanted.by, wanted.via))
    anchors = list(_anchors(view, about, by))
    outer = outer_levels(view, anchors)
    rows = [row for anchor in anchors for row in ask_of(view, "who-said", *anchor).rows]
    found = [
        saying
        for saying in _sayings(view, rows, outer)
        if (by is None or saying.speaker in by) and _reached(saying, via) and _fits(saying, wanted)
    ]
    return sorted(found, key=_order)[: wanted.limit]


def _reached(saying: Saying, via: frozenset[str] | None) -> bool:
    """Return whether it came to us through one of ``via``."""
    return via is None or any(level.speaker in via for level in saying.chain[:-1])


def _fits(saying: Saying, wanted: Wanted) -> bool:
    return (
        wanted.mode in (None, saying.mode)
        and (wanted.acts is None or saying.act in wanted.acts)
        and (wanted.nested is not False or not saying.relayed_by)
        and wanted.sieve.passes(saying.act, saying.confidence)
        and within(saying.said_on, wanted.since, wanted.until)
    )


def _order(saying: Saying) -> tuple[str, str, str, int, int, str]:
    """Documents without a date come last."""
    return (
        saying.published or "9999",
        saying.source,
        saying.document,
        saying.start,
        saying.end,
        saying.statement,
    )


def _anchors(
    view: View, about: frozenset[str] | None, by: frozenset[str] | None
) -> Iterator[tuple[NamedNode, NamedNode]]:
    """Yield what to start from: one topic each, else one speaker each, else all statements."""
    if about is not None:
        yield from ((KG.about, entity_iri(key, view.base)) for key in sorted(about))
    elif by is not None:
        yield from ((KG.speaker, entity_iri(key, view.base)) for key in sorted(by))
    else:
        yield RDF.type, KG.Statement


def _sayings(view: View, rows: Sequence[Row], outer: Mapping[str, tuple[Level, ...]]) -> Iterator[Saying]:
    """Yield one saying a statement, from one row a topic."""
    statements: dict[str, dict[str, Row]] = {}
    for row in rows:
        statements.setdefault(str(row["statement"]), {})[str(row["topic"])] = row
    known = names_of(view)
    for topics in statements.values():
        row = next(iter(topics.values()))
        keys = sorted(entity_id(topic, view.base) for topic, row in topics.items() if row["topic"])
        main = entity_id(str(row["main"]), view.base)
        keys.sort(key=lambda key: key != main)
        yield _saying(view, row, known, keys, outer.get(str(row["statement"]), ()))


def _named(view: View, known: Names, value: Value) -> tuple[str, str] | None:
    if value is None:
        return None
    key = entity_id(str(value), view.base)
    return key, known.label(key)


def _saying(view: View, row: Row, known: Names, about: list[str], outer: tuple[Level, ...]) -> Saying:
    speaker = entity_id(str(row["speaker"]), view.base)
    own = level_of(view, known, row, str(row["utterance"]), str(row["words"]))
    return Saying(
        statement=key_of(str(row["statement"]), view.base),
        utterance=key_of(str(row["utterance"]), view.base),
        speaker=speaker,
        speaker_label=known.label(speaker),
        role=cell(str, row["role"]),
        said_on=cell(str, row["saidOn"]),
        dated_by=cell(str, row["datedBy"]),
        channel=cell(str, row["channel"]),
        venue=_named(view, known, row["venue"]),
        addressee=_named(view, known, row["addressee"]),
        mode=str(row["mode"]),
        act=str(row["act"]),
        words=str(row["words"]),
        about=tuple((key, known.label(key)) for key in about),
        relayed_by=tuple(level.speaker_label for level in reversed(outer)),
        document=key_of(str(row["document"]), view.base),
        source=str(row["source"] or ""),
        title=cell(str, row["title"]),
        publisher=cell(str, row["publisher"]),
        published=cell(str, row["published"]),
        start=int(row["start"] or 0),
        end=int(row["end"] or 0),
        confidence=float(row["confidence"] or 0),
        chain=(*outer, own),
    )
