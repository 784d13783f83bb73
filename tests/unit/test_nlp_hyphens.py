import numpy as np
import pytest

from kg.nlp import load_pipeline
from kg.nlp.hyphens import grown
from kg.nlp.tagset import NAME_LABELS

B, I = NAME_LABELS.index("B-PERSON"), NAME_LABELS.index("I-PERSON")  # noqa: E741 - as the labels have them
PLACE, PEOPLE = NAME_LABELS.index("B-GPE"), NAME_LABELS.index("B-NORP")


@pytest.mark.parametrize(
    ("words", "labels", "tags", "relations", "wanted"),
    [
        ("Orla Tem - jae left", [B, I, 0, 0, 0], "NNP", "flat", [B, I, I, I, 0]),
        ("Orla Tem - Var left", [B, I, 0, 0, 0], "NN", "dep", [B, I, I, I, 0]),
        ("Orla Tem - Var left", [B, I, 0, B, 0], "NNP", "flat", [B, I, I, I, 0]),
        ("Orla Tem - Var talks", [B, I, 0, B, 0], "NNP", "compound", [B, I, 0, B, 0]),
        ("the Kelmar - based firm", [0, PLACE, 0, 0, 0], "VBN", "amod", [0, PLACE, 0, 0, 0]),
        ("the Kelmar - Nordian pact", [0, PLACE, 0, PEOPLE, 0], "JJ", "flat", [0, PLACE, 0, PEOPLE, 0]),
        ("the Nordian - Kelmar pact", [0, PEOPLE, 0, 0, 0], "NNP", "flat", [0, PEOPLE, 0, 0, 0]),
    ],
)
def test_a_name_goes_on_over_a_hyphen_within_it(words, labels, tags, relations, wanted):
    found = grown(np.array(labels), words.split(), {2, 3}, [tags] * 5, [relations] * 5)
    assert found.tolist() == wanted


def test_a_dash_with_space_around_it_ends_a_name():
    found = grown(np.array([B, I, 0, 0, 0]), "Orla Tem - Jae left".split(), set(), ["NNP"] * 5, ["flat"] * 5)
    assert found.tolist() == [B, I, 0, 0, 0]


def test_a_name_of_three_parts_is_whole():
    words = "Orla - Tem - Var".split()
    found = grown(np.array([B, 0, 0, 0, 0]), words, {1, 2, 3, 4}, ["NNP"] * 5, ["flat"] * 5)
    assert found.tolist() == [B, I, I, I, I]


def test_the_model_reads_hyphened_names_whole():
    """What the document sets, ``doc.ents``, reaches over the hyphen."""
    doc = load_pipeline()(
        "Ambassador Min Dae-sun told Lucinda Harbord-Venn that the Kelmar-based firm was ready."
    )
    assert {"Min Dae-sun", "Lucinda Harbord-Venn"} <= {ent.text for ent in doc.ents}
