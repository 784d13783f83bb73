"""What a map shows, saved as a picture or as data: all of it, and nothing else."""

import csv
import io
import re
import struct
import zlib
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from tests.browser.conftest import settled
from tests.browser.hostile import PAGES, whole

SVG = {"": "http://www.w3.org/2000/svg"}
COUNTED = "showing {} names and events, {} claim"


def saved(page, form):
    """Save what the page of a map shows; return what is in the file."""
    with page.expect_download() as download:
        # By id: looking for a role reads the name of everything, and some here have 100,000 characters.
        page.locator("#exports button").filter(has_text=form).click()
    assert download.value.suggested_filename.endswith(f".{form.lower()}")
    return download.value.path().read_bytes()


def rows(content):
    """Return the rows of a CSV file."""
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def network(content):
    """Return the network of a GEXF file."""
    return nx.read_gexf(io.BytesIO(content), version="1.3")


def test_each_row_is_a_claim_with_its_evidence(shown, sample_view):
    content = saved(shown(whole("map", sample_view)), "CSV")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == len(rows(content)) + 1
    (member,) = [row for row in rows(content) if row["predicate"] == "memberOf"]
    assert member["relation"] == "member of"
    assert member["subject"] == "Zembia"
    assert member["object id"] == "org:lake-union"
    assert member["claimant"] == "Ilva Drell"
    assert member["role"] == "Deputy Foreign Minister of Vostania"
    assert member["date"] == "2031-04-06"
    assert member["words"] == "Zembia is a member of the Lake Union."
    assert (member["start"], member["end"]) == ("99", "136")
    assert member["publisher"] == "Harbour Gazette"
    assert member["denied"] == "no"
    (relayed, *_) = [row for row in rows(content) if row["claimant"] == "Tam Moorvel"]
    assert relayed["relayed by"].startswith("Ilva Drell")


@pytest.mark.parametrize("filtered", [False, True])
def test_all_formats_hold_what_is_shown(shown, gold_view, filtered):
    page = shown(whole("map", gold_view))
    if filtered:
        page.get_by_role("checkbox", name="speaks about").uncheck()
        settled(page)
    table, graph = rows(saved(page, "CSV")), network(saved(page, "GEXF"))
    root = ET.fromstring(saved(page, "SVG"))
    texts = [text.text for text in root.iterfind(".//text", SVG)]
    assert graph.is_multigraph()
    assert any(text.startswith(COUNTED.format(len(graph), len(table))) for text in texts)
    assert len(graph.edges) == len(table) > 10
    assert {edge["predicate"] for *_, edge in graph.edges(data=True)} == {row["predicate"] for row in table}
    assert ("speaks about" in {row["relation"] for row in table}) is not filtered
    assert {row["subject id"] for row in table} | {row["object id"] for row in table} == set(graph)
    words = sorted(edge["words"] for *_, edge in graph.edges(data=True))
    assert words == sorted(row["words"] for row in table)


def test_the_network_is_drawn_as_the_map(shown, sample_view):
    graph = network(saved(shown(whole("map", sample_view)), "GEXF"))
    looks = graph.nodes["polity:zembia"]["viz"]
    assert looks["color"] == {"r": 213, "g": 94, "b": 0, "a": 1.0}
    assert looks["size"] > 10
    assert len({node["viz"]["position"]["x"] for _, node in graph.nodes(data=True)}) > 3


def pixels(content):
    """Return width, height and rows of a PNG of 8-bit RGBA, as they are written but for the compression."""
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high, depth, colours = struct.unpack(">IIBB", content[16:26])
    assert (depth, colours) == (8, 6)
    parts, at = [], 8
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        if content[at + 4 : at + 8] == b"IDAT":
            parts.append(content[at + 8 : at + 8 + length])
        at += length + 12
    raw = zlib.decompress(b"".join(parts))
    return wide, high, [raw[at : at + 4 * wide + 1] for at in range(0, len(raw), 4 * wide + 1)]


def test_the_picture_is_twice_as_large_as_the_drawing_and_not_blank(shown, sample_view):
    page = shown(whole("map", sample_view))
    root = ET.fromstring(saved(page, "SVG"))
    wide, high, lines = pixels(saved(page, "PNG"))
    assert (wide, high) == tuple(round(2 * float(root.get(name))) for name in ("width", "height"))
    assert sum(len(set(line)) > 4 for line in lines) > high / 3


def test_a_picture_stands_alone(shown, sample_view):
    content = saved(shown(whole("map", sample_view)), "SVG").decode()
    assert content.count("http") == 1, "the name of SVG itself"
    assert not re.search("<script|<style|<image|<foreignObject| on[a-z]+=|href", content)
    assert "dixit · every line is a claim" in content


@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("map ")])
def test_what_is_hostile_is_data_in_every_format(shown, name):
    """Valid XML, the same counts, and no cell that a spreadsheet would take for a formula."""
    page = shown(PAGES[name]())
    table, graph = rows(saved(page, "CSV")), network(saved(page, "GEXF"))
    assert len(table) == len(graph.edges) > 20
    assert not [cell for row in table for cell in row.values() if cell.startswith(tuple("=+-@\t\r"))]
    tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(saved(page, "SVG")).iter()}
    assert tags <= {"svg", "g", "rect", "text", "title", "path", "circle"}
    assert pixels(saved(page, "PNG"))[0] > 400
