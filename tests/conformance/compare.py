"""Whether what came back is what was expected: numbers by value, blank nodes up to a bijection."""

import csv
import io
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as Words
from rdflib.compare import isomorphic

Row = tuple[object, ...]
"""The terms of one solution, triple or quad; unbound as None."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = (
    "integer long int short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedLong unsignedInt unsignedShort unsignedByte"
).split()


def same(expected: Sequence[Row], found: Sequence[Row], *, ordered: bool = False) -> bool:
    """Return whether two tables are the same, as multisets or, ``ordered``, as sequences."""
    one, other = [tuple(map(key, row)) for row in expected], [tuple(map(key, row)) for row in found]
    if len(one) != len(other):
        return False
    if not any(isinstance(cell, BNode) for row in (*one, *other) for cell in row):
        return one == other if ordered else Counter(one) == Counter(other)
    return isomorphic(_graph(one, ordered=ordered), _graph(other, ordered=ordered))


def key(term: object) -> object:
    """Return what stands for a term in a comparison: ``BNode`` for a blank node, else something hashable."""
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if isinstance(term, Literal):
        return ("literal", _value(term), term.datatype.value, (term.language or "").lower())
    if isinstance(term, NamedNode):
        return ("iri", term.value)
    if isinstance(term, str) and term.startswith("_:"):
        return BNode(term[2:])
    return ("cell", term)


def _value(literal: Literal) -> object:
    """Return the value of a number or truth value, the words of anything else."""
    kind = literal.datatype.value.removeprefix(_XSD)
    try:
        if kind in _WHOLE:
            return int(literal.value)
        if kind == "decimal":
            return Decimal(literal.value).normalize()
        if kind in ("double", "float"):
            return _number(literal.value)
    except (ValueError, InvalidOperation):
        return literal.value
    if kind == "boolean":
        return {"1": "true", "0": "false"}.get(literal.value, literal.value)
    return literal.value


def _number(written: str) -> object:
    """Return the value of a double; of what is no number, a word, for it equals nothing else."""
    value = float(written)
    return "NaN" if math.isnan(value) else value


def _graph(rows: Iterable[tuple[object, ...]], *, ordered: bool) -> Graph:
    """Return a table as a graph: a blank node for each row, its cells by column, so that isomorphism decides."""
    graph = Graph()
    for number, row in enumerate(rows):
        node = BNode()
        graph.add((node, URIRef("urn:row"), Words(str(number if ordered else ""))))
        for column, cell in enumerate(row):
            value = cell if isinstance(cell, BNode) else Words(repr(cell))
            graph.add((node, URIRef(f"urn:column:{column}"), value))
    return graph


def cells(content: bytes) -> tuple[tuple[str, ...], list[Row]]:
    """Return head and rows of CSV; numbers by value, for CSV has no types."""
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8")))
    return tuple(head), [tuple(_cell(cell) for cell in row) for row in rows]


def _cell(cell: str) -> object:
    try:
        return _number(cell)
    except ValueError:
        return cell
