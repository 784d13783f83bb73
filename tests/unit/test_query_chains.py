"""Through whom we know it: chains of reports, three levels deep and beyond."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Mode, Reading, Span, content_id
from kg.query import Passage, Wanted, named, who_said
from tests import chain, sample


@pytest.fixture(scope="module")
def view():
    return sample.view_of(chain.READING)


def warning(view):
    """Return the innermost statement."""
    (found,) = who_said(view, Wanted(acts=frozenset({"warn"})))
    return found


def test_a_chain_goes_from_the_outermost_to_the_statement_itself(view):
    levels = warning(view).chain
    assert [(level.speaker_label, level.mode) for level in levels] == [
        ("Ilva Drell", "turn"),
        ("Zembia", "indirect"),
        ("Tam Moorvel", "indirect"),
    ]
    assert warning(view).relayed_by == ("Zembia", "Ilva Drell")


def test_each_level_has_its_words_their_place_and_what_signals_them(view):
    turn, announced, warned = warning(view).chain
    assert (turn.words, turn.source, turn.cue) == (chain.TURN, None, None)
    assert (turn.said_on, turn.role) == ("2031-05-12", "Deputy Foreign Minister of Vostania")
    assert (announced.words, warned.words) == (chain.ANNOUNCED, chain.WARNED)
    for level in warning(view).chain:
        assert chain.TEXT[level.start : level.end] == level.words
    for passage, words in (
        (announced.source, "Zembia"),
        (announced.cue, "announced"),
        (warned.cue, "warned"),
    ):
        assert passage == Passage(words, *_ends(words))


def _ends(words: str) -> tuple[int, int]:
    found = sample.span(chain.TEXT, words)
    return found.start, found.end


def test_what_nobody_relays_is_a_chain_of_one(view):
    first = who_said(view)[0]
    assert [level.words for level in first.chain] == [first.words]
    assert first.relayed_by == ()


def test_the_level_that_reports_it_is_the_sentence_that_holds_it_not_the_whole_turn(view):
    assert chain.MET not in warning(view).chain[0].words


def test_where_no_sentence_holds_it_the_whole_utterance_does():
    """A quotation that runs over two sentences of a turn, and lies in neither."""
    text = chain.TEXT
    over = Span(sample.span(text, "the Lake Union would").start, sample.span(text, "They met").end)
    turn, announced, *others = chain.READING.utterances
    quote = replace(announced, span=over, mode=Mode.DIRECT)
    told = replace(
        chain.READING.statements[2], content=(over,), evidence=sample.evidence(text, over), utterance=quote.id
    )
    broken = replace(chain.READING, utterances=(turn, quote, *others), statements=_but(told))
    outer, own = next(s for s in who_said(sample.view_of(broken)) if s.statement == told.id).chain
    assert (outer.start, outer.end, outer.act) == (turn.span.start, turn.span.end, None)
    assert own.words == over.of(text)


def _but(changed):
    """Return the statements with one changed."""
    return tuple(changed if one.id == changed.id else one for one in chain.READING.statements)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"via": frozenset({"Drell"})}, [chain.ANNOUNCED, chain.WARNED]),
        ({"via": frozenset({"Zembia"})}, [chain.WARNED]),
        ({"via": frozenset({"Tam Moorvel"})}, []),
        ({"via": frozenset({"Drell"}), "by": frozenset({"Zembia"})}, [chain.ANNOUNCED]),
        ({"nested": False}, [chain.TURN, chain.MET, chain.FEARED]),
        ({"nested": True, "by": frozenset({"Moorvel"})}, [chain.WARNED, chain.FEARED]),
        ({"acts": frozenset({"fear", "warn"})}, [chain.WARNED, chain.FEARED]),
    ],
)
def test_who_said_asks_for_those_who_relay_and_for_acts(view, wanted, words):
    assert [saying.words for saying in who_said(view, Wanted(**wanted))] == words


def test_the_named_query_counts_how_far_out_each_one_stands(view):
    rows = named(view, "chains").rows
    assert [(row["who"], row["depth"], row["through"]) for row in rows] == [
        ("Zembia", 1, "Ilva Drell"),
        ("Tam Moorvel", 1, "Zembia"),
        ("Tam Moorvel", 2, "Ilva Drell"),
    ]


def stack(depth: int) -> Reading:
    """Return a reading in which each utterance is reported in the one before."""
    turn, announced, *_ = chain.READING.utterances
    said = chain.READING.statements[0]
    utterances, statements = [turn], [said]
    for number in range(depth):
        inner = replace(announced, id=content_id("deep", number), reported_in=utterances[-1].id)
        utterances.append(inner)
        statements.append(replace(said, id=content_id("deep statement", number), utterance=inner.id))
    return replace(
        chain.READING, utterances=tuple(utterances), statements=tuple(statements), events=(), relations=(), figures=()
    )  # fmt: skip


@given(st.integers(min_value=0, max_value=12))
@settings(max_examples=6, deadline=None)
def test_a_chain_is_as_long_as_it_is(depth):
    found = who_said(sample.view_of(stack(depth)))
    assert sorted(len(saying.chain) for saying in found) == list(range(1, depth + 2))
    deepest = max(found, key=lambda saying: len(saying.chain))
    assert [level.utterance for level in deepest.chain] == [one.id for one in stack(depth).utterances]


def test_a_ring_is_gone_through_once():
    """No reader makes one, yet a store may hold it; the two ways through it are one chain each."""
    turn, announced, warned, feared = chain.READING.utterances
    ring = replace(
        chain.READING, utterances=(replace(turn, reported_in=warned.id), announced, warned, feared)
    )
    view = sample.view_of(ring)
    for saying in who_said(view):
        passed = [level.utterance for level in saying.chain]
        assert len(passed) == len(set(passed))
        assert passed[-1] == saying.utterance
    assert {len(saying.chain) for saying in who_said(view)} == {1, 3}


def test_one_who_reports_himself_ends():
    turn, *others = chain.READING.utterances
    own = replace(chain.READING, utterances=(replace(turn, reported_in=turn.id), *others))
    assert [len(saying.chain) for saying in who_said(sample.view_of(own))] == [1, 2, 3, 1, 1]
