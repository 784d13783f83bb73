"""How things and ties look, in every picture of them."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.views.web.picture import SPEAKS_ABOUT, TAKES_PART


class Look(NamedTuple):
    """How a type of thing is drawn: shape as well as colour, for those who see no colours."""

    label: str
    shape: str
    colour: str


# Colours after Okabe and Ito, told apart by all kinds of colour vision; every symbol has a dark border too.
LOOKS: Mapping[str, Look] = {
    "person": Look("person", "dot", "#0072b2"),
    "polity": Look("polity", "square", "#d55e00"),
    "org": Look("organisation", "diamond", "#009e73"),
    "group": Look("group", "triangle", "#e69f00"),
    "event": Look("event", "star", "#cc79a7"),
    "place": Look("place", "triangleDown", "#56b4e9"),
    "facility": Look("facility", "hexagon", "#f0e442"),
    "product": Look("product", "hexagon", "#999999"),
    "document": Look("document", "square", "#999999"),
}
_OTHER = Look("other", "dot", "#999999")

_TONES = {
    SPEAKS_ABOUT: "talk",
    TAKES_PART: "part",
    **dict.fromkeys(["opposes", "accuses", "criticises", "sentencedBy"], "against"),
    **dict.fromkeys(["memberOf", "allyOf", "strategicPartnerOf", "supports", "praises", "partOf"], "for"),
}
_PLAIN = "plain"
TONES: Mapping[str, tuple[str, str]] = {
    "talk": ("#7d91a8", "#6f8299"),
    "part": ("#b3568c", "#dd94bd"),
    "against": ("#c74f00", "#ff8a3d"),
    "for": ("#007e5d", "#2bc79d"),
    _PLAIN: ("#4a5462", "#b3bcc8"),
}
"""Colours of lines, on a light ground and on a dark one; static/base.css has the same."""


def look_of(kind: str) -> Look:
    """Return how things of a type are drawn."""
    return LOOKS.get(kind, _OTHER)


def present(kinds: Mapping[str, int]) -> Iterator[tuple[str, Look]]:
    """Yield the types that are there, in the order of the legend; ``kinds``: how many there are of each."""
    for kind in (*LOOKS, *sorted(kinds.keys() - LOOKS.keys())):
        if kinds.get(kind):
            yield kind, look_of(kind)


def tone_of(relation: str) -> str:
    """Return the name of the colour of a line, which is another on a dark ground."""
    return _TONES.get(relation, _PLAIN)
