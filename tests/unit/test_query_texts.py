"""Documents as they were read, out of the graph again."""

from dataclasses import replace

from kg.model import Span
from kg.query import Mentioned, Text, texts
from tests import sample


def of(reading):
    """Return what the graph gives back of a reading."""
    return texts(sample.view_of(reading))[reading.document.id]


def test_the_document_comes_out_as_it_went_in():
    assert [of(reading).document for reading in sample.READINGS] == [r.document for r in sample.READINGS]


def test_segments_come_in_reading_order():
    assert of(sample.INTERVIEW).segments == tuple(sorted(sample.INTERVIEW.segments, key=lambda s: s.span))


def test_a_split_quotation_has_its_parts():
    extents = {statement.id: statement.content for statement in sample.INTERVIEW.statements}
    assert of(sample.INTERVIEW).statements == extents
    assert any(len(parts) > 1 for parts in extents.values())


def test_mentions_are_those_of_the_best_judgement():
    found = of(sample.NEWS).mentions
    assert {(m.span, m.entity) for m in found} == {(j.mention, j.entity) for j in sample.NEWS.judgements}


def test_a_lone_surrogate_keeps_its_place():
    text = sample.NEWS.document.text + "\ud800!"
    document = replace(sample.NEWS.document, text=text)
    assert of(replace(sample.NEWS, document=document)).document.text == text.replace("\ud800", "\ufffd")


def test_line_ends_and_control_characters_stay():
    text = sample.NEWS.document.text + "a\r\nb\rc\u2028d\x00e\x85"
    document = replace(sample.NEWS.document, text=text)
    assert of(replace(sample.NEWS, document=document)).document.text == text


def test_mentions_within_a_stretch_lie_wholly_within():
    marks = tuple(Mentioned(Span(start, start + 3), "polity:x") for start in (0, 4, 8, 12))
    text = Text("x", sample.NEWS.document, (), marks, {})
    assert [m.span.start for m in text.mentions_in(Span(3, 11))] == [4, 8]
    assert [m.span.start for m in text.mentions_in(Span(5, 11))] == [8]
    assert list(text.mentions_in(Span(5, 10))) == []
