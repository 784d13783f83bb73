"""Documents in which nobody holds the floor: whatever they look like, they have no turns."""

from random import Random

from tests.eval.transcripts import talk
from tests.eval.transcripts.conversation import USUAL, Talker
from tests.eval.transcripts.page import Page, above, below
from tests.eval.transcripts.people import PLACES, cast


def begun(random: Random) -> tuple[Page, Talker]:
    """Return a page with its head, and a talker."""
    page, talker = Page(random), Talker(random, USUAL)
    above(page, "The lake is lower than it has ever been", [talker.narration()])
    return page, talker


def article(random: Random) -> Page:
    """Narration and quotations."""
    page, talker = begun(random)
    for one in cast(random, 3):
        page.write(talker.narration(), "narration")
        said = talker.filled(random.choice(talk.ANSWERS)).rstrip(".")
        page.write([f"“{said},” said {one.name}, {one.office}."], "narration")
        if random.random() < 0.4:
            page.write([random.choice(talk.HEADINGS)], "heading")
    below(page)
    return page


def dash_quotations(random: Random) -> Page:
    """Quotations that open with a dash and close with their source."""
    page, talker = begun(random)
    for one in cast(random, random.randint(2, 5)):
        page.write(talker.narration(), "narration")
        said = " ".join(talker.answer(one, paragraphs=1).paragraphs[0]).rstrip(".")
        closing = random.choice((f'," said {one.name}.', f", — said {one.name}.", f'," {one.name} noted.'))
        page.write([f"— {said}{closing}"], "narration")
    below(page)
    return page


def lists(random: Random) -> Page:
    """Lists whose entries have a name and a colon, or a dash."""
    page, talker = begun(random)
    form = random.choice(("{}: {}", "- {}: {}", "• {} – {}", "**{}:** {}"))
    page.write(["What is planned where:"], "narration")
    for place in random.sample(
        ("Tirask", "Velm", "Kelmar", "Sorvo", "Ostrel", "Marrowby"), random.randint(3, 6)
    ):
        page.write([form.format(place, talker.filled(random.choice(talk.NARRATION)))], "narration")
    page.write(talker.narration(), "narration")
    below(page)
    return page


def opinion(random: Random) -> Page:
    """An op-ed: the writer asks and says "we"."""
    page, talker = begun(random)
    author = cast(random, 1)[0]
    for _ in range(random.randint(4, 8)):
        said = talker.answer(author, paragraphs=1).paragraphs[0]
        page.write([sentence for sentence in said if sentence not in talk.OPENINGS], "narration")
        if random.random() < 0.4:
            page.write([random.choice(talk.HEADINGS)], "heading")
        if random.random() < 0.3:
            page.write([*talker.narration(), random.choice(talk.RHETORICAL)], "narration")
    page.write([f"{author.name} is {author.office}."], "narration")
    below(page)
    return page


def explainer(random: Random) -> Page:
    """Questions as headings, which the publisher answers himself."""
    page, talker = begun(random)
    form = random.choice(("{}", "## {}", "**{}**", "{n}. {}"))
    asked = random.sample(
        (
            "What has happened?",
            "Why is the lake so low?",
            "Who pays for the dam?",
            "What comes next?",
            "Is the water safe?",
        ),
        random.randint(3, 5),
    )
    for n, question in enumerate(asked):
        page.write([form.format(question, n=n + 1)], "narration")
        page.write(talker.narration(), "narration")
    below(page)
    return page


def facts(random: Random) -> Page:
    """A box of facts: "Area: …", "Depth: …" between paragraphs, and a headline of each person."""
    page, talker = begun(random)
    for name in random.sample(
        ("Area", "Depth", "Boats", "Owner", "Background", "Outlook"), random.randint(3, 5)
    ):
        page.write([f"{name}: {talker.filled(random.choice(talk.NARRATION))}"], "narration")
    for one in cast(random, 2):
        page.write(talker.narration(), "narration")
        page.write([f"{one.name}: the lake will rise again"], "heading")
    page.write(talker.narration(), "narration")
    below(page)
    return page


def pull_quotes(random: Random) -> Page:
    """Quotations that stand by themselves, each with its source on the line below."""
    page, talker = begun(random)
    marks = random.choice(("“”", '""', "«»"))
    form = random.choice(
        ("— {name}, {office}", "– {name}, {office}, {place}", "- {name}, {office}", "— {name}")
    )
    for one in cast(random, random.randint(2, 5)):
        page.write(talker.narration(), "narration")
        said = talker.filled(random.choice(talk.ANSWERS))
        page.write([said], "narration", around=(marks[0], marks[1]))
        signature = form.format(name=one.name, office=one.office, place=random.choice(PLACES))
        page.write([signature], "caption")
    page.write(talker.narration(), "narration")
    below(page)
    return page


def results(random: Random) -> Page:
    """What became of whom: names with party or office in brackets, a colon or a dash, and what is told of them."""
    page, talker = begun(random)
    people = cast(random, random.randint(3, 6))
    forms = ("{name} ({office}): ", "{name} ({place}) — ", "{place}: ", "{PLACE}. ", "{place} – ", "{name}: ")
    page.write(["Winners and losers"], "heading")
    for one in people:
        place = random.choice(PLACES)
        label = random.choice(forms).format(
            name=one.name, office=one.office, place=place, PLACE=place.upper()
        )
        page.write([label + talker.filled(random.choice(talk.NARRATION))], "narration")
    page.write(talker.narration(), "narration")
    below(page)
    return page


LAYOUTS = {
    "article": article, "dash-quotations": dash_quotations, "lists": lists, "opinion": opinion,
    "explainer": explainer, "facts": facts, "pull-quotes": pull_quotes, "results": results,
}  # fmt: skip
"""All of them negative: there is no turn to find."""
