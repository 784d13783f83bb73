"""Layouts in which several people speak, and labels name them."""

from collections.abc import Sequence
from random import Random

from tests.eval.transcripts.conversation import USUAL, Style, Talker, Turn, briefing, hearing, panel
from tests.eval.transcripts.page import Page, above, below, between
from tests.eval.transcripts.people import Person, cast

REMARKS = (
    "(via interpreter)", "[speaking through an interpreter]", "(through an interpreter)", "(as interpreted)", "",
)  # fmt: skip
"""Behind the name; where there is none, the interpreter has a turn of his own."""


def listed(page: Page, people: Sequence[Person]) -> None:
    """Say who is present, each on a line."""
    for one in people:
        page.write([f"{one.name}, {one.office}"], "narration")


def panelled(random: Random, guests: int = 0, gap: str = "") -> tuple[Page, list[Turn], Person]:
    """Return a page with its head, the turns of a panel and its moderator."""
    page, talker = Page(random, gap or random.choice(("\n\n", "\n\n", "\n"))), Talker(random, USUAL)
    host, *others = cast(random, 1 + (guests or random.randint(2, 4)))
    above(page, "Transcript of the panel discussion on the lake, Tirask, 14 May 2031")
    listed(page, others)
    page.write([f"Moderator: {host.name}, {host.outlet}"], "narration")
    return page, list(panel(talker, host, others)), host


def full_names(random: Random) -> Page:
    """Names with a colon, perhaps in bold, perhaps only the family name after the first time."""
    page, turns, _ = panelled(random)
    form = random.choice(("{}: ", "**{}:** ", "**{}**: ", "*{}*: "))
    shortened, seen = random.random() < 0.4, set()
    for turn in turns:
        between(page)
        name = turn.speaker.family if shortened and turn.speaker in seen else turn.speaker.name
        seen.add(turn.speaker)
        page.turn(turn, form.format(name))
    below(page)
    return page


def capitals(random: Random) -> Page:
    """Family names in capitals, the moderator by name or function."""
    page, turns, host = panelled(random)
    function = random.choice(("", "MODERATOR", "HOST"))
    for turn in turns:
        between(page)
        own = function if turn.speaker is host and function else turn.speaker.family.upper()
        page.turn(turn, f"{own}: ")
    below(page)
    return page


def names_on_lines(random: Random) -> Page:
    """Names alone on a line, perhaps with the office below or behind, the speech under it."""
    page, turns, host = panelled(random)
    form = random.choice(
        ("{name}", "{name}", "**{name}**", "{name}, {office}", "{name} / {office}", "{name}:", "[{name}]")
    )
    below_it = form == "{name}" and random.random() < 0.4
    for turn in turns:
        one = turn.speaker
        office = "Moderator" if one is host else one.office
        page.write([form.format(name=one.name, office=office)], "heading")
        if below_it:
            page.write([office], "heading")
        page.turn(turn)
    below(page)
    return page


def timed(random: Random) -> Page:
    """A recording: times before the names, in the line or above it."""
    page, turns, host = panelled(random, random.choice((1, 2)))
    form = random.choice(("[{time}] {name}: ", "{time} {name}: ", "({time}) {name}: ", "{name} ({time}): ",
                          "{name} [{time}]:\n", "{time}\n{name}: ", "{name} {time}\n", "{time} - {name}\n"))  # fmt: skip
    second = 4
    full = random.random() < 0.5 or "\n" in form
    for turn in turns:
        name = turn.speaker.name if full else "Host" if turn.speaker is host else turn.speaker.family
        time = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
        page.turn(turn, form.format(time=time, name=name))
        second += random.randint(8, 140)
    below(page)
    return page


def captions(random: Random) -> Page:
    """The captions of a broadcast: >> and names in capitals."""
    page, turns, _ = panelled(random, random.choice((1, 2)), "\n")
    for turn in turns:
        page.turn(turn, f">> {turn.speaker.name.upper()}: ")
    return page


def briefed(random: Random, officials: int = 0) -> tuple[Page, list[Turn], list[Person], list[Person]]:
    """Return a page with its head and the turns of a briefing, the officials and the reporters."""
    page, talker = Page(random), Talker(random, USUAL)
    number = officials or random.randint(1, 3)
    people = cast(random, number + 4)
    heads, press = people[:number], people[number:]
    above(page, "Press Briefing on the River Talks – May 19, 2031")
    listed(page, heads)
    page.write(["1:17 p.m. EST"], "boilerplate")
    return page, list(briefing(talker, heads, press)), heads, press


def courtesy(random: Random) -> Page:
    """MR. SURNAME: and QUESTION:, as ministries print their briefings."""
    page, turns, _, _ = briefed(random)
    ask = random.choice(("QUESTION", "Q", "REPORTER"))
    for turn in turns:
        between(page, headings=False)
        label = ask if turn.asks else f"{turn.speaker.courtesy} {turn.speaker.family}".upper()
        page.turn(turn, f"{label}: ")
    below(page)
    return page


def interpreted(random: Random) -> Page:
    """One official speaks through an interpreter: a remark says so, or the interpreter has a label."""
    page, turns, heads, _ = briefed(random, 2)
    remark = random.choice(REMARKS)
    for turn in turns:
        between(page, headings=False)
        label = "QUESTION" if turn.asks else f"{turn.speaker.courtesy} {turn.speaker.family}".upper()
        if turn.speaker is not heads[1]:
            page.turn(turn, f"{label}: ")
        elif remark:
            page.turn(turn, f"{label} {remark}: ")
        else:
            page.write([f"{label}: (Speaks in Velmish.)"], "narration")
            page.turn(turn, "INTERPRETER: ")
    below(page)
    return page


def reporters(random: Random) -> Page:
    """The reporters name themselves and their outlets within the question."""
    page, turns, _, _ = briefed(random)
    ask = random.choice(("Question", "QUESTION", "Q"))
    saying = random.choice(
        (
            "{name}, {outlet}. ",
            "{name} from {outlet}. ",
            "Thank you. {name}, {outlet}. ",
            "Hi, {name} with {outlet}. ",
        )
    )
    for turn in turns:
        one = turn.speaker
        named = saying.format(name=one.name, outlet=one.outlet) if turn.asks else ""
        page.turn(turn, f"{ask}: {named}" if turn.asks else f"{one.name}: ")
    below(page)
    return page


def outlet_labels(random: Random) -> Page:
    """The reporters are named with their outlets in the label."""
    page, turns, _, _ = briefed(random)
    form = random.choice(("{name}, {outlet}", "{name} ({outlet})", "{family} ({outlet})", "Question ({outlet})",
                          "Question ({name}, {outlet})", "{outlet}"))  # fmt: skip
    shout = random.random() < 0.4
    for turn in turns:
        one = turn.speaker
        label = form.format(name=one.name, family=one.family, outlet=one.outlet) if turn.asks else one.name
        page.turn(turn, f"{label.upper() if shout else label}: ")
    below(page)
    return page


def functions(random: Random) -> Page:
    """The officials are named with their offices in the label."""
    page, turns, _, _ = briefed(random)
    form = random.choice(("{office} {name}: ", "{name}, {office}: ", "{name} ({office}): "))
    for turn in turns:
        between(page, headings=False)
        page.turn(
            turn,
            "Question: " if turn.asks else form.format(name=turn.speaker.name, office=turn.speaker.office),
        )
    below(page)
    return page


def moderated(random: Random) -> Page:
    """Several officials, questions from the hall, and a moderator who gives the floor."""
    page, turns, _ = panelled(random, 3, "\n\n")
    host = turns[0].speaker
    upper = random.random() < 0.5
    for turn in turns:
        between(page)
        name = "Moderator" if turn.speaker is host else turn.speaker.name
        if turn.asks and turn is not turns[0] and random.random() < 0.5:
            given = Turn(
                host,
                [[random.choice(("Next question, please.", "Thank you, Minister.", "Over there."))]],
                asks=True,
            )
            page.turn(given, f"{'MODERATOR' if upper else 'Moderator'}: ")
            name = "Question"
        page.turn(turn, f"{name.upper() if upper else name}: ")
    below(page)
    return page


def record(random: Random) -> Page:
    """A parliament's record: "Ms. ARAUJO. …", "The CHAIRMAN. …"."""
    page, talker = Page(random, random.choice(("\n\n", "\n    "))), Talker(random, Style(remarks=0))
    chair, first, second, witness = cast(random, 4)
    above(page, "HEARING ON THE STATE OF THE LAKE")
    page.write(
        [
            f"The committee met, pursuant to notice, at 2:31 p.m., {chair.courtesy} {chair.name}, chairman, presiding."
        ],
        "narration",
    )
    page.write([f"Present: Senators {first.name} and {second.name}."], "narration")
    page.write([f"Our witness today is {witness.courtesy} {witness.name}, {witness.office}."], "narration")
    title = random.choice(("Senator", "{courtesy}"))
    for turn in hearing(talker, chair, (first, second), witness):
        one = turn.speaker
        label = {chair: "The CHAIRMAN", witness: f"{one.courtesy} {one.family.upper()}"}.get(one)
        page.turn(turn, f"{label or title.format(courtesy=one.courtesy) + ' ' + one.family.upper()}. ")
    return page


LAYOUTS = {
    "full-names": full_names, "capitals": capitals, "names-on-lines": names_on_lines, "timed": timed,
    "captions": captions, "courtesy": courtesy, "interpreted": interpreted, "reporters": reporters,
    "outlet-labels": outlet_labels, "functions": functions, "moderated": moderated, "record": record,
}  # fmt: skip
