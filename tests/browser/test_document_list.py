"""The list of the statements of a document in a browser: what it leaves out, and what it is narrowed to."""

import pytest

from kg.views.web.links import anchor
from tests.browser.conftest import settled
from tests.browser.test_document import LIT, listed, made


@pytest.fixture
def interview(sample_view):
    """Return the text, the statements and the page of the interview."""
    return next(found for found in made(sample_view) if "interview" in found[0].document.source)


def test_statements_are_filtered_by_speaker_and_manner(shown, interview):
    text, said, content = interview
    page = shown(content)
    page.get_by_label("Speaker").select_option("person:tam-moorvel")
    assert listed(page).count() == 1
    assert page.get_by_text("1 of 2").is_visible()
    assert page.evaluate(LIT, "theirs") == [
        span.of(text.document.text) for span in text.statements[said[1].statement]
    ]
    page.get_by_role("button", name="Next").click()
    settled(page)
    assert page.evaluate("location.hash") == f"#{anchor(said[1].start, said[1].end)}"
    page.get_by_label("How it is said").select_option("in dialogue")
    assert listed(page).count() == 0
    page.get_by_label("Speaker").select_option("")
    page.get_by_label("How it is said").select_option("")
    assert listed(page).count() == len(said)
    assert page.evaluate(LIT, "theirs") == []


def test_the_list_begins_without_what_the_publisher_narrates(shown, sample_view):
    """It is there when it is asked for, and when nothing else is there by the one who is chosen."""
    _, said, content = next(
        found for found in made(sample_view) if any(one.mode == "narration" for one in found[1])
    )
    narrated = [one for one in said if one.mode == "narration" and one.act != "ask"]
    page = shown(content)
    assert 0 < listed(page).count() == len(said) - len(narrated)
    assert page.get_by_text(f"{len(said) - len(narrated)} of {len(said)}", exact=True).is_visible()
    assert page.evaluate(LIT, "theirs") == []
    page.get_by_label("Speaker").select_option(narrated[0].speaker)
    assert listed(page).count() == len([one for one in said if one.speaker == narrated[0].speaker])
    page.get_by_label("Speaker").select_option("")
    page.get_by_label("How it is said").select_option("")
    assert listed(page).count() == len(said)
