"""Dates in words become ISO prefixes and intervals."""

import pytest

from kg.extract.dates import Dated, dateline, document_year, find_dates
from kg.model import Span


def values(text: str, published: str | None = None, year: str | None = None) -> list[str]:
    return [d.value for d in find_dates(text, Span(0, len(text)), published, year)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("December 28, 2024", "2024-12-28"),
        ("on the 28th of December 2024", "2024-12-28"),
        ("the July 1992 agreement", "1992-07"),
        ("in 2025", "2025"),
        ("in May 2025", "2025-05"),
        ("on 2025-11-06", "2025-11-06"),
        ("on 06.11.2025", "2025-11-06"),
        ("in February-March 2022", "2022-02/2022-03"),
        ("2015-2025", "2015/2025"),
        ("between 2015 and 2025", "2015/2025"),
        ("December 30 – January 2, 2026", "2025-12-30/2026-01-02"),
        ("between June 3 and 5, 2025", "2025-06-03/2025-06-05"),
        ("late 2024 - early 2025", "2024/2025"),
        ("in the spring of 2022", "2022-03/2022-05"),
        ("in the 1990s", "1990/1999"),
        ("the second half of 2025", "2025-07/2025-12"),
        ("Velmora’s 2014 promise", "2014"),
    ],
)
def test_dates_that_the_words_fix(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("on 28 December", "2025-12-29", "2025-12-28"),
        ("in Ordania on December 9-10.", "2025-12-29", "2025-12-09/2025-12-10"),
        ("on June 30 – July 1 this year", "2025-12-29", "2025-06-30/2025-07-01"),
        ("In early December, they met", "2026-01-04", "2025-12"),
        ("by the end of October", "2025-12-29", "2025-10"),
        ("The credit fell due in August", "2025-10-03", "2025-08"),
        ("The credit is due in August", "2025-10-03", "2026-08"),
        ("in August this year", "2025-12", "2025-08"),
        ("on May 20 last year", "2025-01-10", "2024-05-20"),
        ("this year", "2025", "2025"),
        ("last year", "2025-12-29", "2024"),
        ("yesterday", "2025-01-01", "2024-12-31"),
        ("on Wednesday she said", "2026-03-13", "2026-03-11"),
        ("We will meet on Monday", "2026-03-13", "2026-03-16"),
        ("Next Friday we meet", "2026-03-13", "2026-03-20"),
        ("last month", "2025-01-10", "2024-12"),
        ("last week", "2026-03-13", "2026-03-02/2026-03-08"),
        ("earlier this week", "2026-03-13", "2026-03-09/2026-03-15"),
        ("two weeks ago", "2026-03-13", "2026-02-23/2026-03-01"),
        ("almost 42 years ago", "2025", "1983"),
        ("over the past three years", "2025-01-15", "2022/2025"),
        ("in the first 10 months of this year", "2025-12-29", "2025-01/2025-10"),
        ("The summit will be held in June", "2025-12-29", "2026-06"),
        ("The court sentenced five men in September.", "2028-01-22", "2027-09"),
        ("They will send observers in April", "2028-01-22", "2028-04"),
        ("sentenced last November.", "2026-02-19", "2025-11"),
        ("In June 14 people died", "2025-12-29", "2025-06"),
        ("On October 28 they met", "2025-12-29", "2025-10-28"),
        ("on February 29 they met", "2025-12-29", "2024-02-29"),
        ("We will vote in February", "2024-10-31", "2025-02"),
        ("We will vote in October", "2024-10-31", "2024-10"),
        ("in May the talks began", "2025-05", "2025-05"),
        ("next May we vote", "2025-05-31", "2026-05"),
        ("this Thursday", "2026-03-14", "2026-03-12"),
        ("past Friday", "2026-03-13", "2026-03-06"),
        ("on Friday they met", "2026-03-13", "2026-03-13"),
        ("the day before\nyesterday", "2026-03-01", "2026-02-27"),
        ("today", "2025", "2025"),
        ("the week before last", "2026-03-13", "2026-02-23/2026-03-01"),
        ("talks over the past two weeks", "2026-03-13", "2026-02-27/2026-03-13"),
        ("the third quarter of last year", "2026-03-13", "2025-07/2025-09"),
        ("from December to February", "2026-03-13", "2025-12/2026-02"),
    ],
)
def test_dates_that_the_day_of_publication_fixes(text: str, published: str, value: str) -> None:
    assert values(text, published) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "He may march on, and Jan and April Okoro may follow.",
        "2000 people, $2000, 2014.5 and No. 114/2026",
        "a force of 2000 soldiers",
        "February 30, 2025",
        "three-day talks at 9 a.m., 24 hours a day",
        "We may march now, said Sat Tan, who sat down a second time.",
        "Now 1,200 people wait, the second half of them in 24 to 28 tents.",
        "June 5 million, the 5 of us, may 12 of you sun and wed",
        "on 31.04.2025",
        "the fourth half of it, at 12:30, by 10 percent",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert values(text, "2025-12-29") == []


def test_half_a_date_gets_no_day() -> None:
    assert values("in June, on Monday and in 2025", "2025") == ["2025-06", "2025"]


def test_days_in_the_wrong_order_are_no_interval() -> None:
    assert values("June 24 - June 22, 2024") == ["2024-06-24", "2024-06-22"]
    assert values("the third half of 2025") == ["2025"]


def test_relative_dates_stay_unread_without_publication() -> None:
    assert values("yesterday, on Monday, last month, December 28") == []


def test_the_year_of_the_document_stands_in_for_the_publication() -> None:
    assert values("on December 28", year="2025") == ["2025-12-28"]


def test_a_day_takes_the_month_before_it() -> None:
    assert values("In March 2027 it was attacked, on the 20th") == ["2027-03", "2027-03-20"]


def test_a_month_takes_the_one_year_named_near_it() -> None:
    assert values("In 2023 it began. In May it ended") == ["2023", "2023-05"]


def test_spans_lie_in_the_document() -> None:
    text = "Before. They met on June 14, 2024."
    assert find_dates(text, Span(8, len(text)), None) == [Dated(Span(20, 33), "2024-06-14")]


def test_dateline() -> None:
    assert dateline("News\nOrdan, 14 May 2026\nThe talks ended.") == "2026-05-14"
    assert dateline("The talks on the pipeline in Ordan ended on 14 May 2026 without result.") is None


def test_year_of_a_document_is_the_latest_past_one() -> None:
    assert document_year("In 2025, they met. It may end in 2026. In 2025, he left. In 2024, too.") == "2025"


def test_year_of_a_document_is_unknown_when_named_once_in_passing() -> None:
    assert document_year("Six workers were detained in 2024.") is None


@pytest.mark.parametrize(
    "text", ["", "\u0663\u0663 May \u0662\u0660\u0662\u0665", "May " * 3000, "1 " * 3000, "2025-" * 2000]
)
def test_odd_input_raises_nothing(text: str) -> None:
    assert all(text[d.span.start : d.span.end] for d in find_dates(text, Span(0, len(text)), "2025-11-06"))


@pytest.mark.parametrize(
    "published", ["0001-01-01", "9999-12-31", "0001", "9999-12", "0000-00-00", "2025-W01-1", "²"]
)
def test_the_ends_of_the_calendar_raise_nothing(published: str) -> None:
    text = (
        "Last week, next week, this week, last Monday, next Monday, on Monday, this Monday, yesterday, tomorrow, "
        "next year, last May, next May, in January, in December, 1999 years ago, over the past 1999 weeks, "
        "99999999999999999999 days ago, 45 June, 0 June, \u0663 May \u0662\u0660\u0662\u0665, May 20\u0662\u0665"
    )
    assert isinstance(values(text, published), list)


def test_a_very_long_number_is_no_date() -> None:
    digits = "9" * 5000
    assert values(f"{digits} years ago, May {digits}, {digits} May, {digits}", "2025-11-06") == []
