"""Who says what: the forms in which words are attributed, and those that attribute nothing."""

import pytest

from kg.model import Document, Mode
from kg.pipeline import read

PUBLISHER = "org:harbour-gazette"


def reading(text):
    """Read a text of the invented Harbour Gazette."""
    return read(Document("invented.txt", text, "0" * 64, publisher="Harbour Gazette", published="2031-05-06"))


def said(text):
    """Return (speaker, mode, words) of all statements but the publisher's own."""
    found = reading(text)
    utterances = {utterance.id: utterance for utterance in found.utterances}
    return [
        (
            utterances[s.utterance].speaker,
            utterances[s.utterance].mode.value,
            *(c.of(text) for c in s.content),
        )
        for s in found.statements
        if utterances[s.utterance].mode is not Mode.NARRATION
    ]


def utterance(text, mode="indirect"):
    """Return the first utterance of a mode."""
    return next(u for u in reading(text).utterances if u.mode.value == mode)


@pytest.mark.parametrize(
    "text",
    [
        "The tax belongs to nobody, Deputy Minister Elena Drell said on Monday.",
        "The tax belongs to nobody, said Deputy Minister Elena Drell.",
        "Deputy Minister Elena Drell said that the tax belongs to nobody.",
        "Deputy Minister Elena Drell said the tax belongs to nobody.",
        "Elena Drell said by phone that the tax belongs to nobody.",
        "As Elena Drell said on Monday, the tax belongs to nobody.",
        "According to Elena Drell, the tax belongs to nobody.",
        "According to Elena Drell, a senior analyst at the port, the tax belongs to nobody.",
        "In this town the tax belongs to nobody, according to Elena Drell.",
        "Elena Drell visited the town. In her opinion, the tax belongs to nobody.",
        "Elena Drell told Tomas Moorvel that the tax belongs to nobody.",
        "Elena Drell is sure that the tax belongs to nobody.",
        "Minister Elena Drell visited the town. The tax belongs to nobody, Drell said.",
        "Elena Drell, the deputy foreign minister of Norway, left. The diplomat added that the tax belongs to nobody.",
        "Elena Drell visited the town. She noted that the tax belongs to nobody.",
    ],
    ids=[
        "trailing",
        "inverted",
        "leading",
        "leading-without-that",
        "said-by-phone",
        "as-she-said",
        "according-to",
        "according-to-whom-it-tells",
        "according-to-at-the-end",
        "in-her-opinion",
        "told",
        "is-sure",
        "surname-later",
        "the-diplomat",
        "pronoun",
    ],
)
def test_reported_speech(text):
    """However the source is placed, the words are hers, and only the words."""
    ((speaker, mode, words),) = said(text)
    assert speaker == "person:elena-drell"
    assert mode == "indirect"
    assert words.lower().removeprefix("in this town ") == "the tax belongs to nobody"


@pytest.mark.parametrize(
    "text",
    [
        '"The tax belongs to nobody," Elena Drell said.',
        '"The tax belongs to nobody", said Elena Drell.',
        "“The tax belongs to nobody,” said Elena Drell.",
        "Elena Drell said: «The tax belongs to nobody».",
        'Elena Drell: "The tax belongs to nobody"',
        'Elena Drell spoke first.\n\n— The tax belongs to nobody," she said.',
        'Elena Drell spoke first.\n\nThe tax belongs to nobody," she said.',
    ],
    ids=[
        "trailing",
        "inverted",
        "curly",
        "colon-guillemets",
        "headline",
        "dash-closed-by-a-mark",
        "opening-mark-missing",
    ],
)
def test_quotations(text):
    """A quotation is direct, in any marks and with a broken pair, and the marks are no part of it."""
    ((speaker, mode, words),) = said(text)
    assert speaker == "person:elena-drell"
    assert mode == "direct"
    assert words.rstrip(".,") == "The tax belongs to nobody"


def test_a_quotation_goes_on_behind_its_source():
    """What follows in the same paragraph is said by the one who was named between."""
    text = '"The tax belongs to nobody," Elena Drell said. "It never belonged to anybody at all."'
    assert [words for _, _, words in said(text)] == [
        "The tax belongs to nobody",
        "It never belonged to anybody at all.",
    ]
    assert {speaker for speaker, _, _ in said(text)} == {"person:elena-drell"}


@pytest.mark.parametrize(
    "text",
    [
        '"The tax of this town," said Elena Drell, "belongs to nobody in it."',
        '"The tax of this town," Elena Drell said, "belongs to nobody in it."',
    ],
    ids=["inverted", "straight"],
)
def test_a_quotation_split_by_its_source(text):
    """Both halves are hers."""
    words = " ".join(part for _, _, *parts in said(text) for part in parts)
    assert {speaker for speaker, _, *_ in said(text)} == {"person:elena-drell"}
    assert "The tax of this town" in words
    assert "belongs to nobody in it" in words


def test_reported_speech_around_its_source():
    """A source set in commas splits the content into two extents."""
    text = "The two men, Elena Drell said, had asked for asylum in the town."
    assert said(text) == [
        ("person:elena-drell", "indirect", "The two men", "had asked for asylum in the town")
    ]


def test_a_quotation_over_two_paragraphs():
    """A mark that is not closed at the end of its paragraph lets the next one go on."""
    text = (
        'Elena Drell spoke at length. "The tax belongs to nobody," she said. "Let us begin.\n\n'
        '"It never belonged to anybody in this country, and it never will."'
    )
    assert {speaker for speaker, _, _ in said(text)} == {"person:elena-drell"}
    assert said(text)[-1][2] == "It never belonged to anybody in this country, and it never will."


def test_this_was_stated_by():
    """The sentence before is the content."""
    text = "The tax belongs to nobody. This was stated by Elena Drell."
    assert said(text) == [("person:elena-drell", "indirect", "The tax belongs to nobody.")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Norway said that the tax belongs to nobody.", "polity:norway"),
        ("Oslo believes that the tax belongs to nobody.", "polity:norway"),
        ("The Norwegian side insists that the tax belongs to nobody.", "polity:norway"),
        (
            "The Norwegian Foreign Ministry announced that the tax belongs to nobody.",
            "org:norway-foreign-ministry",
        ),
        ("According to experts, the tax belongs to nobody.", "group:experts"),
        ("The opposition claimed that the tax belongs to nobody.", "group:opposition"),
        ("The opposition claims that the tax belongs to nobody.", "group:opposition"),
        ("It is reported that the tax belongs to nobody.", "group:media"),
        ("A Western diplomat said that the tax belongs to nobody.", "group:western-diplomats"),
        ("Reuters writes that the tax belongs to nobody.", "org:reuters"),
    ],
)
def test_sources_that_are_no_persons(text, speaker):
    """Polities by name, capital or side; ministries, groups, unnamed people, outlets."""
    assert [(who, mode) for who, mode, _ in said(text)] == [(speaker, "indirect")]


@pytest.mark.parametrize(
    "text",
    [
        "Analyst Elena Drell of the Harbour Institute said that the tax belongs to nobody.",
        "Analyst Elena Drell from the Harbour Institute believes that the tax belongs to nobody.",
        "Elena Drell at the Norwegian Foreign Ministry said that the tax belongs to nobody.",
    ],
)
def test_whoever_belongs_to_a_body_speaks_for_herself(text):
    """The body stands nearer to the verb, but it only says where she works."""
    assert said(text) == [("person:elena-drell", "indirect", "the tax belongs to nobody")]


@pytest.mark.parametrize(
    "text",
    [
        "The minister, Elena Drell, said that the tax belongs to nobody.",
        "The Norwegian minister, Elena Drell, said that the tax belongs to nobody.",
        "The tax belongs to nobody, said the Norwegian minister, Elena Drell.",
    ],
    ids=["minister", "norwegian-minister", "inverted"],
)
def test_an_office_and_the_name_behind_its_comma_are_one_source(text):
    """There is one who speaks, and she has a name."""
    ((speaker, mode, words),) = said(text)
    assert (speaker, mode) == ("person:elena-drell", "indirect")
    assert words.lower() == "the tax belongs to nobody"


def test_the_addressee():
    """An outlet that somebody told something does not say it."""
    found = utterance("The tax belongs to nobody, Elena Drell told the Harbour Gazette.")
    assert (found.speaker, found.addressee) == ("person:elena-drell", PUBLISHER)


def test_source_and_cue_are_words_of_the_text():
    """Where it says who and that he says it."""
    text = "Deputy Minister Elena Drell claimed that the tax belongs to nobody."
    found = utterance(text)
    assert found.cue is not None
    assert found.source is not None
    assert found.cue.of(text) == "claimed"
    assert found.source.of(text) == "Deputy Minister Elena Drell"


@pytest.mark.parametrize(
    ("verb", "act"),
    [
        ("said", "state"),
        ("denied", "deny"),
        ("promised", "promise"),
        ("warned", "warn"),
        ("believes", "believe"),
    ],
)
def test_acts(verb, act):
    """What somebody does in saying it follows from the verb."""
    found = reading(f"Elena Drell {verb} that the tax belongs to nobody.")
    assert act in {statement.act for statement in found.statements}


@pytest.mark.parametrize(
    "text",
    [
        "Elena Drell advised the government in 2030.",
        "Elena Drell assured the voters.",
        "Elena Drell instructed the soldiers in Oslo.",
    ],
)
def test_whom_somebody_advises_is_not_what_is_said(text):
    """A verb without the frame of a noun phrase has none as its content."""
    assert said(text) == []


def test_accusations_have_no_clause():
    """The object of the accusation and what it is accused of are the content."""
    assert said("Elena Drell accused Norway of stealing the tax.") == [
        ("person:elena-drell", "indirect", "Norway of stealing the tax")
    ]


def test_a_relative_clause_tells_what_somebody_said():
    """Of "X, who said", the words are those of X."""
    assert said("Elena Drell, who said that the tax was high, went home.") == [
        ("person:elena-drell", "indirect", "the tax was high")
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Slovakia's interior minister said that the tax was high.", "person:slovakia-interior-minister"),
        (
            "The Latvian transport minister, Ilze Brandere, said that the tax was high.",
            "person:ilze-brandere",
        ),
        ("Elena Drell met Ilze Brandere, and Latvia has said that the tax is high.", "polity:latvia"),
    ],
)
def test_the_subject_of_the_verb_speaks(text, speaker):
    """Whoever stands nearest does not: the tree tells whose verb it is."""
    assert said(text) == [
        (speaker, "indirect", "the tax was high".replace("was", "is" if " is " in text else "was"))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Has Elena Drell said that the tax was high?",
        "The report of the committee on the tax was read on Monday.",
        "It is fair to say that the tax is high.",
        "The proposals that the delegation voiced were rejected on Monday.",
        "Elena Drell did not say that the tax belongs to nobody.",
        "Elena Drell could say that the tax belongs to nobody.",
        '"The tax belongs to nobody" was written on the wall.',
        "Elena Drell denied this.",
        "Elena Drell's statement was not believed in the town.",
    ],
)
def test_what_attributes_nothing(text):
    """Nouns, infinitives, descriptions, questions, negations and modal verbs report no words."""
    assert said(text) == []


def test_the_publisher_tells_what_nobody_else_says():
    """Narration is a statement too, of the publisher."""
    (found,) = reading("Nobody came to the pier on Monday.").utterances
    assert (found.mode, found.speaker) == (Mode.NARRATION, PUBLISHER)


def test_the_publisher_tells_that_somebody_says_something():
    """A report is two statements: that of the source, and the publisher's that the source made it."""
    modes = [u.mode.value for u in reading("Elena Drell said that the tax belongs to nobody.").utterances]
    assert sorted(modes) == ["indirect", "narration"]


def test_a_verbatim_sentence_is_not_told():
    """Of what is quoted in full the publisher says nothing himself."""
    modes = [u.mode.value for u in reading('"The tax belongs to nobody," Elena Drell said.').utterances]
    assert "direct" in modes


TALK = """\
Norwegian Deputy Foreign Minister Elena Drell spoke to the Harbour Gazette.

— Will the tax go?

— It will go in May. Tomas Moorvel told us that Chile does not need it.

My colleagues agree with me.

— Who has said so?

— I said so. Experts believe that the tax is too high.
"""


def test_turns_are_the_interviewee_s():
    """Every sentence of every paragraph of an answer is a statement of its turn."""
    turns = [words for speaker, mode, words in said(TALK) if mode == "turn"]
    assert turns == [
        "It will go in May.",
        "Tomas Moorvel told us that Chile does not need it.",
        "My colleagues agree with me.",
        "I said so.",
        "Experts believe that the tax is too high.",
    ]
    assert {speaker for speaker, mode, _ in said(TALK) if mode == "turn"} == {"person:elena-drell"}


def test_a_turn_is_one_utterance():
    """Two answers are two utterances, whatever the number of sentences."""
    assert [u.mode for u in reading(TALK).utterances].count(Mode.TURN) == 2


def test_a_report_within_a_turn_is_nested():
    """Whose words are relayed, and in whose turn."""
    found = reading(TALK)
    outer = {u.id: u.speaker for u in found.utterances if u.mode is Mode.TURN}
    inner = {(u.speaker, outer.get(u.reported_in)) for u in found.utterances if u.mode is Mode.INDIRECT}
    assert ("person:tomas-moorvel", "person:elena-drell") in inner


def test_the_answers_name_their_speaker():
    """The segment of an answer carries the speaker's id, that of a question does not."""
    speakers = {(s.kind.value, s.speaker) for s in reading(TALK).segments if s.kind in ("question", "answer")}
    assert speakers == {("question", None), ("answer", "person:elena-drell")}


def test_the_role_of_the_speaker():
    """The office that the text gives to whom it quotes."""
    roles = {u.role for u in reading(TALK).utterances if u.mode is Mode.TURN}
    assert len(roles) == 1
    assert "Deputy Foreign Minister" in str(roles.pop())


def test_labels_give_every_speaker_of_a_transcript():
    """A surname in a label is the person introduced with that surname."""
    text = (
        "Deputy Minister Elena Drell opened the briefing. Ambassador Tomas Moorvel closed it.\n\n"
        "MS. DRELL: Good morning. The tax will go in May.\n\n"
        "QUESTION: Does Chile agree?\n\n"
        "MR. MOORVEL (through an interpreter): Chile agrees to all of it.\n\n"
        "QUESTION: And Norway?\n\n"
        "MS. DRELL: Norway agrees too.\n"
    )
    turns = [(speaker, words) for speaker, mode, words in said(text) if mode == "turn"]
    assert turns == [
        ("person:elena-drell", "Good morning."),
        ("person:elena-drell", "The tax will go in May."),
        ("person:tomas-moorvel", "Chile agrees to all of it."),
        ("person:elena-drell", "Norway agrees too."),
    ]


def test_a_question_may_report_somebody_s_words():
    """What the interviewer relays is not nested in a turn, for he is no speaker of one."""
    text = (
        "Q: Minister Tomas Moorvel said that the tax is too high. Is it?\nA: It is low. We kept it low.\n\n"
        "Q: Who pays it?\nA: We pay it."
    )
    assert ("person:tomas-moorvel", "indirect", "the tax is too high") in said(text)


def test_evidence_quotes_the_hull_of_the_content():
    """Whatever is said, the quoted words stand at their span."""
    text = "🛶 The two men, Elena Drell said, had asked for asylum in the town. “Тираск” is a town."
    for statement in reading(text).statements:
        assert statement.evidence.span == statement.span
        assert statement.evidence.quote == statement.span.of(text)


def test_no_statement_begins_or_ends_with_white_space():
    """Line ends between paragraphs are nobody's words."""
    for text in (TALK, "Nobody came.\r\n\r\nElena Drell said that the tax is gone.\n\nSo it is. \n"):
        words = [part.of(text) for statement in reading(text).statements for part in statement.content]
        assert words == [word.strip() for word in words]


PRESS = """\
Press briefing on the lake

Mara Lind, Minister of Energy

QUESTION: Oran Tull, Northern Wire. Will you drain the lake?

ML: No. My ministry has no such plan.

QUESTION (Petra Osgerby, Radio Velm): And who owns the fish?

ML: We have never owned them.

QUESTION: Petra Osgerby said on Monday that they were yours. Were they?

ML: They never were.
"""


def test_who_asks_is_named_by_the_label_or_in_the_question():
    """A reporter who gives name and outlet asks; one whom a question merely names does not."""
    found = reading(PRESS)
    utterances = {utterance.id: utterance for utterance in found.utterances}
    asked = [s for s in found.statements if s.act == "ask" and s.span.of(PRESS).endswith("?")]
    askers = [utterances[s.utterance].speaker for s in asked]
    assert askers == ["person:oran-tull", "person:petra-osgerby", PUBLISHER]


def test_initials_are_the_person_of_the_text_who_has_them():
    """ML answers for Mara Lind, and is no person of its own."""
    assert {speaker for speaker, mode, *_ in said(PRESS) if mode == "turn"} == {"person:mara-lind"}
    assert "person:ml" not in {entity.id for entity in reading(PRESS).entities}


@pytest.mark.parametrize("office", ["Deputy Minister of Fisheries", "Water Commissioner", "Minister"])
def test_a_label_with_an_office_names_the_person(office):
    """An office and what it is for are no part of the name."""
    text = (
        f"Question: Will you drain the lake?\n\n{office} Noor Hadrossian: No. We need it.\n\n"
        f"Question: And who pays?\n\n{office} Noor Hadrossian: We do, as I said.\n"
    )
    assert {speaker for speaker, mode, *_ in said(text) if mode == "turn"} == {"person:noor-hadrossian"}
