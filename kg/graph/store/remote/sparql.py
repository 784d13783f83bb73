"""Queries as other servers take them."""

import re
from collections.abc import Iterable

from pyoxigraph import NamedNode, Variable

from kg.errors import QueryError
from kg.graph.store.remote.answers import JSON, TRIPLES
from kg.graph.vocab import PREFIXES

_PROLOGUE = re.compile(
    r"(?:\s|#[^\n\r]*|BASE\s*<[^>]*>|PREFIX\s+[^\s:<>]*:\s*<[^>]*>|VERSION\s*(?:\"[^\"]*\"|'[^']*'))*+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]+")
_KINDS = {"SELECT": JSON, "ASK": JSON, "CONSTRUCT": TRIPLES, "DESCRIBE": TRIPLES}


def kind_of(query: str) -> str:
    r"""Return the media type to ask for.

    What is no query is not sent: some servers carry out updates at the same address.

    >>> kind_of("# who?\nPREFIX a: <urn:a#> construct { ?s ?p ?o } WHERE { ?s ?p ?o }")
    'application/n-triples'

    Raises:
        QueryError: it begins as no query does.
    """
    start = _PROLOGUE.match(query)
    word = _WORD.match(query, start.end() if start else 0)
    form = word.group().upper() if word else ""
    if form not in _KINDS:
        raise QueryError(
            "not a SPARQL query that a store can be asked: one begins with SELECT, ASK, CONSTRUCT or DESCRIBE"
        )
    return _KINDS[form]


def with_prefixes(text: str) -> str:
    """Return a query or update with those of our prefixes that it uses and does not declare.

    They stand on its first line, so that errors name the right ones.

    >>> with_prefixes("ASK { ?x a kg:Document }")
    'PREFIX kg: <https://w3id.org/dixit/ontology#> ASK { ?x a kg:Document }'
    """
    declared = re.compile(r"^[^#\n]*?\bPREFIX\s+(\w*):", re.IGNORECASE | re.MULTILINE)
    missing = PREFIXES.keys() - set(declared.findall(text))
    used = [name for name in PREFIXES if name in missing and re.search(rf"\b{name}:", text)]
    return "".join(f"PREFIX {name}: {NamedNode(PREFIXES[name])} " for name in used) + text


def values(name: str, nodes: Iterable[NamedNode]) -> str:
    """Return the block that lets a variable be one of several things."""
    return f"VALUES {Variable(name)} {{ {' '.join(map(str, nodes))} }}"
