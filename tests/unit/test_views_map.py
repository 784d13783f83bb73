"""The map: what it shows, and that nothing in it runs."""

import html as entities
import re
import socket

import pytest

from kg.query import texts
from kg.views.web.drawn import picture
from kg.views.web.links import Links
from kg.views.web.map import draw, html
from kg.views.web.picture import SPEAKS_ABOUT, Thing, Tie, compose, short
from kg.views.web.scope import Scope
from kg.views.web.viewers import VIEWS
from tests.islands import island as data_of
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
OWN = re.compile(r'<script type="module" nonce="[0-9a-f]+">(.*)</script>', re.DOTALL)
ISLAND = re.compile(r'<script id="data" type="application/json" nonce="[0-9a-f]+">(.*?)</script>', re.DOTALL)


def page(drawn):
    """Return the HTML of a picture."""
    return html(drawn).decode()


def island(text):
    """Return the data that the page carries."""
    return data_of(text.encode())


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
        for number, _, _ in edge["claims"]:
            statement = data["statements"][number]
            assert statement["who"]
            assert statement["words"]
            assert statement["start"] < statement["end"]


def test_the_words_are_those_of_the_document_with_the_names_in_them(view):
    known = texts(view)
    data = island(draw(view, Scope()).html.decode())
    for said in data["statements"]:
        there = known[said["document"]].document.text[said["start"] : said["end"]]
        assert "".join(piece["text"] for piece in said["words"]) == there
    assert any(piece.get("entity") for said in data["statements"] for piece in said["words"])


def test_names_lead_to_their_pages_where_there_are_any(view):
    nodes = island(draw(view, Scope(links=Links("site/"))).html.decode())["nodes"]
    assert {"polity:zembia": "site/polity/zembia.html"}.items() <= {n["id"]: n["page"] for n in nodes}.items()
    assert all(node["page"] is None for node in island(draw(view, Scope()).html.decode())["nodes"])


def test_a_name_is_found_by_its_aliases(view):
    names = {node["id"]: node["names"] for node in island(page(picture(view, Scope())))["nodes"]}
    assert names["org:lake-union"] == ["LU"]
    assert "Tirask (capital)" in names["polity:vostania"]


def test_a_claim_that_is_denied_says_so():
    drawn = disputed()
    (denied,) = [claim for edge in drawn.edges for claim in edge.claims if claim[2]]
    assert denied[1] == "A opposes B"
    data = island(page(drawn))
    assert [claim[2] for edge in data["edges"] for claim in edge["claims"]] == [0, 1, 0]


def test_an_edge_knows_the_opposite_one():
    against = {edge.relation: edge.against for edge in disputed().edges}
    assert against == {"opposes": ("supports",), "supports": ("opposes",)}


def test_a_denial_makes_no_dispute_of_speaking_about_it(view):
    """Who denies something about another speaks about him all the same."""
    drawn = picture(view, Scope())
    talk = [edge for edge in drawn.edges if edge.relation == SPEAKS_ABOUT]
    assert any(drawn.sayings[number].act == "deny" for edge in talk for number, *_ in edge.claims)
    assert not any(edge.against for edge in talk)
    assert not any(denied for edge in talk for *_, denied in edge.claims)


def disputed():
    """Return a picture in which one claims, one denies, and one claims the opposite."""
    things = [Thing("person:a", "A", "person"), Thing("org:b", "B", "org")]
    sayings = [saying(statement=f"s{number}") for number in range(3)]
    ties = [
        Tie("person:a", "opposes", "org:b", "s0", "A opposes B", against=("supports",)),
        Tie("person:a", "opposes", "org:b", "s1", "A opposes B", denied=True),
        Tie("person:a", "supports", "org:b", "s2", "A supports B", against=("opposes",)),
    ]
    return compose("", things, ties, sayings, 300)


def test_a_relayed_claim_says_who_relays_it(view):
    data = island(page(picture(view, Scope(about=frozenset({"Vostania"})))))
    ((relay,),) = [s["relayed"] for s in data["statements"] if s["who"] == "Tam Moorvel"]
    assert relay.startswith("Ilva Drell")


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
    policy = entities.unescape(re.search('http-equiv="Content-Security-Policy" content="([^"]+)"', text)[1])
    nonce = re.search("script-src 'nonce-([0-9a-f]{32})'", policy)[1]
    assert "default-src 'none'" in policy
    tags = re.findall(
        r"<(?:script|style)\b[^>]*>", re.sub(r"(<script[^>]*>).*?</script>", r"\1", text, flags=re.DOTALL)
    )
    assert len(tags) == 4
    assert all(f'nonce="{nonce}"' in tag for tag in tags)
    assert "unsafe" not in policy


def test_the_page_names_no_other_place_to_load_from():
    text = page(hostile())
    assert not re.search(r"<(?:link|iframe|img|object|embed|base)\b", ISLAND.sub("", text))
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", text)
    assert "cdn" not in text.lower().replace("cdn_resources", "")


def test_our_script_makes_no_html_from_data():
    text = page(hostile())
    own = OWN.search(text)[1]
    assert "textContent" in own
    for sink in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("):
        assert sink not in own


def test_vis_network_keeps_its_licence(view):
    assert "@license" in page(picture(view, Scope()))


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
