"""Layouts that keep to no form: labels of many kinds in one record, questions labelled and answers with a dash."""

from collections.abc import Callable
from random import Random

from tests.eval.transcripts.briefings import panelled
from tests.eval.transcripts.conversation import Style, Talker, Turn, interview
from tests.eval.transcripts.page import Page, above, below
from tests.eval.transcripts.people import PLACES, Person, cast

FULL = (
    "{courtesy} {name} ({office}, {place}): ", "H.E. {courtesy} {name} ({office}, {place}): ", "{name} [{office}]: ",
    "{courtesy} {FAMILY} [{office}, {place}]: ", "{name} ({office}, {place}) — ", "{name}, {office}, {place}: ",
    "Amb. {initial}. {family} ({place}) – ", "**{name}** ({place}): ", "{office} {name}: ",
)  # fmt: skip
"""How somebody may be introduced."""
SHORT = (
    "{FAMILY}: ", "{family}: ", "{family}, {place}: ", "{courtesy} {family}: ", "Minister {family}: ",
    "{courtesy} {FAMILY}. ", "{FAMILY} – ", "{courtesy} {family} ({place}) — ", "{name} ({place}): ",
)  # fmt: skip
"""How he may be called afterwards."""
HOST = ("MODERATOR ({courtesy} {name}): ", "Moderator: ", "THE MODERATOR. ", "MODERATOR: ", "The Moderator: ")
FLOOR = ("QUESTION FROM THE FLOOR ({outlet}): ", "Question ({outlet}): ", "QUESTION: ", "From the audience: ")
HECKLES = ("I said water!", "Shame!", "Twice.", "That is not what was signed.", "In spring, you said.")
ASIDES = ("(Laughter)", "({name} takes the floor.)", "[Crosstalk]", "(The session was suspended at 11.20.)")
TITLES = (
    "Answers of official representative of Ministry of Waterways of Ostrel {signed} to questions of media",
    "{office} {name}'s replies to media questions", "Briefing by {office} {name}",
    "{office} {name} answers questions of the media", "Comment by {office} {name} on the lake",
)  # fmt: skip
ASKED = (
    "Question of agency «{outlet}»: ", "Question of newspaper «{outlet}»: ", "Question from the agency “{outlet}”: ",
    "Question of TV channel \"{outlet}\": ", "Question ({outlet}): ",
)  # fmt: skip


def label(form: str, one: Person, place: str) -> str:
    """Return a label of a form."""
    return form.format(
        name=one.name, family=one.family, FAMILY=one.family.upper(), courtesy=one.courtesy, office=one.office,
        outlet=one.outlet, initial=one.given[0], signed=one.signed, place=place,
    )  # fmt: skip


def mixed_labels(random: Random) -> Page:
    """Each turn is labelled as the typist liked: in full the first time, later by some of the shorter forms."""
    page, turns, host = panelled(random, 3, "\n\n")
    full, short = random.sample(FULL, 4), random.sample(SHORT, 4)
    places = dict(zip(dict.fromkeys(turn.speaker for turn in turns), random.sample(PLACES, 4), strict=True))
    seen: set[Person] = set()
    for number, turn in enumerate(turns):
        one = turn.speaker
        forms = HOST if one is host else short if one in seen else full
        if one is host and number and random.random() < 0.3:
            forms = FLOOR
        seen.add(one)
        page.turn(turn, label(random.choice(forms), one, places[one]))
        _interrupt(random, page, host, [other for other in seen if other not in (one, host)], short, places)
    below(page)
    return page


def _interrupt(
    random: Random,
    page: Page,
    host: Person,
    others: list[Person],
    forms: list[str],
    places: dict[Person, str],
) -> None:
    """Add, sometimes, a remark of the typist, or a few words of somebody who has spoken before."""
    chance = random.random()
    if chance < 0.12:
        page.write([random.choice(ASIDES).format(name=host.name)], "narration")
    elif chance < 0.25 and others:
        heckler = min(others, key=lambda one: one.name)
        said = Turn(heckler, [[random.choice(HECKLES)]])
        page.turn(said, label(random.choice(forms), heckler, places[heckler]))


def _answers(random: Random, ask: Callable[[], str]) -> Page:
    """Questions that a label marks, answers that open with a dash and go on without."""
    page, talker = Page(random), Talker(random, Style(remarks=0, rhetorical=0))
    host, guest, *press = cast(random, 5)
    title = random.choice(TITLES)
    above(page, label(title, guest, ""))
    page.write(["12 March 2031"], "narration")
    dash = random.choice(("— ", "– ", "- "))
    for number, turn in enumerate(interview(talker, host, guest)):
        page.turn(turn, label(ask(), press[number // 2 % len(press)], "") if turn.asks else dash)
    below(page)
    return page


def question_of_agency(random: Random) -> Page:
    """The questions are marked and say whose they are."""
    form = random.choice(ASKED)
    return _answers(random, lambda: form)


def outlets_and_dashes(random: Random) -> Page:
    """The outlets ask by their names alone, each once or twice."""
    return _answers(random, lambda: "{outlet}: ")


LAYOUTS = {
    "mixed-labels": mixed_labels, "question-of-agency": question_of_agency,
    "outlets-and-dashes": outlets_and_dashes,
}  # fmt: skip
