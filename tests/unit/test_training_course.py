"""The training of the small model, on a handful of invented words."""

import numpy as np
import spacy

from kg.nlp.compact import install
from kg.nlp.tagset import Attributed
from kg.training.cnn import blank, save
from kg.training.corpora import Corpora
from kg.training.course import Course, learn
from kg.training.examples import example
from kg.training.passages import Passage, Syntax

WORDS = "Lena said ships sail . They sail .".split()
ROWS = [
    ("NNP", "PROPN", "Lena", 1, "nsubj", True),
    ("VBD", "VERB", "say", 1, "root", False),
    ("NNS", "NOUN", "ship", 3, "nsubj", False),
    ("VBP", "VERB", "sail", 1, "ccomp", False),
    (".", "PUNCT", ".", 1, "punct", False),
    ("PRP", "PRON", "they", 6, "nsubj", True),
    ("VBP", "VERB", "sail", 6, "root", False),
    (".", "PUNCT", ".", 6, "punct", False),
]
PARSED = Passage(
    words=WORDS,
    breaks=frozenset({5}),
    syntax=[Syntax(tag, pos, "", lemma, head, rel, opens) for tag, pos, lemma, head, rel, opens in ROWS],
    names=[frozenset({"B-PERSON"}), *[frozenset({"O"})] * 7],
)
QUOTED = Passage(words=WORDS[:5], attributions=[Attributed((0,), (1,), (2, 3))], quoted=True)
CORPORA = Corpora(syntax=[PARSED] * 20, names=[], quoted=[QUOTED] * 6)


def _untrained():
    nlp = blank()
    rng = np.random.default_rng(1)
    keys = np.asarray([nlp.vocab.strings.add(word.lower()) for word in WORDS[:4]], dtype=np.uint64)
    data = rng.integers(-100, 100, size=(4, 96)).astype(np.int8)
    install(nlp.vocab, {"keys": keys, "scale": np.full(96, 0.01, "f"), "data": data})
    known = [example(passage, nlp.vocab) for passage in CORPORA.syntax]
    nlp.initialize(lambda: known)
    return nlp


def test_training_goes_on_where_it_stopped_and_what_is_saved_reads_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.training.course.KEPT", 3)
    course, log = Course(steps=4, words=10, warm=1), []
    nlp = _untrained()
    learn(nlp, CORPORA, course, tmp_path / "last", log.append)
    again = _untrained()
    learn(again, CORPORA, course, tmp_path / "last", log.append)
    assert '"step": 0' in log[0]
    assert '"step": 3' in log[-1]
    doc, other = nlp(" ".join(WORDS)), again(" ".join(WORDS))
    assert np.allclose(doc.tensor, other.tensor)
    save(nlp, tmp_path / "model")
    read = spacy.load(tmp_path / "model")(" ".join(WORDS))
    assert np.allclose(doc.tensor, read.tensor, atol=0.05)
    layers = ["TAG", "POS", "LEMMA", "DEP", "HEAD", "ENT_TYPE"]
    assert read.to_array(layers).tolist() == doc.to_array(layers).tolist()
    assert [str(found) for found in read._.attributions] == [str(found) for found in doc._.attributions]
