"""The words of a query outside of its braces: what kind it is, and what it says about its dataset.

W3C, "SPARQL 1.1 Query Language", 19.8. The engine parses; this finds only what can be told without a grammar.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.errors import QueryError

_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*+(?:\"{3})? | '{3}(?:[^'\\]|\\.|'(?!''))*+(?:'{3})?
               | "(?:[^"\\\n\r]|\\.)*+"? | '(?:[^'\\\n\r]|\\.)*+'?)
    | (?P<variable>[?$@][\w-]*)
    | (?P<word>\w[\w.-]*)?(?P<local>:[\w:.%-]*)?(?<=[\w.:%-])
    | (?P<brace>[{}])
    | (?P<bracket>[()\[\]])
    """,
    re.VERBOSE | re.DOTALL,
)
# A string without an end is one up to where it must end: nothing is read twice, however long it is.
_DEEPEST = 400
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


class Word(NamedTuple):
    """A word of the language in capitals, or a brace, with its place and how deep in braces it lies."""

    text: str
    start: int
    end: int
    depth: int


def words(sparql: str) -> Iterator[Word]:
    """Yield words and braces; no comments, strings, IRIs, prefixed names, variables.

    >>> [word.text for word in words('SELECT ?from { <urn:x#ask> ex:where "where" } # LIMIT')]
    ['SELECT', '{', '}']
    """
    depth = 0
    for found in _TOKEN.finditer(sparql):
        if brace := found["brace"]:
            depth -= brace == "}"
            yield Word(brace, found.start(), found.end(), depth)
            depth += brace == "{"
        elif found["word"] and found["local"] is None:
            yield Word(found["word"].upper(), found.start(), found.end(), depth)


def check_nesting(sparql: str) -> None:
    """Refuse what has so many brackets within each other that the engine would run out of stack.

    Raises:
        QueryError: it has.
    """
    depth = 0
    for found in _TOKEN.finditer(sparql):
        bracket = found["brace"] or found["bracket"]
        if bracket:
            depth += 1 if bracket in "{([" else -1
        if depth > _DEEPEST:
            raise QueryError(f"more than {_DEEPEST} brackets within each other")


def form(sparql: str) -> str | None:
    """Return what kind of query it is, None for none.

    >>> form("PREFIX ask: <urn:ask> CONSTRUCT WHERE { ?s ?p ?o }")
    'CONSTRUCT'
    """
    return next((word.text for word in words(sparql) if word.depth == 0 and word.text in _FORMS), None)


def names_dataset(sparql: str) -> bool:
    """Return whether a query has a clause ``FROM``."""
    return _outside(sparql, "FROM")


def _outside(sparql: str, *names: str) -> bool:
    return any(word.depth == 0 and word.text in names for word in words(sparql))


def using(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Return the update with a dataset for all its operations that match patterns.

    W3C, "SPARQL 1.1 Protocol", 2.2.3. The IRIs are written as they are: check them first.

    >>> using("DELETE WHERE { ?s ?p ?o }", ["urn:g"], [])
    'DELETE { ?s ?p ?o } USING <urn:g> WHERE { ?s ?p ?o }'

    Raises:
        QueryError: it names one itself.
    """
    if not default and not named:
        return update
    if _outside(update, "USING", "WITH"):
        raise QueryError("the update has USING or WITH; then using-graph-uri cannot be given as well")
    clause = "".join([f"USING <{graph}> " for graph in default] + [f"USING NAMED <{g}> " for g in named])
    return _spliced(update, clause)


def _spliced(update: str, clause: str) -> str:
    found = list(words(update))
    pieces, done = [], 0
    for place, word in enumerate(found):
        if word.depth or word.text != "WHERE":
            continue
        pieces.append(update[done : word.start])
        if place and found[place - 1].text == "DELETE":
            pieces.append(f"{_group(update, found[place + 1 :])} ")
        pieces.append(clause)
        done = word.start
    return "".join([*pieces, update[done:]])


def _group(update: str, following: Sequence[Word]) -> str:
    """Return the group in braces that comes first."""
    end = next((word.end for word in following if word.text == "}" and word.depth == 0), len(update))
    return update[following[0].start : end] if following else ""
