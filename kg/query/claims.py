"""What is claimed of the world, by whom: relations, parts in events, topics spoken about, numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.graph.view import View
from kg.graph.vocab import KG, RDF, entity_id, entity_iri, key_of
from kg.query.named import Row, ask, ask_of
from kg.query.names import Names, cell, ids_of, names_of
from kg.query.sieve import EVERYTHING, Sieve

ABOUT = "kg:about"
"""The predicate of the edge from a speaker to what the statement is about."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An edge of the map: somebody claims that subject and object are so related.

    Attributes:
        predicate: a relation (``memberOf``), a class of events (``MEET``), or ``kg:about``.
        object: entity id, or ``event:…``.
        statement: content hash of the statement that claims it.
        mode: turn, direct, indirect, narration or registry.
        act: what is done by saying it: state, deny, accuse …
        status: of an event, whether it is claimed to have happened, to be planned …; None for all else.
        start: of the evidence in the document called ``source``; None for the registry.
        confidence: in [0, 1], the lower of two: that it was said, and that this is what was claimed; None
            for the registry, which was not read in a text.
    """

    subject: str
    subject_label: str
    subject_type: str
    predicate: str
    object: str
    object_label: str
    object_type: str
    statement: str
    speaker: str
    speaker_label: str
    words: str
    said_on: str | None
    mode: str
    act: str | None
    status: str | None
    source: str
    start: int | None
    end: int | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class ClaimedFigure:
    """A number that somebody claims; ``confidence`` as in ``Claim``."""

    figure: str
    number: float
    unit: str
    what: str
    date: str | None
    statement: str
    speaker: str
    speaker_label: str
    said_on: str | None
    mode: str
    words: str
    document: str
    source: str
    start: int
    end: int
    confidence: float


def claims(view: View, about: Iterable[str] | None = None, sieve: Sieve = EVERYTHING) -> list[Claim]:
    """Return all claims, or those with one of ``about`` (names or ids) as subject, object or speaker; sorted.

    Those of statements that do not pass the ``sieve`` are left out.

    Raises:
        UnknownEntityError: nothing bears one of the names.
    """
    wanted = ids_of(view, about)
    known = names_of(view)
    found = {*_relations(view, known, sieve), *_parts(view, known, sieve), *_topics(view, known, sieve)}
    kept = (c for c in found if wanted is None or not wanted.isdisjoint((c.subject, c.object, c.speaker)))
    return sorted(kept, key=_order)


def _order(claim: Claim) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return what to sort by; no two claims have the same, so that it is one order in every run."""
    edge = claim.subject, claim.predicate, claim.object
    told = claim.source, claim.statement, claim.words, claim.object_label, claim.status or ""
    return (*edge, *told), (claim.start or 0, claim.end or 0, claim.confidence or 0)


def rows_that_count(view: View, question: str, sieve: Sieve) -> Iterator[Row]:
    """Yield the rows of a named question about claims whose statements pass the sieve."""
    for row in ask(view, question).rows:
        if passes(row, sieve):
            yield row


def passes(row: Row, sieve: Sieve) -> bool:
    """Return whether the statement of a row passes the sieve."""
    return sieve.passes(cell(str, row["act"]), cell(float, row["confidence"]))


def _relations(view: View, known: Names, sieve: Sieve) -> Iterator[Claim]:
    for row in rows_that_count(view, "relations", sieve):
        subject, predicate = _id(view, row, "subject"), str(row["predicate"]).removeprefix(KG.base)
        yield _claim(view, known, row, (subject, predicate, _id(view, row, "object")))


def _topics(view: View, known: Names, sieve: Sieve) -> Iterator[Claim]:
    for row in rows_that_count(view, "spoken-about", sieve):
        yield _claim(view, known, row, (_id(view, row, "speaker"), ABOUT, _id(view, row, "topic")))


def _parts(view: View, known: Names, sieve: Sieve) -> Iterator[Claim]:
    for row in rows_that_count(view, "events", sieve):
        if row["participant"] is None:
            continue
        kind = str(row["type"]).removeprefix(KG.base)
        edge = (_id(view, row, "participant"), kind, _id(view, row, "event"))
        yield _claim(view, known, row, edge, object_label=str(row["label"]))


def _id(view: View, row: Row, name: str) -> str:
    return entity_id(str(row[name]), view.base)


def _claim(
    view: View, known: Names, row: Row, edge: tuple[str, str, str], object_label: str | None = None
) -> Claim:
    subject, predicate, target = edge
    speaker = _id(view, row, "speaker")
    return Claim(
        subject=subject,
        subject_label=known.label(subject),
        subject_type=subject.partition(":")[0],
        predicate=predicate,
        object=target,
        object_label=object_label or known.label(target),
        object_type=target.partition(":")[0],
        statement=key_of(str(row["statement"]), view.base),
        speaker=speaker,
        speaker_label=known.label(speaker),
        words=str(row["words"]),
        said_on=cell(str, row["saidOn"]),
        mode=str(row["mode"]),
        act=cell(str, row["act"]),
        status=cell(str, row.get("status")),
        source=str(row["source"] or ""),
        start=cell(int, row["start"]),
        end=cell(int, row["end"]),
        confidence=cell(float, row["confidence"]),
    )


def figures(view: View, about: Iterable[str] | None = None, sieve: Sieve = EVERYTHING) -> list[ClaimedFigure]:
    """Return the numbers in statements about one of ``about`` (all when None), by document and place.

    Those of statements that do not pass the ``sieve`` are left out.

    Raises:
        UnknownEntityError: nothing bears one of the names.
    """
    wanted = ids_of(view, about)
    anchors = [(RDF.type, KG.Statement)]
    if wanted is not None:
        anchors = [(KG.about, entity_iri(key, view.base)) for key in sorted(wanted)]
    known = names_of(view)
    rows = (row for anchor in anchors for row in ask_of(view, "figures", *anchor).rows)
    found = {_figure(view, known, row) for row in rows if passes(row, sieve)}
    return sorted(found, key=_place)


def _place(figure: ClaimedFigure) -> tuple[str, int, str, str, int, float]:
    """Return what to sort by, as for claims."""
    return (
        figure.source,
        figure.start,
        figure.figure,
        figure.statement,
        figure.end,
        figure.confidence,
    )


def _figure(view: View, known: Names, row: Row) -> ClaimedFigure:
    speaker = _id(view, row, "speaker")
    return ClaimedFigure(
        figure=key_of(str(row["figure"]), view.base),
        number=float(row["number"] or 0),
        unit=str(row["unit"]),
        what=str(row["what"]),
        date=cell(str, row["date"]),
        statement=key_of(str(row["statement"]), view.base),
        speaker=speaker,
        speaker_label=known.label(speaker),
        said_on=cell(str, row["saidOn"]),
        mode=str(row["mode"]),
        words=str(row["words"]),
        document=key_of(str(row["document"]), view.base),
        source=str(row["source"] or ""),
        start=int(row["start"] or 0),
        end=int(row["end"] or 0),
        confidence=float(row["confidence"] or 0),
    )
