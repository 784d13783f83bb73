"""How things and ties look."""

import re

import pytest

from kg.views.web.looks import TONES, look_of, present, tone_of
from kg.views.web.page import static

GROUNDS = ("#ffffff", "#171b21")


def test_a_type_is_known_by_its_shape_as_well_as_by_its_colour():
    looks = [look for _, look in present({"person": 2, "polity": 1, "org": 1, "event": 3, "place": 0})]
    assert [look.label for look in looks] == ["person", "polity", "organisation", "event"]
    assert len({look.shape for look in looks}) == len({look.colour for look in looks}) == 4


def test_a_type_or_relation_that_nobody_foresaw_is_drawn_all_the_same():
    assert [kind for kind, _ in present({"comet": 1, "person": 1})] == ["person", "comet"]
    assert look_of("comet").label == "other"
    assert tone_of("orbits") == "plain"


def luminance(colour):
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("tone", TONES)
def test_lines_are_seen_on_light_and_on_dark_ground(tone):
    for colour, ground in zip(TONES[tone], GROUNDS, strict=True):
        dark, light = sorted(map(luminance, (colour, ground)))
        assert (light + 0.05) / (dark + 0.05) >= 3


def test_pages_have_the_same_colours_of_lines():
    """Light ones first, then the dark ones twice: as the system wishes, and as the person does."""
    for tone, (light, dark) in TONES.items():
        assert re.findall(rf"--tone-{tone}: (#\w+)", static("base.css")) == [light, dark, dark]
