"""Pictures as SVG: what they show, and that they are XML whatever the texts hold."""

import math
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.views.web.drawn import picture
from kg.views.web.links import Links
from kg.views.web.looks import TONES
from kg.views.web.marks import legal
from kg.views.web.picture import SPEAKS_ABOUT, Thing, Tie, compose, radius
from kg.views.web.scope import Scope
from kg.views.web.strokes import Symbol, rim, stroke
from kg.views.web.svg import svg, svg_file
from tests.sample import READINGS, view_of
from tests.unit.test_views_map import PAYLOADS, hostile
from tests.unit.test_views_tables import saying

NS = {"": "http://www.w3.org/2000/svg"}
SHAPES = ("dot", "square", "diamond", "triangle", "triangleDown", "hexagon", "star")


@pytest.fixture(scope="module")
def drawn():
    return picture(view_of(*READINGS), Scope())


def parsed(text):
    return ET.fromstring(text)


def titles(root, kind):
    return [group.findtext("title", namespaces=NS) for group in root.iterfind(f".//*[@class='{kind}']", NS)]


def pair(*relations, count=1):
    """Return a picture of two things with ties from A to B, and one for ``-relation`` from B to A."""
    things = [Thing("person:a", "A", "person"), Thing("org:b", "B", "org")]
    sayings = [saying(statement=f"s{number}") for number in range(count)]
    ties = [
        Tie("org:b", name[1:], "person:a", said.statement)
        if name.startswith("-")
        else Tie("person:a", name, "org:b", said.statement)
        for name in relations
        for said in sayings
    ]
    return compose("Pair", things, ties, sayings, 300)


def test_every_name_and_every_tie_is_there_and_says_what_it_is(drawn):
    root = parsed(svg(drawn))
    assert len(titles(root, "thing")) == len(drawn.nodes)
    assert len(titles(root, "tie")) == len(drawn.edges)
    assert "Zembia member of Lake Union: 1 claim" in titles(root, "tie")
    assert any(title.startswith("Zembia (polity): ") for title in titles(root, "thing"))


def test_it_has_a_role_and_a_name(drawn):
    root = parsed(svg(drawn))
    assert root.get("role") == "img"
    assert root.get("aria-label") == f"{drawn.heading}: {drawn.note}"


def test_names_lead_to_their_pages_where_there_is_a_site(drawn):
    assert parsed(svg(drawn)).find(".//a", NS) is None
    root = parsed(svg(drawn, Links("../")))
    assert {a.get("href") for a in root.iterfind(".//a", NS)} >= {"../polity/zembia.html"}
    assert root.get("role") == "group", "what holds links is no image"


def test_a_piece_of_a_page_brings_no_style_of_its_own(drawn):
    """The policy of the pages lets no style in but by nonce, and a style would reach the whole page."""
    text = svg(drawn)
    assert "<style" not in text
    assert "style=" not in text
    assert "<script" not in text
    assert "var(--paper" in text
    assert "currentColor" in text


def test_a_file_stands_alone(drawn):
    text = svg_file(drawn).decode()
    root = parsed(text.encode())
    assert text.startswith("<?xml")
    assert "prefers-color-scheme: dark" in root.findtext("style", namespaces=NS)
    assert "http" not in text.replace(NS[""], "")
    assert "var(" not in text, "other programs than browsers know no variables"
    assert not {"script", "image", "use", "foreignObject"} & {el.tag.rpartition("}")[2] for el in root.iter()}
    words = [el.text for el in root.iterfind(".//text", NS)]
    assert drawn.heading in words
    assert drawn.note in words
    assert "polity 2" in words


def test_it_is_as_wide_as_asked_and_keeps_its_shape(drawn):
    wide, high = (float(parsed(svg(drawn)).get(name)) for name in ("width", "height"))
    root = parsed(svg(drawn, pixels=390))
    assert float(root.get("width")) == 390
    assert float(root.get("height")) == pytest.approx(390 * high / wide, abs=0.1)


def test_nothing_is_drawn_outside(drawn):
    for text in (svg(drawn), svg_file(drawn).decode()):
        left, top, wide, high = map(float, parsed(text).get("viewBox").split())
        for node in drawn.nodes:
            assert left < node.place[0] - radius(len(node.said))
            assert node.place[0] + radius(len(node.said)) < left + wide
            assert top < node.place[1] < top + high - 20


def test_only_talk_is_dashed():
    ties = parsed(svg(pair(SPEAKS_ABOUT, "opposes"))).findall(".//*[@class='tie']", NS)
    dashed = {
        tie.findtext("title", namespaces=NS): tie.find("path", NS).get("stroke-dasharray") for tie in ties
    }
    assert dashed == {"A opposes B: 1 claim": None, f"A {SPEAKS_ABOUT} B: 1 claim": "5 5"}


def test_parallel_ties_run_apart():
    root = parsed(svg(pair("opposes", "supports", "-accuses")))
    ways = [path.get("d") for path in root.iterfind(".//path[@fill='none']", NS)]
    middles = {way.partition("Q")[2].rsplit(" ", 2)[0] for way in ways}
    assert len(ways) == len(middles) == 3


def test_several_claims_are_one_line_with_their_number():
    drawn = pair("opposes", count=3)
    apart = tuple(replace(node, place=(400.0 * number, 0.0)) for number, node in enumerate(drawn.nodes))
    root = parsed(svg(replace(drawn, nodes=apart)))
    assert titles(root, "tie") == ["A opposes B: 3 claims"]
    assert "opposes ×3" in [el.text for el in root.iterfind(".//text", NS)]


@pytest.mark.parametrize(("far", "small"), [(250.0, False), (900.0, True)])
def test_names_of_relations_are_legible_in_a_column_and_known_where_they_are_not(far, small):
    """Style sheets leave those of class ``small`` out in narrow columns."""
    drawn = pair("opposes")
    apart = tuple(replace(node, place=(far * number, 0.0)) for number, node in enumerate(drawn.nodes))
    root = parsed(svg(replace(drawn, nodes=apart)))
    (name,) = [el for el in root.iterfind(".//text", NS) if el.text == "opposes"]
    wide, size = float(root.get("viewBox").split()[2]), float(name.get("font-size"))
    assert size * min(1, 480 / wide) >= 9.9
    assert ("small" in name.get("class").split()) is small
    assert small or size * min(1, 330 / wide) >= 10


def test_a_denial_is_no_claim():
    things = [Thing("person:a", "A", "person"), Thing("org:b", "B", "org")]
    ties = [Tie("person:a", "supports", "org:b", f"s{n}", denied=n > 0) for n in range(3)]
    drawn = compose("", things, ties, [saying(statement=f"s{n}") for n in range(3)], 300)
    assert titles(parsed(svg(drawn)), "tie") == ["A supports B: 1 claim, 2 denials"]


@given(st.sampled_from(SHAPES), st.floats(0, 2 * math.pi), st.floats(-0.3, 0.3))
def test_an_arrow_ends_at_the_rim(shape, angle, bend):
    target = Symbol((200 * math.cos(angle), 200 * math.sin(angle)), shape, 20)
    line = stroke(Symbol((0, 0), "dot", 10), target, bend, 1)
    tip = line.head[0][0] - target.place[0], line.head[0][1] - target.place[1]
    assert math.hypot(*tip) == pytest.approx(rim(shape, 20, tip) + 1.5)
    assert 8 < math.hypot(*tip) < 32
    assert math.hypot(*line.start) == pytest.approx(11.5)


def test_things_that_touch_have_no_line():
    assert stroke(Symbol((0, 0), "dot", 10), Symbol((15, 0), "dot", 10), 0, 1) is None
    assert stroke(Symbol((0, 0), "dot", 10), Symbol((0, 0), "dot", 10), 0, 1) is None


@pytest.mark.parametrize("links", [Links(), Links("../")])
def test_no_text_is_markup(links):
    drawn = hostile()
    for text in (str(svg(drawn, links)).encode(), svg_file(drawn, links)):
        root = parsed(text)
        assert {el.tag.rpartition("}")[2] for el in root.iter()} <= {
            "svg", "g", "a", "path", "circle", "text", "title", "style", "rect"
        }  # fmt: skip
        assert not any(name.startswith("on") for el in root.iter() for name in el.attrib)
        assert any(PAYLOADS[0] in title for title in titles(root, "thing"))
        assert len(text) < 100_000


@given(st.text(st.characters(), max_size=20))
def test_any_text_is_xml(text):
    """Of all that Python's strings hold: controls, lone surrogates, what Unicode leaves empty."""
    thing = Thing("person:a", text, "person")
    drawn = compose(text, [thing, Thing("org:b", "B", "org")], [Tie("person:a", text, "org:b", "s1")], [saying()], 9)  # fmt: skip
    assert parsed(svg_file(drawn)).tag
    assert parsed(svg(drawn)).tag


def test_what_xml_cannot_hold_is_seen_to_be_missing():
    assert legal("a\x00b\ud800c\uffffd\te🛶") == "a�b�c�d\te🛶"


def test_the_same_picture_is_the_same_file(drawn):
    assert svg_file(drawn) == svg_file(picture(view_of(*READINGS), Scope()))


def test_lines_have_the_colours_of_the_ground_they_are_on(drawn):
    """Light ones stand in the drawing, for programs that know no style; a class brings the dark ones."""
    for text in (svg(drawn), svg_file(drawn).decode()):
        lines = parsed(text).findall(".//path[@class]", NS)
        assert {line.get("class") for line in lines} >= {"tone-talk", "tone-for"}
        for line in lines:
            assert line.get("color") == TONES[line.get("class").removeprefix("tone-")][0]
            assert "currentColor" in (line.get("stroke"), line.get("fill"))
    assert ".tone-for { color: #2bc79d; }" in svg_file(drawn).decode().partition("dark)")[2]
