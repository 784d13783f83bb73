"""Who said what about whom: statements with their speakers, their words, and where these stand."""

from dataclasses import dataclass

from kg.graph.index import Choice, Stated
from kg.graph.numbers import number
from kg.graph.view import Value, View
from kg.model import ATTITUDES
from kg.query.chains import Level, level_of, outer_levels
from kg.query.names import Names, cell, ids_of, names_of
from kg.query.periods import check
from kg.query.sieve import EVERYTHING, Sieve
from kg.query.statements import statements_of


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
        search: words and "quoted phrases", all of which must stand in the statement, whatever their endings:
            "talks" is found by "talked".
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
    search: str | None = None
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

    With a search, those whose words fit best come first.

    Raises:
        UnknownEntityError: nothing bears one of the names.
        QueryError: a limit is not a date.
    """
    wanted = wanted or Wanted()
    check(wanted.since)
    check(wanted.until)
    known = names_of(view)
    return [_saying(known, one) for one in statements_of(view, _choice(view, wanted))]


def _choice(view: View, wanted: Wanted) -> Choice:
    about, by, via = (ids_of(view, names) for names in (wanted.about, wanted.by, wanted.via))
    return Choice(
        about=about,
        by=by,
        via=via,
        since=wanted.since,
        until=wanted.until,
        mode=wanted.mode,
        acts=wanted.acts,
        not_acts=ATTITUDES if wanted.sieve.speech_only else frozenset(),
        nested=wanted.nested,
        min_confidence=wanted.sieve.min_confidence,
        search=wanted.search,
        limit=wanted.limit,
    )


def _named(known: Names, value: Value) -> tuple[str, str] | None:
    return None if value is None else (str(value), known.label(str(value)))


def _saying(known: Names, one: Stated) -> Saying:
    row, outer = one.row, outer_levels(known, one.chain)
    own = level_of(known, row, str(row["utterance"]), str(row["words"]))
    about = sorted(one.about, key=lambda key: key != row["main"])
    return Saying(
        statement=str(row["statement"]).partition(":")[2],
        utterance=own.utterance,
        speaker=own.speaker,
        speaker_label=own.speaker_label,
        role=own.role,
        said_on=own.said_on,
        dated_by=own.dated_by,
        channel=cell(str, row["channel"]),
        venue=_named(known, row["venue"]),
        addressee=_named(known, row["addressee"]),
        mode=own.mode,
        act=str(row["act"]),
        words=own.words,
        about=tuple((key, known.label(key)) for key in about),
        relayed_by=tuple(level.speaker_label for level in reversed(outer)),
        document=str(row["document"]).partition(":")[2],
        source=str(row["source"] or ""),
        title=cell(str, row["title"]),
        publisher=cell(str, row["publisher"]),
        published=cell(str, row["published"]),
        start=own.start,
        end=own.end,
        confidence=number(row["confidence"]) or 0.0,
        chain=(*outer, own),
    )
