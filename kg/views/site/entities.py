"""The page of an entity: what it says, what is said about it, and what is claimed of it by whom."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from kg.model import EventStatus
from kg.query import Claim, ClaimedFigure, Happening, HeldOffice
from kg.views.site.archive import Archive
from kg.views.site.near import small_picture
from kg.views.site.sheets import sheet_of, trail_to
from kg.views.site.shown import (
    Witness,
    classes,
    kind,
    label,
    most,
    opponents,
    paper_title,
    reference,
    standing,
    witnesses,
)
from kg.views.site.ways import Reference
from kg.views.web.links import Links
from kg.views.web.marks import legal
from kg.views.web.page import render
from kg.views.web.receipts import name
from kg.views.web.relations import verb
from kg.views.web.svg import svg

_TOP = 8
_ALIASES = 40
_STATUSES = [str(status) for status in EventStatus]


@dataclass(frozen=True, slots=True)
class Related:
    """A relation of two, all who claim or deny it, and who contradicts them by another claim."""

    subject: Reference
    relation: str
    object: Reference
    witnesses: tuple[Witness, ...]
    opponents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """What some say of an event: that it "happened", "is planned" and so on."""

    status: str
    claimants: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event as a line: when, of what kind, its page, whether it happened according to whom."""

    date: str
    kind: str
    event: Reference
    versions: tuple[Version, ...]


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


def entity_page(archive: Archive, key: str, links: Links) -> bytes:
    """Return the page of an entity."""
    profile = _profile(archive, key, links)
    sheets = tuple(sheet_of(archive, key, sort, 1, links) for sort in ("by", "about"))
    return render(
        "entity.html.j2",
        island={},
        profile=profile,
        picture=_picture(archive, key, links),
        larger=f"{links.root}map.html#at={quote(legal(key), safe=':')}",
        sheets=tuple(sheet for sheet in sheets if sheet.total),
        links=links,
        crumbs=trail_to(key, links, Reference(profile.label, None)),
    )


def _picture(archive: Archive, key: str, links: Links) -> Markup | None:
    """Return a small map of those to whom most claims tie the entity."""
    heading = f"{label(archive, key)} and the nearest names"
    found = small_picture(heading, key, archive.near, archive.sayings, archive.names)
    return svg(found, links) if found else None


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
        speaks_about=most(archive, Counter(_topics(archive, key)), links, _TOP),
        spoken_about_by=most(archive, Counter(_speakers(archive, key)), links, _TOP),
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


def _offices(archive: Archive, key: str, links: Links) -> Iterator[Held]:
    for office in archive.offices.get(key, ()):
        yield _held(archive, key, office, links)
    for person, office in archive.holders.get(key, ()):
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
    for paper, mentions in archive.mentioned.get(key, ()):
        title = paper_title(paper) + (f" ({paper.published})" if paper.published else "")
        yield Reference(title, links.to(f"document:{paper.id}"), mentions)


def _related(archive: Archive, claims: Iterable[Claim], links: Links) -> Iterator[Related]:
    """Yield each relation once, those that most claim first."""
    groups: dict[tuple[str, str, str], dict[str, Claim]] = {}
    for claim in claims:
        # one statement may give several pieces of evidence of the same
        groups.setdefault((claim.subject, claim.predicate, claim.object), {})[claim.statement] = claim
    for (subject, predicate, target), found in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
        yield Related(
            subject=reference(archive, subject, links),
            relation=verb(predicate),
            object=reference(archive, target, links),
            witnesses=tuple(witnesses(archive, found.values(), links)),
            opponents=opponents(archive, found.values()),
        )


def occurrence(archive: Archive, event: str, links: Links) -> Occurrence:
    """Return an event as a line."""
    told = archive.happenings[event]
    return Occurrence(
        date=told.date or "undated",
        kind=classes(told),
        event=reference(archive, event, links),
        versions=tuple(_versions(archive, told, links)),
    )


def _versions(archive: Archive, told: Happening, links: Links) -> Iterator[Version]:
    """Yield each status with those who claim it, that it happened first, that it did not last."""
    for status in sorted({claim.status for claim in told.claims}, key=_STATUSES.index):
        speakers = sorted({claim.speaker for claim in told.claims if claim.status == status})
        yield Version(standing(status), tuple(reference(archive, speaker, links) for speaker in speakers))


def _amount(archive: Archive, figure: ClaimedFigure, links: Links) -> Amount:
    saying = archive.sayings[figure.statement]
    return Amount(
        number=f"{figure.number:,.15g} {name(figure.unit)}".strip(),
        what=name(figure.what),
        date=figure.date or figure.said_on or "undated",
        who=reference(archive, figure.speaker, links),
        page=links.receipt(saying.document, saying.start, saying.end),
    )
