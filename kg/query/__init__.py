"""Questions to the graph and their answers: SPARQL from ``ontology/queries`` in, frozen dataclasses out."""

from kg.query.cards import Card, HeldOffice, Topic, show
from kg.query.claims import ABOUT, Claim, ClaimedFigure, claims, figures
from kg.query.happenings import Happening, timeline
from kg.query.named import named, named_queries, select
from kg.query.names import Match, resolve
from kg.query.sayings import Saying, Wanted, who_said

__all__ = [
    "ABOUT",
    "Card",
    "Claim",
    "ClaimedFigure",
    "Happening",
    "HeldOffice",
    "Match",
    "Saying",
    "Topic",
    "Wanted",
    "claims",
    "figures",
    "named",
    "named_queries",
    "resolve",
    "select",
    "show",
    "timeline",
    "who_said",
]
