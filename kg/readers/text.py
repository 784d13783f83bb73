"""Plain text and Markdown, with optional YAML front matter."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date

import yaml

from kg.errors import ReadError
from kg.model import Document
from kg.readers.sources import Source

FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*$", re.S | re.M)
ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|[T ])")
"""A year, a month, a day, or a day and a time."""
BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")
MARKS = {b"%PDF": "a PDF", b"PK\x03\x04": "an archive or an office document", b"{\\rtf": "RTF"}
"""What other formats begin with."""
MAX_LINE = 1_000_000
"""Code points. A longer line is a data dump, not text; splitting it into sentences would take minutes."""


def read_text(source: Source) -> Iterator[Document]:
    """Yield the one document of a text file; the text is what was read, not a character changed.

    A byte order mark is the encoding's signature, not text, and does not count in offsets. Line ends stay.

    Raises:
        ReadError: not text in the declared encoding, or front matter that is no YAML or has no date as date.
    """
    data = source.content()
    text = _decode(source, data)
    if not text.strip():
        raise ReadError(f"{source.name}: the file is empty")
    head = _front_matter(source, text)
    yield Document(
        source=source.name,
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        title=head.get("title"),
        publisher=head.get("publisher"),
        url=head.get("url"),
        published=_published(source, head),
        language=head.get("language") or "en",
    )


def _decode(source: Source, data: bytes) -> str:
    for mark, name in MARKS.items():
        if data.startswith(mark):
            raise ReadError(f"{source.name}: this is {name}, not text")
    encoding = (
        "utf-8-sig" if source.encoding.lower().replace("_", "-") in ("utf-8", "utf8") else source.encoding
    )
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadError(
            f"{source.name}: line {line}, byte {error.start}: not {source.encoding};"
            " if it is another encoding, declare it with --encoding"
        ) from error
    except LookupError as error:
        raise ReadError(f"{source.name}: no such encoding: {source.encoding}") from error
    if found := BINARY.search(text):
        raise ReadError(f"{source.name}: a binary file, not text (control character at {found.start()})")
    if (longest := max(map(len, text.split("\n")))) > MAX_LINE:
        raise ReadError(
            f"{source.name}: a line of {longest:,} characters; the longest allowed is {MAX_LINE:,}"
        )
    return text


def _front_matter(source: Source, text: str) -> dict[str, str]:
    found = FRONT_MATTER.match(text)
    if not found:
        return {}
    try:
        head = yaml.safe_load(found[1])
    except yaml.YAMLError as error:
        raise ReadError(f"{source.name}: front matter is no YAML: {_fault(error)}") from error
    if not isinstance(head, dict):
        return {}  # a rule of dashes in a plain text, no front matter
    return {str(key): _scalar(value) for key, value in head.items() if value is not None}


def _fault(error: yaml.YAMLError) -> str:
    """Return what is wrong in one line, with the line of the file; the first is the dashes."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        return f"line {error.problem_mark.line + 2}: {error.problem}"
    return " ".join(str(error).split())


def _published(source: Source, head: dict[str, str]) -> str | None:
    field = next((key for key in ("published", "date") if head.get(key)), None)
    if field is None:
        return None
    found = ISO.match(head[field])
    try:
        whole = found and date.fromisoformat(found[0] + "0000-01-01"[len(found[0]) :])
    except ValueError:
        whole = None
    if whole is None:
        raise ReadError(
            f"{source.name}: front matter: {field}: {head[field]!r} is no date;"
            " write 2025, 2025-11 or 2025-11-06"
        )
    return head[field]


def _scalar(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
