"""What a speaker does with his own words."""

import pytest

from kg.model import Document, Mode
from kg.pipeline import read

TALK = """\
Deputy Minister Elena Drell spoke to the Harbour Gazette.

— Will the tax go?

— {}

— And then?

— Then we will see.
"""


def acts(text: str, mode: Mode) -> list[str]:
    """Return the acts of the statements of a mode, in order."""
    found = read(
        Document("invented.txt", text, "0" * 64, publisher="Harbour Gazette", published="2031-05-15")
    )
    modes = {u.id: u.mode for u in found.utterances}
    return [s.act.value for s in found.statements if modes[s.utterance] is mode]


@pytest.mark.parametrize(
    ("answer", "act"),
    [
        ("We demand that Norway pay.", "demand"),
        ("In this regard, we urge Norway to stop.", "demand"),
        ("We call on all sides to stop.", "demand"),
        ("We are calling for a truce.", "demand"),
        ("We propose talks.", "propose"),
        ("I promise that it will go.", "promise"),
        ("I categorically deny these rumours.", "deny"),
        ("We, of course, reject such accusations.", "deny"),
        ("We condemn the strike.", "accuse"),
        ("We welcome this decision and thank Oslo.", "praise"),
        ("We would like to thank Chile.", "praise"),
        ("I must warn you that the lake is deep.", "warn"),
        ("I have to admit that we were wrong.", "confirm"),
        ("We refuse to pay.", "decline"),
        ("I would still advise them to wait.", "propose"),
        ("Why should we wait?", "ask"),
    ],
)
def test_a_speaker_performs_the_act_that_he_names(answer, act):
    """First person, present tense, the main verb of the sentence."""
    assert acts(TALK.format(answer), Mode.TURN)[0] == act


@pytest.mark.parametrize(
    "answer",
    [
        "We demanded it in March.",
        "We will demand an apology.",
        "We can promise nothing.",
        "We would appreciate an answer.",
        "I do not deny it.",
        "They demand that we pay.",
        "We often warn them.",
        "If we demand it, they pay.",
        "When we ask them, they say nothing.",
        "The lake that we demand is deep.",
        "We say what we demand.",
        "We want to pay.",
        "I want to emphasise that it is gone.",
        "Our demand is clear.",
    ],
)
def test_whoever_only_speaks_of_an_act_states_it(answer):
    """Of another time, of others, of what might be, of what is not done."""
    assert acts(TALK.format(answer), Mode.TURN)[0] == "state"


@pytest.mark.parametrize("verb", ["believe", "think", "hope", "fear", "know"])
def test_a_turn_is_never_an_attitude(verb):
    """What he believes he says."""
    assert acts(TALK.format(f"I {verb} that the tax is high."), Mode.TURN)[0] == "state"


def test_a_quotation_performs_it_too_unless_its_cue_tells():
    """The cue comes first."""
    assert acts('"We demand an apology," Elena Drell said.', Mode.DIRECT) == ["demand"]
    assert acts('"We demand an apology," Elena Drell warned.', Mode.DIRECT) == ["warn"]
