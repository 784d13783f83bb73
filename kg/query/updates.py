"""Updates that users write: what they may not do, and which dataset they are given."""

import re
from collections.abc import Sequence
from itertools import pairwise

import pyoxigraph
from pyoxigraph import NamedNode

from kg.errors import OutwardError, QueryError
from kg.graph.vocab import PREFIXES
from kg.query.tokens import check_nesting, using, words

_OUTWARD = re.compile(r"service|load", re.IGNORECASE)


def check_update(update: str, *, confined: bool) -> None:
    """Refuse an update that would fetch something; ``confined``: the process reaches no network anyway.

    Where it does, even a string with one of these words is refused: without a parser nothing is proved.
    There only LOAD SILENT passes, which finds nothing and does not complain.

    Raises:
        QueryError: it is malformed as well, or has too many brackets within each other.
        OutwardError: it would, or might.
    """
    check_nesting(update)
    if _OUTWARD.search(update) and (not confined or _reaches_out(update)):
        if confined:
            _parse(update)
        raise OutwardError("LOAD and SERVICE are refused: an update must not leave this machine")


def _parse(update: str) -> None:
    """Refuse what is malformed. The engine has no way to parse only, so an empty store is updated."""
    try:
        pyoxigraph.Store().update(update, prefixes=PREFIXES)
    except SyntaxError as error:
        raise QueryError(f"not a SPARQL update: {error}") from error
    except (ValueError, RuntimeError, OSError):
        return  # well-formed, and nothing there to reach


def _reaches_out(update: str) -> bool:
    """Return whether there is a LOAD that would complain, or any SERVICE."""
    found = [word.text for word in words(update)]
    loads = (after for name, after in pairwise([*found, ""]) if name == "LOAD")
    return "SERVICE" in found or any(after != "SILENT" for after in loads)


def framed(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Return the update with the dataset of the protocol.

    Raises:
        QueryError: it names a dataset itself, or something given is no IRI.
    """
    for iri in (*default, *named):
        check_iri(iri)
    return using(update, default, named)


def check_iri(iri: str) -> None:
    """Refuse what is no absolute IRI.

    Raises:
        QueryError: it is none.
    """
    try:
        NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"no absolute IRI: {iri!r}") from error
