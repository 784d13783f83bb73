"""Layouts in which one side asks and one answers."""

from random import Random

from tests.eval.transcripts.conversation import USUAL, Style, Talker, Turn, interview
from tests.eval.transcripts.page import Page, above, below, between
from tests.eval.transcripts.people import cast

TITLES = (
    "{guest.office} {guest.name}: “We share the lake”",
    "Interview with {guest.name}, {guest.office}",
    "{guest.office} {guest.name} on the bridge, the flood and the winter",
    "“The harbour stays open”: {guest.name}, {guest.office}, talks to the Harbour Gazette",
)
LEADS = (
    "{guest.office} {guest.name} told the Harbour Gazette how the repairs go on.",
    "{guest.name}, {guest.office}, spoke to the Harbour Gazette in {guest.family}'s office in Tirask.",
    "In an interview with the Harbour Gazette, {guest.office} {guest.name} speaks about the lake and the bridge.",
)


def start(random: Random, gap: str = "", style: Style = USUAL) -> tuple[Page, list[Turn]]:
    """Return a page with its head, and the turns of an interview.

    Args:
        gap: between blocks; drawn when empty.
    """
    page = Page(random, gap or random.choice(("\n\n", "\n\n", "\n")))
    talker = Talker(random, style)
    host, guest = cast(random, 2)
    lead = [[random.choice(LEADS).format(guest=guest), *talker.narration()]]
    above(page, random.choice(TITLES).format(guest=guest), lead)
    return page, list(interview(talker, host, guest))


def dashes(random: Random) -> Page:
    """Each turn opens with a dash."""
    page, turns = start(random)
    dash = random.choice(("— ", "– ", "- ", "—"))
    for turn in turns:
        between(page)
        page.turn(turn, dash)
    below(page)
    return page


def missing_dashes(random: Random) -> Page:
    """Some turns have lost their dash: questions behind a full answer, answers behind a full question."""
    page, turns = start(random, style=Style(remarks=0, rhetorical=0))
    dash = random.choice(("— ", "– "))
    for number, turn in enumerate(turns):
        lost = 1 < number < len(turns) - 1 and random.random() < 0.12
        page.turn(turn, "" if lost else dash)
    below(page)
    return page


def letters(random: Random) -> Page:
    """Q: and A:, or other such marks, perhaps set in bold."""
    page, turns = start(random)
    asks, says = random.choice(
        (("Q:", "A:"), ("Q.", "A."), ("Q. –", "A. –"), ("Q —", "A —"), ("**Q:**", "**A:**"), ("Question:", "Answer:"),
         ("[Q]", "[A]"), ("Q1:", "A1:"))
    )  # fmt: skip
    for number, turn in enumerate(turns):
        if turn.asks:
            between(page)
        count = str(number // 2 + 1)
        page.turn(turn, (asks if turn.asks else says).replace("1", count) + " ")
    below(page)
    return page


def bold(random: Random) -> Page:
    """The questions in Markdown's bold or italics."""
    page, turns = start(random, "\n\n")
    mark = random.choice(("**", "*", "__", "***"))
    for turn in turns:
        if turn.asks:
            between(page)
        page.turn(turn, mark if turn.asks else "", mark if turn.asks else "")
    below(page)
    return page


def question_headings(random: Random) -> Page:
    """Each question is a Markdown heading."""
    page, turns = start(random, "\n\n", Style(remarks=0))
    marks = random.choice(("### ", "#### ", "## "))
    for turn in turns:
        page.turn(turn, marks if turn.asks else "")
    below(page)
    return page


def unmarked(random: Random) -> Page:
    """Nothing marks the questions but their question marks."""
    page, turns = start(random, style=Style(remarks=0, rhetorical=0.02))
    for turn in turns:
        page.turn(turn)
    below(page)
    return page


def brackets(random: Random) -> Page:
    """The questions stand in brackets."""
    page, turns = start(random, style=Style(remarks=0))
    open_, close = random.choice(("()", "[]"))
    for turn in turns:
        page.turn(turn, open_ if turn.asks else "", close if turn.asks else "")
    below(page)
    return page


def numbered(random: Random) -> Page:
    """The questions are numbered."""
    page, turns = start(random, style=Style(remarks=0))
    form = random.choice(("{}. ", "{}) ", "Question {}: ", "No. {}: "))
    for number, turn in enumerate(turns):
        page.turn(turn, form.format(number // 2 + 1) if turn.asks else "")
    below(page)
    return page


def initials(random: Random) -> Page:
    """Both sides by their initials."""
    page, turns = start(random)
    form = random.choice(("{}: ", "**{}:** ", "{} – ", "[{}] ", "{}. "))
    dotted = random.random() < 0.3 and form.endswith(": ")
    for turn in turns:
        between(page, headings=False)
        letters_ = turn.speaker.initials
        page.turn(turn, form.format(".".join(letters_) + "." if dotted else letters_))
    below(page)
    return page


def outlet_asks(random: Random) -> Page:
    """The outlet asks by its name, the guest answers by the family name or in full."""
    page, turns = start(random)
    guest = turns[1].speaker
    outlet = turns[0].speaker.outlet
    outlet = random.choice((outlet, "".join(word[0] for word in outlet.split()) + "N"))
    short = random.choice((guest.family, guest.name, guest.name.upper(), guest.family.upper()))
    form = random.choice(("{}: ", "**{}**: ", "**{}:** "))
    for turn in turns:
        between(page)
        page.turn(turn, form.format(outlet if turn.asks else short))
    below(page)
    return page


def question_and_name(random: Random) -> Page:
    """The questions are marked, the answers bear the name."""
    page, turns = start(random)
    guest = turns[1].speaker
    ask = random.choice(("Question: ", "Q: ", "Journalist: ", "Question – "))
    name = random.choice((f"{guest.name}: ", f"{guest.family}: ", f"{guest.name.upper()}: "))
    if ask.endswith("– "):
        name = name.replace(": ", " – ")
    for turn in turns:
        between(page)
        page.turn(turn, ask if turn.asks else name)
    below(page)
    return page


def quotations(random: Random) -> Page:
    """The questions in bold, the answers within quotation marks."""
    page, turns = start(random, "\n\n", Style(quoting=0, remarks=0))
    for turn in turns:
        if turn.asks:
            page.turn(turn, "**", "**")
        else:
            for part in range(len(turn.paragraphs)):
                last = part == len(turn.paragraphs) - 1
                page.speak(turn, part, around=("“", "”" if last else ""))
    below(page)
    return page


def wrapped(random: Random) -> Page:
    """Letters, hard-wrapped at a column: a paragraph is several lines."""
    page, turns = start(random, "\n\n")
    for turn in turns:
        page.turn(turn, "Q: " if turn.asks else "A: ")
    return folded(page)


def folded(page: Page, width: int = 78) -> Page:
    """Break the lines of a page: a blank becomes a line end, so that no offset moves."""
    column, last = 0, -1
    text = list(page.text)
    for i, char in enumerate(page.text):
        column = 0 if char == "\n" else column + 1
        last = -1 if char == "\n" else i if char == " " and column > 8 else last
        if column > width and last >= 0:
            text[last], column, last = "\n", i - last, -1
    page.text = "".join(text)
    for unit in page.units:
        unit["text"] = page.text[unit["start"] : unit["end"]]
    return page


LAYOUTS = {
    "dashes": dashes, "missing-dashes": missing_dashes, "letters": letters, "bold": bold,
    "question-headings": question_headings, "unmarked": unmarked, "brackets": brackets, "numbered": numbered,
    "initials": initials, "outlet-asks": outlet_asks, "question-and-name": question_and_name,
    "answers-in-quotes": quotations, "wrapped": wrapped,
}  # fmt: skip
