"""What several pages show: who is meant and where the page of that one is, receipts, ways through it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.query import Claim, Happening, denies
from kg.views.site.archive import Archive, Paper
from kg.views.web.links import Links
from kg.views.web.looks import LOOKS
from kg.views.web.receipts import Receipt, name, receipts
from kg.views.web.viewers import VIEWS

_VIEW_TITLES: Mapping[str, str] = {
    "map": "Map",
    "timeline": "Timeline",
    "matrix": "Who speaks about whom",
    "figures": "Figures",
    "perspectives": "Perspectives",
}
_STATUSES = {"negated": "did not happen", "planned": "is planned", "hypothetical": "might happen"}
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Reference:
    """Somebody or something, the address of its page or None, and how often it is meant."""

    label: str
    page: str | None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """Where a page lies in the site: the ways on, and those back, from the top down to the page itself."""

    nav: tuple[Reference, ...]
    crumbs: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """One who makes a claim, whether by denying it, whom that contradicts, and where the words stand.

    Attributes:
        places: what is read ("[120:138]"), with the address of the words or None.
    """

    who: Reference
    when: str
    denied: bool
    against: tuple[str, ...]
    places: tuple[Reference, ...]


def reference(archive: Archive, key: str, links: Links, count: int = 0) -> Reference:
    """Return how a page names the entity or event with that id."""
    return Reference(label(archive, key), links.to(key), count)


def view_title(view: str) -> str:
    """Return what a view is called."""
    return _VIEW_TITLES.get(view, view.capitalize())


def label(archive: Archive, key: str) -> str:
    """Return what an entity is called, an event, or a document."""
    event = archive.happenings.get(key)
    return name(event.label if event else archive.names.label(key))


def paper_title(paper: Paper) -> str:
    """Return what a document is called: its title, or else its source."""
    return name(paper.title or paper.source)


def kind(key: str) -> str:
    """Return what a thing is, in a word.

    >>> kind("org:lake-union")
    'organisation'
    """
    found = key.partition(":")[0]
    return LOOKS[found].label if found in LOOKS else found


def classes(event: Happening) -> str:
    """Return of what class an event is, in a word: "Meet"; several where claimants differ."""
    return " / ".join(kind.capitalize() for kind in event.type.split(" / "))


def phrase(predicate: str) -> str:
    """Return a relation in words.

    >>> phrase("strategicPartnerOf")
    'strategic partner of'
    """
    return _CAPITAL.sub(" ", predicate).lower()


@cache
def views() -> tuple[str, ...]:
    """Return the names of the views, looked up once: it reads what is installed."""
    return tuple(VIEWS)


def standing(status: str) -> str:
    """Return what is said of an event with that status: that it "happened", or that it "did not happen"."""
    return _STATUSES.get(status, status)


def way(links: Links, *crumbs: Reference) -> Way:
    """Return the ways from the page that has those links."""
    root = links.root or ""
    shown = (Reference(view_title(view), f"{root}{view}.html") for view in views())
    fixed = (Reference("Names", f"{root}names.html"), Reference("Documents", f"{root}documents.html"))
    return Way((*fixed, *shown), (Reference("Start", f"{root}index.html"), *crumbs))


def receipts_of(archive: Archive, statements: Iterable[str], links: Links) -> tuple[Receipt, ...]:
    """Return receipts for statements, in their order."""
    return tuple(receipts((archive.sayings[key] for key in statements), archive.texts, links))


def witnesses(archive: Archive, claims: Iterable[Claim], links: Links) -> Iterator[Witness]:
    """Yield who makes the claims, each once a day, with the places of the words; the registry has none."""
    groups: dict[tuple[str, str, bool], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.speaker, claim.said_on or "", denies(claim)), []).append(claim)
    for (speaker, when, denied), made in groups.items():
        against = {other.speaker_label for claim in made for other in archive.against.get(claim, ())}
        yield Witness(
            who=reference(archive, speaker, links),
            when=when,
            denied=denied,
            against=tuple(name(other) for other in sorted(against)),
            places=tuple(_places(archive, made, links)),
        )


def _places(archive: Archive, made: Iterable[Claim], links: Links) -> Iterator[Reference]:
    for claim in made:
        saying = archive.sayings.get(claim.statement)
        if saying:
            page = links.receipt(saying.document, saying.start, saying.end)
            yield Reference(f"[{saying.start}:{saying.end}]", page)
