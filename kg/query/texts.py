"""Documents as they were read: the text, what each stretch of it is for, whom its words mention."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from weakref import WeakKeyDictionary

from kg.graph.numbers import whole
from kg.graph.questions import Row
from kg.graph.view import View
from kg.graph.vocab import entity_id, key_of
from kg.model import Document, Segment, SegmentKind, Span
from kg.query.named import ask
from kg.query.names import cell


@dataclass(frozen=True, slots=True, order=True)
class Mentioned:
    """Words that mention somebody: where they stand, and the id of the entity that we take it to be."""

    span: Span
    entity: str


@dataclass(frozen=True, slots=True)
class Text:
    """One document with all that is marked in it.

    Attributes:
        id: content hash, as ``Saying.document``.
        document: exactly as read; a lone surrogate is U+FFFD, so that offsets hold.
        segments: in reading order; every code point of the text lies in at most one.
        mentions: in reading order; one that may be several entities is listed for each.
        statements: statement → the extents of its content, in reading order.
    """

    id: str
    document: Document
    segments: tuple[Segment, ...]
    mentions: tuple[Mentioned, ...]
    statements: Mapping[str, tuple[Span, ...]]

    def mentions_in(self, span: Span) -> Iterator[Mentioned]:
        """Yield the mentions that lie wholly within ``span``."""
        first = bisect_left(self.mentions, span.start, key=lambda mention: mention.span.start)
        for mention in islice(self.mentions, first, None):
            if mention.span.start >= span.end:
                return
            if mention.span.end <= span.end:
                yield mention


_KNOWN: WeakKeyDictionary[View, Mapping[str, Text]] = WeakKeyDictionary()


def texts(view: View) -> Mapping[str, Text]:
    """Return the documents of the store by content hash, in the order of their sources; read once a view.

    Documents that an older dixit read have no text in the store, and are not there; see ``textless``.
    """
    known = _KNOWN.get(view)
    if known is None:
        known = _KNOWN[view] = _read(view)
    return known


def _read(view: View) -> Mapping[str, Text]:
    segments, mentions, statements = _segments(view), _mentions(view), _statements(view)
    found = {}
    for row in ask(view, "texts").rows:
        key = key_of(str(row["document"]), view.base)
        found[key] = Text(key, _document(row), tuple(segments[key]), tuple(mentions[key]), statements[key])
    return found


def textless(view: View) -> int:
    """Return how many documents have no text in the store, because an older dixit read them."""
    return len(ask(view, "textless").rows)


def _document(row: Row) -> Document:
    return Document(
        source=str(row["source"]),
        text=str(row["text"]),
        sha256=str(row["sha256"]),
        title=cell(str, row["title"]),
        publisher=cell(str, row["publisher"]),
        url=cell(str, row["url"]),
        published=cell(str, row["published"]),
        language=str(row["language"]),
    )


def _rows(view: View, question: str) -> Iterator[tuple[str, Span, Row]]:
    """Yield the document, the place and the whole of each row of a question about places."""
    for row in ask(view, question).rows:
        yield key_of(str(row["document"]), view.base), _span(row), row


def _span(row: Row) -> Span:
    return Span(whole(row["start"]) or 0, whole(row["end"]) or 0)


def _segments(view: View) -> Mapping[str, list[Segment]]:
    found: dict[str, list[Segment]] = defaultdict(list)
    for document, span, row in _rows(view, "segments"):
        speaker = None if row["speaker"] is None else entity_id(str(row["speaker"]), view.base)
        found[document].append(Segment(span, SegmentKind(str(row["kind"])), speaker))
    return found


def _mentions(view: View) -> Mapping[str, list[Mentioned]]:
    found: dict[str, list[Mentioned]] = defaultdict(list)
    for document, span, row in _rows(view, "mentions"):
        found[document].append(Mentioned(span, entity_id(str(row["entity"]), view.base)))
    return found


def _statements(view: View) -> Mapping[str, Mapping[str, tuple[Span, ...]]]:
    found: dict[str, dict[str, tuple[Span, ...]]] = defaultdict(dict)
    for document, span, row in _rows(view, "extents"):
        statement = key_of(str(row["statement"]), view.base)
        found[document][statement] = (*found[document].get(statement, ()), span)
    return found
