"""A picture as one HTML file that needs no network and runs nothing that came from a text.

pyvis holds the data and brings vis-network; the page is our own template, because pyvis's own loads scripts
from elsewhere and prints some of its input unescaped.
"""

import hashlib
import math
from collections import Counter
from pathlib import Path
from typing import Any

from kg.graph.view import View
from kg.query import Saying
from kg.views.sayings import MODES, dated, whereabouts
from kg.views.text import plain
from kg.views.web.drawn import picture
from kg.views.web.looks import bends, colour_of, look_of, present
from kg.views.web.picture import (
    SPEAKS_ABOUT,
    TAKES_PART,
    TAKES_PLACE,
    Edge,
    Node,
    Picture,
    font,
    full,
    radius,
    short,
)
from kg.views.web.scope import Page, Scope

_LABELLED = 260  # ties; with more, the names of relations on the lines would hide the map


def draw(view: View, scope: Scope) -> Page | None:
    """Return the map of that part of a store, or None where nothing is tied to anything."""
    drawn = picture(view, scope)
    return Page(html(drawn), drawn.note) if drawn.nodes else None


def html(picture: Picture) -> bytes:
    """Return ``picture`` as an HTML page."""
    from pyvis.network import Network  # noqa: PLC0415  (it imports IPython: half a second)

    network = Network(directed=True, heading=plain(picture.heading))
    for node in picture.nodes:
        network.add_node(node.thing.id, **_node(node))
    for number, (edge, bend) in enumerate(zip(picture.edges, bends(picture.edges), strict=True)):
        options = _edge(edge, labelled=len(picture.edges) <= _LABELLED)
        network.add_edge(edge.source, edge.target, id=f"e{number}", smooth=_smooth(bend), **options)
    here = Path(__file__).parent
    network.set_template_dir(
        [str(here / "templates"), str(here / "static"), network.template_dir], "map.html.j2"
    )
    network.templateEnv.autoescape = True
    network.templateEnv.globals.update(
        nonce=_nonce(picture),
        note=picture.note,
        statements=[_statement(saying) for saying in picture.sayings],
        types=_types(picture),
        relations=_relations(picture),
    )
    page: str = network.generate_html()
    return page.encode("utf-8", "replace")


def _node(node: Node) -> dict[str, Any]:
    look = look_of(node.thing.type)
    x, y = node.place
    return {
        "label": short(node.thing.label) or "?",
        "full": full(node.thing.label),
        "names": [full(name) for name in node.thing.names],
        "about": full(node.thing.note),
        "kind": node.thing.type,
        "shape": look.shape,
        "color": {"background": look.colour, "border": "#1d2430", "highlight": {"background": look.colour}},
        "size": radius(len(node.said)),
        "font": {"size": font(len(node.said))},
        "weight": len(node.said),
        "said": node.said,
        "x": x,
        "y": y,
    }


def _edge(edge: Edge, *, labelled: bool) -> dict[str, Any]:
    count = len(edge.claims)
    quiet = edge.relation == SPEAKS_ABOUT
    named = labelled and edge.relation not in {SPEAKS_ABOUT, TAKES_PART, TAKES_PLACE}
    return {
        "relation": edge.relation,
        "claims": edge.claims,
        "label": f"{edge.relation}{f' ×{count}' if count > 1 else ''}" if named else "",
        "width": round(min(1 + math.log2(count) * 0.7, 5), 1),
        "dashes": [5, 5] if quiet else False,
        "color": {"color": colour_of(edge.relation), "opacity": 0.55 if quiet else 0.85},
    }


def _smooth(bend: float) -> dict[str, Any] | bool:
    side = "curvedCCW" if bend > 0 else "curvedCW"
    return {"enabled": True, "type": side, "roundness": abs(bend)} if bend else False


def _statement(saying: Saying) -> dict[str, Any]:
    return {
        "who": full(saying.speaker_label),
        "role": full(saying.role or ""),
        "date": dated(saying),
        "how": MODES.get(saying.mode, saying.mode),
        "relayed": [full(name) for name in saying.relayed_by],
        "words": saying.words,
        "where": full(whereabouts(saying)),
        "start": saying.start,
        "end": saying.end,
    }


def _types(picture: Picture) -> list[dict[str, Any]]:
    counts = Counter(node.thing.type for node in picture.nodes)
    return [{"name": kind, **look._asdict(), "count": counts[kind]} for kind, look in present(counts)]


def _relations(picture: Picture) -> list[dict[str, Any]]:
    counts: Counter[str] = Counter()
    for edge in picture.edges:
        counts[edge.relation] += len(edge.claims)
    names = sorted(counts, key=lambda name: (name == SPEAKS_ABOUT, -counts[name], name))
    return [
        {"name": name, "count": counts[name], "colour": colour_of(name), "dashes": name == SPEAKS_ABOUT}
        for name in names
    ]


def _nonce(picture: Picture) -> str:
    """Return a nonce that no text in the page can know, as it hashes them all; same picture, same file."""
    return hashlib.sha256(repr(picture).encode("utf-8", "surrogatepass")).hexdigest()[:32]
