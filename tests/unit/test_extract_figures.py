"""Figures: numbers with units, and the numbers that are none."""

import pytest

from kg.extract.numerals import numeral
from kg.extract.quantities import Quantity, quantities
from kg.model import Document, Mode, SegmentKind, Span
from kg.pipeline import read


def found(text: str, before: Quantity | None = None) -> list[tuple[float, str]]:
    return [(q.number, q.unit) for q in quantities(text, Span(0, len(text)), [], before)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2,400", 2400), ("12 000", 12000), ("2.3 thousand", 2300), ("half a billion", 5e8), ("two dozen", 24),
        ("a thousand", 1000), ("two and a half million", 2.5e6), ("a million and a half", 1.5e6), ("3 mln", 3e6),
        ("one hundred and fifty", 150), ("Twenty-nine", 29), ("two hundred thousand", 2e5), ("1.234.567", 1234567),
        ("2,5", 2.5), ("10.000", 10000), ("5bn", 5e9),
    ],
)  # fmt: skip
def test_numerals(words: str, value: float) -> None:
    assert numeral(words) == value


@pytest.mark.parametrize("words", ["", "several", "soldiers", "thousands"])
def test_words_that_are_no_numeral(words: str) -> None:
    assert numeral(words) is None


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("about $10.5 billion was spent", [(10.5e9, "USD")]),
        ("€ 3 mln and 500 thousand rubles", [(3e6, "EUR"), (500000, "RUB")]),
        ("6.5 million Australian dollars", [(6.5e6, "AUD")]),
        ("The $2-3 billion loan", [(2e9, "USD"), (3e9, "USD")]),
        ("between 20 and 30 percent", [(20, "percent"), (30, "percent")]),
        ("it grew by 37%", [(37, "percent")]),
        ("about 2.3 thousand of our soldiers", [(2300, "soldiers")]),
        ("1,150 of the 1,300 questions", [(1150, "questions"), (1300, "questions")]),
        ("three rounds of talks", [(3, "rounds of talks")]),
        ("seven years in prison", [(7, "years in prison")]),
        ("a 12-step plan after a two-hour meeting", [(12, "steps"), (2, "hours")]),
        ("120 customs officers", [(120, "customs officers")]),
        ("16 F-16 jets and 500 U.S. soldiers", [(16, "F-16 jets"), (500, "U.S. soldiers")]),
        ("killing at least 12 and wounding 30.", [(12, "people"), (30, "people")]),
        ("a twofold increase, twice a year", [(2, "times"), (2, "times")]),
        ("returned 909 bodies and received 34.", [(909, "bodies"), (34, "bodies")]),
        ("an exchange of prisoners, 1000 to 1000", [(1000, "prisoners")]),
        ("the 80th anniversary", [(80, "anniversary")]),
        ("prisoners under the age of 25", [(25, "years of age")]),
        ("a 5,000-strong force", [(5000, "people")]),
    ],
)
def test_figures(text: str, figures: list[tuple[float, str]]) -> None:
    assert found(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "One of them left, and on the one hand no one knew.",
        "1. Talks in Ordan",
        "within the 5+2 format, on the 60 Minutes program",
        "under Article 5 of Resolution 2202, at 9 a.m. and 17:30",
        "the Big Three companies",
        "First of all, the two countries and both sides",
        "one in five voters, a third of the budget",
        "call +1 555 010 99 99 or No. 114/2026",
        "tens of thousands of people",
        "9" * 500 + " soldiers",
    ],
)
def test_numbers_that_are_no_figures(text: str) -> None:
    assert found(text) == []


def test_money_goes_on_from_the_figure_before() -> None:
    before = Quantity(Span(0, 12), 6.4e9, "USD", "money")
    assert found("Of these, 2.6 billion go to the union.", before) == [(2.6e9, "USD")]


def test_money_goes_on_over_a_duration() -> None:
    text = "Ten million euros over three years, and they promised twenty-five million."
    assert found(text) == [(1e7, "EUR"), (3, "years"), (2.5e7, "EUR")]


def test_millions_are_no_years() -> None:
    before = Quantity(Span(0, 12), 3, "years", "time")
    assert found("They promised twenty-five million.", before) == []


def test_dates_and_names_are_blocked() -> None:
    text = "In 2025 Brigade 93 held 40 villages"
    assert [q.number for q in quantities(text, Span(0, len(text)), [Span(3, 7), Span(8, 18)])] == [40]


ARTICLE = """Talks in Ordan

Three rounds of talks were held in Ordan in 2025.

Kasimir Vellin, a deputy of the council, said that Ordania had freed 230 prisoners on June 2, 2025.
"""


def test_a_figure_stands_in_the_innermost_statement() -> None:
    reading = read(Document("vellin.txt", ARTICLE, "0" * 64))
    modes = {u.id: u.mode for u in reading.utterances}
    homes = {s.id: modes[s.utterance] for s in reading.statements}
    figures = {f.number: f for f in reading.figures}
    assert homes[figures[3].stated_in] is Mode.NARRATION
    assert homes[figures[230].stated_in] is Mode.INDIRECT
    assert figures[230].date == "2025-06-02"


def test_evidence_quotes_the_document() -> None:
    reading = read(Document("vellin.txt", ARTICLE, "0" * 64))
    assert reading.figures
    assert all(f.evidence.span.of(ARTICLE) == f.evidence.quote for f in reading.figures)


def test_boilerplate_holds_no_figure() -> None:
    reading = read(Document("vellin.txt", ARTICLE + "\nShare\n15 comments\n", "0" * 64))
    silent = [s.span for s in reading.segments if s.kind is SegmentKind.BOILERPLATE]
    assert not any(area.contains(f.evidence.span) for f in reading.figures for area in silent)
