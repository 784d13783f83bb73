"""Layout: what every stretch is for, and who holds the floor, in each form in which talk is printed."""

from itertools import pairwise

import pytest

from kg.nlp.segments import lay_out

DASH = """\
The harbour stays open

Deputy Minister Ilva Drell spoke to the Harbour Gazette about the winter.

— Minister, will the harbour of Tirask close in winter?

— No, it will stay open. We have two ice-breakers.

We also hired forty pilots, and all of them know the bay.

— And who will pay for them?

— The city will pay. I signed the order on Monday.
"""
LETTERS = """\
A talk about the lake

Q: Who owns the lake?
A: Nobody owns it. We share it.
It was so under my father.

Q: And the fish?
A: The fish belong to the fishers.
"""
BOLD_LETTERS = """\
# A talk about the lake

**Q:** Who owns the lake?

**A:** Nobody owns it. We share it.

It was so under my father.

**Q:** And the fish?

**A:** The fish belong to the fishers.
"""
WORDS = """\
Question: Will the ministry open the archive?
Answer: Yes, it will be opened in May. The readers have waited for years.
Back to top

Question: And the maps?
Answer: They are being copied.
"""
BRIEFING = """\
MR. DRELL: Good morning, everyone. The bridge is open again.

QUESTION: Who paid for it?

MR. DRELL: The lake states paid for it together.

MS. MOORVEL (through an interpreter): We paid a third of it.

QUESTION: Will there be a toll?

MS. MOORVEL (through an interpreter): There will be no toll.
"""
LINES = """\
Tam Moorvel

Welcome to the forum. Minister, why is the road closed?

Ilva Drell

The road is closed because the rock above it has moved. It will be open in March.

Tam Moorvel

Who decides that, Minister?

Ilva Drell

The engineers decide it, and I sign what they decide.
"""
STAMPS = """\
[00:00:01] INTERVIEWER: Who owns the lake?

[00:00:09] DRELL: Nobody owns it. We share it.

[00:00:31] INTERVIEWER: And the fish?

[00:00:40] DRELL: The fish belong to the fishers.
"""
RECORD = """\
The CHAIRMAN. The committee will come to order. We have one witness today.

Ms. ARAUJO. Thank you, Mr. Chairman. I own the boat that sank in May.

The CHAIRMAN. Who was at the helm?

Ms. ARAUJO. My brother was at the helm, and he is a good sailor.
"""
BOLD = """\
# We share the lake

**Who owns the lake?**

Nobody owns it. We share it.

It was so under my father.

**And who owns the fish?**

The fish belong to the fishers, as we see it.

**Will that last?**

I hope so.
"""
BARE = """\
A talk about the lake

Who owns the lake?

Nobody owns it, and I do not want it. We share it.

Who owns the fish?

I think that the fish belong to the fishers.

Will that last for long?

We hope so, and I will do what I can.

Why do you say that?

My father said it before me.
"""


def turns(text):
    """Return the turns as (kind, the label's words, the first words of each part)."""
    return [
        (turn.kind.value, turn.label.of(text) if turn.label else None, [part.of(text) for part in turn.parts])
        for turn in lay_out(text).turns
    ]


def kinds(text):
    """Return the kind of each segment by its words."""
    return {segment.span.of(text): segment.kind.value for segment in lay_out(text).segments}


@pytest.mark.parametrize(
    ("text", "order"),
    [
        pytest.param(DASH, "qaqa", id="dash"),
        pytest.param(LETTERS, "qaqa", id="Q-A"),
        pytest.param(BOLD_LETTERS, "qaqa", id="bold-Q-A"),
        pytest.param(WORDS, "qaqa", id="question-answer"),
        pytest.param(BRIEFING, "aqaaqa", id="shouted-surname"),
        pytest.param(LINES, "qaqa", id="name-on-a-line"),
        pytest.param(STAMPS, "qaqa", id="time-stamps"),
        pytest.param(RECORD, "aaqa", id="parliamentary-record"),
        pytest.param(BOLD, "qaqaqa", id="bold-questions"),
        pytest.param(BARE, "qaqaqaqa", id="unmarked-questions"),
    ],
)
def test_turns_in_every_layout(text, order):
    """Each layout gives its turns in order, questions told from answers."""
    assert "".join(kind[0] for kind, _, _ in turns(text)) == order


@pytest.mark.parametrize("text", [DASH, BOLD_LETTERS, BOLD, LETTERS], ids=["dash", "bold-Q-A", "bold", "Q-A"])
def test_an_answer_of_several_paragraphs_is_one_turn(text):
    """The paragraph without a mark goes on with the turn before it."""
    (parts,) = [parts for _, _, parts in turns(text) if len(parts) > 1]
    assert len(parts) == 2


def test_the_dash_is_no_speech():
    """The mark of a turn is its dash, and nobody is named by it."""
    turn = lay_out(DASH).turns[1]
    assert turn.label is None
    assert turn.mark is not None
    assert turn.mark.of(DASH) == "—"


def test_labels_name_the_speaker():
    """A shouted surname names the speaker with its title, the remark about the interpreter too."""
    assert {label.partition(" (")[0] for kind, label, _ in turns(BRIEFING) if kind == "answer"} == {
        "MR. DRELL",
        "MS. MOORVEL",
    }


def test_record_labels_end_before_their_full_stop():
    """A parliament's label is the name, and the full stop is not part of it."""
    assert [label for _, label, _ in turns(RECORD)] == ["The CHAIRMAN", "Ms. ARAUJO"] * 2


def test_a_time_stamp_is_no_part_of_the_label():
    """The label of a recording is the name behind the time."""
    assert [label for kind, label, _ in turns(STAMPS) if kind == "answer"] == ["DRELL", "DRELL"]


def test_a_name_alone_on_a_line_is_a_heading_and_labels_the_turn():
    """The line is a heading; the paragraph behind it is the speech."""
    assert kinds(LINES)["Ilva Drell"] == "heading"
    assert [label for _, label, _ in turns(LINES)] == ["Tam Moorvel", "Ilva Drell"] * 2


def test_a_list_in_an_article_is_no_dialogue():
    """Dashes without questions open no turns."""
    assert turns("The city buys:\n\n- two boats,\n- a crane,\n- forty lamps.\n\nIt sold nothing.\n") == []


def test_a_caption_between_two_paragraphs_does_not_end_the_turn():
    """A photo credit inside an answer is a caption, and the answer goes on behind it."""
    text = DASH.replace("We also hired", "Photo: Harbour Gazette/Oran Tull\n\nWe also hired")
    assert kinds(text)["Photo: Harbour Gazette/Oran Tull"] == "caption"
    assert [len(parts) for kind, _, parts in turns(text) if kind == "answer"] == [2, 1]


def test_alternative_text_in_another_script_is_a_caption():
    """What a picture is called in the source's language, before its credit, is a caption."""
    text = DASH.replace("We also hired", "ледокол в порту\nPhoto: Harbour Gazette\n\nWe also hired")
    assert kinds(text)["ледокол в порту"] == "caption"


def test_furniture_of_a_page():
    """Buttons, cookies, rights and links to elsewhere are boilerplate; the text around them is not."""
    page = (
        "Skip to content\n\nWe use cookies to improve your experience.\n\nThe harbour stays open\n\n"
        "The harbour of Tirask stays open in winter, and two ice-breakers have arrived from the north.\n\n"
        "Share this\n\nRead also: The lake is frozen\n\n"
        "The city paid for both of them, and nobody objected to that in the council on Monday.\n\n"
        "© 2031 Harbour Gazette. All rights reserved.\n"
    )
    found = kinds(page)
    furniture = [words for words, kind in found.items() if kind == "boilerplate"]
    assert furniture == [
        "Skip to content",
        "We use cookies to improve your experience.",
        "Share this",
        "Read also: The lake is frozen",
        "© 2031 Harbour Gazette. All rights reserved.",
    ]
    assert found["The harbour stays open"] == "title"
    assert list(found.values()).count("narration") == 2


def test_a_line_between_paragraphs_is_a_heading():
    """So is one that is quoted, and one that Markdown marks."""
    paragraph = (
        "The road is closed because the rock above it has moved, and nobody knows for how long it will be."
    )
    text = f'The rock has moved\n\n{paragraph}\n\n"Nobody knows"\n\n{paragraph}\n\n## What the city says\n\n{paragraph}\n'
    found = kinds(text)
    assert found["The rock has moved"] == "title"
    assert found['"Nobody knows"'] == "heading"
    assert found["## What the city says"] == "heading"


def test_front_matter_is_boilerplate():
    """The head of a Markdown file is not text."""
    text = "---\ntitle: The rock\npublisher: Harbour Gazette\n---\n# The rock\n\nThe rock has moved again this winter, the city says.\n"
    segments = lay_out(text).segments
    assert segments[0].kind == "boilerplate"
    assert segments[0].span.of(text) == text.partition("# The rock")[0].rstrip("\n")
    assert segments[1].kind == "title"


def test_segments_lie_in_order_and_never_overlap():
    """Whatever the layout, segments follow each other."""
    for text in (DASH, LETTERS, BOLD_LETTERS, WORDS, BRIEFING, LINES, STAMPS, RECORD, BOLD, BARE):
        spans = [segment.span for segment in lay_out(text).segments]
        assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u2028\u2029"], ids=["empty", "blank", "line separators"])
def test_a_text_of_nothing_has_no_segments(text):
    """No words, no layout."""
    assert lay_out(text).segments == ()
    assert lay_out(text).turns == ()


def test_a_question_in_brackets_is_a_question_and_no_remark():
    """Interviews that set their questions in brackets are read, not taken for stage directions."""
    text = "(Who are you?)\n\nI am one of us.\n\n(What is it?)\n\nWe do it.\n\n(Why so?)\n\nI do.\n"
    found = [segment.kind for segment in lay_out(text).segments]
    assert found == ["question", "answer"] * 3


PARAGRAPH = (
    "The harbour of Tirask stays open in winter, and two ice-breakers have arrived from the north.\n\n"
)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Oran Tull, Tirask", "narration"),
        ("WEDNESDAY, MARCH 11, 2031", "narration"),
        ("11:40, 27 March 2031", "boilerplate"),
        ("Updated 27 March 2031", "boilerplate"),
        ("In the photo: two ice-breakers in the harbour.", "caption"),
        ("Two ice-breakers lie in the harbour of Tirask. © Ilse Marwitz", "caption"),
        ("© 2031 Harbour Gazette", "boilerplate"),
        ("Facebook · X · WhatsApp · Copy link", "boilerplate"),
        ("2. [Why the lake is frozen](/a/2)", "boilerplate"),
    ],
)
def test_lines_between_title_and_text(line, kind):
    """Who wrote it and on which day is the text's; a time, buttons and links are the page's."""
    text = f"The harbour of Tirask stays open all winter\n\n{line}\n\n{PARAGRAPH}{PARAGRAPH}"
    assert kinds(text)[line] == kind


def test_the_name_of_an_institution_above_a_title_is_no_title():
    """A page of a ministry has the ministry's name on top."""
    text = f"Ministry of Transport of Tirask\n\nThe Ministry answers questions on the harbour\n\n{PARAGRAPH}"
    found = kinds(text)
    assert found["Ministry of Transport of Tirask"] == "boilerplate"
    assert found["The Ministry answers questions on the harbour"] == "title"


def test_contents_are_headings_though_they_come_again():
    """An entry of the contents stands once more above its section."""
    text = f"Answers to questions on the harbour of Tirask\n\n1. The ice\n\n2. The pilots\n\n1. The ice\n\n{PARAGRAPH}2. The pilots\n\n{PARAGRAPH}"
    assert [s.kind.value for s in lay_out(text).segments if s.span.of(text)[0] in "12"] == ["heading"] * 4


def test_a_sentence_below_the_title_is_its_subtitle():
    """A heading of Markdown right below the title, as long as a sentence, belongs to it."""
    subtitle = "## The mayor of Tirask on ice-breakers, pilots and a very long winter"
    assert kinds(f"# The harbour stays open\n\n{subtitle}\n\n{PARAGRAPH}")[subtitle] == "title"
