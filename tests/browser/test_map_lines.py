"""What the canvas of a map draws: lines around symbols, names that cover no other name."""

import re
from dataclasses import replace
from itertools import combinations

from kg.views.web.map import html
from kg.views.web.picture import Edge, Node, Picture, Thing
from kg.views.web.svg import svg_file
from tests.browser.maps import ready, small, spot
from tests.browser.test_map_exports import saved
from tests.unit.test_views_bends import chance, row

WRITTEN = """async () => {
  const found = new Map();
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    const half = this.measureText(text).width / 2;
    const high = parseFloat(/([\\d.]+)px/.exec(this.font)[1]) / 2;
    const matrix = this.getTransform();
    const corners = [[-half, -high], [half, -high], [half, high], [-half, high]]
      .map(([dx, dy]) => matrix.transformPoint({ x: x + dx, y: y + dy }))
      .map((corner) => [corner.x, corner.y]);
    found.set(JSON.stringify([text, corners]), [text, corners]);
    return fillText.apply(this, arguments);
  };
  window.dispatchEvent(new Event("resize"));
  document.querySelector("#map").dispatchEvent(new KeyboardEvent("keydown", { key: "0", bubbles: true }));
  await new Promise((resolve) => setTimeout(resolve, 800));
  found.clear();
  document.querySelector("#map").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true }));
  await new Promise((resolve) => setTimeout(resolve, 400));
  return [...found.values()];
}"""


def apart(one, other):
    """Return whether two convex shapes have a line between them (the separating axis theorem)."""
    for shape in (one, other):
        for (ax, ay), (bx, by) in zip(shape, (*shape[1:], shape[0]), strict=True):
            sides = [[(x - ax) * (by - ay) - (y - ay) * (bx - ax) for x, y in each] for each in (one, other)]
            if max(sides[0]) <= min(sides[1]) or max(sides[1]) <= min(sides[0]):
                return True
    return False


def test_names_of_ties_yield_to_names_and_none_covers_another(shown):
    drawn = chance(40, 70, 3)
    page = ready(shown(html(drawn)))
    written = page.evaluate(WRITTEN)
    texts = {text for text, _ in written}
    assert any(re.match("opposes|supports", text) for text in texts)
    shapes = [shape for text, shape in written if text not in "≠×"]
    assert [pair for pair in combinations(shapes, 2) if not apart(*pair)] == []


def test_those_in_most_statements_have_their_names_however_dense_the_map_is(shown):
    drawn = chance(300, 900, 4)
    named = [
        replace(node, thing=replace(node.thing, label=f"Name {number}"))
        for number, node in enumerate(drawn.nodes)
    ]
    page = ready(shown(html(replace(drawn, nodes=tuple(named)))))
    texts = {text for text, _ in page.evaluate(WRITTEN)}
    assert {f"Name {number}" for number in range(15)} <= texts


def test_a_line_goes_around_what_is_in_its_way(shown):
    drawn = row((0, 2))
    ends = Edge("x:0", "supports", "x:2", ((0, "", False),) * 64)
    page = ready(shown(html(replace(drawn, edges=(ends,), sayings=small().sayings))))
    number, _, middle = spot(page, "#0072b2")
    line, _, aside = spot(page, "#007e5d")
    assert number > 100
    assert line > 20
    assert aside - middle > 8, "to the right of its way, which is downwards"


def ways(root):
    return {
        tuple(round(float(part)) for part in re.findall(r"-?[\d.]+", way)) for way in re.findall(r'd="(M[^"]*Q[^"]*)"', root)
    }  # fmt: skip


def test_the_page_saves_the_lines_that_are_drawn_without_a_page(shown):
    drawn = chance(30, 60, 2)
    content = saved(ready(shown(html(drawn))), "SVG").decode()
    ours, theirs = ways(svg_file(drawn).decode()), ways(content)
    assert len(ours) > 20
    assert len(ours & theirs) > 0.7 * len(ours), "up to rounding"
    assert len(ours) == len(theirs)


def test_things_without_ties_are_no_harm(shown):
    alone = Node(Thing("x:0", "Alone", "person"), (0.0, 0.0), (0,))
    ready(shown(html(Picture("Alone", "", (alone,), (), small().sayings))))
