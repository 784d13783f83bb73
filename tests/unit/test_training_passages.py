from kg.nlp.tagset import Attributed
from kg.training.passages import Passage, Syntax, reordered, window, without


def row(head, *, opens=False):
    return Syntax("NN", "NOUN", "", "x", head, "dep", opens)


PASSAGE = Passage(
    words=["The", "envoy", "said", "no", ".", "She", "left"],
    breaks=frozenset({5}),
    syntax=[row(1, opens=True), row(2), row(2), row(2), row(2), row(6, opens=True), row(6)],
    names=[frozenset("O")] * 7,
    attributions=[Attributed(source=(0, 1), cue=(2,), content=(3,))],
    antecedents=[frozenset()] * 5 + [frozenset({1}), frozenset()],
    quoted=True,
)


def test_a_window_counts_from_its_own_first_word():
    part = window(PASSAGE, 5, 7)
    assert part.words == ["She", "left"]
    assert [r.head for r in part.syntax] == [1, 1]
    assert part.breaks == frozenset()


def test_what_points_out_of_a_window_points_nowhere():
    part = window(PASSAGE, 2, 7)
    assert part.attributions == [Attributed((), (0,), (1,))]
    assert part.antecedents[3] == frozenset()
    assert part.breaks == frozenset({3})


def test_an_attribution_without_content_in_the_window_is_none():
    assert window(PASSAGE, 5, 7).attributions == []


def test_leaving_words_out_moves_all_that_points():
    part = without(PASSAGE, frozenset({0, 4}))
    assert part.words == ["envoy", "said", "no", "She", "left"]
    assert [r.head for r in part.syntax] == [1, 1, 1, 4, 4]
    assert [r.opens for r in part.syntax] == [True, False, False, True, False]
    assert part.breaks == frozenset({3})
    assert part.attributions == [Attributed((0,), (1,), (2,))]
    assert part.antecedents[3] == frozenset({0})


def test_words_in_another_order_keep_their_attributions():
    article = Passage(words=["It", "fell", ",", "Ana", "said"], attributions=[Attributed((3,), (4,), (0, 1))])
    found = reordered(article, [0, 1, 2, 4, 3])
    assert found.words == ["It", "fell", ",", "said", "Ana"]
    assert found.attributions == [Attributed((4,), (3,), (0, 1))]
