"""The card of one entity, to read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from kg.query import Card, Claim, Happening, HeldOffice
from kg.views.blocks import tellers, voiced
from kg.views.tables import LAYOUTS, Layout
from kg.views.text import Screen, plain, wrap

_MOST = 12  # claims of a kind on the card; timeline and the map have them all


def as_table(rows: Sequence[object], screen: Screen) -> Iterator[str]:
    """Yield each card as a few short sections."""
    for card in cast("Sequence[Card]", rows):
        yield screen.bold(plain(card.label)) + f" · {plain(card.type)} · {plain(card.id)}\n"
        yield from _wrapped(_facts(card), screen)
        yield from _section("Offices", [_office(office) for office in card.offices], screen)
        yield from _section("Relations claimed", [_claim(claim) for claim in card.relations], screen)
        yield from _section("Events claimed", [_event(event) for event in card.events], screen)


def _facts(card: Card) -> Iterator[str]:
    if card.aliases:
        yield f"also: {', '.join(card.aliases)}"
    if card.wikidata:
        yield f"Wikidata: {card.wikidata}"
    ending = "" if card.statements_by == 1 else "s"
    yield f"speaks in {card.statements_by} statement{ending}, is spoken about in {card.statements_about}"
    if card.topics:
        yield f"often with: {', '.join(f'{topic.label} ({topic.statements})' for topic in card.topics)}"


def _office(office: HeldOffice) -> str:
    held = f" ({office.start or '?'} – {office.end or ''})" if office.start or office.end else ""
    return f"{office.title}, {office.body_label}{held}, says {office.claimant}"


def _claim(claim: Claim) -> str:
    when = f", {claim.said_on}" if claim.said_on else ""
    claimed = f"{claim.subject_label} {claim.predicate} {claim.object_label}"
    return f"{claimed} – {voiced(claim)} {claim.speaker_label}{when}"


def _event(event: Happening) -> str:
    where = "".join(f", {label}" for _, label in event.places)
    happened = f"{event.date or 'undated'} {event.type} {event.label}{where} ({event.status})"
    return f"{happened} – says {tellers(event)}"


def _section(title: str, lines: Sequence[str], screen: Screen) -> Iterator[str]:
    if not lines:
        return
    distinct = list(dict.fromkeys(lines))
    yield "\n" + screen.bold(title) + "\n"
    yield from _wrapped(distinct[:_MOST], screen)
    if len(distinct) > _MOST:
        yield f"  … and {len(distinct) - _MOST} more\n"


def _wrapped(lines: Sequence[str] | Iterator[str], screen: Screen) -> Iterator[str]:
    for line in lines:
        first, *more = wrap(plain(line), screen.columns - 4)
        yield f"  {first}\n"
        yield from (f"    {rest}\n" for rest in more)


CARDS: Mapping[str, Layout] = {**LAYOUTS, "table": as_table}
