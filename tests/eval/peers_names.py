"""Whom a peer's source is: the peers give words ("she", "the minister"), the gold has entities.

They are helped as far as is simple: the names looked among are those of the gold, which dixit does not see, and where
the gold has the pair of speaker and sentence, whether the words are quoted or reported is taken from there too.
"""

import re
from collections.abc import Mapping, Sequence

from tests.eval.peers_systems import Attribution, Extent
from tests.eval.score import Json

PERSONAL = set("he she him her his who i we".split())
OTHERS = set("it they them which".split())
ARTICLES = set("the a an this that these those".split())
MARKED = re.compile(r"[“„«][^”»\n]*[”»]?|\"[^\"\n]*\"?")
ACTORS = ("person", "polity", "org", "group")
"""Types of entities that speak, those first of which a source rather is: "Zembia's minister Drell" is Drell."""


def annotation(
    doc: str, text: str, found: Sequence[Attribution], units: Sequence[Json], entities: Mapping[str, Json]
) -> Json:
    """Return a peer's attributions as stand-off annotation; those without a source are left out."""
    names = Names(text, entities)
    statements = []
    for one in found:
        if one.source is not None:
            speaker = names.bearer(one.source) or f"(unknown) {text[slice(*one.source)]}"
            quoted = in_marks(text, one.content)
            statements += [_statement(part, speaker, units, quoted=quoted) for part in one.content]
    named = {
        id_: {
            "type": entity["type"],
            "label": id_.partition(":")[2].replace("-", " "),
            "aliases": entity["labels"],
        }
        for id_, entity in entities.items()
    }
    nothing: Json = {key: [] for key in ("segments", "mentions", "events", "relations", "figures")}
    return {"doc": doc, **nothing, "statements": statements, "entities": named}


def _statement(part: Extent, speaker: str, units: Sequence[Json], *, quoted: bool) -> Json:
    """A statement, quoted or reported as the marks tell, unless the gold has the speaker there in another mode only."""
    modes = [
        one["mode"]
        for unit in units
        if part[0] < unit["end"] and unit["start"] < part[1]
        for one in unit["attributions"]
        if one["speaker"] == speaker and one["mode"] != "turn"
    ]
    marked = "direct" if quoted else "indirect"
    mode = marked if marked in modes or not modes else modes[0]
    return {"start": part[0], "end": part[1], "speaker": speaker, "mode": mode, "about": []}


class Names:
    """The names of those who may speak in a text, and where they stand."""

    def __init__(self, text: str, entities: Mapping[str, Json]) -> None:
        self._text = text
        self._words = [
            (tuple(_words(label)), id_, entity["type"])
            for id_, entity in entities.items()
            if entity["type"] in ACTORS
            for label in entity["labels"]
        ]

    def bearer(self, source: Extent) -> str | None:
        """Return who is meant: by a name within, by a longer name of the same words, or by a pronoun."""
        words = _words(self._text[slice(*source)])
        if len(words) == 1 and words[0] in PERSONAL | OTHERS:
            types = ACTORS[:1] if words[0] in PERSONAL else ACTORS[1:]
            return self._last_before(source[0], types)
        within = [(-ACTORS.index(t), len(name), id_) for name, id_, t in self._words if _holds(words, name)]
        around = [(len(name), id_) for name, id_, _ in self._words if words and set(words) <= set(name)]
        return max(within)[-1] if within else max(around)[-1] if around else None

    def _last_before(self, place: int, types: Sequence[str]) -> str | None:
        ends = [
            (match.end(), id_)
            for name, id_, type_ in self._words
            if type_ in types and name
            for match in re.finditer(_in_a_row(name), self._text[:place], re.I)
        ]
        return max(ends)[1] if ends else None


def _words(phrase: str) -> list[str]:
    return [word for word in re.findall(r"\w+", phrase.casefold()) if word not in ARTICLES]


def _in_a_row(name: Sequence[str]) -> str:
    words = r"\W+".join(map(re.escape, name))
    return rf"\b{words}\b"


def _holds(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the words of a name stand in a row among others."""
    return bool(name) and any(tuple(words[i : i + len(name)]) == name for i in range(len(words)))


def in_marks(text: str, content: Sequence[Extent]) -> bool:
    """Return whether at least half of the characters stand between double quotation marks.

    An unclosed mark runs to the end of its paragraph.
    """
    inside = {i for match in MARKED.finditer(text) for i in range(*match.span())}
    return 2 * sum(i in inside for a, b in content for i in range(a, b)) >= sum(b - a for a, b in content)
