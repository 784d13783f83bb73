"""SPARQL: the questions in ``ontology/queries/*.rq``, and those that users write."""

import re
from collections.abc import Mapping
from dataclasses import replace

from pyoxigraph import NamedNode

from kg.errors import OutwardError
from kg.graph.questions import question, questions
from kg.graph.view import WHOLE, Found, Frame, Rows, View, answering, as_rows
from kg.query.tokens import check_nesting, names_dataset

_SERVICE = re.compile("service", re.IGNORECASE)
"""Wherever it stands: the engine also finds it in ``?o .SERVICE``, ``1SERVICE`` and ``SERVICEex:there``."""
_ESCAPE = re.compile(r"\\u", re.IGNORECASE)


def named_queries() -> Mapping[str, str]:
    """Return the names of the questions, each with its first line: what it answers."""
    return {
        name: text.splitlines()[0].removeprefix("#").strip() for name, text in sorted(questions().items())
    }


def named(view: View, name: str) -> Rows:
    """Return the answer to the question called ``name``.

    Raises:
        QueryError: there is no such question; the message lists those there are.
    """
    return ask(view, name)


def ask(view: View, name: str, given: Mapping[str, NamedNode] | None = None) -> Rows:
    """Return the answer to a named question, or only the part where variables have the values given."""
    return view.select(question(name, given=given))


def ask_of(view: View, name: str, link: NamedNode, anchor: NamedNode) -> Rows:
    """Return the answer to a named question for those statements only that are so linked."""
    return view.select(question(name, (link, anchor)))


def select(view: View, sparql: str) -> Rows:
    """Return the answer to a question that a user wrote; it can only read, and only here.

    Raises:
        QueryError: it is malformed, an update, or would ask another server.
        StoreError: the store is damaged.
    """
    with answering():
        return as_rows(find(view, sparql))


def find(view: View, sparql: str, frame: Frame = WHOLE) -> Found:
    """Return what the engine finds for a query that a user wrote; to be read within ``answering``.

    A union of all graphs would hide what FROM says.

    Raises:
        QueryError: it has too many brackets within each other, or would ask another server.
    """
    check_nesting(sparql)
    check_local(sparql)
    return view.evaluate(sparql, frame=replace(frame, union=frame.union and not names_dataset(sparql)))


def check_local(sparql: str) -> None:
    """Refuse a query that would ask another server.

    Raises:
        OutwardError: it would.
    """
    if _SERVICE.search(sparql) and _asks_others(sparql):
        raise OutwardError("SERVICE is refused: a query must not leave this machine")


def _asks_others(sparql: str) -> bool:
    r"""Return whether the query has one, or cannot be proved to have none.

    pyoxigraph sends such requests and has no switch for it. The word may also stand in a string.
    Only a parser can tell, and that of rdflib shows its tree. It resolves escapes (``\u0022``) before it
    reads, the engine only in strings and IRIs, so that with one of them the two may read different queries.
    """
    if _ESCAPE.search(sparql):
        return True
    from pyparsing import ParseException  # noqa: PLC0415 - these take 0.3 s to import and are seldom wanted
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: PLC0415

    try:
        tree = parseQuery(sparql)
    except (ParseException, RecursionError):
        return True
    return "ServiceGraphPattern" in _names(tree)


def _names(tree: object) -> set[str]:
    """Return the names of all nodes of a parse tree."""
    found, waiting = set(), [tree]
    while waiting:
        node = waiting.pop()
        found.add(str(getattr(node, "name", "")))
        # a CompValue is a dict; pyparsing's results call themselves mappings and are lists too
        if isinstance(node, dict):
            waiting.extend(node.values())
        elif not isinstance(node, str) and hasattr(node, "__iter__"):
            waiting.extend(node)
    return found
