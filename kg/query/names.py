"""Names → entities: what a reader of the graph types, found whatever its case, accents and article."""

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from weakref import WeakKeyDictionary

from kg.errors import UnknownEntityError
from kg.graph.view import View
from kg.graph.vocab import entity_id
from kg.model import rank
from kg.query.named import ask

_ARTICLE = re.compile(r"\A(?:the|an?) (?=\S)")
_ACCENTS = re.compile("[\u0300-\u036f]")
_NOT_A_WORD = re.compile(r"[\W_]+")
# An exact label beats an alias; a surname alone or an adjective counts only where nothing is called so.
_SCORES = {"label": 1.0, "alias": 0.95, "surname": 0.8, "adjective": 0.7, "demonym": 0.7, "capital": 0.6}
_SCORES["half"] = 0.5  # of a surname with a hyphen; counts only for one person
_FIRM = 0.9
_SUGGESTIONS = 3
_LIKE = 0.75
"""How alike a name must be to be suggested (difflib's ratio). At 0.6 "squid" is nearly "Quito"."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entity that bears a name; ``score`` in [0, 1] says how well it fits."""

    id: str
    label: str
    type: str
    score: float


@dataclass(frozen=True, slots=True)
class Names:
    """All names in a view: id → label, id → (use, name), normalised name → id → score."""

    labels: Mapping[str, str]
    names: Mapping[str, tuple[tuple[str, str], ...]]
    bearers: Mapping[str, Mapping[str, float]]

    def label(self, key: str) -> str:
        """Return the label, or where nobody gave one, the words of the id."""
        return self.labels.get(key) or key.partition(":")[2].replace("-", " ") or key


_KNOWN: WeakKeyDictionary[View, Names] = WeakKeyDictionary()


def names_of(view: View) -> Names:
    """Return the names in ``view``, read once."""
    found = _KNOWN.get(view)
    if found is None:
        found = _KNOWN[view] = _read(view)
    return found


def _read(view: View) -> Names:
    names: dict[str, list[tuple[str, str]]] = defaultdict(list)
    bearers: dict[str, dict[str, float]] = defaultdict(dict)
    ids: dict[object, str] = {}
    for row in ask(view, "names").rows:
        iri, use, name = row["entity"], str(row["use"]), str(row["name"])
        key = ids.get(iri) or ids.setdefault(iri, entity_id(str(iri), view.base))
        names[key].append((use, name))
        _bear(bearers[normal(name)], key, use)
        if use == "label" and key.startswith("person:"):
            surname = (name.split() or [""])[-1]
            _bear(bearers[normal(surname).rpartition(" ")[2]], key, "surname")
            for half in normal(surname).split() if "-" in surname else ():
                _bear(bearers[half], key, "half")
    labels = {
        key: min(name for use, name in uses if use == "label")
        for key, uses in names.items()
        if any(use == "label" for use, _ in uses)
    }
    return Names(labels, {key: tuple(sorted(set(uses))) for key, uses in names.items()}, bearers)


def _bear(bearers: dict[str, float], key: str, use: str) -> None:
    bearers[key] = max(_SCORES[use], bearers.get(key, 0))


def normal(name: str) -> str:
    """Return a name without case, accents, punctuation and article.

    >>> normal("The  Côte-d'Ivoire")
    'cote d ivoire'
    """
    if name.isascii():
        folded = name.lower()
    else:
        folded = _ACCENTS.sub("", unicodedata.normalize("NFKD", name.casefold()))
    words = _NOT_A_WORD.sub(" ", folded).strip() or folded
    return _ARTICLE.sub("", words, count=1)


def resolve(view: View, name: str) -> list[Match]:
    """Return the entities that bear ``name`` (or have it as id), best first.

    Raises:
        UnknownEntityError: nobody does; the message suggests the nearest names.
    """
    known = names_of(view)
    if name in known.labels:
        return [_match(known, name, 1.0)]
    found = known.bearers.get(normal(name), {}) or _untitled(known, normal(name))
    halves = [key for key, score in found.items() if score == _SCORES["half"]]
    if len(halves) > 1:  # of two Tems, neither is meant surely
        found = {key: score for key, score in found.items() if key not in halves}
    if not found:
        raise UnknownEntityError(f"nothing is called {name!r}{_hint(known, name)}")
    firm = {key: score for key, score in found.items() if score >= _FIRM}
    # whoever asks for a capital asks for its government, too
    if all(key.startswith("place:") for key in firm):
        firm |= {key: score for key, score in found.items() if score == _SCORES["capital"]}
    matches = [_match(known, key, score) for key, score in (firm or found).items()]
    return sorted(matches, key=lambda match: (-match.score, rank(match.type), match.id))


def _untitled(known: Names, name: str) -> Mapping[str, float]:
    """The persons that the last words of ``name`` call; the first may be a title: "General Thorvald"."""
    words = name.split()
    for start in range(1, len(words)):
        bearers = known.bearers.get(" ".join(words[start:]), {})
        if people := {key: score for key, score in bearers.items() if key.startswith("person:")}:
            return people
    return {}


def _match(known: Names, key: str, score: float) -> Match:
    return Match(key, known.label(key), key.partition(":")[0], score)


def _hint(known: Names, name: str) -> str:
    nearest = _nearest(known, normal(name))
    return f"; did you mean {', '.join(nearest)}?" if nearest else ""


def _nearest(known: Names, wanted: str) -> list[str]:
    """Return labels of those with the nearest names; first come names that hold the wanted one."""
    letters = set(wanted)
    room = max(3, len(wanted) // 3)
    near = [
        name
        for name in known.bearers
        if abs(len(name) - len(wanted)) <= room and len(letters & set(name)) >= _LIKE * len(letters)
    ]
    within = sorted(name for name in known.bearers if f" {wanted} " in f" {name} ")
    close = difflib.get_close_matches(wanted, near, n=_SUGGESTIONS, cutoff=_LIKE)
    labels = [known.label(min(known.bearers[name])) for name in (*within[:_SUGGESTIONS], *close)]
    return list(dict.fromkeys(labels))[:_SUGGESTIONS]


def ids_of(view: View, names: Iterable[str] | None) -> frozenset[str] | None:
    """Return the ids of all entities that bear one of ``names``; None stays None: whoever it is."""
    if names is None:
        return None
    return frozenset(match.id for name in names for match in resolve(view, name))


T = TypeVar("T")


def cell(kind: type[T], value: object) -> T | None:
    """Return a cell of a row as a ``kind``, None where it is unbound."""
    return None if value is None else kind(value)  # type: ignore[call-arg]
