"""What stands above a picture that is a file of its own: heading, note, legend."""

from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from kg.views.text import cut, plain, width
from kg.views.web.looks import present
from kg.views.web.marks import LETTER, element, group, ink_of, sign, text
from kg.views.web.picture import SPEAKS_ABOUT, Picture, short
from kg.views.web.relations import phrase
from kg.views.web.strokes import Symbol

LINE = 22.0
"""Pixels from one line to the next."""

_EDGE = 20.0  # pixels left and right


def caption(picture: Picture, columns: float) -> tuple[list[ET.Element], float]:
    """Return heading, note and legend, and how much room they take; ``columns``: how wide, in pixels."""
    most = int((columns - 2 * _EDGE) / (LETTER * 20))
    made = [
        text(cut(plain(picture.heading), most), _EDGE, 1.6 * LINE, 20, font_weight="600"),
        text(cut(picture.note, int(most * 20 / 13)), _EDGE, 2.5 * LINE, 13),
    ]
    x, y = _EDGE, 3.7 * LINE
    for mark, label in _legend(picture):
        long = 32 + width(label) * LETTER * 12
        if x > _EDGE and x + long > columns - _EDGE:
            x, y = _EDGE, y + LINE
        made += [group([mark], x, y, 1), text(label, x + 28, y + 4, 12)]
        x += long + 12
    return made, y + 0.5 * LINE


def _legend(picture: Picture) -> Iterator[tuple[ET.Element, str]]:
    """Yield a sign, 24 pixels wide, and what it means."""
    kinds = Counter(node.thing.type for node in picture.nodes)
    for kind, look in present(kinds):
        yield sign(Symbol((12, 0), look.shape, 7), look.colour), f"{look.label} {kinds[kind]}"
    claims: Counter[str] = Counter()
    for edge in picture.edges:
        claims[edge.relation] += len(edge.claims)
    for relation in sorted(claims, key=lambda name: (name == SPEAKS_ABOUT, -claims[name], name)):
        dashes = {"stroke_dasharray": "5 4"} if relation == SPEAKS_ABOUT else {}
        line = element(
            "path", d="M0 0H24", stroke="currentColor", stroke_width=2.5, **ink_of(relation), **dashes
        )
        yield line, f"{short(phrase(relation))} {claims[relation]}"
