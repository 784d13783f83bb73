"""Rows to text, in every format a listing can have: table, json, jsonl, csv, md.

A row is a frozen dataclass (or a mapping); its fields are the columns. A pair (id, label) is an entity.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

from kg.views.text import Screen, cut, pad, plain, width, wrap

Record = Mapping[str, Any]
Layout = Callable[[Sequence[object], Screen], Iterator[str]]
"""Rows in, chunks of text out; every chunk ends with a line break."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#~])")


def record(row: object) -> Record:
    """Return the fields of ``row`` by name, in the order of its definition."""
    if isinstance(row, Mapping):
        return row
    if is_dataclass(row) and not isinstance(row, type):
        return asdict(row)
    message = f"a row must be a dataclass or a mapping, not {type(row).__name__}"
    raise TypeError(message)


def dumps(value: object, *, indent: int | None = None) -> str:
    r"""Return ``value`` as JSON that is readable and yet always encodes: lone surrogates stay escaped.

    >>> dumps({"words": "Ärger \ud800"})
    '{"words": "Ärger \\ud800"}'
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def as_json(rows: Sequence[object], screen: Screen) -> Iterator[str]:
    """Yield one JSON list of objects."""
    del screen
    yield dumps([record(row) for row in rows], indent=2) + "\n"


def as_jsonl(rows: Sequence[object], screen: Screen) -> Iterator[str]:
    """Yield one JSON object a line."""
    del screen
    for row in rows:
        yield dumps(record(row)) + "\n"


def as_csv(rows: Sequence[object], screen: Screen) -> Iterator[str]:
    """Yield RFC 4180 with a header; a text that a spreadsheet would take for a formula gets an apostrophe."""
    del screen
    for number, row in enumerate(map(record, rows)):
        if number == 0:
            yield _csv_line(row)
        yield _csv_line(_harmless(value) for value in row.values())


def _csv_line(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _harmless(value: object) -> object:
    """Return a cell that no spreadsheet runs (OWASP, "CSV Injection"); numbers stay numbers."""
    if isinstance(value, (int, float)) or value is None:
        return value
    text = flat(value, ids=True)
    return f"'{text}" if text.startswith(_FORMULA) else text


def flat(value: object, *, ids: bool = False) -> str:
    """Return ``value`` as the text of one cell; entities by label, with their ids where ``ids``.

    >>> flat((("polity:armenia", "Armenia"),)), flat((("polity:armenia", "Armenia"),), ids=True)
    ('Armenia', 'Armenia (polity:armenia)')
    """
    match value:
        case None:
            text = ""
        case bool():
            text = "yes" if value else "no"
        case float():
            text = f"{value:.10g}"
        case (str() as key, str() as label) if ":" in key:
            text = f"{label} ({key})" if ids else label
        case Mapping():
            text = ", ".join(f"{key} {flat(item, ids=ids)}" for key, item in value.items() if item)
        case tuple() | list() | set() | frozenset():
            text = "; ".join(flat(item, ids=ids) for item in value)
        case _:
            text = str(value)
    return text


def as_markdown(rows: Sequence[object], screen: Screen) -> Iterator[str]:
    """Yield a pipe table."""
    del screen
    for number, row in enumerate(map(record, rows)):
        if number == 0:
            yield _pipes(row)
            yield _pipes("---" for _ in row)
        yield _pipes(escape_markdown(flat(value)) for value in row.values())


def _pipes(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def escape_markdown(text: str) -> str:
    """Return ``text`` on one line, with nothing in it that Markdown or HTML would act on."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()).replace("&", "&amp;"))


def as_table(rows: Sequence[object], screen: Screen) -> Iterator[str]:
    """Yield aligned columns; what is too wide for the screen is wrapped, an empty column is left out."""
    records = [{key: plain(flat(value)) for key, value in record(row).items()} for row in rows]
    names = [name for name in (records[0] if records else ()) if any(row.get(name) for row in records)]
    if not names:
        return
    widths = _fit(
        [max(width(row[name]) for row in [*records, {n: n for n in names}]) for name in names], screen
    )
    yield (
        screen.bold(_line([cut(name, room) for name, room in zip(names, widths, strict=True)], widths)) + "\n"
    )
    for row in records:
        cells = [wrap(row[name], room) for name, room in zip(names, widths, strict=True)]
        for number in range(max(map(len, cells))):
            yield _line([cell[number] if number < len(cell) else "" for cell in cells], widths) + "\n"


def _fit(natural: Sequence[int], screen: Screen) -> list[int]:
    """Return widths that fill the screen at most: the widest column gives way first."""
    widths = list(natural)
    room = screen.columns - 2 * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widest = widths.index(max(widths))
        widths[widest] -= min(sum(widths) - room, max(1, widths[widest] // 10))
    return widths


_NARROWEST = 8  # columns; below that a wrapped word cannot be read any more


def _line(cells: Iterable[str], widths: Iterable[int]) -> str:
    return "  ".join(pad(cell, room) for cell, room in zip(cells, widths, strict=True)).rstrip()


LAYOUTS: Mapping[str, Layout] = {
    "table": as_table,
    "json": as_json,
    "jsonl": as_jsonl,
    "csv": as_csv,
    "md": as_markdown,
}
