import shutil

import pytest
from spacy.tokens import Doc, DocBin

from kg.nlp.models import load_model
from kg.nlp.weights import ACCURATE, WeightsError, checked

TEXT = (
    "Minister Amara Okonkwo told the Daily Ledger on Tuesday that the talks in Geneva would resume. "
    "The Kenyan side denied it.\n\n"
    "“We never agreed to that,” said Pavel Lisenko, the head of the delegation."
)


@pytest.fixture(scope="module")
def nlp():
    return load_model()


@pytest.fixture(scope="module")
def doc(nlp):
    return nlp(TEXT)


def test_a_document_has_every_layer(doc):
    for layer in ("TAG", "POS", "MORPH", "LEMMA", "DEP", "SENT_START", "ENT_IOB"):
        assert doc.has_annotation(layer), layer


def test_sentences_are_found(doc):
    assert [sentence.text.strip()[:10] for sentence in doc.sents] == [
        "Minister A",
        "The Kenyan",
        "“We never ",
    ]


def test_verbs_and_their_subjects_are_found(doc):
    told = next(token for token in doc if token.text == "told")
    assert (told.pos_, told.lemma_, told.dep_) == ("VERB", "tell", "ROOT")
    assert "Okonkwo" in [
        word.text for child in told.children if child.dep_ == "nsubj" for word in child.subtree
    ]


def test_names_have_their_types(doc):
    found = {(ent.text, ent.label_) for ent in doc.ents}
    assert {("Amara Okonkwo", "PERSON"), ("Geneva", "GPE"), ("Pavel Lisenko", "PERSON")} <= found


def test_attributions_tell_source_cue_and_content(doc):
    told = next(a for a in doc._.attributions if a.cue is not None and a.cue.text == "told")
    assert "Okonkwo" in told.source.text
    assert "resume" in " ".join(part.text for part in told.content)
    said = next(a for a in doc._.attributions if a.cue is not None and a.cue.text == "said")
    assert "Lisenko" in said.source.text
    assert "agreed" in " ".join(part.text for part in said.content)


def test_white_space_belongs_to_the_sentence_before_it(doc):
    gap = next(token for token in doc if token.is_space)
    assert (gap.tag_, gap.pos_, gap.head.i) == ("_SP", "SPACE", gap.i - 1)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\n", "?", "a" * 5000, "\u200b", "— — —\n", "\ufeff\x00 Ωμέγα 王"]
)
def test_any_text_is_read(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    assert all(token.tag_ for token in doc if not token.is_space)
    assert all(part.text.strip() for found in doc._.attributions for part in found.content)


def test_words_come_ready_too(nlp):
    doc = nlp(Doc(nlp.vocab, words=["Ana", "Souza", "left", ".", "He", "stayed", "."]))
    assert [token.i for token in doc if token.is_sent_start] == [0, 4]


def test_sentences_that_are_set_stay(nlp):
    words = ["Ana", "left", ".", "He", "stayed"]
    doc = nlp(Doc(nlp.vocab, words=words, sent_starts=[True, False, False, False, False]))
    assert [token.i for token in doc if token.is_sent_start] == [0]


def test_a_text_reads_the_same_alone_and_among_others(nlp, doc):
    others = list(nlp.pipe(["He said no.", TEXT, "Maria Ruiz denied it."]))
    assert (
        others[1].to_array(["TAG", "DEP", "HEAD", "ENT_TYPE"]).tolist()
        == doc.to_array(["TAG", "DEP", "HEAD", "ENT_TYPE"]).tolist()
    )


def test_threads_change_nothing():
    long = "\n\n".join([TEXT] * 12)
    one, two = load_model()(long), load_model(threads=2)(long)
    assert one.to_array(["TAG", "DEP", "HEAD"]).tolist() == two.to_array(["TAG", "DEP", "HEAD"]).tolist()
    assert [str(a) for a in one._.attributions] == [str(a) for a in two._.attributions]


def test_a_saved_document_keeps_its_attributions(nlp, doc):
    kept = DocBin(store_user_data=True, docs=[doc])
    again = next(iter(DocBin().from_bytes(kept.to_bytes()).get_docs(nlp.vocab)))
    assert [str(a) for a in again._.attributions] == [str(a) for a in doc._.attributions]


def test_a_sentence_longer_than_a_window_is_one_sentence(nlp):
    words = [*(["the", "side", "and"] * 200), "left", "."]
    doc = nlp(Doc(nlp.vocab, words=words, sent_starts=[i == 0 for i in range(len(words))]))
    assert len(list(doc.sents)) == 1


def test_changed_weights_are_refused(tmp_path):
    copy = tmp_path / "accurate"
    shutil.copytree(ACCURATE, copy)
    (copy / "labels.json").write_text("{}", encoding="utf-8")
    with pytest.raises(WeightsError, match=r"labels\.json: sha256 is"):
        checked(copy)


def test_missing_weights_are_named(tmp_path):
    with pytest.raises(WeightsError, match="no weights here"):
        checked(tmp_path)
