"""The grammar of plain questions, on invented names."""

import time

import pytest

from kg.cli.questions import EXAMPLES, understand

SAID = [
    ("who said what about Kestria?", "who-said --about Kestria"),
    ("Who said what about the LU", "who-said --about LU"),
    ("who says anything about Ovel Nemyr?", "who-said --about Ovel Nemyr"),
    ("WHO TALKED ABOUT the Varn Accord", "who-said --about Varn Accord"),
    ("who spoke about Kestria in 2025?", "who-said --about Kestria --since 2025 --until 2025"),
    ("who mentioned Kestria since March 2024?", "who-said --about Kestria --since 2024-03"),
    ("who has spoken about Kestria?", "who-said --about Kestria"),
    ("who commented on the Lume Talks?", "who-said --about Lume Talks"),
    ("what did Nemyr say about Kestria", "who-said --about Kestria --by Nemyr"),
    (
        "what did Nemyr say about Kestria in 2025?",
        "who-said --about Kestria --by Nemyr --since 2025 --until 2025",
    ),
    (
        "what did Nemyr say about Kestria since 2024-03?",
        "who-said --about Kestria --by Nemyr --since 2024-03",
    ),
    ("what did Nemyr say about Kestria before 2025", "who-said --about Kestria --by Nemyr --until 2024"),
    (
        "what did Nemyr say on Kestria after 5 March 2025",
        "who-said --about Kestria --by Nemyr --since 2025-03-06",
    ),
    (
        "what did Nemyr say about Kestria between 2024 and 2025",
        "who-said --about Kestria --by Nemyr --since 2024 --until 2025",
    ),
    ("what does Nemyr say?", "who-said --by Nemyr"),
    ("What does Nemyr think about the Varn Accord?", "who-said --about Varn Accord --by Nemyr"),
    ("what has Nemyr said about Kestria?", "who-said --about Kestria --by Nemyr"),
    ("what does Nemyr have to say about Kestria?", "who-said --about Kestria --by Nemyr"),
    ("what Nemyr said about Kestria", "who-said --about Kestria --by Nemyr"),
    ("what was said about Kestria by Nemyr", "who-said --about Kestria --by Nemyr"),
    ("what has been said about Kestria?", "who-said --about Kestria"),
    ("what is said by Nemyr?", "who-said --by Nemyr"),
    ("what was said by Nemyr about Kestria?", "who-said --about Kestria --by Nemyr"),
    ("what do people say about Kestria", "who-said --about Kestria"),
    ("did Nemyr say anything about Kestria?", "who-said --about Kestria --by Nemyr"),
    ("has Nemyr mentioned Kestria?", "who-said --about Kestria --by Nemyr"),
    ("what did Nemyr deny?", "who-said --by Nemyr --act deny"),
    (
        "What has Nemyr promised about Kestria since 2024?",
        "who-said --about Kestria --by Nemyr --act promise --since 2024",
    ),
    ("who warned about Kestria?", "who-said --about Kestria --act warn"),
    ("who accuses Kestria?", "who-said --about Kestria --act accuse"),
    ("what was confirmed by Nemyr?", "who-said --by Nemyr --act confirm"),
    ("what did Nemyr say according to Orun?", "who-said --by Nemyr --via Orun"),
    (
        "what did Nemyr say about Kestria, as quoted by the Gazette, in 2024?",
        "who-said --about Kestria --by Nemyr --via Gazette --since 2024 --until 2024",
    ),
    ("Nemyr's statements about Kestria", "who-said --about Kestria --by Nemyr"),
    ("quotes by Nemyr on the Lume Talks", "who-said --about Lume Talks --by Nemyr"),
    ("quotes about Kestria", "who-said --about Kestria"),
    ("Please, show me what Nemyr said about “Kestria”!", "who-said --about Kestria --by Nemyr"),
]
OTHER = [
    ("when did Nemyr meet Tessa Orun?", "timeline --about Nemyr --with Tessa Orun"),
    ("when did Nemyr and Orun meet?", "timeline --about Nemyr --with Orun"),
    ("when did Nemyr speak with Orun until 2024", "timeline --about Nemyr --with Orun --until 2024"),
    ("who met with Orun in May 2025?", "timeline --about Orun --since 2025-05 --until 2025-05"),
    ("what happened in Kestria in 2025?", "timeline --about Kestria --since 2025 --until 2025"),
    ("what happened in 2024?", "timeline --since 2024 --until 2024"),
    ("timeline of the Varn Accord", "timeline --about Varn Accord"),
    ("how many soldiers are in Kestria?", "figures --about Kestria --of soldiers"),
    ("how much gas does Kestria buy from Varn?", "figures --about Kestria --of gas"),
    ("how many soldiers are there", "figures --of soldiers"),
    ("figures about Kestria", "figures --about Kestria"),
    ("what are the figures on Kestria?", "figures --about Kestria"),
    ("how are Nemyr and Orun connected?", "path Nemyr Orun"),
    ("how is Kestria related to the Varn Union?", "path Kestria Varn Union"),
    ("what connects Nemyr with Orun?", "path Nemyr Orun"),
    ("path from Nemyr to Orun", "path Nemyr Orun"),
    ("what is the relationship between Kestria and Varn?", "path Kestria Varn"),
    ("who is Nemyr?", "show Nemyr"),
    ("what is the Varn Union?", "show Varn Union"),
    ("tell me about Kestria", "show Kestria"),
    ("who is most talked about?", "rank"),
    ("who are the main actors?", "rank"),
]


@pytest.mark.parametrize(("question", "command"), [*SAID, *OTHER])
def test_a_question_is_the_command_that_answers_it(question, command):
    assert " ".join(understand(question) or ()) == command


@pytest.mark.parametrize(
    "question",
    [
        "make me a sandwich",
        "why is the lake blue",
        "",
        "?",
        "kestria",
        "what happened in Kestria according to Orun?",
    ],
)
def test_what_the_grammar_does_not_know_is_no_command(question):
    assert understand(question) is None


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_that_we_offer_is_understood(example):
    assert understand(example)


def test_a_name_cannot_become_an_option():
    """A question never smuggles options into the command."""
    assert understand("who is --store=elsewhere?") == ("show", "store=elsewhere")


def test_a_hostile_question_is_answered_quickly():
    """No pattern runs away: what is longer than any question is none, and long ones take no time."""
    start = time.perf_counter()
    assert understand("what did " + "say about " * 4000) is None
    understand(("what did say about who is how many are " * 13)[:500])
    assert time.perf_counter() - start < 1
