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


def test_names_of_sentences_without_syntax_may_have_another_length():
    words = ["The", "Vornheim", "Council", "met"]
    names = [frozenset({label}) for label in ("O", "B-ORG", "I-ORG", "O")]
    found = drawn(Passage(words=words, names=names))
    assert {len(one.words) for one in found} > {4, 5}
    for one in found:
        assert len(one.words) == len(one.names)
        marks = "".join(min(label)[0] for label in one.names)
        assert marks.strip("O").rstrip("I") == "B"


def test_a_verb_may_come_before_who_speaks():
    words = "It fell , Ana Souza said .".split()
    one = Passage(words=words, attributions=[Attributed((3, 4), (5,), (0, 1))], quoted=True)
    found = drawn(one)
    assert any([w.lower() for w in p.words[3:6]] == ["said", "ana", "souza"] for p in found)
    for p in found:
        (kept,) = p.attributions
        assert [p.words[i].lower() for i in (*kept.source, *kept.cue)] == ["ana", "souza", "said"]


def test_paragraphs_may_run_on():
    found = drawn(Passage(words=WORDS, breaks=frozenset({4}), quoted=True))
    assert {len(one.breaks) for one in found} == {0, 1}
