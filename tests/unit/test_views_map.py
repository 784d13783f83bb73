"""The map: what it shows, and that nothing in it runs."""

import html as entities
import json
import re
import socket

import pytest

from kg.views.web.drawn import picture
from kg.views.web.map import draw, html
from kg.views.web.picture import SPEAKS_ABOUT, Thing, Tie, compose, short
from kg.views.web.scope import Scope
from kg.views.web.viewers import VIEWS
from tests.sample import READINGS, view_of
from tests.unit.test_views_tables import saying

PAYLOADS = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "<a href='javascript:alert(1)'>href</a>",
    "{{ 7 * 7 }}{% raw %}",
    "]]><!-- --!>",
    "\u202egnihtyna\u202c",
    "\ud800",
    "A" * 100_000,
    "",
]
ISLAND = re.compile(r'<script id="data" type="application/json" nonce="[0-9a-f]+">(.*?)</script>', re.DOTALL)


def page(drawn):
    """Return the HTML of a picture."""
    return html(drawn).decode()


def island(text):
    """Return the data that the page carries."""
    return json.loads(ISLAND.search(text)[1])


def hostile():
    """Return a picture whose every text is a payload."""
    things = [Thing(f"person:{text[:50]}", text, "person", text, (text,)) for text in PAYLOADS]
    sayings = [
        saying(
            statement=text[:50],
            speaker_label=text,
            role=text,
            words=text,
            title=text,
            source=text,
            relayed_by=(text,),
        )
        for text in PAYLOADS
    ]
    ties = [
        Tie(one.id, relation, other.id, said.statement, said.words)
        for one, other, said in zip(things, things[1:], sayings, strict=False)
        for relation in (SPEAKS_ABOUT, "<b>opposes</b>")
    ]
    return compose(PAYLOADS[1], things, ties, sayings, 300)


@pytest.fixture(scope="module")
def view():
    return view_of(*READINGS)


def test_every_line_has_its_evidence(view):
    data = island(page(picture(view, Scope())))
    assert data["edges"]
    for edge in data["edges"]:
        for number, _ in edge["claims"]:
            statement = data["statements"][number]
            assert statement["who"]
            assert statement["words"]
            assert statement["start"] < statement["end"]


def test_a_relayed_claim_says_who_relays_it(view):
    data = island(page(picture(view, Scope(about=frozenset({"Vostania"})))))
    assert [s["relayed"] for s in data["statements"] if s["who"] == "Tam Moorvel"] == [["Ilva Drell"]]


def test_the_map_of_one_shows_what_is_tied_to_it(view):
    drawn = picture(view, Scope(about=frozenset({"LU"})))
    assert drawn.heading == "Who says what: Lake Union"
    assert "person:tam-moorvel" not in {node.thing.id for node in drawn.nodes}


def test_what_is_left_out_is_said(view):
    whole, part = picture(view, Scope()), picture(view, Scope(max_nodes=3))
    assert whole.note == f"showing {len(whole.nodes)} of {len(whole.nodes)} names and events"
    assert len(part.nodes) <= 3
    assert f"of {len(whole.nodes)} names" in part.note


def test_many_claims_of_one_tie_are_one_line_with_its_count():
    things = [Thing("person:a", "A", "person"), Thing("org:b", "B", "org")]
    sayings = [saying(statement=f"s{number}") for number in range(3)]
    ties = [Tie("person:a", "memberOf", "org:b", s.statement) for s in sayings]
    (edge,) = compose("", things, ties, sayings, 300).edges
    assert len(edge.claims) == 3


def test_no_text_of_a_document_is_markup():
    """Outside the data island and our own scripts the page holds no payload; inside it no angle bracket."""
    text = page(hostile())
    data = ISLAND.search(text)[1]
    assert not re.search("[<>&']", data)
    outside = text.replace(data, "")
    for payload in PAYLOADS[:6]:
        assert payload not in outside
    assert f"<title>{entities.escape(PAYLOADS[1])}</title>" in outside


def test_every_script_carries_the_nonce_of_a_strict_policy():
    text = page(hostile())
    nonce = re.search("script-src 'nonce-([0-9a-f]{32})'", text)[1]
    assert "default-src 'none'" in text
    bare = re.sub(r"(<script nonce=[^>]*>).*?</script>", r"\1", ISLAND.sub("", text), flags=re.DOTALL)
    tags = re.findall(r"<(?:script|style)\b[^>]*>", bare)
    assert len(tags) == 3
    assert all(f'nonce="{nonce}"' in tag for tag in tags)
    assert "unsafe" not in re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)[1]


def test_the_page_names_no_other_place_to_load_from():
    text = page(hostile())
    assert not re.search(r"<(?:link|iframe|img|object|embed|base)\b", ISLAND.sub("", text))
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", text)
    assert "cdn" not in text.lower().replace("cdn_resources", "")


def test_our_script_makes_no_html_from_data():
    text = page(hostile())
    own = text[text.rindex("<script nonce") :]
    for sink in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("):
        assert sink not in own


def test_drawing_needs_no_network_and_leaves_no_files(view, monkeypatch, tmp_path):
    def refuse(*_args, **_more):
        raise AssertionError("the map asked the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.chdir(tmp_path)
    assert page(picture(view, Scope()))
    assert list(tmp_path.iterdir()) == []


def test_the_same_store_is_the_same_file(view):
    assert page(picture(view, Scope())) == page(picture(view, Scope()))


def test_long_names_are_cut_on_the_map():
    assert len(short("A" * 100_000)) == 30
    assert len(page(hostile())) < 3_000_000


def test_html_is_the_viewer_that_kg_map_uses():
    assert VIEWS["map"] is draw
