"""What the small model is made of, without its weights."""

import numpy as np
import spacy

from kg.nlp.compact import install, packed
from kg.nlp.context import marks, spread
from kg.nlp.lemma_table import Lemmas
from kg.nlp.span_labels import decode
from kg.nlp.tagset import bio_labels


def test_decoding_never_continues_what_did_not_begin():
    scores = np.asarray([[0.1, 0.3, 0.6], [0.1, 0.2, 0.7], [0.96, 0.02, 0.02], [0.1, 0.2, 0.7]], dtype="f")
    assert decode(scores) == [(0, 2, 0), (3, 4, 0)]


def test_decoding_finds_spans_of_two_types_side_by_side():
    kinds = bio_labels(("X", "Y"))
    wanted = ["O", "B-X", "I-X", "B-Y", "B-Y", "O"]
    assert decode(np.eye(5, dtype="f")[[kinds.index(label) for label in wanted]]) == [
        (1, 3, 0),
        (3, 4, 1),
        (4, 5, 1),
    ]


def test_a_sentence_ends_outside_marks_only():
    words = '" Go . Now . " Ada left . She ran .'.split()
    rows = list(marks(words))
    assert [word for word, row in zip(words, rows, strict=True) if row[0]] == ['"', "Ada", "She"]
    assert [word for word, row in zip(words, rows, strict=True) if row[1]] == '" Go . Now . "'.split()


def test_the_way_back_reaches_the_greatest_values():
    rows = np.asarray([[1.0], [3.0], [2.0], [5.0]], dtype="f")
    found, back = spread(rows, [(0, 3), (3, 4)])
    assert found.tolist() == [[1, 3, 0], [3, 3, 0], [3, 2, 0], [5, 5, 3]]
    assert back(np.ones((4, 3), dtype="f")).ravel().tolist() == [1, 5, 1, 2]


def test_names_keep_their_capitals_and_are_not_cut_like_words():
    table = Lemmas("lemmas")
    table.learn(
        [("lima", "NNP", "lima"), ("Ending", "NNP", "End"), ("ROME", "NNP", "Rome"), ("cats", "NNS", "cat")]
    )
    read = [
        table.of(*word) for word in (("Lima", "NNP"), ("Building", "NNP"), ("VAROME", "NNP"), ("dogs", "NNS"))
    ]
    assert read == ["Lima", "Building", "VAROME", "dog"]


def test_lemmas_are_read_as_they_were_written(tmp_path):
    table = Lemmas("lemmas")
    table.learn(
        [("walks", "VBZ", "walk"), ("talks", "VBZ", "talk"), ("went", "VBD", "go"), ("TALKS", "NNS", "talk")]
    )
    table.to_disk(tmp_path)
    again = Lemmas("lemmas").from_disk(tmp_path)
    for one in (table, again):
        assert [
            one.of(*word) for word in (("went", "VBD"), ("barks", "VBZ"), ("TALKS", "NNS"), ("Lena", "NNP"))
        ] == [
            "go",
            "bark",
            "talk",
            "Lena",
        ]


def test_word_vectors_take_a_byte_and_stay_near():
    first, second = spacy.blank("en"), spacy.blank("en")
    data = np.asarray([[1.0, -2.0], [0.5, 4.0]], dtype="f")
    keys = [first.vocab.strings.add("sea"), first.vocab.strings.add("hill")]
    install(first.vocab, {"keys": np.asarray(keys, dtype=np.uint64), "scale": np.ones(2, "f"), "data": data})
    install(second.vocab, packed(first.vocab.vectors))
    assert np.allclose(second.vocab.vectors[keys[1]], [0.5, 4.0], atol=0.05)
    assert packed(first.vocab.vectors)["data"].dtype == np.int8
