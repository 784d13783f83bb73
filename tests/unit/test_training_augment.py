import random

from kg.nlp.tagset import Attributed
from kg.training.augment import augmented
from kg.training.passages import Passage, Syntax

WORDS = "“ We left , ” said Ana Souza of the Vornheim Council .".split()


def passage(**layers):
    return Passage(words=WORDS, **layers)


def drawn(one, times=200):
    rng = random.Random(7)
    return [augmented(one, rng) for _ in range(times)]


def test_layers_always_fit_the_words():
    n = len(WORDS)
    syntax = [Syntax("NN", "NOUN", "", w, 2, "dep", i == 0) for i, w in enumerate(WORDS)]
    names = [frozenset("O")] * n
    names[6], names[7] = frozenset({"B-PERSON"}), frozenset({"I-PERSON"})
    for one in drawn(passage(syntax=syntax, names=names)):
        assert len(one.words) == len(one.syntax) == len(one.names)
        assert all(0 <= row.head < len(one.words) for row in one.syntax)
        assert one.syntax[0].opens


def test_persons_are_given_other_names_of_as_many_words():
    names = [frozenset("O")] * len(WORDS)
    names[6], names[7] = frozenset({"B-PERSON"}), frozenset({"I-PERSON"})
    found = {tuple(one.words[6:8]) for one in drawn(passage(names=names)) if len(one.words) == len(WORDS)}
    assert len(found) > 20


def test_an_opening_mark_may_become_a_dash_and_the_content_stays():
    attribution = Attributed(source=(6, 7), cue=(5,), content=(1, 2))
    found = drawn(passage(attributions=[attribution], quoted=True))
    assert any(one.words[0] == "—" for one in found)
    assert any("”" not in one.words and "“" not in one.words for one in found)
    for one in found:
        (kept,) = one.attributions
        assert [one.words[i].lower() for i in kept.cue] == ["said"]
        assert [one.words[i].lower() for i in kept.content] == ["we", "left"]
