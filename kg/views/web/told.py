"""Statements in the data of a page: each as a receipt, with what the filters of the page go by."""

from collections.abc import Sequence

from kg.graph.view import View
from kg.query import Claim, Saying, texts
from kg.views.sayings import ACTS
from kg.views.web.links import Links
from kg.views.web.receipts import Receipt, name, packed, receipts
from kg.views.web.relations import sentence

_DEEDS = {**ACTS, "state": "states", "confirm": "confirms", "ask": "asks"}


def told(view: View, sayings: Sequence[Saying], links: Links) -> list[Receipt]:
    """Return the receipts of statements, in their order."""
    return list(receipts(sayings, texts(view), links))


def sifted(
    shown: Sequence[Receipt], sayings: Sequence[Saying], **more: Sequence[object]
) -> dict[str, object]:
    """Return receipts as data with ``deed``, what is done by saying it ("states", "denies"), and ``more``."""
    deeds = [_DEEDS.get(saying.act, name(saying.act)) for saying in sayings]
    return packed(shown, deed=deeds, **more)


def claimed(claim: Claim) -> str:
    """Return what is claimed, on one line: "Vostania is an ally of Zembia", "Meeting of Vostania, Zembia"."""
    if claim.object_type == "event":
        return name(claim.object_label)
    return name(sentence(claim.subject_label, claim.predicate, claim.object_label))
