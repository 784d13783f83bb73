"""Claims as a network."""

import random

import pytest

from kg.errors import UnknownEntityError
from kg.network import claims_graph, path, rank
from kg.query import Claim


def claim(subject, predicate, target, statement):
    ends = (
        subject,
        subject.partition(":")[2],
        "polity",
        predicate,
        target,
        target.partition(":")[2],
        "polity",
    )
    return Claim(*ends, statement, "person:x", "X", "words", None, "turn", "state", None, "a.txt", 0, 5, 0.9)


A, B, C, D, E = (f"polity:{name}" for name in "abcde")
CLAIMS = [
    claim(A, "kg:about", B, "s0"),
    claim(A, "supports", B, "s1"),
    claim(C, "opposes", B, "s2"),
    claim(A, "opposes", B, "s1"),
    claim(D, "memberOf", E, "s3"),
]


def test_an_edge_is_one_claim_even_where_a_statement_ties_two_twice():
    graph = claims_graph(CLAIMS)
    assert graph.number_of_edges(A, B) == 3
    assert graph.nodes[A] == {"label": "a", "type": "polity"}


def test_a_path_goes_whichever_way_claims_point_and_prefers_what_is_claimed():
    steps = path(claims_graph(CLAIMS), A, C)
    assert [(step.subject, step.predicate, step.object) for step in steps] == [
        (A, "opposes", B),
        (C, "opposes", B),
    ]


def test_there_is_no_path_between_strangers_and_none_to_oneself():
    graph = claims_graph(CLAIMS)
    assert path(graph, A, E) == []
    assert path(graph, A, A) == []


def test_one_of_whom_nothing_is_claimed_is_unknown():
    with pytest.raises(UnknownEntityError, match="polity:z"):
        path(claims_graph(CLAIMS), A, "polity:z")


def test_who_is_spoken_about_most_ranks_first_and_statements_are_counted_once():
    first, *_ = rank(claims_graph(CLAIMS))
    assert (first.id, first.label, first.statements) == (B, "b", 3)


def test_scores_are_shares_of_one():
    assert sum(place.score for place in rank(claims_graph(CLAIMS))) == pytest.approx(1, abs=1e-7)
    assert rank(claims_graph([])) == []


def test_equal_claims_in_another_order_rank_and_lead_the_same():
    crowd = [
        claim(f"polity:{a}", "praises", f"polity:{b}", f"s{a}{b}") for a in range(12) for b in range(a % 5)
    ]
    turned = random.Random(7).sample(crowd, len(crowd))
    one, other = claims_graph(crowd), claims_graph(turned)
    assert rank(one) == rank(other)
    assert path(one, "polity:11", "polity:3") == path(other, "polity:11", "polity:3")


def test_pagerank_agrees_with_the_textbook():
    """Two nodes, one edge: with damping d, the target has (1 + d) times the score of the source."""
    source, target = sorted(rank(claims_graph([claim(A, "praises", B, "s")])), key=lambda place: place.id)
    assert target.score / source.score == pytest.approx(1.85)
