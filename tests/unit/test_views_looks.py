"""How things and ties look."""

from kg.views.web.looks import PLAIN_COLOUR, bends, colour_of, look_of, present
from kg.views.web.picture import Edge


def test_a_type_is_known_by_its_shape_as_well_as_by_its_colour():
    looks = [look for _, look in present({"person": 2, "polity": 1, "org": 1, "event": 3, "place": 0})]
    assert [look.label for look in looks] == ["person", "polity", "organisation", "event"]
    assert len({look.shape for look in looks}) == len({look.colour for look in looks}) == 4


def test_a_type_or_relation_that_nobody_foresaw_is_drawn_all_the_same():
    assert [kind for kind, _ in present({"comet": 1, "person": 1})] == ["person", "comet"]
    assert look_of("comet").label == "other"
    assert colour_of("orbits") == PLAIN_COLOUR


def test_parallel_lines_do_not_cover_each_other_whichever_way_they_point():
    edges = [Edge(a, str(n), b, ()) for n, (a, b) in enumerate(["ab", "ab", "ba", "ba", "cd"])]
    found = list(bends(edges))
    assert found[0] == found[4] == 0
    seen_from_a = [bend if edge.source == "a" else -bend for edge, bend in zip(edges, found, strict=True)]
    assert len(set(seen_from_a[:4])) == 4
