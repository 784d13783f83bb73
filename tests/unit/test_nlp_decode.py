"""From scores that are written by hand to one reading."""

import numpy as np

from kg.nlp.decode import NONE, decode
from kg.nlp.scores import Labels, Read, Window
from kg.nlp.tagset import NAME_LABELS, ROLE_LABELS

LABELS = Labels(tag=["NN", "VB"], pos=["NOUN", "VERB"], morph=[""], relation=["root", "nsubj", "parataxis"])
RELATION = np.zeros((3, 2, 2), dtype=np.float32)
RELATION[1] = 1  # any arc but the root's is a subject


def read(window, heads, *, opens=(), antecedents=(), cues=()):
    """Return the scores of a window: for each of its words the head in it (from 1; 0: root)."""
    n = window.end - window.start
    scores = {
        "tag": np.eye(2, dtype=np.float32)[[int(head == 0) for head in heads]],
        "pos": np.eye(2, dtype=np.float32)[[int(head == 0) for head in heads]],
        "morph": np.zeros((n, 1), dtype=np.float32),
        "opens": np.eye(2, dtype=np.float32)[[int(i in opens) for i in range(n)]],
        "names": np.zeros((n, len(NAME_LABELS)), dtype=np.float32),
        "roles": np.zeros((n, len(ROLE_LABELS)), dtype=np.float32),
        "cue": np.zeros((n, n + 1), dtype=np.float32),
        "antecedent": np.zeros((n, n + 1), dtype=np.float32),
        "arc": 9 * np.eye(n + 1, dtype=np.float32)[list(heads)],
        "rel_from": np.ones((n, 2), dtype=np.float32),
        "rel_to": np.ones((n + 1, 2), dtype=np.float32),
    }
    for name, pairs in (("cue", cues), ("antecedent", antecedents)):
        for word, target in pairs:
            scores[name][word, target + 1] = 1
    return Read(window, scores)


def decoded(*reads, fixed=()):
    marks = np.zeros(reads[-1].window.until, dtype=np.int8)
    for word, mark in fixed:
        marks[word] = mark
    return decode(reads, marks, LABELS, RELATION)


def test_each_sentence_has_its_own_tree():
    found = decoded(read(Window(0, 5, 0, 5), [2, 0, 2, 5, 0], opens=[3]))
    assert found.opens.tolist() == [True, False, False, True, False]
    assert found.heads.tolist() == [1, 1, 1, 4, 4]
    assert found.relations.tolist() == [1, 0, 1, 1, 0]
    assert found.plain["tag"].tolist() == [0, 1, 0, 0, 1]


def test_what_is_known_of_starts_outweighs_the_scores():
    one = read(Window(0, 4, 0, 4), [0, 1, 0, 3], opens=[1])
    assert decoded(one, fixed=[(1, -1), (2, 1)]).opens.tolist() == [True, False, True, False]


def test_the_first_word_opens_a_sentence_whatever_is_known():
    assert decoded(read(Window(0, 2, 0, 2), [0, 1]), fixed=[(0, -1)]).opens.tolist() == [True, False]


def test_pointers_are_counted_in_the_text_not_in_the_window():
    first = read(Window(0, 4, 0, 3), [0, 1, 1, 1], antecedents=[(1, 0)], cues=[(2, 1)])
    second = read(Window(2, 6, 3, 6), [0, 1, 1, 1], antecedents=[(2, 0)], cues=[(3, 1)])
    found = decoded(first, second)
    assert found.antecedents.tolist() == [NONE, 0, NONE, NONE, 2, NONE]
    assert found.cues[2, found.weights[2].argmax()] == 1
    assert found.cues[5, found.weights[5].argmax()] == 3


def test_a_sentence_over_the_edge_is_parsed_in_the_window_that_holds_it():
    first = read(Window(0, 5, 0, 4), [0, 1, 0, 3, 3], opens=[2])
    second = read(Window(2, 7, 4, 7), [3, 3, 0, 3, 3])
    assert decoded(first, second).heads.tolist() == [0, 0, 4, 4, 4, 4, 4]


def test_a_sentence_longer_than_a_window_is_put_together_loosely():
    first = read(Window(0, 3, 0, 3), [0, 1, 1])
    second = read(Window(3, 6, 3, 6), [2, 0, 2])
    found = decoded(first, second)
    assert found.heads.tolist() == [0, 0, 0, 4, 0, 4]
    assert LABELS.relation[found.relations[4]] == "parataxis"
