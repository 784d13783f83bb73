"""Perspectives as a page: a column for each side, a row for each topic, in the cells what is said of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kg.graph.view import View
from kg.query import Claim, ClaimedFigure, Saying, Wanted, denies
from kg.query.perspectives import Cell, Perspectives, Placed, Row, perspectives
from kg.views.web.page import render
from kg.views.web.receipts import Receipt, name
from kg.views.web.scope import Page, Scope
from kg.views.web.told import claimed, sifted, told

Numbers = Mapping[str, int]
"""Statement → its number in the data of the page."""
Telling = tuple[bool, bool, bool, float]
"""Sorts to the front what no other side relays, is mainly about the topic, names it, and was read surely."""


def compare(view: View, scope: Scope) -> Page | None:
    """Return the page of what two or more sides say, or None where they say nothing.

    Raises:
        UnknownEntityError: nothing bears one of the names.
        QueryError: there are more than four sides.
    """
    wanted = Wanted(about=scope.about, by=scope.by, since=scope.since, until=scope.until, sieve=scope.sieve)
    found = perspectives(view, wanted)
    rows = found.rows[: scope.max_nodes]
    if not rows:
        return None
    sayings = _sayings(found, rows)
    shown = told(view, sayings, scope.links)
    numbers = {saying.statement: number for number, saying in enumerate(sayings)}
    voices = [found.voices[saying.statement] for saying in sayings]
    island = {
        "sides": [name(side.label) for side in found.sides],
        "rows": [_row(row, numbers, shown, found.voices) for row in rows],
        "statements": sifted(
            shown,
            sayings,
            side=[voice.side for voice in voices],
            post=[name(voice.post) for voice in voices],
            via=[voice.via for voice in voices],
        ),
    }
    heading = " / ".join(name(side.label) for side in found.sides)
    note = _note(found, rows)
    return Page(render("perspectives.html.j2", island, scope.links, heading=heading, note=note), note)


def _note(found: Perspectives, rows: tuple[Row, ...]) -> str:
    shared = sum(row.shared for row in rows)
    every = "all" if found.sides[2:] else "both"
    return (
        f"showing {len(rows)} of {len(found.rows)} topics, {shared} of them shared: "
        f"topics on which {every} sides say most come first"
    )


def _sayings(found: Perspectives, rows: Iterable[Row]) -> list[Saying]:
    """Return the statements that the rows need, each once, by document and in reading order."""
    needed = {said.statement: said for row in rows for cell in row.cells for said in cell.sayings}
    return [needed[statement] for statement in found.voices if statement in needed]


def _row(row: Row, numbers: Numbers, shown: Sequence[Receipt], voices: Placed) -> Mapping[str, object]:
    def telling(saying: Saying) -> Telling:
        words = shown[numbers[saying.statement]].words
        return (
            voices[saying.statement].via is not None,
            saying.about[0][0] != row.topic,
            not any(piece.entity == row.topic for piece in words),
            -round(saying.confidence, 1),
        )

    return {
        "label": name(row.label),
        "cells": [_cell(cell, numbers, telling) for cell in row.cells],
        "disputes": [list(_claims(claims, numbers)) for claims in row.disputes],
        "figures": [_figures(same, numbers) for same in row.figures],
    }


def _cell(cell: Cell, numbers: Numbers, telling: Callable[[Saying], Telling]) -> Mapping[str, object]:
    return {
        "said": [numbers[saying.statement] for saying in sorted(cell.sayings, key=telling)],
        "ties": list(_claims(cell.ties, numbers)),
    }


def _claims(claims: Iterable[Claim], numbers: Numbers) -> Iterator[tuple[int, str, bool]]:
    """Yield the statement of each claim, what is claimed, and whether it is denied."""
    for claim in claims:
        if claim.statement in numbers:
            yield numbers[claim.statement], claimed(claim), denies(claim)


def _figures(same: tuple[ClaimedFigure, ...], numbers: Numbers) -> Mapping[str, object]:
    return {
        "what": name(same[0].what),
        "unit": name(same[0].unit),
        "given": [(numbers[figure.statement], f"{figure.number:,.10g}") for figure in same],
    }
