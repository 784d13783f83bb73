"""What is claimed of the world, by whom: relations, parts in events, topics spoken about, numbers."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kg.graph.index import Choice, Index
from kg.graph.numbers import number, whole
from kg.graph.questions import Row, rows_of
from kg.graph.view import View
from kg.graph.vocab import KG, entity_iri
from kg.query.names import Names, cell, ids_of, names_of
from kg.query.sieve import EVERYTHING, Sieve

ABOUT = "kg:about"
"""The predicate of the edge from a speaker to what the statement is about."""
_QUESTIONS = ("relations", "events", "spoken-about")


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
    act: str | None
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
    return claims_of(view, _QUESTIONS, ids_of(view, about), sieve)


def claims_of(
    view: View, questions: Iterable[str], wanted: Collection[str] | None, sieve: Sieve
) -> list[Claim]:
    """Return the claims that answer some of the questions about relations, events and topics, sorted.

    Args:
        view: what is asked.
        questions: ``relations``, ``events``, ``spoken-about``.
        wanted: ids; one of them is subject, object or speaker. None means all.
        sieve: which statements count.
    """
    known = names_of(view)
    found = {
        _claim_of(known, question, row)
        for question in questions
        for row in _rows(view, question, wanted)
        if passes(row, sieve) and (question != "events" or row["participant"] is not None)
    }
    kept = (c for c in found if wanted is None or not {c.subject, c.object, c.speaker}.isdisjoint(wanted))
    return sorted(kept, key=_order)


def _claim_of(known: Names, question: str, row: Row) -> Claim:
    if question == "relations":
        predicate = str(row["predicate"]).removeprefix(KG.base)
        return _claim(known, row, (str(row["subject"]), predicate, str(row["object"])))
    if question == "events":
        kind = str(row["type"]).removeprefix(KG.base)
        edge = (str(row["participant"]), kind, str(row["event"]))
        return _claim(known, row, edge, object_label=str(row["label"]))
    return _claim(known, row, (str(row["speaker"]), ABOUT, str(row["topic"])))


def _order(claim: Claim) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return what to sort by; no two claims have the same, so that it is one order in every run."""
    edge = claim.subject, claim.predicate, claim.object
    told = claim.source, claim.statement, claim.words, claim.object_label, claim.status or ""
    return (*edge, *told), (claim.start or 0, claim.end or 0, claim.confidence or 0)


def _rows(view: View, question: str, wanted: Collection[str] | None) -> Iterator[Row]:
    """Yield the rows of a question about claims; an index leaves out some that have none of ``wanted``."""
    if view.index is None:
        yield from rows_of(view, question)
    elif question == "spoken-about":
        yield from _spoken_about(view.index, wanted)
    else:
        yield from view.index.claims(question, wanted)
        if question == "relations":
            yield from rows_of(view, "registry")


def _spoken_about(index: Index, wanted: Collection[str] | None) -> Iterator[Row]:
    either = None if wanted is None else frozenset(wanted)
    choices = [Choice()] if either is None else [Choice(about=either), Choice(by=either)]
    for choice in choices:
        for one in index.statements(choice):
            yield from ({**one.row, "topic": topic} for topic in one.about)


def passes(row: Row, sieve: Sieve) -> bool:
    """Return whether the statement of a row passes the sieve."""
    return sieve.passes(cell(str, row["act"]), number(row["confidence"]))


def _claim(known: Names, row: Row, edge: tuple[str, str, str], object_label: str | None = None) -> Claim:
    subject, predicate, target = edge
    speaker = str(row["speaker"])
    return Claim(
        subject=subject,
        subject_label=known.label(subject),
        subject_type=subject.partition(":")[0],
        predicate=predicate,
        object=target,
        object_label=object_label or known.label(target),
        object_type=target.partition(":")[0],
        statement=str(row["statement"]).partition(":")[2],
        speaker=speaker,
        speaker_label=known.label(speaker),
        words=str(row["words"]),
        said_on=cell(str, row["saidOn"]),
        mode=str(row["mode"]),
        act=cell(str, row["act"]),
        status=cell(str, row.get("status")),
        source=str(row["source"] or ""),
        start=whole(row["start"]),
        end=whole(row["end"]),
        confidence=number(row["confidence"]),
    )


def figures(view: View, about: Iterable[str] | None = None, sieve: Sieve = EVERYTHING) -> list[ClaimedFigure]:
    """Return the numbers in statements about one of ``about`` (all when None), by document and place.

    Those of statements that do not pass the ``sieve`` are left out, and what somebody wrote by hand and is
    no number.

    Raises:
        UnknownEntityError: nothing bears one of the names.
    """
    wanted = ids_of(view, about)
    known = names_of(view)
    rows: Iterator[Row]
    if view.index is None:
        anchors = [(KG.about, entity_iri(key, view.base)) for key in sorted(wanted or ())]
        starts = [None] if wanted is None else anchors
        rows = (row for start in starts for row in rows_of(view, "figures", start))
    else:
        rows = view.index.claims("figures", wanted)
    counted = (row for row in rows if number(row["number"]) is not None and passes(row, sieve))
    return sorted({_figure(known, row) for row in counted}, key=_place)


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


def _figure(known: Names, row: Row) -> ClaimedFigure:
    speaker = str(row["speaker"])
    return ClaimedFigure(
        figure=str(row["figure"]).partition(":")[2],
        number=number(row["number"]) or 0.0,
        unit=str(row["unit"]),
        what=str(row["what"]),
        date=cell(str, row["date"]),
        statement=str(row["statement"]).partition(":")[2],
        speaker=speaker,
        speaker_label=known.label(speaker),
        said_on=cell(str, row["saidOn"]),
        mode=str(row["mode"]),
        act=cell(str, row["act"]),
        words=str(row["words"]),
        document=str(row["document"]).partition(":")[2],
        source=str(row["source"] or ""),
        start=whole(row["start"]) or 0,
        end=whole(row["end"]) or 0,
        confidence=number(row["confidence"]) or 0.0,
    )
