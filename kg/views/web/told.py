"""Statements in the data of a page: each as a receipt, with what the filters of the page go by."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from kg.graph.view import View
from kg.query import Claim, Saying, texts
from kg.views.sayings import ACTS
from kg.views.web.links import Links
from kg.views.web.receipts import name, receipts

_DEEDS = {**ACTS, "state": "states", "confirm": "confirms", "ask": "asks"}


def told(view: View, sayings: Sequence[Saying], links: Links) -> list[dict[str, Any]]:
    """Return for each statement its receipt and ``deed``, what is done by saying it: "states", "denies"."""
    shown = receipts(sayings, texts(view), links)
    return [
        {**asdict(receipt), "deed": _DEEDS.get(saying.act, name(saying.act))}
        for receipt, saying in zip(shown, sayings, strict=True)
    ]


def claimed(claim: Claim) -> str:
    """Return what is claimed, on one line: "Vostania supports Zembia", "Meeting of Vostania and Zembia"."""
    if claim.object_type == "event":
        return name(claim.object_label)
    return name(f"{claim.subject_label} {claim.predicate} {claim.object_label}")
