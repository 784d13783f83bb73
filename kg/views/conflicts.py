"""Conflicts to read: what is contested, then each side with its words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from kg.query import Conflict, Contender
from kg.views.sayings import MODES, together
from kg.views.tables import LAYOUTS, Layout
from kg.views.text import Screen, percent, plain, wrap


def _as_table(rows: Sequence[object], screen: Screen) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield "\n" if number else ""
        yield from _block(cast("Conflict", row), screen)


def _block(conflict: Conflict, screen: Screen) -> Iterator[str]:
    yield from (screen.bold(line) + "\n" for line in wrap(plain(conflict.matter), screen.columns))
    for contender in conflict.contenders:
        says = plain(_says(contender))
        yield from (f"  {screen.dim(line)}\n" for line in wrap(says, screen.columns - 2))
        yield from (f"    {line}\n" for line in wrap(plain(contender.words), screen.columns - 4))


def _says(contender: Contender) -> str:
    place = "" if contender.start is None else f" [{contender.start}:{contender.end}]"
    how = MODES.get(contender.mode, contender.mode)
    where = f"{contender.source}{place}"
    return together(
        f"{contender.says}: says {contender.speaker_label}",
        contender.said_on,
        how,
        where,
        percent(contender.confidence),
    )


CONFLICTS: Mapping[str, Layout] = {**LAYOUTS, "table": _as_table}
"""The layouts of a listing of conflicts; its table shows a block for each."""
