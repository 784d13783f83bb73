"""The page of an entity: what it says, what is said about it, and what is claimed of it by whom."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.query import Claim, ClaimedFigure, HeldOffice
from kg.views.site.archive import Archive
from kg.views.site.shown import (
    Reference,
    Way,
    Witness,
    kind,
    label,
    paper_title,
    phrase,
    receipts_of,
    reference,
    way,
    witnesses,
)
from kg.views.web.links import Links, page_of
from kg.views.web.page import render
from kg.views.web.receipts import Receipt, name

FIRST = 20
"""Statements shown at once; the others of a page unfold."""
MOST = 500
"""Statements on one page; the others have pages of their own."""
_TOP = 8
_ALIASES = 40


@dataclass(frozen=True, slots=True)
class Period:
    """Statements of one year ("2025", "undated"); ``first`` are shown at once."""

    title: str
    first: tuple[Receipt, ...]
    rest: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page full of statements by or about an entity, of ``total``; ``sheets`` lead to all of them."""

    title: str
    anchor: str
    total: int
    periods: tuple[Period, ...]
    sheets: tuple[Reference, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Related:
    """A relation of two, and all who claim or deny it."""

    subject: Reference
    relation: str
    object: Reference
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event as a line: when, of what kind, its page, whether it happened, who says so."""

    date: str
    kind: str
    event: Reference
    status: str
    claimants: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that somebody claims, and the place of the words."""

    number: str
    what: str
    date: str
    who: Reference
    page: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """An office: who holds it, of what, since and until when, and who says so."""

    title: str
    who: Reference
    body: Reference
    dates: str
    claimant: str


@dataclass(frozen=True, slots=True)
class Profile:
    """All that the first page of an entity shows besides statements."""

    label: str
    kind: str
    aliases: tuple[str, ...]
    item: str | None
    roles: tuple[Reference, ...]
    offices: tuple[Held, ...]
    speaks_about: tuple[Reference, ...]
    spoken_about_by: tuple[Reference, ...]
    documents: tuple[Reference, ...]
    relations: tuple[Related, ...]
    registered: tuple[Related, ...]
    events: tuple[Occurrence, ...]
    figures: tuple[Amount, ...]


def sheet_path(key: str, sort: str, number: int) -> str:
    """Return where the n-th page of statements ``by`` or ``about`` an entity lies; the first is its page.

    >>> sheet_path("polity:armenia", "about", 1), sheet_path("polity:armenia", "about", 2)
    ('polity/armenia.html', 'polity/armenia/about-2.html')
    """
    first = page_of(key)
    return first if number == 1 else f"{first.removesuffix('.html')}/{sort}-{number}.html"


def sheets_of(archive: Archive, key: str) -> Iterator[tuple[str, int]]:
    """Yield which further pages of statements an entity has."""
    for sort, statements in (("by", archive.by), ("about", archive.about)):
        last = -(-len(statements.get(key, ())) // MOST)
        yield from ((sort, number) for number in range(2, last + 1))


def entity_page(archive: Archive, key: str, links: Links) -> bytes:
    """Return the page of an entity."""
    profile = _profile(archive, key, links)
    sheets = tuple(_sheet(archive, key, sort, 1, links) for sort in ("by", "about"))
    return render(
        "entity.html.j2",
        island={},
        profile=profile,
        sheets=tuple(sheet for sheet in sheets if sheet.total),
        links=links,
        way=_way(key, links, Reference(profile.label, None)),
    )


def sheet_page(archive: Archive, key: str, part: tuple[str, int], links: Links) -> bytes:
    """Return a further page of statements: ``("about", 2)``."""
    sheet = _sheet(archive, key, *part, links)
    crumbs = reference(archive, key, links), Reference(f"{sheet.title}, page {sheet.number}", None)
    return render(
        "sheet.html.j2",
        island={},
        label=label(archive, key),
        sheet=sheet,
        links=links,
        way=_way(key, links, *crumbs),
    )


def _way(key: str, links: Links, *crumbs: Reference) -> Way:
    return way(links, Reference(kind(key), f"{links.root}names.html#{key.partition(':')[0]}"), *crumbs)


def _sheet(archive: Archive, key: str, sort: str, number: int, links: Links) -> Sheet:
    statements = (archive.by if sort == "by" else archive.about).get(key, ())
    shown = receipts_of(archive, statements[(number - 1) * MOST : number * MOST], links)
    last = -(-len(statements) // MOST)
    return Sheet(
        title=f"Statements {sort}",
        anchor=sort,
        total=len(statements),
        periods=tuple(_periods(shown)),
        sheets=tuple(
            Reference(str(n), f"{links.root}{sheet_path(key, sort, n)}#{sort}") for n in range(1, last + 1)
        ),
        number=number,
    )


def _periods(shown: Sequence[Receipt]) -> Iterator[Period]:
    room = FIRST
    for year, members in groupby(shown, key=lambda receipt: (receipt.date or "undated")[:7].split("-")[0]):
        of_year = tuple(members)
        yield Period(year, of_year[:room], of_year[room:])
        room = max(0, room - len(of_year))


def _profile(archive: Archive, key: str, links: Links) -> Profile:
    of_registry = [claim for claim in archive.relations.get(key, ()) if claim.mode == "registry"]
    of_documents = [claim for claim in archive.relations.get(key, ()) if claim.mode != "registry"]
    return Profile(
        label=label(archive, key),
        kind=kind(key),
        aliases=_aliases(archive, key),
        item=archive.items.get(key),
        roles=tuple(_roles(archive, key)),
        offices=tuple(_offices(archive, key, links)),
        speaks_about=_most(archive, _topics(archive, key), links),
        spoken_about_by=_most(archive, _speakers(archive, key), links),
        documents=tuple(_documents(archive, key, links)),
        relations=tuple(_related(archive, of_documents, links)),
        # the offices of the registry are listed as such
        registered=tuple(
            _related(archive, (claim for claim in of_registry if claim.predicate != "hasPosition"), links)
        ),
        events=tuple(occurrence(archive, event, links) for event in archive.events.get(key, ())),
        figures=tuple(_amount(archive, figure, links) for figure in archive.figures.get(key, ())),
    )


def _aliases(archive: Archive, key: str) -> tuple[str, ...]:
    known = archive.names.names.get(key, ())
    found = {name(text) for use, text in known if use in ("label", "alias")}
    return tuple(sorted(found - {label(archive, key)}))[:_ALIASES]


def _roles(archive: Archive, key: str) -> Iterator[Reference]:
    roles = Counter(archive.sayings[said].role for said in archive.by.get(key, ()))
    for role, count in sorted(roles.items(), key=lambda found: (-found[1], found[0] or "")):
        if role:
            yield Reference(name(role), None, count)


def _topics(archive: Archive, key: str) -> Iterator[str]:
    for said in archive.by.get(key, ()):
        yield from (topic for topic, _ in archive.sayings[said].about)


def _speakers(archive: Archive, key: str) -> Iterator[str]:
    yield from (archive.sayings[said].speaker for said in archive.about.get(key, ()))


def _most(archive: Archive, keys: Iterable[str], links: Links) -> tuple[Reference, ...]:
    counts = sorted(Counter(keys).items(), key=lambda found: (-found[1], found[0]))
    return tuple(reference(archive, key, links, count) for key, count in counts[:_TOP])


def _offices(archive: Archive, key: str, links: Links) -> Iterator[Held]:
    for office in archive.offices.get(key, ()):
        yield _held(archive, key, office, links)
    for person in sorted(archive.entities & archive.offices.keys() - {key}):
        for office in archive.offices[person]:
            if office.body == key:
                yield _held(archive, person, office, links)


def _held(archive: Archive, person: str, office: HeldOffice, links: Links) -> Held:
    dates = f"{office.start or '?'} – {office.end or ''}".strip() if office.start or office.end else ""
    return Held(
        title=name(office.title),
        who=reference(archive, person, links),
        body=reference(archive, office.body, links),
        dates=dates,
        claimant=name(office.claimant),
    )


def _documents(archive: Archive, key: str, links: Links) -> Iterator[Reference]:
    mentions = archive.mentioned.get(key, {})
    for paper in archive.papers:
        if paper.id in mentions:
            title = paper_title(paper) + (f" ({paper.published})" if paper.published else "")
            yield Reference(title, links.to(f"document:{paper.id}"), mentions[paper.id])


def _related(archive: Archive, claims: Iterable[Claim], links: Links) -> Iterator[Related]:
    """Yield each relation once, those that most claim first."""
    groups: dict[tuple[str, str, str], dict[str, Claim]] = {}
    for claim in claims:
        # one statement may give several pieces of evidence of the same
        groups.setdefault((claim.subject, claim.predicate, claim.object), {})[claim.statement] = claim
    for (subject, predicate, target), found in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
        yield Related(
            subject=reference(archive, subject, links),
            relation=phrase(predicate),
            object=reference(archive, target, links),
            witnesses=tuple(witnesses(archive, found.values(), links)),
        )


def occurrence(archive: Archive, event: str, links: Links) -> Occurrence:
    """Return an event as a line."""
    told = archive.accounts[event]
    return Occurrence(
        date=max(account.date or "" for account in told) or "undated",
        kind=told[0].type.capitalize(),
        event=reference(archive, event, links),
        status=" / ".join(sorted({account.status for account in told})),
        claimants=tuple(
            reference(archive, speaker, links) for speaker in sorted({account.speaker for account in told})
        ),
    )


def _amount(archive: Archive, figure: ClaimedFigure, links: Links) -> Amount:
    saying = archive.sayings[figure.statement]
    return Amount(
        number=f"{figure.number:,.15g} {name(figure.unit)}".strip(),
        what=name(figure.what),
        date=figure.date or figure.said_on or "undated",
        who=reference(archive, figure.speaker, links),
        page=links.receipt(saying.document, saying.start, saying.end),
    )
