"""A picture as one HTML file that needs no network and runs nothing that came from a text.

pyvis holds the data and brings vis-network; the page is our own template, because pyvis's own loads scripts
from elsewhere and prints some of its input unescaped.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from kg.graph.view import View
from kg.query import Text, texts
from kg.views.text import plain
from kg.views.web.bends import bends
from kg.views.web.drawn import picture
from kg.views.web.links import NO_PAGES, Links
from kg.views.web.looks import present, tone_of
from kg.views.web.page import FOLDERS, nonce_of, shell
from kg.views.web.picture import (
    SPEAKS_ABOUT,
    TAKES_PART,
    Edge,
    Node,
    Picture,
    font,
    radius,
    short,
)
from kg.views.web.receipts import name, packed, receipts
from kg.views.web.relations import phrase
from kg.views.web.scope import Page, Scope

_VIS = "lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS = (
    "evidence.js",
    "data.js",
    "fold.js",
    "dates.js",
    "address.js",
    "boxes.js",
    "shapes.js",
    "widths.js",
    "saving.js",
    "map/data.js",
    "map/state.js",
    "map/hash.js",
    "map/filters.js",
    "map/focus.js",
    "map/drawing.js",
    "map/canvas.js",
    "map/labels.js",
    "map/marks.js",
    "map/panel.js",
    "map/list.js",
    "map/path.js",
    "map/legend.js",
    "map/time.js",
    "map/main.js",
    "export/strokes.js",
    "export/drawing.js",
    "export/tables.js",
    "export/buttons.js",
)


def draw(view: View, scope: Scope) -> Page | None:
    """Return the map of that part of a store, or None where nothing is tied to anything."""
    drawn = picture(view, scope)
    return Page(html(drawn, texts(view), scope.links), drawn.note) if drawn.nodes else None


def html(
    picture: Picture, texts: Mapping[str, Text] = MappingProxyType({}), links: Links = NO_PAGES
) -> bytes:
    """Return ``picture`` as an HTML page; ``texts`` by content hash, to mark the names in the words."""
    from pyvis.network import Network  # noqa: PLC0415  (it imports IPython: half a second)

    network = Network(directed=True, heading=plain(picture.heading))
    # Its add_node and add_edge search a list each time: seconds for a large map.
    network.nodes = [_node(node, links) for node in picture.nodes]
    numbers = {node.thing.id: number for number, node in enumerate(picture.nodes)}
    network.edges = [
        _edge(edge, bend, numbers) for edge, bend in zip(picture.edges, bends(picture), strict=True)
    ]
    content = {
        "heading": network.heading,
        "note": picture.note,
        "nodes": network.nodes,
        "edges": network.edges,
        "statements": packed(receipts(picture.sayings, texts, links)),
        "types": list(_types(picture)),
        "relations": list(_relations(picture)),
    }
    island = htmlsafe_json_dumps(content, separators=(",", ":"))
    network.set_template_dir([*map(str, FOLDERS)], "map.html.j2")
    network.templateEnv.autoescape = True
    network.templateEnv.globals.update(
        shell(nonce_of(links, island), links),
        note=picture.note,
        island=island,
        vis=_vis(),
        scripts=_SCRIPTS,
    )
    page: str = network.generate_html()
    return page.encode("utf-8", "replace")


@cache
def _vis() -> Markup:
    """Return vis-network as pyvis brings it, with its licence."""
    from pyvis import network  # noqa: PLC0415  (as above)

    file = Path(network.__file__).parent / "templates" / _VIS
    return Markup(file.read_text(encoding="utf-8"))  # noqa: S704 - no text of a document


def _node(node: Node, links: Links) -> dict[str, Any]:
    thing = node.thing
    x, y = node.place
    return {
        "id": thing.id,
        "label": short(thing.label) or "?",
        "full": name(thing.label),
        "names": [name(alias) for alias in thing.names],
        "about": name(thing.note),
        "type": thing.type,
        "page": links.to(thing.id),
        "said": node.said,
        "radius": radius(len(node.said)),
        "font": font(len(node.said)),
        "x": x,
        "y": y,
    }


def _edge(edge: Edge, bend: float, numbers: Mapping[str, int]) -> dict[str, Any]:
    """Return an edge as data; its ends are numbers of nodes."""
    claims = [(number, name(what), int(denied)) for number, what, denied in edge.claims]
    return {
        "from": numbers[edge.source],
        "to": numbers[edge.target],
        "relation": edge.relation,
        "claims": claims,
        "against": edge.against,
        "bend": bend,
    }


def _types(picture: Picture) -> Iterator[dict[str, Any]]:
    for kind, look in present(Counter(node.thing.type for node in picture.nodes)):
        yield {"name": kind, **look._asdict()}


def _relations(picture: Picture) -> Iterator[dict[str, Any]]:
    """Yield the relations, those that most claim first, and last of all that one speaks about another."""
    counts: Counter[str] = Counter()
    for edge in picture.edges:
        counts[edge.relation] += len(edge.claims)
    for relation in sorted(counts, key=lambda key: (key == SPEAKS_ABOUT, -counts[key], key)):
        named = relation not in {SPEAKS_ABOUT, TAKES_PART}
        yield {
            "name": relation,
            "label": name(phrase(relation)),
            "tone": tone_of(relation),
            "dashes": relation == SPEAKS_ABOUT,
            "named": named,
        }
