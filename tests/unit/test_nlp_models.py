"""Models by name; an installed package is made here, of an untrained parser."""

import importlib.metadata
import shutil
import sys

import pytest
import spacy
from spacy.tokens import Doc

from kg.nlp.language import document_pipeline
from kg.nlp.models import DEFAULT, SHIPPED, UnknownModelError, load_model, model_stamp

TEXT = "Lena Okafor told the Daily Ledger that the ships would sail on Monday."


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Return a function that installs a spaCy package whose parser has such labels, and returns its name."""

    def made(*labels):
        nlp = spacy.blank("en", meta={"name": "tiny", "version": "1.2"})
        parser = nlp.add_pipe("parser")
        for label in labels:
            parser.add_label(label)
        nlp.initialize()
        package = tmp_path / "en_tiny"
        package.mkdir()
        nlp.to_disk(package / "en_tiny-1.2")
        shutil.copy(package / "en_tiny-1.2" / "meta.json", package)
        init = "from spacy.util import load_model_from_init_py\n\n\ndef load(**given):\n    return load_model_from_init_py(__file__, **given)\n"
        (package / "__init__.py").write_text(init, encoding="utf-8")
        info = tmp_path / "en_tiny-1.2.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            "Metadata-Version: 2.1\nName: en_tiny\nVersion: 1.2\n", encoding="utf-8"
        )
        (info / "entry_points.txt").write_text("[spacy_models]\nen_tiny = en_tiny\n", encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.setattr("catalogue.AVAILABLE_ENTRY_POINTS", importlib.metadata.entry_points())
        monkeypatch.delitem(sys.modules, "en_tiny", raising=False)
        return "en_tiny"

    return made


@pytest.mark.parametrize("name", ["no_such_model", "json", "click", "../fast", "en tiny", ""])
def test_what_is_no_model_is_named_with_those_there_are(name):
    for ask in (load_model, model_stamp):
        with pytest.raises(UnknownModelError, match=f"no model {name!r}, only: accurate, fast"):
            ask(name)


def test_an_installed_model_is_named_among_those_there_are(install):
    with pytest.raises(UnknownModelError, match=f"accurate, fast, {install('obl')}"):
        load_model("no_such_model")


def test_trees_of_another_kind_are_replaced(install):
    doc = document_pipeline(model=install("prep", "pobj"))(TEXT)
    ours = document_pipeline()(TEXT)
    layers = ["TAG", "POS", "LEMMA", "MORPH", "DEP", "HEAD", "SENT_START", "ENT_TYPE"]
    assert doc.to_array(layers).tolist() == ours.to_array(layers).tolist()
    assert [str(found) for found in doc._.attributions] == [str(found) for found in ours._.attributions]


def test_trees_of_universal_dependencies_stay(install):
    nlp = load_model(install("obl"))
    doc = nlp(TEXT)
    assert {token.dep_ for token in doc} <= {"obl", "dep", "ROOT"}
    assert "Monday" in [ent.text for ent in doc.ents]
    assert [found.cue.text for found in doc._.attributions] == ["told"]


def test_the_encoder_writes_over_a_tree_that_is_set_already():
    words = TEXT.removesuffix(".").split()
    others = [max(0, i - 1) for i in range(len(words))]
    nlp = load_model()
    doc = nlp(Doc(nlp.vocab, words=words, heads=others, deps=["pobj"] * len(words), tags=["X"] * len(words)))
    assert "pobj" not in {token.dep_ for token in doc}
    assert [(token.text, token.tag_) for token in doc if token.head == token] == [("told", "VBD")]


def test_the_stamp_of_an_installed_model_tells_its_version_without_loading_it(install, monkeypatch):
    name = install("obl")
    monkeypatch.delattr("spacy.load")
    assert model_stamp(name).startswith("en_tiny 1.2 ")
    assert model_stamp(name).endswith(model_stamp(DEFAULT))
    assert len({model_stamp(each) for each in (*SHIPPED, name)}) == 3
