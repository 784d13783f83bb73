"""The small model that comes with the package, on sentences about invented people."""

import pytest

from kg.nlp.fast import load_fast
from kg.nlp.in_pieces import pieces
from kg.nlp.weights import FAST as FOLDER

MOST = 9_000_000
"""Bytes."""
TEXT = (
    "Minister Lena Okafor visited Kenya on Monday. “We are ready to sign the agreement,” she said.\n\n"
    "Two ships left the harbour. Tomas Berg said that the talks had failed."
)


@pytest.fixture(scope="module")
def doc():
    return load_fast()(TEXT)


def test_words_have_tags_lemmas_and_heads(doc):
    found = {token.text: token for token in doc}
    assert (found["visited"].tag_, found["visited"].pos_, found["visited"].lemma_) == ("VBD", "VERB", "visit")
    assert found["ships"].lemma_ == "ship"
    assert "Number=Plur" in str(found["ships"].morph)
    assert found["ships"].dep_ == "nsubj"
    assert found["Kenya"].head.text == "visited"
    assert all(":" not in token.dep_ for token in doc)


def test_sentences_begin_where_paragraphs_do(doc):
    starts = [sentence.text.split()[0] for sentence in doc.sents]
    assert "Two" in starts
    assert 3 <= len(starts) <= 5


def test_names_are_found(doc):
    found = {(entity.text, entity.label_) for entity in doc.ents}
    assert ("Lena Okafor", "PERSON") in found
    assert ("Kenya", "GPE") in found


def test_attributions_have_three_parts(doc):
    found = [(str(a.source), str(a.cue), " ".join(map(str, a.content))) for a in doc._.attributions]
    assert any(cue == "said" and "ready to sign" in content for _, cue, content in found)
    assert any(source == "Tomas Berg" for source, _, _ in found)


def test_it_is_small_and_knows_no_place_on_a_disk():
    files = [path for path in FOLDER.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= MOST
    assert not any(
        "/work" in (FOLDER / name).read_text(encoding="utf-8") for name in ("meta.json", "config.cfg")
    )


def test_a_long_document_is_read_as_its_paragraphs_are(monkeypatch):
    nlp, text = load_fast(), "\n\n".join([TEXT] * 12)
    whole = nlp(text)
    monkeypatch.setattr("kg.nlp.in_pieces.pieces", lambda doc: pieces(doc, 90))
    assert len(list(pieces(whole, 90))) > 3
    cut = nlp(text)
    for one, other in zip(whole, cut, strict=True):
        assert (one.text, one.tag_, one.lemma_, one.dep_, one.head.i) == (
            other.text, other.tag_, other.lemma_, other.dep_, other.head.i
        )  # fmt: skip
        assert (one.ent_iob_, one.ent_type_, one.is_sent_start) == (
            other.ent_iob_, other.ent_type_, other.is_sent_start
        )  # fmt: skip
    assert [(a.source, a.cue) for a in whole._.attributions] != []
    assert [spans(a) for a in whole._.attributions] == [spans(a) for a in cut._.attributions]


def spans(attribution):
    parts = [attribution.source, attribution.cue, *attribution.content]
    return [part and (part.start, part.end) for part in parts]


def test_pieces_end_with_paragraphs_and_none_is_too_long():
    doc = load_fast().make_doc("a b c\n\nd e\n\n" + "f " * 30)
    assert list(pieces(doc, 10)) == [(0, 7), (7, 17), (17, 27), (27, 37)]
    assert list(pieces(doc, 100)) == [(0, 37)]
