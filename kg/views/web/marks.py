"""Elements of SVG: every text and number in them is what XML can hold, whatever it was."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from kg.views.web.looks import TONES, tone_of
from kg.views.web.overlaps import Point
from kg.views.web.strokes import Symbol, outline

LETTER = 0.58
"""Of the font size: the mean width of a column."""

# What XML 1.0 (section 2.2) knows no way to write: controls, surrogates, the last two of the first plane.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, words: str | None = None, /, **attributes: object) -> ET.Element:
    r"""Return an element; ``stroke_width`` and ``class_`` are written as SVG writes them.

    >>> ET.tostring(element("text", "a\x00<b>", font_size=12.0, class_="x"), encoding="unicode")
    '<text font-size="12" class="x">a�&lt;b&gt;</text>'
    """
    named = {name.rstrip("_").replace("_", "-"): _written(value) for name, value in attributes.items()}
    if "viewBox" in attributes:
        named["viewBox"] = named.pop("viewBox")
    made = ET.Element(tag, named)
    made.text = None if words is None else legal(words)
    return made


def _written(value: object) -> str:
    return numbers(value) if isinstance(value, float) else legal(str(value))


def legal(words: str) -> str:
    """Return a text in which what XML cannot hold shows as a replacement character."""
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", words)


def numbers(*values: float) -> str:
    """Return numbers with one decimal at most.

    >>> numbers(1.0, 2.25, -0.04)
    '1 2.2 0'
    """
    return " ".join(f"{round(value, 1) + 0.0:.9g}" for value in values)


def closed(corners: Iterable[Point]) -> str:
    """Return the path around ``corners``."""
    return f"M{'L'.join(numbers(*corner) for corner in corners)}Z"


def text(words: str, x: float, y: float, size: float, **more: object) -> ET.Element:
    """Return a line of text; ``size`` of the font, in pixels."""
    return element("text", words, x=float(x), y=float(y), font_size=size, fill="currentColor", **more)


def group(parts: Iterable[ET.Element], x: float, y: float, scale: float) -> ET.Element:
    """Return elements that are drawn at a place, larger by ``scale``."""
    made = element("g", transform=f"translate({numbers(x, y)}) scale({scale:.3g})")
    made.extend(parts)
    return made


def sign(symbol: Symbol, colour: str) -> ET.Element:
    """Return a symbol with a border."""
    (x, y), ink = symbol.place, {"fill": colour, "stroke": "currentColor", "stroke_width": 1.5}
    corners = [(x + dx, y + dy) for dx, dy in outline(symbol.shape, symbol.radius)]
    if corners:
        return element("path", d=closed(corners), stroke_linejoin="round", **ink)
    return element("circle", cx=float(x), cy=float(y), r=symbol.radius, **ink)


def halo(paper: str) -> dict[str, object]:
    """Return what keeps a text legible on a line."""
    return {
        "stroke": paper,
        "stroke_width": 4,
        "stroke_linejoin": "round",
        "paint_order": "stroke",
        "class_": "halo",
    }


def ink_of(relation: str) -> dict[str, object]:
    """Return what makes ``currentColor`` the colour of a line; a dark ground has another for the class."""
    tone = tone_of(relation)
    light, _ = TONES[tone]
    return {"color": light, "class_": f"tone-{tone}"}
