"""The small model that comes with the package, on sentences about invented people."""

import pytest

from kg.nlp.fast import load_fast
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
