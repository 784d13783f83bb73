import gzip

import pytest

from kg.training.corpora import MissingCorpusError, training
from kg.training.names import CROSSNER, WIKIGOLD, iob
from kg.training.quoted import articles
from kg.training.treebanks import ewt, gum


def packed(path, text):
    path.write_bytes(gzip.compress(text.encode()))
    return path


def rows(*lines):
    return "\n".join("\t".join(line.split()) for line in lines) + "\n\n"


SENTENCE = rows(
    "1 Ana Ana PROPN NNP Number=Sing 2 nsubj _ _",
    "2 visited visit VERB VBD Tense=Past|Typo=Yes 0 root _ _",
    "3 Turin Turin PROPN NNP _ 2 obj:x _ SpaceAfter=No",
)


def test_a_treebank_is_read_with_its_names(tmp_path):
    trees = packed(tmp_path / "t.gz", f"# newdoc id = a\n{SENTENCE}# newpar\n{SENTENCE}")
    tagged = packed(tmp_path / "n.gz", rows("1 Ana B-PER", "2 visited O", "3 Turin B-LOC"))
    (passage,) = ewt(trees, tagged)
    assert passage.breaks == frozenset({3})
    assert [row.head for row in passage.syntax] == [1, 1, 1, 4, 4, 4]
    assert passage.syntax[1].morph == "Tense=Past"
    assert passage.syntax[2].relation == "obj"
    assert passage.names[0] == frozenset({"B-PERSON"})
    assert passage.names[2] == frozenset({"B-GPE"})  # the registry knows the city


def test_an_unknown_place_may_be_either(tmp_path):
    tagged = packed(tmp_path / "wikigold-x.gz", "Vornheim I-LOC\nslept O\n\n")
    (passage,) = iob(tagged, WIKIGOLD)
    assert passage.names[0] == frozenset({"B-GPE", "B-LOC"})


def test_a_title_before_a_name_and_an_article_do_not_belong_to_it(tmp_path):
    lines = "Minister B-politician\nZara I-politician\nVolkel I-politician\nof O\nthe B-organisation\nDiet I-organisation\n\n"
    (passage,) = iob(packed(tmp_path / "x.gz", lines), CROSSNER)
    assert passage.names[:3] == [frozenset("O"), frozenset({"B-PERSON"}), frozenset({"I-PERSON"})]
    assert passage.names[4:] == [frozenset("O"), frozenset({"B-ORG"})]


def test_a_date_word_stays_open_where_no_dates_are_annotated(tmp_path):
    (passage,) = iob(packed(tmp_path / "x.gz", "in O\n2019 O\nJune O\n\n"), CROSSNER)
    assert "O" in passage.names[1]
    assert "B-DATE" in passage.names[1]
    assert passage.names[0] == frozenset("O")


def test_gum_tells_names_dates_and_antecedents(tmp_path):
    trees = rows(
        "1 Ana Ana PROPN NNP _ 2 nsubj _ Entity=(1-person-new-nnnnn-cf1-1-coref)",
        "2 left leave VERB VBD _ 0 root _ _",
        "3 Monday Monday PROPN NNP _ 2 obl _ Entity=(2-time-new-nnnnn-cf2-1-sgl)",
    ) + rows(
        "1 She she PRON PRP _ 2 nsubj _ Entity=(1-person-giv:act-nnnnn-cf1-1-ana)",
        "2 slept sleep VERB VBD _ 0 root _ _",
    )
    (passage,) = gum(packed(tmp_path / "g.gz", f"# newdoc id = a\n{trees}"))
    assert passage.names[0] == frozenset({"B-PERSON"})
    assert passage.names[2] == frozenset({"B-DATE"})
    assert passage.names[3] == frozenset("O")
    assert passage.antecedents[3] == frozenset({0})


def test_attributions_are_given_as_words(tmp_path):
    line = (
        '{"doc": "a", "text": "\\"We left,\\" said Ana.\\n\\nNo.", "attributions": '
        '[{"source": [[16, 19]], "cue": [[11, 15]], "content": [[1, 9]]}], "ignore": []}'
    )
    (passage,) = articles(packed(tmp_path / "p.gz", line + "\n"))
    (found,) = passage.attributions
    words = passage.words
    assert [[words[i] for i in part] for part in (found.source, found.cue, found.content)] == [
        ["Ana"], ["said"], ["We", "left", ","],
    ]  # fmt: skip
    assert [words[i] for i in passage.breaks] == ["No"]


def test_a_missing_corpus_is_named(tmp_path):
    with pytest.raises(MissingCorpusError, match="crossner-politics-dev"):
        training(tmp_path)
