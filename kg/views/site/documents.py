"""The page of a document: its text as read, who says what in it, and every receipt's place."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Mode, SegmentKind, Span
from kg.query import Saying, Text
from kg.views.sayings import MODES
from kg.views.site.marked import Block, blocks
from kg.views.site.ways import Reference, trail
from kg.views.text import cut, plain
from kg.views.web.links import Links, anchor, external
from kg.views.web.page import render
from kg.views.web.receipts import Receipt, extents, name, packed, receipts

_BEGINNING = 110  # code points of a statement in the list
_NARRATED = MODES[Mode.NARRATION]
"""How the statements reach us that the list leaves out at first: they repeat what is reported in them."""
Labels = Callable[[str], str]
"""Returns the label of an entity."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks in a document, and how often; ``page`` is the address of theirs, or None."""

    id: str
    label: str
    page: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list of statements; ``place`` is the name of an anchor."""

    place: str
    who: str
    how: str
    beginning: str


def document_page(
    text: Text, sayings: Sequence[Saying], labels: Labels, links: Links, places: Iterable[Span] = ()
) -> bytes:
    """Return the page of a document.

    For each statement and each of ``places`` there is an element ``id="c120-138"`` where its words begin
    (``links.anchor``), so that what ``Links.receipt`` returns leads there.

    Args:
        text: the document and its marks.
        sayings: the statements of this document, in any order.
        labels: of the entities that are mentioned or speak.
        links: as seen from this page.
        places: where further evidence lies: of events, relations, figures.
    """
    said = sorted(sayings, key=lambda saying: (saying.start, -saying.end, saying.statement))
    shown = list(receipts(said, {text.id: text}, links))
    ways = manners(shown)
    paragraphs = list(blocks(text, said, places))
    return render(
        "document.html.j2",
        island={
            "receipts": packed(shown),
            "extents": [[[span.start, span.end] for span in extents(text, saying)] for saying in said],
        },
        document=text.document,
        heading=heading(text),
        facts=facts(text, said),
        url=external(text.document.url),
        speakers=speakers(said, links),
        manners=ways,
        unheard=_NARRATED if _NARRATED in ways and len(ways) > 1 else None,
        entries=[_entry(receipt, saying) for receipt, saying in zip(shown, said, strict=True)],
        blocks=paragraphs,
        links=links,
        crumbs=_trail(links, heading(text)),
        labels={key: name(labels(key)) for key in sorted(_named(paragraphs))},
    )


def _trail(links: Links, title: str) -> Sequence[Reference]:
    return trail(links, Reference("Documents", f"{links.root}documents.html"), Reference(title, None))


def _named(paragraphs: Iterable[Block]) -> set[str]:
    """Return who is mentioned, and who answers."""
    mentioned = {part.entity for block in paragraphs for part in block.parts}
    return {key for key in mentioned | {block.speaker for block in paragraphs} if key}


def heading(text: Text) -> str:
    """Return the title of a document: as given, else as its text has it, else the name of its file."""
    titles = (segment.span for segment in text.segments if segment.kind == SegmentKind.TITLE)
    first = next((title.of(text.document.text) for title in titles), "")
    return name(text.document.title or "") or name(first) or name(text.document.source) or "Untitled"


def facts(text: Text, sayings: Sequence[Saying]) -> Mapping[str, str]:
    """Return what is known about a document, by what people call it."""
    document = text.document
    found = {
        "Publisher": document.publisher,
        "Published": document.published,
        "File": document.source,
        "SHA-256": document.sha256,
        "Language": document.language,
        "Length": f"{len(document.text):,} characters",
        "Statements": f"{len(sayings):,}",
        "Names": f"{len(text.mentions):,} mentions of {len({m.entity for m in text.mentions}):,}",
    }
    return {term: name(value) for term, value in found.items() if value}


def speakers(sayings: Iterable[Saying], links: Links) -> Sequence[Speaker]:
    """Return who speaks, those with most statements first."""
    found: dict[str, tuple[str, int]] = {}
    for saying in sayings:
        found[saying.speaker] = (name(saying.speaker_label), found.get(saying.speaker, ("", 0))[1] + 1)
    counted = sorted(found.items(), key=lambda entry: (-entry[1][1], entry[1][0], entry[0]))
    return [Speaker(key, label, links.to(key), count) for key, (label, count) in counted]


def manners(shown: Iterable[Receipt]) -> Mapping[str, int]:
    """Return in which ways things are said, and how often."""
    found: dict[str, int] = {}
    for receipt in shown:
        found[receipt.how] = found.get(receipt.how, 0) + 1
    return dict(sorted(found.items()))


def _entry(receipt: Receipt, saying: Saying) -> Entry:
    how = " · ".join(filter(None, [receipt.how, receipt.act, *(f"via {who}" for who in _through(saying))]))
    words = cut(plain(saying.words[: _BEGINNING + 1]), _BEGINNING)
    return Entry(anchor(receipt.start, receipt.end), receipt.who, how, words)


def _through(saying: Saying) -> Iterable[str]:
    return (name(label) for label in saying.relayed_by)
