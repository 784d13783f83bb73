"""Receipts: the words with the names in them, and where they lead."""

import json
import re
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document, Span
from kg.query import Mentioned, Text, texts, who_said
from kg.views.web.links import NO_PAGES, Links, anchor, external, page_of
from kg.views.web.receipts import packed, pieces, receipts
from tests import sample
from tests.islands import whole
from tests.unit.test_views_tables import saying

VIEW = sample.view_of(*sample.READINGS)
TEXTS = texts(VIEW)


def made(links=NO_PAGES):
    return list(receipts(who_said(VIEW), TEXTS, links))


def test_the_words_are_those_of_the_document():
    for receipt in made():
        text = TEXTS[receipt.document].document.text
        assert "".join(piece.text for piece in receipt.words) == text[receipt.start : receipt.end]


def test_names_are_marked_and_those_spoken_about_stand_out():
    marked = {(piece.text, piece.entity, piece.about) for receipt in made() for piece in receipt.words}
    assert ("Zembia", "polity:zembia", True) in marked
    assert any(entity and not about for _, entity, about in marked)


def test_whom_the_words_are_about_without_naming_them_is_said():
    words = "Zembia is a friend. They are neighbours."
    text = Text("d", Document("d", words, ""), (), (Mentioned(Span(0, 6), "polity:zembia"),), {})
    about = (("polity:kestria", "Kestria"), ("polity:zembia", "Zembia"))

    def unnamed(start, end):
        said = saying(document="d", start=start, end=end, about=about)
        return next(receipts([said], {"d": text}, NO_PAGES)).unnamed

    assert unnamed(0, 19) == ("Kestria",)
    assert unnamed(20, len(words)) == ("Kestria", "Zembia")


def test_what_lies_between_the_parts_of_a_quotation_is_told_apart():
    split = next(r for r in made() if any(piece.gap for piece in r.words))
    said = "".join(piece.text for piece in split.words if not piece.gap)
    assert "Moorvel told me" not in said
    assert "2,300 people came" in said


def test_a_receipt_leads_to_its_words_where_there_are_pages():
    assert all(receipt.page is None for receipt in made())
    for receipt in made(Links("../")):
        place = anchor(receipt.start, receipt.end)
        assert receipt.page == f"../{page_of(f'document:{receipt.document}')}#{place}"


def test_words_that_another_relays_name_him():
    said = {one.statement: one.relayed_by for one in who_said(VIEW)}
    told = [receipt for receipt in made() if receipt.relayed]
    assert told
    for receipt in told:
        relays = zip(receipt.relayed, said[receipt.statement], strict=True)
        assert all(line.startswith(who) for line, who in relays)


@given(st.text(min_size=1), st.data())
def test_pieces_are_the_words_whatever_is_marked(words, chance):
    """Marks may nest, overlap, repeat and be empty."""
    place = st.integers(0, len(words))
    span = st.tuples(place, place).map(lambda ends: Span(min(ends), max(ends)))
    whole = chance.draw(span)
    marks = tuple(sorted(Mentioned(found, "polity:x") for found in chance.draw(st.lists(span))))
    extents = tuple(sorted(chance.draw(st.lists(span, min_size=1))))
    text = Text("d", Document("d", words, ""), (), marks, {"s": extents})
    found = list(pieces(saying(statement="s", start=whole.start, end=whole.end), text))
    assert "".join(piece.text for piece in found) == whole.of(words)


def test_a_store_without_texts_still_shows_the_words():
    assert [piece.text for piece in pieces(saying(words="as said"), None)] == ["as said"]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil", "http://", "https://[", "", None,
     "http://a b", "java\nscript:alert(1)", "mailto:a@b.example", "HTTP://\u0000"],
)  # fmt: skip
def test_only_addresses_of_the_web_are_led_to(url):
    assert external(url) is None


@given(st.text(), st.text())
def test_a_page_has_a_name_that_every_system_takes_and_no_other_has(one, other):
    path = page_of(f"person:{one}")
    assert path.isascii()
    assert path.count("/") == 1
    assert len(path) < 100
    assert (page_of(f"person:{other}") == path) == (one == other)


@pytest.mark.parametrize("key", ["../../etc:passwd", "/etc:passwd", "..:x", "con:x", ":", "x"])
def test_no_kind_leads_out_of_a_site(key):
    assert all(re.fullmatch(r"[a-z0-9-]+(\.html)?", part) for part in page_of(key).split("/"))
    assert page_of(key).count("/") == 1


def test_devices_of_windows_are_no_page():
    assert page_of("person:con") != "person/con.html"


def test_a_saying_of_many_bearers_marks_the_one_spoken_about():
    text = Text("d", Document("d", "Georgia", ""), (), tuple(
        Mentioned(Span(0, 7), key) for key in ("place:georgia", "polity:georgia")), {"s": (Span(0, 7),)})  # fmt: skip
    said = replace(saying(statement="s", start=0, end=7), about=(("polity:georgia", "Georgia"),))
    assert [piece.entity for piece in pieces(said, text)] == ["polity:georgia"]


def test_what_has_no_page_is_not_led_to():
    links = Links("../", frozenset({"polity:zembia"}))
    assert links.to("polity:zembia") == "../polity/zembia.html"
    assert links.to("polity:vostania") is None
    assert all(receipt.page is None for receipt in made(links))


def test_what_is_packed_is_all_there_in_less_room():
    shown = list(made(Links("../")))
    plain = json.loads(json.dumps([asdict(receipt) for receipt in shown]))
    assert whole(json.loads(json.dumps(packed(shown)))) == plain
    assert len(json.dumps(packed(shown * 50))) < 0.6 * len(json.dumps(plain * 50))


def test_what_a_page_adds_is_beside_each_receipt():
    shown = list(made())
    found = whole(packed(shown, row=range(len(shown))))
    assert [one["row"] for one in found] == [*range(len(shown))]
