"""A picture as SVG: a piece of a page, or a file of its own for texts and slides."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree import ElementTree as ET

from markupsafe import Markup

from kg.views.text import plain, width
from kg.views.web.bends import bends
from kg.views.web.caption import LINE, caption
from kg.views.web.links import NO_PAGES, Links
from kg.views.web.looks import TONES, look_of
from kg.views.web.marks import LETTER, closed, element, group, halo, ink_of, numbers, sign, text
from kg.views.web.picture import (
    SPEAKS_ABOUT,
    TAKES_PART,
    Edge,
    Node,
    Picture,
    font,
    radius,
    room,
    short,
)
from kg.views.web.receipts import name
from kg.views.web.relations import phrase
from kg.views.web.strokes import Stroke, Symbol, stroke

MOTTO = "dixit · every line is a claim"
_LETTERS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TONES = " ".join(f".tone-{tone} {{ color: {dark}; }}" for tone, (_, dark) in TONES.items())
_STYLE = f"""
svg {{ color-scheme: light dark; }}
@media (prefers-color-scheme: dark) {{
  svg {{ color: #e7eaee; }} .paper {{ fill: #171b21; }} .halo {{ stroke: #171b21; }}
  {_TONES}
}}
"""
_EDGE = 20.0  # pixels around the drawing
_LABELLED = 260  # lines; with more, their names would hide the picture
_NAME = 11.0  # pixels, of the name of a relation
_LEGIBLE = 10.0  # pixels as shown: smaller names of relations are better left out
_COLUMN, _PHONE = (
    480.0,
    330.0,
)  # pixels of a page's column, and of a narrow one: wider pictures are shown smaller
_PARTS = (0.5, 0.4, 0.6, 0.3, 0.7)  # of the way along a line, where its name may stand
_ALONG = tuple(part / 10 for part in range(11))
_UNNAMED = frozenset({SPEAKS_ABOUT, TAKES_PART})


class Box(NamedTuple):
    """A part of the plane."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Return whether the two share more than a border."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


Line = tuple[Edge, Stroke]
"""An edge, and where it runs."""


def svg(picture: Picture, links: Links = NO_PAGES, *, pixels: int | None = None) -> Markup:
    """Return a picture for a page, in the page's own colours: ``currentColor`` and the variable ``--paper``.

    Args:
        picture: what to draw.
        links: where the pages of the names lie; without a site the names lead nowhere.
        pixels: how wide it is shown; where not given as wide as it was laid out, or as there is room.
    """
    lines = _lines(picture)
    whole = _extent(picture.nodes, lines)
    wide = whole.right - whole.left
    size = max(_NAME, _LEGIBLE * wide / (pixels or _COLUMN))
    root = _root(picture, whole, pixels, linked=links.root is not None)
    root.extend(_drawing(picture, lines, links, "var(--paper, #fff)", size))
    if pixels is None and size * _PHONE / wide < _LEGIBLE:
        for relation in root.iterfind(".//*[@class='halo relation']"):
            relation.set("class", "halo relation small")
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704 - ElementTree escapes every text


def svg_file(picture: Picture, links: Links = NO_PAGES) -> bytes:
    """Return a picture with its heading, note and legend as an SVG file, light or dark as its reader is."""
    lines = _lines(picture)
    drawn = _extent(picture.nodes, lines)
    scale = max(1.0, (drawn.right - drawn.left) / 1100)
    columns = (drawn.right - drawn.left) / scale
    above, high = caption(picture, columns)
    whole = Box(drawn.left, drawn.top - high * scale, drawn.right, drawn.bottom + 1.5 * LINE * scale)
    root = _root(picture, whole, None, linked=links.root is not None)
    root.set("color", "#1d2430")
    root.append(element("style", _STYLE))
    root.append(element("rect", **_place(whole), fill="#fff", class_="paper"))
    root.append(group(above, whole.left, whole.top, scale))
    root.extend(_drawing(picture, lines, links, "#fff", _NAME))
    root.append(group([text(MOTTO, _EDGE, LINE, 12)], drawn.left, drawn.bottom, scale))
    return f"{_DECLARATION}{ET.tostring(root, encoding='unicode')}\n".encode()


def _root(picture: Picture, whole: Box, pixels: int | None, *, linked: bool) -> ET.Element:
    """Return the outermost element; what holds links is no mere image to a screen reader."""
    wide, high = whole.right - whole.left, whole.bottom - whole.top
    shown = pixels or wide
    return element(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        class_="picture",
        viewBox=numbers(whole.left, whole.top, wide, high),
        width=shown,
        height=shown * high / wide,
        role="group" if linked else "img",
        aria_label=f"{plain(picture.heading)}: {picture.note}",
        font_family=_LETTERS,
    )


def _extent(nodes: Sequence[Node], lines: Iterable[Line]) -> Box:
    """Return what symbols, labels and bent lines take, with a margin."""
    boxes = [box for node in nodes for box in _boxes(node)] or [Box(0, 0, 0, 0)]
    boxes += [Box(x, y, x, y) for _, line in lines for x, y in map(line.at, _ALONG)]
    return Box(
        min(box.left for box in boxes) - _EDGE,
        min(box.top for box in boxes) - _EDGE,
        max(box.right for box in boxes) + _EDGE,
        max(box.bottom for box in boxes) + _EDGE,
    )


def _boxes(node: Node) -> tuple[Box, Box]:
    """Return what the symbol takes, and what its label below takes."""
    (x, y), r, size = node.place, radius(len(node.said)), room(node.thing.label, len(node.said))
    label = Box(x - size.width / 2, y + r, x + size.width / 2, y + size.below)
    return Box(x - 1.2 * r, y - 1.3 * r, x + 1.2 * r, y + 1.2 * r), label


def _lines(picture: Picture) -> list[Line]:
    """Return where each edge runs, but for those between things that touch."""
    by_id = {node.thing.id: node for node in picture.nodes}
    lines = (
        (edge, stroke(_symbol(by_id[edge.source]), _symbol(by_id[edge.target]), bend, _width(edge)))
        for edge, bend in zip(picture.edges, bends(picture), strict=True)
    )
    return [(edge, line) for edge, line in lines if line is not None]


def _drawing(
    picture: Picture, lines: Sequence[Line], links: Links, paper: str, size: float
) -> Iterator[ET.Element]:
    """Yield lines, their names in that ``size``, symbols with labels: what matters more covers the rest."""
    by_id = {node.thing.id: node for node in picture.nodes}
    for edge, line in sorted(lines, key=lambda pair: pair[0].relation != SPEAKS_ABOUT):
        yield _tie(edge, line, by_id)
    if len(lines) <= _LABELLED:
        yield from _names(lines, picture.nodes, paper, size)
    for node in picture.nodes:
        yield _node(node, links.to(node.thing.id), paper)


def _symbol(node: Node) -> Symbol:
    return Symbol(node.place, look_of(node.thing.type).shape, radius(len(node.said)))


def _width(edge: Edge) -> float:
    return round(min(1 + math.log2(len(edge.claims)) * 0.7, 5), 1)


def _tie(edge: Edge, line: Stroke, by_id: Mapping[str, Node]) -> ET.Element:
    source, target = (name(by_id[key].thing.label) for key in (edge.source, edge.target))
    group = element("g", class_="tie")
    group.append(element("title", f"{source} {phrase(edge.relation)} {target}: {_claims(edge)}"))
    bent = f"M{numbers(*line.start)}Q{numbers(*line.control, *line.end)}"
    dashes = {"stroke_dasharray": "5 5"} if edge.relation == SPEAKS_ABOUT else {}
    ink = ink_of(edge.relation)
    way = {"d": bent, "fill": "none", "stroke": "currentColor", "stroke_width": _width(edge)}
    group.append(element("path", **way, **ink, **dashes))
    group.append(element("path", d=closed(line.head), fill="currentColor", **ink))
    return group


def _names(lines: Iterable[Line], nodes: Iterable[Node], paper: str, size: float) -> Iterator[ET.Element]:
    """Yield the names of relations that find a place on their lines where they cover nothing."""
    taken = [box for node in nodes for box in _boxes(node)]
    for edge, line in lines:
        if edge.relation in _UNNAMED:
            continue
        count = len(edge.claims)
        words = f"{short(phrase(edge.relation))}{f' ×{count}' if count > 1 else ''}"
        half = width(words) * LETTER * size / 2 + 2
        for x, y in map(line.at, _PARTS):
            box = Box(x - half, y - 0.7 * size, x + half, y + 0.7 * size)
            if not any(map(box.meets, taken)):
                taken.append(box)
                ink = halo(paper) | {"class_": "halo relation"}
                yield text(words, x, y + 0.35 * size, size, text_anchor="middle", **ink)
                break


def _node(node: Node, page: str | None, paper: str) -> ET.Element:
    count, look = len(node.said), look_of(node.thing.type)
    (x, y), size = node.place, font(count)
    group = element("g", class_="thing") if page is None else element("a", class_="thing", href=page)
    told = f"{name(node.thing.label) or '?'} ({look.label}): {_count(count, 'statement')}"
    group.append(element("title", told))
    group.append(sign(_symbol(node), look.colour))
    below = y + radius(count) + size
    group.append(text(short(node.thing.label) or "?", x, below, size, text_anchor="middle", **halo(paper)))
    return group


def _place(box: Box) -> dict[str, object]:
    return {
        "x": box.left,
        "y": box.top,
        "width": box.right - box.left,
        "height": box.bottom - box.top,
    }


def _claims(edge: Edge) -> str:
    """Return how many claim it, and how many deny it."""
    denials = sum(denied for *_, denied in edge.claims)
    claims = _count(len(edge.claims) - denials, "claim")
    return f"{claims}, {_count(denials, 'denial')}" if denials else claims


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
