"""The page of a document: the text as read, every mark in its place, every receipt with its anchor."""

import re
import time
from dataclasses import replace

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Document, Segment, SegmentKind, Span
from kg.query import Level, Mentioned, Passage, Text, texts, who_said
from kg.views.site.documents import document_page, heading
from kg.views.site.marked import blocks, covering, shown
from kg.views.web.links import NO_PAGES, Links, anchor
from kg.views.web.receipts import receipts
from tests import sample
from tests.unit.test_views_tables import saying

VIEW = sample.view_of(*sample.READINGS)
TEXTS = texts(VIEW)
SAYINGS = who_said(VIEW)
LINKS = Links("../")
INTERVIEW = TEXTS[sample.INTERVIEW.document.id]
NEWS = TEXTS[sample.NEWS.document.id]


def said_in(text):
    return [saying for saying in SAYINGS if saying.document == text.id]


def parsed(content):
    """Return the tree of a page; raises at the first thing that is not valid HTML."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(content.decode("utf-8"), scripting=True)


def tree_of(text, sayings=None, links=LINKS, places=()):
    sayings = said_in(text) if sayings is None else sayings
    return parsed(document_page(text, sayings, lambda key: f"<{key}>", links, places))


def ids(tree):
    return [element.get("id") for element in tree.iter() if element.get("id")]


def words(element):
    return "".join(element.itertext())


def found(tree, key):
    return next(element for element in tree.iter() if element.get("id") == key)


def classed(tree, name):
    text = found(tree, "text")
    return [words(element) for element in text.iter() if name in (element.get("class") or "").split()]


def level(source):
    """Return a level whose source stands somewhere."""
    found = Passage("x", source.start, source.end)
    return Level("u", "person:x", "X", None, None, None, "direct", "state", found, None, "x", 0, 0)


def plain_text(content, *segments, **more):
    return Text("d", Document("d.txt", content, "0" * 64), segments, (), {}, **more)


@pytest.mark.parametrize("text", [INTERVIEW, NEWS], ids=["interview", "news"])
def test_the_page_holds_the_text_as_read(text):
    assert words(found(tree_of(text), "text")) == text.document.text


@pytest.mark.parametrize("text", [INTERVIEW, NEWS], ids=["interview", "news"])
def test_every_receipt_leads_to_its_words(text):
    tree = tree_of(text)
    for receipt in receipts(said_in(text), TEXTS, LINKS):
        place = receipt.page.partition("#")[2]
        assert words(found(tree, place)) == text.document.text[receipt.start : receipt.end]


def test_further_evidence_has_its_place_and_no_place_is_there_twice():
    people = sample.span(INTERVIEW.document.text, "2,300 people")
    hulls = [Span(saying.start, saying.end) for saying in said_in(INTERVIEW)]
    tree = tree_of(INTERVIEW, places=[people, people, *hulls])
    assert words(found(tree, anchor(people.start, people.end))) == "2,300 people"
    assert len(ids(tree)) == len(set(ids(tree)))


def test_places_that_begin_together_are_all_kept():
    text = plain_text("One two three.\n", Segment(Span(0, 14), SegmentKind.NARRATION))
    tree = tree_of(text, [], places=[Span(0, 3), Span(0, 7), Span(0, 14), Span(3, 3)])
    assert [words(found(tree, f"c0-{end}")) for end in (3, 7, 14)] == ["One", "One two", "One two three."]
    assert "c3-3" in ids(tree)


def test_a_place_that_runs_on_is_cut_where_another_or_a_paragraph_ends():
    first, second = Segment(Span(0, 9), SegmentKind.NARRATION), Segment(Span(10, 14), SegmentKind.ANSWER)
    text = plain_text("Abc def g\nhij.", first, second)
    tree = tree_of(text, [], places=[Span(0, 5), Span(4, 14)])
    assert words(found(tree, "c4-14")) == "d"
    assert words(found(tree, "text")) == text.document.text


def test_names_lead_to_their_pages():
    text = found(tree_of(INTERVIEW), "text")
    named = {words(link): link.get("href") for link in text.iter("a")}
    assert named["Zembia"] == "../polity/zembia.html"
    assert named["Tam Moorvel"] == "../person/tam-moorvel.html"


def test_without_pages_names_lead_nowhere():
    tree = tree_of(INTERVIEW, links=NO_PAGES)
    assert not list(found(tree, "text").iter("a"))
    assert words(found(tree, "text")) == INTERVIEW.document.text


def test_a_report_within_a_report_lies_deeper():
    deeper = classed(tree_of(INTERVIEW), "d2")
    assert "".join(deeper) == "We met in Tiraskand 2,300 people came"
    assert classed(tree_of(INTERVIEW), "source") == ["Tam Moorvel"]
    assert classed(tree_of(INTERVIEW), "cue") == ["told"]


def test_what_a_stretch_is_for_shows():
    tree = tree_of(INTERVIEW)
    assert classed(tree, "boilerplate") == ["Photo: Harbour Gazette"]
    assert classed(tree, "question") == ["– Will Zembia join the Lake Union?"]
    assert classed(tree, "title") == ["Ilva Drell: the lake belongs to nobody"]
    answer = next(element for element in found(tree, "text") if element.get("class") == "answer")
    assert answer.get("data-speaker") == "<person:ilva-drell>"


def test_a_speaker_is_named_once_a_turn_whatever_picture_comes_between():
    kinds = [("answer", "p:a"), ("caption", None), ("answer", "p:a"), ("question", None), ("answer", "p:a")]
    segments = [Segment(Span(n, n + 1), SegmentKind(kind), who) for n, (kind, who) in enumerate(kinds)]
    assert [block.speaker for block in blocks(plain_text("abcde", *segments), [])] == [
        "p:a",
        None,
        None,
        None,
        "p:a",
    ]


def test_the_list_has_each_statement_in_reading_order():
    listed = [link.get("href") for link in found(tree_of(INTERVIEW), "list").iter("a")]
    assert listed == [f"#{anchor(saying.start, saying.end)}" for saying in said_in(INTERVIEW)]


def test_the_head_tells_what_is_known():
    tree = tree_of(replace(NEWS, document=replace(NEWS.document, url="https://example.org/a?b&c")))
    head = words(tree.find("body/header"))
    for fact in ("Zembian Herald", "2031-04-20", "news.txt", NEWS.document.sha256, "Ilva Drell 1"):
        assert fact in " ".join(head.split())
    assert [link.get("href") for link in tree.iter("a") if link.get("rel")] == ["https://example.org/a?b&c"]


def test_an_address_that_is_none_of_the_web_is_not_led_to():
    tree = tree_of(replace(NEWS, document=replace(NEWS.document, url="javascript:alert(1)")))
    assert not [link for link in tree.iter("a") if "script" in link.get("href")]


@pytest.mark.parametrize(
    ("title", "segments", "expected"),
    [
        ("Given", [Segment(Span(0, 3), SegmentKind.TITLE)], "Given"),
        (None, [Segment(Span(0, 3), SegmentKind.TITLE)], "Lak"),
        (None, [], "d.txt"),
    ],
)
def test_a_page_has_a_heading(title, segments, expected):
    text = plain_text("Lake", *segments)
    assert heading(replace(text, document=replace(text.document, title=title))) == expected


def test_a_document_in_which_nobody_says_a_thing_has_a_page():
    tree = tree_of(plain_text(""), [], places=[Span(0, 0), Span(4, 9)])
    assert words(found(tree, "text")) == ""
    assert {"c0-0", "c4-9"} <= set(ids(tree))


def test_of_many_bearers_of_a_name_the_one_spoken_about_is_led_to():
    text = replace(
        plain_text("Nemyr"),
        mentions=tuple(Mentioned(Span(0, 5), f"{kind}:nemyr") for kind in ("place", "polity")),
    )
    one = replace(saying(statement="s", start=0, end=5), document="d", about=(("polity:nemyr", "Nemyr"),))
    assert [link.get("href") for link in found(tree_of(text, [one]), "text").iter("a")] == [
        "../polity/nemyr.html"
    ]


def test_the_same_document_has_the_same_page_in_whatever_order_it_comes():
    there = document_page(INTERVIEW, said_in(INTERVIEW), str, LINKS)
    assert document_page(INTERVIEW, list(reversed(said_in(INTERVIEW))), str, LINKS) == there


ANYTHING = st.text(st.characters(exclude_categories=[]), max_size=40) | st.text("\r\n\t a\x00", max_size=12)


@given(ANYTHING)
def test_what_html_cannot_hold_is_replaced_code_point_for_code_point(words):
    held = shown(words)
    assert len(held) == len(words)
    changed = {one for one, other in zip(words, held, strict=True) if one != other}
    assert all(one == "\r" or not one.isprintable() for one in changed)


@settings(deadline=None)
@given(ANYTHING, st.data())
def test_the_page_holds_any_text_whatever_is_marked(content, chance):
    """Segments follow each other; statements, names, sources and places lie anywhere, and may be empty."""
    offset = st.integers(0, len(content))
    span = st.tuples(offset, offset).map(lambda ends: Span(min(ends), max(ends)))
    spans = st.lists(span, max_size=4)
    cuts = sorted(set(chance.draw(st.lists(offset, max_size=4))))
    segments = [
        Segment(Span(start, end), chance.draw(st.sampled_from(SegmentKind)), "person:x")
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    mentions = tuple(sorted(Mentioned(place, "polity:x") for place in chance.draw(spans)))
    said = [
        saying(
            statement=str(number),
            document="d",
            start=place.start,
            end=place.end,
            chain=(level(chance.draw(span)),),
        )
        for number, place in enumerate(chance.draw(spans))
    ]
    places = chance.draw(spans)
    text = replace(plain_text(content, *segments), mentions=mentions)
    tree = tree_of(text, said, places=places)
    assert words(found(tree, "text")) == shown(content)
    assert len(ids(tree)) == len(set(ids(tree)))
    assert {
        anchor(place.start, place.end) for place in [*places, *(Span(s.start, s.end) for s in said)]
    } <= set(ids(tree))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda ends: Span(min(ends), max(ends)))))
def test_what_covers_a_piece_is_found(spans):
    pieces = [Span(at, at + 1) for at in range(10)]
    over = covering(pieces, [(span, number) for number, span in enumerate(spans)])
    for piece, numbers in zip(pieces, over, strict=True):
        assert sorted(numbers) == [
            number for number, span in enumerate(spans) if span.contains(piece) and span.start < span.end
        ]


def long_document():
    """Return a text of 200,000 characters and its 3,000 statements, each with a name."""
    sentence = "The lake, said the mayor, belongs to the town of Nemyr alone. "
    content = sentence * 3_226
    starts = range(0, 3_000 * len(sentence), len(sentence))
    said = [replace(saying(statement=str(at), start=at, end=at + 61), document="d") for at in starts]
    names = tuple(Mentioned(Span(at + 49, at + 54), "place:nemyr") for at in starts)
    segments = [
        Segment(Span(at, at + 620), SegmentKind.NARRATION) for at in range(0, len(content) - 620, 620)
    ]
    return replace(plain_text(content, *segments), mentions=names), said


def test_a_long_document_is_made_in_time():
    """The limit is 2 s."""
    text, said = long_document()
    begun = time.process_time()
    page = document_page(text, said, str, LINKS)
    assert time.process_time() - begun < 2
    assert len(re.findall(rb' id="c\d+-\d+"', page)) == 3_000


def choices(tree):
    """Return the ways of saying that the list can be narrowed to, with the one that is chosen at first."""
    options = list(found(tree, "how").iter("option"))
    return [option.text for option in options], [
        o.get("value") for o in options if o.get("selected") is not None
    ]


def several(*modes):
    """Return the page of a text with a statement of each mode."""
    said = [replace(saying(statement=str(n), start=n, end=n + 9), mode=mode) for n, mode in enumerate(modes)]
    return tree_of(plain_text("a" * 40), said)


def test_the_list_begins_without_what_is_narrated_and_says_so():
    tree = several("narration", "narration", "direct", "indirect")
    every = ["said in any way (4)", "all but narrated (2)", "narrated (2)", "quoted (1)", "reported (1)"]
    assert choices(tree) == (every, ["but narrated"])
    assert len(list(found(tree, "list"))) == 4


def test_what_is_narrated_is_listed_where_there_is_nothing_else():
    assert choices(several("narration", "narration")) == (["said in any way (2)", "narrated (2)"], [])
    assert choices(several("direct")) == (["said in any way (1)", "quoted (1)"], [])
