"""Questions to the graph and their answers: SPARQL from ``ontology/queries`` in, frozen dataclasses out."""

from kg.query.cards import Card, HeldOffice, Topic, items, offices, show
from kg.query.chains import Level, Passage
from kg.query.claims import ABOUT, Claim, ClaimedFigure, claims, figures
from kg.query.conflicts import Conflict, Contender, conflicts
from kg.query.disputes import contrary, denies, negates
from kg.query.happenings import Account, Happening, timeline
from kg.query.named import named, named_queries, select
from kg.query.names import Match, resolve
from kg.query.sayings import Saying, Wanted, who_said
from kg.query.sieve import EVERYTHING, Sieve
from kg.query.texts import Mentioned, Text, textless, texts

__all__ = [
    "ABOUT",
    "EVERYTHING",
    "Account",
    "Card",
    "Claim",
    "ClaimedFigure",
    "Conflict",
    "Contender",
    "Happening",
    "HeldOffice",
    "Level",
    "Match",
    "Mentioned",
    "Passage",
    "Saying",
    "Sieve",
    "Text",
    "Topic",
    "Wanted",
    "claims",
    "conflicts",
    "contrary",
    "denies",
    "figures",
    "items",
    "named",
    "named_queries",
    "negates",
    "offices",
    "resolve",
    "select",
    "show",
    "textless",
    "texts",
    "timeline",
    "who_said",
]
