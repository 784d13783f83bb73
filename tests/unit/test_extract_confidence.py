"""How sure a statement is: by what was measured, and nothing is said to be certain."""

import pytest

from kg.extract.confidence import NARRATION, Place, floating, measured, of_turn, traits, turn_kind
from kg.extract.content import Attribution
from kg.extract.sources import Source, SourceKind
from kg.model import Act, Document, Mode, SegmentKind, Span
from kg.nlp.segments import Turn
from kg.pipeline import Settings, read

FLOATS = """Elena Drell said that the tax belongs to nobody.

The town lies on the coast of Norway. It has a harbour. Ships come every day, and nobody has counted them.

“The tax was never paid and never will be.”
"""
TALK = "Talk on the harbour tax\n\nQ: Who pays for it?\n\nA: Nobody does.\n\nQ: Why is that?\n\nA: We are poor here.\n"


def likely(text, mode, **settings):
    """Return the confidences of the statements of a mode."""
    found = read(Document("invented.txt", text, "0" * 64, publisher="Harbour Gazette"), Settings(**settings))
    utterances = {utterance.id: utterance for utterance in found.utterances}
    return [s.evidence.confidence for s in found.statements if utterances[s.utterance].mode is mode]


@pytest.mark.parametrize(
    ("label", "mark", "kind"),
    [
        (Span(0, 5), Span(0, 6), "named turn"),
        (None, Span(0, 2), "marked turn"),
        (None, Span(0, 0), "unmarked turn"),
        (None, None, "unmarked turn"),
    ],
)
def test_a_turn_is_as_sure_as_turns_that_begin_so(label, mark, kind):
    """With a name, with "Q:" or a dash, or with nothing."""
    turn = Turn(SegmentKind.ANSWER, (Span(0, 20),), label, mark)
    assert turn_kind(turn) == kind
    assert of_turn(turn) == measured("chance")[kind]


def test_statements_get_the_chance_of_their_kind():
    """Turns, floating quotations, the publisher's own words."""
    assert set(likely(TALK, Mode.TURN)) == {measured("chance")["marked turn"]}
    assert likely(FLOATS, Mode.DIRECT) == [floating()]
    assert set(likely(FLOATS, Mode.NARRATION)) == {NARRATION}


def test_a_floating_quotation_below_the_threshold_is_dropped_and_a_turn_stays():
    """Nobody is named beside it: it is an attribution, only a vague one."""
    assert likely(FLOATS, Mode.DIRECT, min_confidence=floating()) == [floating()]
    assert likely(FLOATS, Mode.DIRECT, min_confidence=floating() + 0.001) == []
    assert len(likely(TALK, Mode.TURN, min_confidence=1)) == 2
    assert likely(FLOATS, Mode.NARRATION, min_confidence=1)


def test_confidences_have_three_digits_and_none_is_certain():
    """A reader can type them after --min-confidence, and gets what they stand beside."""
    found = likely(FLOATS, Mode.INDIRECT, min_confidence=0)
    assert found
    assert all(0 < one < 1 and one == round(one, 3) for one in found)
    assert likely(FLOATS, Mode.INDIRECT, min_confidence=found[0]) == found[:1]


def test_every_weight_is_of_a_trait_that_there_is():
    """A trait whose name changed would silently weigh nothing."""
    known, he = set(), Source(0, 1, Span(0, 2), SourceKind.PRONOUN, "he")
    for sure, ruled in ((0.9, True), (0.9, False), (0.0, True)):
        one = Attribution(
            he, Span(0, 4), "say", Act.STATE, (Span(5, 9),), Mode.INDIRECT, sure=sure, ruled=ruled
        )
        known |= set(traits(one, "person:x", Place(dialogue=False, heading=False, within=False), 1))
    assert set(measured("weight")) <= known
    assert len(measured("weight")) > 20
