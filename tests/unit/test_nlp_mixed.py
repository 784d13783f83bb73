"""Labels of many forms in one record: each is borne out by its words and by the others; lists have none."""

import pytest

from kg.nlp.blocks import cut
from kg.nlp.labels import one_name_each
from kg.nlp.mixed import mixed
from kg.nlp.segments import lay_out

RECORD = """Record of the session on the lake, Tirask, 3 June 2031

MODERATOR (Ms. Petra Osgerby): I open the session, and I ask you all to be brief.

H.E. Mr. Oran Tull (Minister of Energy, Ostrel): Thank you. We have lost a third of the water.

Our engineers have looked at the dam.

Ms. LIND [State Secretary, Velm]: I have heard this for nine years.

(Laughter)

We measured it again in May.

TULL: You did not.

THE MODERATOR. Order, please.

Anselm Drell (Deputy Minister, Sorvo) — With apologies for my voice; we are used to waiting.

Dep. Min. A. Drell (Sorvo) – The council votes in June.

Lind, Velm: That is not what you signed.

Minister Tull: I said water!

QUESTION FROM THE FLOOR (Harbour Review): For Ms. Lind. Will the ferry run?

Ms. LIND: It will.
"""


def spoken(text):
    """Return the kind's letter and who is named, for each turn."""
    return [(turn.kind.value[0], turn.label.of(text) if turn.label else None) for turn in lay_out(text).turns]


def test_a_record_of_many_forms_is_read_whole():
    """Brackets, capitals, colons, dashes and full stops side by side."""
    assert spoken(RECORD) == [
        ("q", "Ms. Petra Osgerby"), ("a", "H.E. Mr. Oran Tull"), ("a", "Ms. LIND"), ("a", "TULL"), ("q", None),
        ("a", "Anselm Drell"), ("a", "Dep. Min. A. Drell"), ("a", "Lind"), ("a", "Minister Tull"), ("q", None),
        ("a", "Ms. LIND"),
    ]  # fmt: skip


def test_a_remark_between_paragraphs_does_not_end_the_turn():
    """Who is laughed at goes on; the laughter is nobody's."""
    turn = lay_out(RECORD).turns[2]
    assert [part.of(RECORD)[:20] for part in turn.parts] == ["Ms. LIND [State Secr", "We measured it again"]


def test_an_office_is_whoever_was_introduced_with_it():
    """ "THE CHAIR" is the person whom the bracket of the first label names."""
    text = (
        "Round table on the crossings\n\nCHAIR (Mr. Nikola Osgerby, Dunholt): I open the table.\n\n"
        "Prof. Halina Lind (Harbour University) — We have waited for years.\n\nTHE CHAIR. One at a time, please.\n\n"
        "LIND: I thank you.\n\nCHAIR: We close.\n"
    )
    chair = ("a", "Mr. Nikola Osgerby")
    assert spoken(text) == [chair, ("a", "Prof. Halina Lind"), chair, ("a", "LIND"), chair]


@pytest.mark.parametrize(
    "line",
    [
        "Mara Lind (Velm): I thank you.",
        "Amb. M. Lind (Velm) – I thank you.",
        "Ms. LIND. I thank you.",
        "LIND [Lake Commission, Velm]: I thank you.",
        "Lind, Velm: I thank you.",
        "Minister Lind: I thank you.",
        "**Mara Lind** (Velm): I thank you.",
        "Mara Lind (Deputy Minister of Waterways, Harbours and the Lake, Republic of Velm) — I thank you.",
    ],
)
def test_a_label_of_any_form_is_one(line):
    """Where the same person has another label, too."""
    text = f"The session on the lake\n\nMs. Mara Lind (Velm): I open it.\n\nMr. Oran Tull: I am here.\n\n{line}\n"
    blocks = cut(text)
    found = mixed(blocks)
    assert found[3].name == found[1].name


@pytest.mark.parametrize(
    "line",
    [
        "First: it is a lake.",
        "Velm – The lake has fallen by a metre.",
        "VELM, May 3 — The lake has fallen by a metre.",
        "TIRASK. The turnout was low.",
        "One thing is certain: we stay.",
        "The Harbour Party (Velm) — it lost three seats.",
    ],
)
def test_what_only_looks_like_a_label_is_none(line):
    """A word before a colon, a dateline, an entry of a list."""
    text = f"The session on the lake\n\nMs. Mara Lind (Velm): I open it.\n\n{line}\n\nMs. Lind (Velm): I close it.\n"
    assert 2 not in mixed(cut(text))


def test_two_of_one_family_name_are_two():
    """A title is no given name, an initial stands for one, and a bare family name is nobody's then."""
    names = one_name_each(["mara lind", "m. lind", "minister oran lind", "lind"])
    assert names["m. lind"] == "mara lind"
    assert (names["minister oran lind"], names["lind"]) == ("minister oran lind", "lind")
    assert one_name_each(["h.e. mr. oran tull", "minister tull", "tull"])["tull"] == "h.e. mr. oran tull"


def test_what_became_of_whom_is_no_dialogue():
    """Names with brackets, colons and dashes, about whom an article tells."""
    text = (
        "Who wins in the council\n\nThe council has 40 seats, and the vote was on Sunday.\n\n"
        "Mara Lind (Green Shore): The commissioner takes three seats in Velm.\n\n"
        "Oran Tull (Harbour Party) — The minister lost his own district.\n\n"
        "Anselm Drell (Sorvo): A place on the board is all that remains.\n\n"
        "Velm: The turnout was 61 per cent.\n\nThe new council meets on 12 May.\n"
    )
    assert spoken(text) == []


MEDIA = """Replies to questions of the media

Question of agency «Northern Wire»: How do you comment on the dam?

— We have seen the statement. It has nothing to do with the night in March.

In this connection we recall the protocol.

Question of newspaper «Harbour Gazette»: Is a meeting planned?

— Such a meeting is being prepared.

Question of TV channel «Velm 24»: Will you go there?

— The invitation has been received.
"""


@pytest.mark.parametrize(
    "text",
    [MEDIA, MEDIA.replace("Question of agency «Northern Wire»", "Northern Wire").replace("of TV channel ", "")],
)  # fmt: skip
def test_answers_with_a_dash_belong_to_questions_with_a_label(text):
    """Their further paragraphs have no dash; a short answer without "we" is no question."""
    turns = lay_out(text).turns
    assert "".join(turn.kind.value[0] for turn in turns) == "qaqaqa"
    assert [len(turn.parts) for turn in turns] == [1, 2, 1, 1, 1, 1]


def test_outlets_that_ask_once_each_ask():
    """None of the labels comes again; that each stands above a dash tells."""
    text = (
        "Briefing by the spokesman\n\nNorthern Wire: Has the note been answered?\n\n— Not yet. We have time.\n\n"
        "Radio Velm: And if it is not?\n\n— Then we write a second one.\n\nHarbour Gazette: Who signed it?\n\n— I did.\n"
    )
    assert spoken(text) == [
        ("q", "Northern Wire"), ("a", None), ("q", "Radio Velm"), ("a", None), ("q", "Harbour Gazette"), ("a", None),
    ]  # fmt: skip


SIGNED = (
    "The lake is low\n\nThe lake has fallen by a metre since May, the town says.\n\n"
    "“We have counted every boat, and we will count them again.”\n\n{}\n\nThe council meets on Monday in Velm.\n"
)


@pytest.mark.parametrize(
    "line", ["— Mara Lind, Water Commissioner, Velm", "-- Mara Lind, Velm.", "– Ms. Lind", "- Mara Lind, fisherwoman"]
)  # fmt: skip
def test_a_signature_below_a_quotation_is_a_caption_and_no_turn(line):
    """It says whose the words are, and nobody says it."""
    layout = lay_out(SIGNED.format(line))
    assert [segment.kind.value for segment in layout.segments][2:4] == ["narration", "caption"]
    assert layout.turns == ()


@pytest.mark.parametrize(
    "line", ["— Mara Lind said so on Monday.", "— Nobody has asked us.", "Mara Lind, Velm"]
)
def test_other_lines_below_a_quotation_are_no_signature(line):
    """A sentence behind a dash says something."""
    kinds = [segment.kind.value for segment in lay_out(SIGNED.format(line)).segments]
    assert kinds[3] != "caption"


SESSION = (
    ("Petra Osgerby", "Thank you all. I open the session, and I ask you to be brief."),
    ("Mara Lind", "I thank you. We have lost a third of the water since May."),
    ("Oran Tull", "We measured it as well, and we found less than that."),
    ("Petra Osgerby", "Do you want to reply?"),
    ("Mara Lind", "No. I have said what I have to say."),
    ("Oran Tull", "Then I will say it for you. You opened the gates."),
    ("Petra Osgerby", "We close here."),
)


@pytest.mark.parametrize(
    "form",
    [
        "Ms. {family} (Velm) (spoke in Velmish): {said}", "{name} (Velm) (Green): {said}", "{name} (Green). – {said}",
        "Ms {FAMILY} (Velm—Water) (15:30): {said}", "— {name}: {said}", "• {FAMILY}: {said}", "{n}. {name}: {said}",
        "({n}) Ms. {family}: {said}", "{name} | {said}", "{family} / {said}", "{family} > {said}", "<{family}> {said}",
        "{name}: «{said}»", "({name}) {said}", "{name}. {said}", "Ms. {family}. {said}", "**{name}.** {said}",
        "**{name}** {said}", "{FAMILY}\t{said}", "{family}—{said}", "MR. {FAMILY}.—{said}", "Ms {FAMILY} (Velm) {said}",
        "{name}, 12:04: {said}", "{name} replies: {said}", "{name}, engineer: {said}", ">>> {FAMILY}: {said}",
        "{name}… {said}", "{family} {initial}.V. {said}", "{name}, Minister of Water. – {said}", "{name}:\n“{said}”",
    ],
)  # fmt: skip
def test_whatever_parts_a_name_from_the_speech(form):
    """The names come again, and the paragraphs sound like talk: the sign between them may be any."""
    lines = [
        form.format(
            name=name, family=name.split()[1], FAMILY=name.split()[1].upper(), said=said, n=n, initial=name[0]
        )
        for n, (name, said) in enumerate(SESSION, start=1)
    ]
    present = "Petra Osgerby, chair; Mara Lind, minister, Velm; Oran Tull, secretary, Ostrel"
    text = "\n\n".join(["Record of the session on the lake", present, *lines])
    named = [name.casefold() for _, name in spoken(text)]
    assert len(named) == len(SESSION)
    assert all(name.split()[1].casefold() in label for label, (name, _) in zip(named, SESSION, strict=True))


def test_whoever_speaks_for_a_country_has_a_label():
    """The office in small letters, and no name."""
    who = {
        "Petra Osgerby": "chair of the Forum",
        "Mara Lind": "representative of Velm",
        "Oran Tull": "delegate of Ostrel",
    }
    text = "\n\n".join(
        ["Record of the session on the lake", *(f"The {who[name]}: {said}" for name, said in SESSION)]
    )
    assert len(spoken(text)) == len(SESSION)


def test_who_is_present_does_not_speak():
    """A line of an office and a name opens no turn."""
    text = RECORD.replace(
        "MODERATOR (", "Chairperson: Oriane Drell\n\nRapporteur: Thabo Tull\n\nMODERATOR (", 1
    )
    assert spoken(text) == spoken(RECORD)


@pytest.mark.parametrize(
    "text",
    [
        "Two lives on the lake\n\nMara Lind. She was born in Velm, and she never left us.\n\nI met her in May.\n\n"
        "Oran Tull. He was born in Ostrel. We spoke by phone.\n\nMara Lind. She mends nets, and I help her.\n\n"
        "Oran Tull. He did not call me again.\n",
        "Reactions to the vote\n\nThe council has voted for the dam. We have asked around.\n\n"
        "Mara Lind, minister: “We are glad. I thank the council.”\n\nOran Tull, Green Shore: “It is a black day.”\n\n"
        "The dam is to be finished in 2034.\n",
        "Lake crisis: live updates\n\n14:05 Minister Mara Lind: the lake will rise again.\n\n"
        "13:40 VELM — Fishermen have blocked the harbour. They want to speak to us.\n\n"
        "13:12 Oran Tull (Green Shore): the dam must go.\n\n12:04 VELM — The bridge is closed.\n",
    ],
    ids=["portraits", "reactions", "live"],
)
def test_names_at_the_beginning_of_paragraphs_make_no_dialogue(text):
    """Who is told of, who is quoted, who makes the news."""
    assert spoken(text) == []


def test_a_headline_above_an_interview_is_no_turn():
    """A name and a quotation stand above questions that nothing marks."""
    asked = "\n\n".join(
        f"Will you drain the {what}, Minister?\n\nNo. We have no such plan, and I have no such pump."
        for what in ("lake", "pond", "canal")
    )
    text = f"Minister Mara Lind: “We share the lake”\n\nThe minister spoke to the Gazette.\n\n{asked}\n"
    assert [kind for kind, _ in spoken(text)] == ["q", "a"] * 3
