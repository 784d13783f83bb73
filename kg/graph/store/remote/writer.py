"""Writing documents into a store on the web, each as a whole.

A document is one update, which most servers carry out as one transaction. Where one refuses the size it goes
in pieces, in an order that makes it safe to be cut off anywhere: first the ledger notes what is *going to*
be there (an origin without a hash), then the graphs change, then the ledger forgets the rest. Cut off in
between, the location is without a hash; the next run reads it again and drops all that is noted for it.

Every step names what it drops and gives what it inserts: an update that arrives twice is as one that arrives
once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import uuid4

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import QueryError
from kg.graph.store.change import data
from kg.graph.store.protocol import Filing, filing
from kg.graph.store.remote import ledger
from kg.graph.store.remote.client import RefusedError
from kg.graph.store.remote.connection import Connection
from kg.graph.store.remote.lease import Lease
from kg.graph.store.remote.ledger import LEDGER, Names, Origin
from kg.graph.store.remote.past import Past, before, vanished
from kg.graph.store.remote.sparql import with_prefixes
from kg.graph.vocab import text
from kg.model import Reading

_STEP = 200
"""Quads in one step, at most."""
_SIZES = (1_000_000_000, 1_000, _STEP)
"""Quads in one update, at most: a whole document; what virtuoso takes, which compiles updates; less."""
_REMEMBERED = 500_000
"""Shared quads that are known to be there and need not be sent again."""

Shared = Mapping[NamedNode, Quad]
"""What a document shares with others, by the names that those quads have in the ledger."""


class RemoteWriter:
    """Writes documents into a store on the web; each is durable when it is answered, and seen at once."""

    def __init__(self, connection: Connection, names: Names, lease: Lease, stamp: str) -> None:
        self._connection = connection
        self._names = names
        self._lease = lease
        self._stamp = text(stamp)
        self._size = 0
        self._there: set[NamedNode] = set()
        self._run = uuid4().hex
        self._changes = 0

    def current(self, location: str) -> str | None:
        """Return the SHA-256 of what was read there by a reader of the same stamp, or None: read it."""
        rows = list(self._connection.rows(ledger.state_of(self._names, text(location))))
        if len(rows) != 1 or rows[0]["stamp"] != self._stamp:
            return None
        sha256 = rows[0]["sha256"]
        return sha256.value if isinstance(sha256, Literal) else None

    def locations(self) -> list[str]:
        """Return where the documents of the store were read, sorted."""
        found = (row["location"] for row in self._connection.rows(ledger.locations(self._names), "location"))
        return sorted(term.value for term in found if isinstance(term, Literal))

    def replace(self, reading: Reading, location: str) -> None:
        """Put ``reading`` where the former document of that location was."""
        self.file([filing(reading, location, self._names.base)])

    def file(self, filings: Iterable[Filing]) -> None:
        """Put each where the former document of its location was, with all its statements at once."""
        for item in filings:
            self._lease.keep()
            document, location = self._names.document(item.document), text(item.location)
            past = before(self._connection, self._names, location, document)
            origin = Origin(document, location, text(item.sha256), self._stamp)
            shared = {self._names.shared(quad): quad for quad in item.shared}
            self._carry_out(self._replacing(past, origin, item.own, shared))
            self._remember(shared)

    def forget(self, location: str) -> None:
        """Drop the document that was read there, unless it was read elsewhere too."""
        self._lease.keep()
        place = text(location)
        past = before(self._connection, self._names, place)
        if past.origins:
            here = [origin for origin in past.origins if origin.location == place]
            self._carry_out(self._dropping(past, here))

    def update(self, sparql: str, base_iri: str | None = None) -> None:
        """Change the graph as a SPARQL update says; documents that it drops count as never read.

        Relative IRIs stand below ``base_iri``.

        Raises:
            QueryError: it is malformed, or cannot be carried out.
        """
        self._lease.keep()
        self._there.clear()
        base = f"BASE {NamedNode(base_iri)} " if base_iri else ""
        try:
            self._connection.update(base + with_prefixes(sparql), repeatable=False)
        except RefusedError as error:
            raise QueryError(str(error)) from error
        past = vanished(self._connection, self._names)
        self._carry_out(self._dropping(past, past.origins))

    def flush(self) -> None:
        """Keep the right to write; what was written is durable already."""
        self._lease.keep(now=True)

    def _replacing(self, past: Past, new: Origin, own: Iterable[Quad], shared: Shared) -> list[str]:
        """Return the steps that put a document in the place of others."""
        origin = self._names.origin(new)
        gone = [other for other in past.origins if other.location == new.location]
        kept = [other for other in past.origins if other.document == new.document and other not in gone]
        unknown = [node for node in shared if node not in self._there]
        quads = [shared[node] for node in unknown]
        home = new.document
        return [
            *self._announcing([*gone, *kept]),
            *self._saying((origin, LEDGER.location, new.location), (origin, LEDGER.document, home)),
            *self._saying(*((node, LEDGER.givenBy, home) for node in shared)),
            *self._saying(*((node, LEDGER.words, Literal(str(shared[node]))) for node in unknown)),
            *self._clearing(past, shared),
            *_inserting(
                sorted([*own, *quads], key=lambda quad: (quad.graph_name != home, str(quad.graph_name)))
            ),
            *self._forgetting(past, [other for other in gone if other.document != home], shared, home),
            *self._knowing(new, *kept),
            *self._turning(),
        ]

    def _dropping(self, past: Past, gone: Sequence[Origin]) -> list[str]:
        """Return the steps that drop documents."""
        return [
            *self._announcing(gone),
            *self._clearing(past, {}),
            *self._forgetting(past, gone, {}),
            *self._turning(),
        ]

    def _announcing(self, origins: Iterable[Origin]) -> Iterator[str]:
        """Yield the steps after which those places are to be read again."""
        for origin in origins:
            if origin.sha256 is not None:
                yield from ledger.forgetting(
                    self._names, self._names.origin(origin), LEDGER.sha256, LEDGER.stamp
                )

    def _clearing(self, past: Past, kept: Shared) -> Iterator[str]:
        """Yield the steps that drop graphs, and the shared quads that nobody gives any more."""
        yield from (f"DROP SILENT GRAPH {graph}" for graph in past.graphs)
        words = "".join(f"{words} .\n" for node, words in past.alone if node not in kept)
        yield from _deleting(list(parse(words, RdfFormat.N_QUADS)))

    def _forgetting(
        self, past: Past, gone: Iterable[Origin], kept: Shared, home: NamedNode | None = None
    ) -> Iterator[str]:
        """Yield the steps that drop from the ledger what holds no more."""
        for origin in gone:
            yield from ledger.forgetting(self._names, self._names.origin(origin))
        stale = [(n, d) for n, d in past.given if d != home or n not in kept]
        yield from _deleting([self._names.quad(node, LEDGER.givenBy, document) for node, document in stale])
        for node, _ in past.alone:
            if node not in kept:
                self._there.discard(node)
                yield from ledger.forgetting(self._names, node)

    def _knowing(self, *origins: Origin) -> list[str]:
        """Return the steps that note hashes, after which those places are not read again."""
        return self._saying(
            *(
                (self._names.origin(origin), term, value)
                for origin in origins
                for term, value in ((LEDGER.sha256, origin.sha256), (LEDGER.stamp, origin.stamp))
                if value is not None
            )
        )

    def _turning(self) -> list[str]:
        """Return the steps that tell readers that something has changed."""
        self._changes += 1
        state = Literal(f"{self._run}:{self._changes}")
        graph = self._names.graph
        return [
            *ledger.forgetting(self._names, graph, LEDGER.generation),
            *self._saying((graph, LEDGER.generation, state)),
        ]

    def _saying(self, *lines: tuple[NamedNode, NamedNode, NamedNode | Literal]) -> list[str]:
        return list(_inserting([self._names.quad(*line) for line in lines]))

    def _remember(self, shared: Shared) -> None:
        if len(self._there) > _REMEMBERED:
            self._there.clear()
        self._there.update(shared)

    def _carry_out(self, steps: list[str]) -> None:
        """Have all steps done in one update, or if the server refuses that, in as many as it takes.

        Raises:
            StoreError: it refuses them one by one, or does not answer.
        """
        for size in range(self._size, len(_SIZES)):
            try:
                for piece in _pieces(steps, _SIZES[size]):
                    self._connection.update(piece)
            except RefusedError:
                if size == len(_SIZES) - 1:
                    raise
            else:
                self._size = size
                return


def _inserting(quads: list[Quad]) -> Iterator[str]:
    for start in range(0, len(quads), _STEP):
        yield f"INSERT DATA {{\n{data(quads[start : start + _STEP])} }}"


def _deleting(quads: list[Quad]) -> Iterator[str]:
    for start in range(0, len(quads), _STEP):
        yield f"DELETE DATA {{\n{data(quads[start : start + _STEP])} }}"


def _pieces(steps: Iterable[str], size: int) -> Iterator[str]:
    """Yield updates of so many quads at most, all steps in their order; a quad stands on a line."""
    piece: list[str] = []
    lines = 0
    for step in steps:
        weight = step.count("\n") + 1
        if piece and lines + weight > size:
            yield ";\n".join(piece)
            piece, lines = [], 0
        piece.append(step)
        lines += weight
    if piece:
        yield ";\n".join(piece)
