"""What several pages show: who is meant and where the page of that one is, receipts, ways through it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.query import Claim, Happening, denies
from kg.views.site.archive import Archive, Paper
from kg.views.site.ways import Reference
from kg.views.web.links import Links
from kg.views.web.looks import LOOKS
from kg.views.web.receipts import Receipt, name, receipts

_STATUSES = {"negated": "did not happen", "planned": "is planned", "hypothetical": "might happen"}


@dataclass(frozen=True, slots=True)
class Witness:
    """One who makes a claim, or denies it, and where the words stand.

    Attributes:
        places: what is read ("[120:138]"), with the address of the words or None.
    """

    who: Reference
    when: str
    denied: bool
    places: tuple[Reference, ...]


def reference(archive: Archive, key: str, links: Links, count: int = 0) -> Reference:
    """Return how a page names the entity or event with that id."""
    return Reference(label(archive, key), links.to(key), count)


def most(archive: Archive, counts: Mapping[str, int], links: Links, top: int) -> tuple[Reference, ...]:
    """Return the ``top`` of those that are counted by id, the most frequent first."""
    order = sorted(counts.items(), key=lambda found: (-found[1], found[0]))
    return tuple(reference(archive, key, links, count) for key, count in order[:top])


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


def standing(status: str) -> str:
    """Return what is said of an event with that status: that it "happened", or that it "did not happen"."""
    return _STATUSES.get(status, status)


def receipts_of(archive: Archive, statements: Iterable[str], links: Links) -> tuple[Receipt, ...]:
    """Return receipts for statements, in their order."""
    return tuple(receipts((archive.sayings[key] for key in statements), archive.texts, links))


def witnesses(archive: Archive, claims: Iterable[Claim], links: Links) -> Iterator[Witness]:
    """Yield who makes the claims, each once a day, with the places of the words; the registry has none."""
    groups: dict[tuple[str, str, bool], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.speaker, claim.said_on or "", denies(claim)), []).append(claim)
    for (speaker, when, denied), made in groups.items():
        yield Witness(
            who=reference(archive, speaker, links),
            when=when,
            denied=denied,
            places=tuple(_places(archive, made, links)),
        )


def opponents(archive: Archive, claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return who contradicts claims of the same, other than by one of these, which show it themselves.

    Nobody is contradicted by the very statement that makes the claim. Who makes one of the claims, too, is
    said to contradict it "elsewhere".
    """
    made = list(claims)
    listed = {_what(claim) for claim in made}
    speakers = {claim.speaker for claim in made}
    against = {other for claim in made for other in archive.against.get(claim, ()) if _apart(claim, other)}
    return tuple(
        sorted(
            {
                name(other.speaker_label) + (", elsewhere" if other.speaker in speakers else "")
                for other in against
                if _what(other) not in listed
            }
        )
    )


def _what(claim: Claim) -> tuple[str, str, str, str]:
    return claim.statement, claim.subject, claim.predicate, claim.object


def _apart(claim: Claim, other: Claim) -> bool:
    """Return whether two claims are made by different statements."""
    return claim.statement != other.statement


def _places(archive: Archive, made: Iterable[Claim], links: Links) -> Iterator[Reference]:
    for claim in made:
        saying = archive.sayings.get(claim.statement)
        if saying:
            page = links.receipt(saying.document, saying.start, saying.end)
            yield Reference(f"[{saying.start}:{saying.end}]", page)
