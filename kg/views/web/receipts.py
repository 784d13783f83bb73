"""A statement as every page shows it: who says so, through whom, when, in which words, where they stand."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from kg.model import ATTITUDES, Span
from kg.query import Level, Mentioned, Saying, Text
from kg.views.sayings import ACTS, dated, document, how, manner, occasion, place, signalled, speaker, together
from kg.views.text import cut, percent, plain
from kg.views.web.links import Links, anchor, external

LONGEST = 300  # code points of a name, a title or an office; longer ones are cut
_KEPT = 10_000  # names made presentable; the same ones come again and again
_SHARED = (
    *("speaker", "who", "role", "date", "when", "mode", "how", "act", "occasion", "document"),
    *("publisher", "where", "url", "sure"),
)
_OWN = ("statement", "start", "end", "confidence", "attitude")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the words: plain, or a name, or what lies between the parts of a split quotation.

    Attributes:
        entity: id of the one whom the words mention, or None.
        about: whether the statement is about that one.
        gap: whether these words lie between those that were said.
    """

    text: str
    entity: str | None = None
    about: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a page shows of one statement; texts are plain, on one line and of bounded length.

    Attributes:
        statement: content hash, as is ``document``.
        speaker: entity id.
        date: ISO prefix or interval, or None.
        when: the same as people read it, with "(publ.)" where only the publication is known.
        how: in dialogue, quoted, reported or narrated.
        act: what is done by saying it, where that is more than saying it: "denies"; else empty.
        attitude: whether it is only said what somebody thinks, wants or fears.
        relayed: a line for each through whom we know it, from the outermost in.
        occasion: channel, venue, addressee.
        unnamed: whom the statement is about though no mention of them is in its words, sorted.
        words: together ``text[start:end]`` of the document.
        where: title, publisher and source of the document.
        page: address of the words on the page of the document, or None.
        url: where the document was published, or None.
        confidence: in [0, 1]; ``sure`` is the same as people read it.
    """

    statement: str
    speaker: str
    who: str
    role: str
    date: str | None
    when: str
    mode: str
    how: str
    act: str
    attitude: bool
    relayed: tuple[str, ...]
    occasion: str
    unnamed: tuple[str, ...]
    words: tuple[Piece, ...]
    document: str
    publisher: str
    where: str
    start: int
    end: int
    page: str | None
    url: str | None
    confidence: float
    sure: str


def receipts(sayings: Iterable[Saying], texts: Mapping[str, Text], links: Links) -> Iterator[Receipt]:
    """Yield a receipt for each statement, in their order; ``texts`` by content hash of the document.

    Where the store has no text (an older dixit read it), the words are those of the statement alone.
    """
    for saying in sayings:
        text = texts.get(saying.document)
        yield Receipt(
            statement=saying.statement,
            speaker=saying.speaker,
            who=name(saying.speaker_label),
            role=name(saying.role or ""),
            date=saying.said_on,
            when=dated(saying),
            mode=saying.mode,
            how=how(saying),
            act=ACTS.get(saying.act, ""),
            attitude=saying.act in ATTITUDES,
            relayed=tuple(_relay(level) for level in saying.chain[:-1]),
            occasion=name(occasion(saying)),
            unnamed=tuple(_unnamed(saying, text)),
            words=tuple(pieces(saying, text)),
            document=saying.document,
            publisher=name(saying.publisher or ""),
            where=name(document(saying)),
            start=saying.start,
            end=saying.end,
            page=links.receipt(saying.document, saying.start, saying.end),
            url=external(text.document.url) if text else None,
            confidence=saying.confidence,
            sure=percent(saying.confidence),
        )


@lru_cache(maxsize=_KEPT)
def name(label: str) -> str:
    """Return a name, a title or an office on one line and of bounded length."""
    return cut(plain(label[: LONGEST + 1]), LONGEST)


def _relay(level: Level) -> str:
    return name(together(speaker(level), manner(level), signalled(level), place(level)))


def pieces(saying: Saying, text: Text | None) -> Iterator[Piece]:
    """Yield the words of a statement with the names in them; together they are ``text[start:end]``."""
    if text is None:
        yield Piece(saying.words)
        return
    whole = Span(saying.start, saying.end)
    said = extents(text, saying)
    about = {key for key, _ in saying.about}
    marks = [(named.span, named.entity) for named in outermost(text.mentions_in(whole), about)]
    edges = {whole.start, whole.end, *_edges(said, whole), *_edges([span for span, _ in marks], whole)}
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        part = Span(start, end)
        entity = next((entity for span, entity in marks if span.contains(part)), None)
        gap = not any(extent.contains(part) for extent in said)
        yield Piece(part.of(text.document.text), entity, entity in about, gap)


def extents(text: Text, saying: Saying) -> Sequence[Span]:
    """Return where the words of a statement lie, without what lies between the parts of a quotation."""
    return text.statements.get(saying.statement) or (Span(saying.start, saying.end),)


def outermost(mentions: Iterable[Mentioned], about: Container[str]) -> Iterator[Mentioned]:
    """Yield the mentions that lie within no other; of several bearers of a name, one spoken about."""

    def first(found: Mentioned) -> tuple[int, int, bool, str]:
        return found.span.start, -found.span.end, found.entity not in about, found.entity

    reached = 0
    for mention in sorted(mentions, key=first):
        if mention.span.start >= reached:
            reached = mention.span.end
            yield mention


def _unnamed(saying: Saying, text: Text | None) -> list[str]:
    """Return whom the words are about without a mention of them: "they", "our country"."""
    whole = Span(saying.start, saying.end)
    named = {mention.entity for mention in text.mentions_in(whole)} if text else set()
    return sorted({name(label) for key, label in saying.about if key not in named})


def _edges(spans: Iterable[Span], whole: Span) -> Iterator[int]:
    for span in spans:
        yield from (min(max(offset, whole.start), whole.end) for offset in (span.start, span.end))


def packed(shown: Iterable[Receipt], **more: Sequence[object]) -> dict[str, object]:
    """Return receipts for the data of a page; ``unpacked`` of static/evidence.js makes them whole again.

    What many of them say (who, where, when) is there once, in ``texts``, and a number stands for it.
    ``more``: what the page needs to know besides, a value for each receipt.
    """
    numbers: dict[str | None, int] = {}

    def number(text: str | None) -> int:
        return numbers.setdefault(text, len(numbers))

    shared, own = attrgetter(*_SHARED), attrgetter(*_OWN)
    rows = [
        (
            *map(number, shared(one)),
            number(one.page and one.page.removesuffix(f"#{anchor(one.start, one.end)}")),
            *own(one),
            [number(relay) for relay in one.relayed],
            [number(label) for label in one.unnamed],
            [
                [piece.text, number(piece.entity), piece.about + 2 * piece.gap]
                if piece.entity or piece.gap
                else piece.text
                for piece in one.words
            ],
            *extra,
        )
        for one, *extra in zip(shown, *more.values(), strict=True)
    ]
    return {
        "shared": (*_SHARED, "page"),
        "own": (*_OWN, "relayed", "unnamed", "words", *more),
        "texts": list(numbers),
        "rows": rows,
    }
