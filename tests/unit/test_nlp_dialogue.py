"""Which form a document's turns have: what makes the best dialogue of it, and what makes none."""

import pytest

from kg.nlp.segments import lay_out


def turns(text):
    """Return the turns as (kind's letter, the words that name the speaker, first words of the speech)."""
    return [
        (turn.kind.value[0], turn.label.of(text) if turn.label else None, turn.parts[0].of(text)[:12])
        for turn in lay_out(text).turns
    ]


def kinds(text):
    """Return the order of the turns: q and a."""
    return "".join(kind for kind, _, _ in turns(text))


def names(text):
    """Return who is named, in order, once for each turn."""
    return [name for _, name, _ in turns(text)]


PAIRS = (
    ("Who owns the lake, Minister?", "Nobody owns it. We share it with the town of Velm."),
    ("And who owns the fish?", "I think that the fish belong to those who catch them."),
    ("Will you drain the lake?", "No. My ministry has no such plan and no such pump."),
    ("What do you do in winter?", "We skate on it, and I am the slowest of all."),
)


def printed(question, answer, gap="\n\n"):
    """Return the pairs, each side in its form."""
    sides = (side for asked, said in PAIRS for side in (question.format(asked), answer.format(said)))
    return gap.join(["A talk about the lake of Velm", *sides]) + "\n"


@pytest.mark.parametrize(
    ("question", "answer", "asker", "speaker"),
    [
        pytest.param("Q. – {}", "A. – {}", None, None, id="letters-dash"),
        pytest.param("Q. {}", "A. {}", None, None, id="letters-stop"),
        pytest.param("[Q] {}", "[A] {}", None, None, id="letters-brackets"),
        pytest.param("OT: {}", "ML: {}", "OT", "ML", id="initials"),
        pytest.param("OT – {}", "ML – {}", "OT", "ML", id="initials-dash"),
        pytest.param("[Oran Tull] {}", "[Mara Lind] {}", "Oran Tull", "Mara Lind", id="name-in-brackets"),
        pytest.param("Tull (Northern Wire): {}", "Lind: {}", "Tull", "Lind", id="outlet-in-brackets"),
        pytest.param(
            "ORAN TULL, NORTHERN WIRE: {}", "MARA LIND: {}", "ORAN TULL", "MARA LIND", id="outlet-behind-comma"
        ),
        pytest.param(
            "Question (Oran Tull, Northern Wire): {}", "Mara Lind: {}", "Oran Tull", "Mara Lind", id="mark-and-name"
        ),
        pytest.param(">> ORAN TULL: {}", ">> MARA LIND: {}", "ORAN TULL", "MARA LIND", id="captions"),
        pytest.param("Question: {}", "Mara Lind: {}", None, "Mara Lind", id="mark-and-answerer"),
        pytest.param("**{}**", "Lind: {}", None, "Lind", id="bold-and-answerer"),
        pytest.param("Oran Tull\n\n{}", "Mara Lind\n\n{}", "Oran Tull", "Mara Lind", id="lines"),
        pytest.param(
            "Oran Tull / Moderator\n\n{}", "Mara Lind / Foreign Minister\n\n{}", "Oran Tull", "Mara Lind",
            id="lines-with-office",
        ),
        pytest.param(
            "Oran Tull\nModerator\n{}", "Mara Lind\nForeign Minister\n{}", "Oran Tull", "Mara Lind", id="office-below"
        ),
        pytest.param("Oran Tull 00:01:07\n{}", "Mara Lind 00:02:30\n{}", "Oran Tull", "Mara Lind", id="line-with-time"),
        pytest.param("### {}", "{}", None, None, id="headings"),
        pytest.param("({})", "{}", None, None, id="brackets"),
        pytest.param("1. {}", "{}", None, None, id="numbers"),
        pytest.param("Question 3: {}", "{}", None, None, id="only-questions-marked"),
        pytest.param("*{}*", "{}", None, None, id="italics"),
        pytest.param("Gazette: {}", "{}", "Gazette", None, id="only-the-asker-named"),
        pytest.param("- {}", "- {}", None, None, id="hyphens"),
    ],
)  # fmt: skip
def test_each_form_is_read_and_names_who_it_names(question, answer, asker, speaker):
    """Questions and answers in order, each with the words that name its speaker."""
    text = printed(question, answer)
    assert kinds(text) == "qaqaqaqa"
    assert names(text) == [asker, speaker] * 4


def test_a_turn_without_its_dash_is_found():
    """An answer that has lost its dash, and a question that has."""
    lines = printed("— {}", "— {}").split("\n\n")
    lines[4], lines[5] = lines[4].removeprefix("— "), lines[5].removeprefix("— ")
    assert kinds("\n\n".join(lines)) == "qaqaqaqa"


def test_a_paragraph_that_goes_on_is_no_turn_without_a_dash():
    """An answer of two paragraphs stays one turn, also where the first ends with a question."""
    text = printed("— {}", "— {}").replace(
        "with the town of Velm.",
        "with Velm. Who would drain it?\n\nWe are not fools, and they are not either.",
    )
    assert kinds(text) == "qaqaqaqa"


def test_a_full_name_and_the_family_name_are_one_speaker():
    """Who is labelled in full the first time only, and asks, asks under either name."""
    lines = (
        printed("Tull: {}", "Lind: {}").replace("Tull:", "Oran Tull:", 1).replace("Lind:", "Mara Lind:", 1)
    )
    assert kinds(lines) == "qaqaqaqa"
    assert names(lines)[:4] == ["Oran Tull", "Mara Lind", "Tull", "Lind"]


def test_a_word_before_a_colon_within_an_answer_is_no_speaker():
    """Not even if it comes twice."""
    text = printed("Q: {}", "A: {}").replace("Nobody owns it.", "Nobody.\nFirst: it is a lake.")
    text = text.replace("No. My", "No.\nFirst: it is too deep. My")
    assert kinds(text) == "qaqaqaqa"


def test_who_speaks_once_among_others_is_a_speaker():
    """A guest's only turn is a turn: the name is one."""
    text = (
        printed("Oran Tull: {}", "Mara Lind: {}") + "\nPetra Osgerby: I came late, and I agree with Mara.\n"
    )
    assert names(text)[-1] == "Petra Osgerby"


def test_an_interpreter_speaks_for_the_one_interpreted():
    """The turn belongs to who spoke before; words in brackets are no speech."""
    text = (
        "QUESTION: Who owns the lake, Minister?\n\nMR. DRELL: (Speaks in Velmish.)\n\n"
        "INTERPRETER: Nobody owns it. We share it.\n\nQUESTION: And the fish?\n\n"
        "MR. DRELL: (Speaks in Velmish.)\n\nTHE INTERPRETER: I think they are free.\n"
    )
    spoken = lay_out(text).turns
    assert [turn.kind.value for turn in spoken] == ["question", "answer"] * 2
    assert [turn.label.of(text) for turn in spoken[1::2]] == ["MR. DRELL", "MR. DRELL"]


def test_in_parliament_each_turn_tells_whether_it_asks():
    """Who presides makes statements, too; a member who asked may say something."""
    text = (
        "The CHAIRMAN. The committee will come to order. We have one witness.\n\n"
        "Ms. ARAUJO. I own the boat that sank.\n\nThe CHAIRMAN. Who was at the helm?\n\n"
        "Ms. ARAUJO. My brother was.\n\nSenator DRELL. Was he asleep?\n\nMs. ARAUJO. No, Senator.\n\n"
        "Senator DRELL. Then we disagree.\n\nThe CHAIRMAN. The meeting is adjourned.\n"
    )
    assert kinds(text) == "aaqaqaaa"


def test_a_bold_heading_between_bold_questions_is_a_heading():
    """It is no sentence, and what follows it is the publisher's."""
    text = printed("**{}**", "{}") + "\n**The person**\n\nMara Lind, born in Velm, taught law before.\n"
    assert kinds(text) == "qaqaqaqa"
    assert [segment.kind.value for segment in lay_out(text).segments][-2:] == ["heading", "narration"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The lake is low\n\nThe lake has fallen by a metre since May, the town says. Who would have thought so?\n\n"
            "I was born here, and I have never seen the old pier dry. My father built it.\n\n"
            "We need rain, and we need pumps. Is that too much to ask?\n\nI will vote for whoever brings either.\n",
            id="op-ed",
        ),
        pytest.param(
            "## Why is the lake low?\n\nIt has not rained since May, and the dam leaks.\n\n"
            "## Who pays for the dam?\n\nThe town of Velm and the province share the cost.\n\n"
            "## What comes next?\n\nThe council votes on a new dam in October.\n",
            id="explainer",
        ),
        pytest.param(
            "The lake is low\n\n— We have lost a third of the water,\" Mara Lind said.\n\nThe dam leaks, too.\n\n"
            "— Nobody tested the pumps, — said Oran Tull.\n\nThe council meets on Monday.\n",
            id="quotations",
        ),
        pytest.param(
            "Two dams\n\nThe old dam\n\nPros: it stands.\n\nCons: it leaks.\n\nThe new dam\n\nPros: it is dry.\n\n"
            "Cons: it costs a million.\n",
            id="lists",
        ),
        pytest.param(
            "The lake is low\n\nVelm – The lake has fallen by a metre.\n\nMara Lind: the lake will rise\n\n"
            "The minister was there on Monday.\n\nOran Tull: it will not\n\nThe fisherman was there, too.\n",
            id="headlines",
        ),
    ],
)  # fmt: skip
def test_what_is_no_dialogue_has_no_turns(text):
    """Questions of a writer, lists and quotations open none."""
    assert turns(text) == []


def test_delegates_who_speak_once_are_speakers():
    """In a council each delegate may speak once, and only whoever presides comes again."""
    text = (
        "The President: The meeting is called to order.\n\nMr. Okonjo (Lurania): I thank you. We regret the attack.\n\n"
        "Our people want peace.\n\nMs. Lindqvarn (Marovia): My country asks for an inquiry.\n\n"
        "The President: I thank you both. The meeting is closed.\n"
    )
    assert names(text) == ["The President", "Mr. Okonjo", "Ms. Lindqvarn", "The President"]


def test_a_host_who_greets_a_guest_is_not_the_guest():
    """What a turn says is no declaration of who asks."""
    text = (
        "HOST: Mara Lind, you are the minister.\n\nMARA LIND: I am, and I thank you.\n\nHOST: How is the lake?\n\n"
        "LIND: We measured it yesterday.\n"
    )
    assert kinds(text) == "qaqa"


def test_a_question_of_two_bold_paragraphs_begins_with_the_first():
    """What is said before it asks is the asker's."""
    text = printed("**{}**", "{}").replace("**Who owns", "**The town of Velm blames you.**\n\n**Who owns", 1)
    assert kinds(text) == "qqaqaqaqa"


def test_the_last_words_below_a_name_are_spoken_however_few():
    """Three words at the end of a page are no button when a name stands above them."""
    text = printed("ORAN TULL\n{}", "MARA LIND\n{}") + "\nORAN TULL\nThank you.\n"
    assert lay_out(text).turns[-1].parts[-1].of(text) == "Thank you."


def test_an_essay_that_asks_now_and_then_is_no_interview():
    """Three questions to the reader in thirty personal paragraphs open no turns."""
    told = "I was born in Velm, and we have never had such a summer.\n\n"
    asked = "What would you do in our place?\n\n"
    assert turns("The lake is low\n\n" + (told * 9 + asked) * 3 + told) == []


def test_who_alone_asks_asks_however_long():
    """The questions of a short talk may be longer than its answers."""
    text = (
        "Gazette: Minister, the lake has lost a third of its water since May. Who owns it?\n\nLind: Nobody does.\n\n"
        "Gazette: Your critics in the town of Velm say that it is yours and yours alone.\n\nLind: We share it.\n"
    )
    assert kinds(text) == "qaqa"


def test_an_answer_in_quotation_marks_is_no_heading():
    """Two sentences within quotation marks, without a source, are what somebody answers."""
    more = "“The town of Velm pays for half of it. The province pays for all the rest.”"
    text = printed("**{}**", "“{}”").replace("of Velm.”", f"of Velm.”\n\n{more}", 1)
    assert [s.kind.value for s in lay_out(text).segments if s.span.of(text) == more] == ["answer"]
