"""Claimed numbers on an axis of time, those that can be compared together, each with who claims it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from kg.graph.view import View
from kg.query import ClaimedFigure, Saying, Text, Wanted, figures, negates, texts, who_said
from kg.query.periods import check, within
from kg.views.web.comparable import Comparable, comparable
from kg.views.web.page import render
from kg.views.web.receipts import Receipt, name, packed, receipts
from kg.views.web.scope import Page, Scope
from kg.views.web.timeline import heading

FIGURES_PER_NODE = 10
"""So many figures at most for each of ``max_nodes``."""


def draw_figures(view: View, scope: Scope) -> Page | None:
    """Return the figures of that part of a store, or None where there is none.

    Raises:
        UnknownEntityError: nothing bears one of the names.
        QueryError: a limit is not a date.
    """
    check(scope.since)
    check(scope.until)
    said = {s.statement: s for s in who_said(view, Wanted(by=scope.by, sieve=scope.sieve))}
    found = [
        figure
        for figure in figures(view, scope.about, scope.sieve)
        if figure.statement in said and within(figure.date or figure.said_on, scope.since, scope.until)
    ]
    if not found:
        return None
    shown = found[: scope.max_nodes * FIGURES_PER_NODE]
    documents = texts(view)
    groups = comparable(shown, names_in(documents.values()))
    kept = [said[key] for key in dict.fromkeys(figure.statement for figure in shown)]
    island = contents(shown, groups, kept, list(receipts(kept, documents, scope.links)))
    note = _note(len(shown), len(found), groups)
    called = heading("Claimed figures", scope)
    return Page(render("figures.html.j2", island, scope.links, heading=called, note=note), note)


def names_in(documents: Iterable[Text]) -> frozenset[str]:
    """Return the words of all names that documents mention, in lower case."""
    found = {mention.span.of(text.document.text) for text in documents for mention in text.mentions}
    return frozenset(word for words in found for word in words.casefold().split())


def _note(shown: int, found: int, groups: Sequence[Comparable]) -> str:
    first = " (the first by document)" if shown < found else ""
    placed = sum(len(group.members) for group in groups)
    parts = f"{len(groups):,} group{'' if len(groups) == 1 else 's'}"
    return f"showing {shown:,} of {found:,} figures{first}; {placed:,} can be compared, in {parts}"


def contents(
    shown: Sequence[ClaimedFigure],
    groups: Iterable[Comparable],
    said: Sequence[Saying],
    proofs: Sequence[Receipt],
) -> Mapping[str, Any]:
    """Return what the page shows: figures, groups of those that can be compared, and the receipts.

    Args:
        shown: the figures.
        groups: of places in ``shown``.
        said: the statements that claim them.
        proofs: the receipts of ``said``, in their order; numbers in the island are places in it.
    """
    known = {saying.statement: (number, saying) for number, saying in enumerate(said)}
    return {
        "figures": [_figure(figure, *known[figure.statement]) for figure in shown],
        "groups": [asdict(group) for group in groups],
        "receipts": packed(proofs),
    }


def _figure(figure: ClaimedFigure, receipt: int, saying: Saying) -> Mapping[str, Any]:
    return {
        "number": figure.number,
        "shown": f"{figure.number:,.12g}",
        "unit": name(figure.unit),
        "what": name(figure.what),
        "words": name(figure.words),
        "date": figure.date,
        "said": figure.said_on,
        "published": saying.dated_by == "publication",
        "speaker": figure.speaker,
        "who": name(figure.speaker_label),
        "receipt": receipt,
        "denied": negates(saying.act, None),
    }
