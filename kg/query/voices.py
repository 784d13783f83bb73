"""Who speaks for whom: a state or an organisation speaks by itself, its organs, and those in office."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.graph.view import View
from kg.graph.vocab import entity_id
from kg.model import Office
from kg.query.claims import claims
from kg.query.named import ask
from kg.query.names import Names, cell, names_of
from kg.resources import data

OFFICIAL = frozenset({"state", "government", "diplomacy", "military"})
"""Kinds of titles (``lexicons/titles.csv``) whose bearers speak for a state; a professor there does not."""
_HEADING = frozenset({"head", "leader"})  # of a state; of anything else, too, and so of no official kind
_NO_OFFICE = ("former ", "ex-", "candidate", "-elect", "opposition", "party")
_EXECUTIVE = frozenset(
    "armed-forces air-force air-defence general-staff ground-forces navy national-guard border-guard "
    "prime-minister-office presidential-administration embassy consulate security-council security-service "
    "intelligence-service".split()
)
_GOVERNMENTS = frozenset({"government", "cabinet", "cabinet of ministers", "state department"})


@dataclass(frozen=True, slots=True)
class Voices:
    """Who may speak for whom, as the registry has it.

    Attributes:
        bodies: label → the states and organisations that are called so.
        organs: ministry, staff, embassy … → the state that it is called after.
        offices: person → the offices that the registry knows.
        members: organisation → those that the registry lists as its members.
    """

    names: Names
    bodies: Mapping[str, tuple[str, ...]]
    organs: Mapping[str, str]
    offices: Mapping[str, tuple[Office, ...]]
    members: Mapping[str, frozenset[str]]

    def spoken_for(self, speaker: str, role: str | None, when: str | None) -> Mapping[str, str]:
        """Return for whom one speaks, and as what: himself (as nothing else) first.

        Args:
            speaker: entity id.
            role: the office as read, "Deputy Foreign Minister, Vostania", or None.
            when: ISO prefix or interval; None counts only offices that are held still.
        """
        found = {speaker: ""}
        for office in self._held(speaker, role, when):
            post = f"{office.title}, {self.names.label(office.body)}"
            for body in filter(None, (office.body, self.organs.get(office.body))):
                if not body.startswith("polity:") or official(office.title):
                    found.setdefault(body, post)
        if state := self.organs.get(speaker):
            found.setdefault(state, f"part of {self.names.label(state)}")
        return found

    def _held(self, person: str, role: str | None, when: str | None) -> Iterator[Office]:
        title, _, label = (role or "").rpartition(", ")
        if title:
            yield from (Office(title, body) for body in self.bodies.get(label, ()))
        yield from (office for office in self.offices.get(person, ()) if office.held(when))


def voices_of(view: View) -> Voices:
    """Return who may speak for whom in a store."""
    names = names_of(view)
    bodies: dict[str, list[str]] = defaultdict(list)
    for key, label in sorted(names.labels.items()):
        if key.startswith(("polity:", "org:")):
            bodies[label].append(key)
    return Voices(
        names,
        {label: tuple(keys) for label, keys in bodies.items()},
        _organs_of(names),
        _offices(view),
        _members(view),
    )


def _members(view: View) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for claim in claims(view):
        if claim.mode == "registry" and claim.predicate == "memberOf":
            found[claim.object].add(claim.subject)
    return {body: frozenset(members) for body, members in found.items()}


def _organs_of(names: Names) -> Mapping[str, str]:
    """Return, for each organ of a government, the one state that its names tell."""
    states: dict[str, set[str]] = defaultdict(set)
    for key in names.labels:
        for use, name in names.names[key] if key.startswith("polity:") else ():
            if use in ("label", "alias", "adjective"):
                states[name.casefold()].add(key)
    found = {}
    for key in names.labels:
        if key.startswith("org:"):
            owners = {state for _, name in names.names[key] for state in _owners(name.casefold(), states)}
            if len(owners) == 1:
                found[key] = owners.pop()
    return found


def _owners(name: str, states: Mapping[str, set[str]]) -> Iterator[str]:
    """Yield the states whose organ it is: "zembian embassy in …", "ministry of defence of zembia"."""
    words = name.removeprefix("the ").split()
    for cut in range(1, len(words)):
        before, after = " ".join(words[:cut]), " ".join(words[cut:])
        if _of_government(after.partition(" in ")[0]):
            yield from states.get(before, ())
        if _of_government(before) and after.startswith("of "):
            yield from states.get(after.removeprefix("of ").removeprefix("the "), ())


def _offices(view: View) -> Mapping[str, tuple[Office, ...]]:
    found: dict[str, set[Office]] = defaultdict(set)
    for row in ask(view, "offices").rows:
        person, body = (entity_id(str(row[name]), view.base) for name in ("person", "body"))
        start, end = (cell(str, row[name]) for name in ("start", "end"))
        found[person].add(Office(str(row["title"]), body, start, end))
    return {person: tuple(sorted(held, key=_order)) for person, held in found.items()}


def _order(office: Office) -> tuple[str, ...]:
    return office.start or "", office.end or "", office.body, office.title


def official(title: str) -> bool:
    """Return whether who bears that title speaks for the state where he bears it.

    >>> [official(title) for title in ("First Deputy Minister", "Political Scientist", "Former Minister")]
    [True, False, False]
    """
    name = title.casefold()
    if any(word in name for word in _NO_OFFICE):
        return False
    kind = next(filter(None, map(_titles().get, _shorter(name))), None)
    return kind in OFFICIAL or name in _HEADING


def _shorter(title: str) -> Iterator[str]:
    """Yield a title with less and less before its noun, then without what it is for.

    "first deputy minister", "deputy minister", "minister"; "special envoy for zembia" … "special envoy" …
    """
    for whole in (title, re.split(r" (?:for|of|to|on|in) ", title)[0]):
        words = whole.split()
        yield from (" ".join(words[start:]) for start in range(len(words)))


def _of_government(name: str) -> bool:
    """Return whether what is called so is of a government: a ministry or an embassy, no parliament."""
    return name in _government()


@cache
def _titles() -> Mapping[str, str]:
    return {row["title"]: row["kind"] for row in _lexicon("titles")}


@cache
def _government() -> frozenset[str]:
    rows = [(row["phrase"], row["slug"]) for row in _lexicon("institutions")]
    ends = ("-ministry", "-mission")
    return _GOVERNMENTS | {phrase for phrase, slug in rows if slug in _EXECUTIVE or slug.endswith(ends)}


def _lexicon(name: str) -> Iterator[Mapping[str, str]]:
    text = (data("ontology") / "lexicons" / f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
