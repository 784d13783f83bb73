"""A store as readers see it: SPARQL, quads, N-Quads."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pyoxigraph
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
)

from kg.errors import ConflictError, KgError, QueryError, StoreError, UnansweredError
from kg.graph.damage import damaged, tells_of_damage
from kg.graph.vocab import BASE, PREFIXES

if TYPE_CHECKING:
    from kg.graph.index import Index

Value = str | int | float | bool | None
_NUMBERS = {"integer": int, "double": float, "decimal": float, "float": float}
_XSD = PREFIXES["xsd"]
_STRING = f"{_XSD}string"

Found = QueryBoolean | QuerySolutions | QueryTriples
"""What the engine finds, read from it row by row."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a query: IRIs and dates as strings, numbers and truth values as such, unbound as None."""

    variables: tuple[str, ...]
    rows: list[dict[str, Value]]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a query is evaluated against: its dataset, and what relative IRIs stand below.

    Attributes:
        default: the graphs whose union is the default graph; None: as ``union`` says.
        named: the graphs that GRAPH finds; None: all where ``default`` is None too, else none.
        union: whether the default graph is the union of all graphs, or the one without a name.
        base: an absolute IRI, or None.
    """

    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    union: bool = True
    base: str | None = None


WHOLE = Frame()
"""All graphs, and their union."""


class View(Protocol):
    """The right to read a store, as it stood when the view was taken."""

    base: str

    @property
    def index(self) -> "Index | None":
        """What answers the named questions faster, if the store has it."""
        ...

    def select(self, sparql: str) -> Rows:
        """Return the rows of a query over all graphs."""
        ...

    def evaluate(self, sparql: str, *, frame: Frame = WHOLE) -> Found:
        """Return the answer as the engine gives it; to be read within ``answering``."""
        ...

    def quads(self) -> Iterator[Quad]:
        """Yield every quad, in no order."""
        ...

    def dump(self) -> bytes:
        """Return all of it as sorted N-Quads."""
        ...


def _none() -> None:
    """Return the index of a store that has none."""


class OxView:
    """A view of a pyoxigraph store.

    Args:
        graph: what to read.
        base: under which its things are named.
        index: called when somebody asks for the index, which may have to be made.
    """

    def __init__(
        self, graph: pyoxigraph.Store, base: str = BASE, index: "Callable[[], Index | None]" = _none
    ) -> None:
        self._graph = graph
        self.base = base
        self._find_index = index

    @property
    def index(self) -> "Index | None":
        """What answers the named questions faster, if the store has it."""
        return self._find_index()

    def select(self, sparql: str) -> Rows:
        """Return the rows of a query; that of ASK has one value, ``ask``, those of CONSTRUCT have three.

        Raises:
            QueryError: it is malformed, or an update, or cannot be evaluated.
            StoreError: the store is damaged.
        """
        with answering():
            return as_rows(self.evaluate(sparql))

    def evaluate(self, sparql: str, *, frame: Frame = WHOLE) -> Found:
        """Return the answer as the engine gives it; to be read within ``answering``.

        A dataset of the frame takes the place of one in the query (W3C, "SPARQL 1.1 Protocol", 2.1.4).
        """
        given = frame.default is not None or frame.named is not None
        return self._graph.query(
            sparql,
            base_iri=frame.base,
            prefixes=PREFIXES,
            use_default_graph_as_union=frame.union and not given,
            default_graph=[NamedNode(graph) for graph in frame.default or ()] if given else None,
            named_graphs=[NamedNode(graph) for graph in frame.named or ()] if given else None,
        )

    def quads(self) -> Iterator[Quad]:
        """Yield every quad, in no order.

        Raises:
            StoreError: the store is damaged.
        """
        with _reading():
            yield from self._graph.quads_for_pattern(None, None, None, None)

    def dump(self) -> bytes:
        """Return all of it as N-Quads, sorted by bytes.

        Raises:
            StoreError: the store is damaged.
        """
        written = io.BytesIO()
        with _reading():
            self._graph.dump(written, RdfFormat.N_QUADS)
        return b"".join(sorted(written.getvalue().splitlines(keepends=True)))


@contextmanager
def answering() -> Iterator[None]:
    """Name what goes wrong while the engine answers; it may do so as late as at the last row.

    Raises:
        QueryError: the query is malformed, or an update, or cannot be evaluated.
        StoreError: the store is damaged.
    """
    try:
        yield
    except SyntaxError as error:
        raise QueryError(f"not a SPARQL query: {error}") from error
    except (ValueError, RuntimeError, OSError) as error:
        raise _named(error, UnansweredError(f"the query cannot be answered: {error}")) from error


@contextmanager
def _reading() -> Iterator[None]:
    """Name what goes wrong while quads are read.

    Raises:
        StoreError: the store is damaged, or cannot be read for another reason.
    """
    try:
        yield
    except (RuntimeError, OSError) as error:
        raise _named(error, _unreadable(error)) from error


def _named(error: Exception, otherwise: KgError) -> KgError:
    """Return what to say where the engine fails for its files; else what is said ``otherwise``."""
    if tells_of_damage(error):
        return damaged(None, error)
    return _unreadable(error) if isinstance(error, OSError) else otherwise


def _unreadable(error: Exception) -> StoreError:
    return StoreError(f"the store cannot be read: {error}")


@contextmanager
def updating() -> Iterator[None]:
    """Name what goes wrong while the engine carries out an update.

    Raises:
        QueryError: the update is malformed.
        ConflictError: it is about a graph that is not there, or makes one that is.
        UnansweredError: it cannot be carried out for another reason.
        StoreError: the store is damaged.
    """
    try:
        yield
    except SyntaxError as error:
        raise QueryError(f"not a SPARQL update: {error}") from error
    except ValueError as error:
        raise UnansweredError(f"the update cannot be carried out: {error}") from error
    except (RuntimeError, OSError) as error:
        raise _named(error, ConflictError(f"the update cannot be carried out: {error}")) from error


def as_rows(found: Found) -> Rows:
    """Return an answer as rows."""
    if isinstance(found, QueryBoolean):
        return Rows(("ask",), [{"ask": bool(found)}])
    if isinstance(found, QuerySolutions):
        names = tuple(variable.value for variable in found.variables)
        return Rows(names, [dict(zip(names, map(_value, row), strict=True)) for row in found])
    names = ("subject", "predicate", "object")
    return Rows(names, [dict(zip(names, map(_value, triple), strict=True)) for triple in found])


def _value(term: object) -> Value:
    if isinstance(term, NamedNode):
        return term.value
    if isinstance(term, Literal):
        return _python(term)
    return None if term is None else str(term)


def _python(literal: Literal) -> Value:
    datatype = literal.datatype.value
    if datatype == _STRING:
        return literal.value
    if datatype == f"{_XSD}boolean" and literal.value in ("true", "false"):
        return literal.value == "true"
    number = _NUMBERS.get(datatype.removeprefix(_XSD)) if datatype.startswith(_XSD) else None
    try:
        return literal.value if number is None else number(literal.value)
    except ValueError:  # an ill-typed literal, as RDF allows: its words are its value
        return literal.value
