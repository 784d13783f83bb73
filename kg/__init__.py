"""dixit: who said what about whom, with receipts.

>>> import kg
>>> g = kg.open("kg-store")  # doctest: +SKIP
>>> g.who_said(about="Armenia", since="2025")  # doctest: +SKIP
"""
# ruff: noqa: PLC0415  (importing kg loads nothing heavy: every room is opened when it is asked for)

from collections.abc import Iterable
from importlib.metadata import version
from os import PathLike, fspath
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import networkx as nx
    from spacy.language import Language

    from kg.graph.store import Store
    from kg.graph.view import Rows
    from kg.query import Card, Claim, ClaimedFigure, Conflict, Happening, Saying
    from kg.views.web.notebook import Map

__all__ = ["Graph", "load_pipeline", "open"]
__version__ = version("dixit-kg")


class Graph:
    """A store to ask, by names: every ``about`` and ``by`` is a label or alias; all matches of it are taken.

    Methods raise UnknownEntityError for a name that nobody bears.
    """

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._view = store.view()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store's files."""
        self._store.close()

    def who_said(  # noqa: PLR0913  (all but the first two by keyword)
        self,
        about: str | None = None,
        by: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        via: str | None = None,
        mode: str | None = None,
        acts: Iterable[str] | None = None,
        nested: bool | None = None,
        speech_only: bool = False,
        min_confidence: float = 0.0,
        search: str | None = None,
        limit: int | None = None,
    ) -> "list[Saying]":
        """Return statements; what is not given may be anything.

        Args:
            about: whom or what they are about.
            by: who says so.
            since: an ISO prefix, inclusive.
            until: an ISO prefix, inclusive.
            via: through whom we know it.
            mode: turn, direct, indirect or narration.
            acts: what is done by saying it (deny, accuse …); one of them fits.
            nested: False leaves out what one reports of another.
            speech_only: leaves out what somebody is said to believe, wish or fear.
            min_confidence: in [0, 1]; leaves out what was read with less.
            search: words and "quoted phrases" that must all stand in the statement, with any ending; the best
                come first.
            limit: so many at most.
        """
        from kg.query import Sieve, Wanted, who_said

        wanted = Wanted(
            about=self._ids(about),
            by=self._ids(by),
            since=since,
            until=until,
            via=self._ids(via),
            mode=mode,
            acts=None if acts is None else frozenset(acts),
            nested=nested,
            sieve=Sieve(min_confidence, speech_only),
            search=search,
            limit=limit,
        )
        return who_said(self._view, wanted)

    def show(self, name: str) -> "Card":
        """Return what is known of the best match of ``name``."""
        from kg.query import resolve, show

        return show(self._view, resolve(self._view, name)[0].id)

    def timeline(
        self,
        about: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        speech_only: bool = False,
        min_confidence: float = 0.0,
    ) -> "list[Happening]":
        """Return the events that somebody claims, by date; an event stays while one of its claims counts."""
        from kg.query import Sieve, timeline

        return timeline(self._view, self._ids(about), since, until, Sieve(min_confidence, speech_only))

    def figures(
        self, about: str | None = None, *, speech_only: bool = False, min_confidence: float = 0.0
    ) -> "list[ClaimedFigure]":
        """Return the numbers that somebody claims, by document and place."""
        from kg.query import Sieve, figures

        return figures(self._view, self._ids(about), Sieve(min_confidence, speech_only))

    def claims(
        self, about: str | None = None, *, speech_only: bool = False, min_confidence: float = 0.0
    ) -> "list[Claim]":
        """Return the relations that somebody claims."""
        from kg.query import Sieve, claims

        return claims(self._view, self._ids(about), Sieve(min_confidence, speech_only))

    def conflicts(
        self, about: str | None = None, *, speech_only: bool = False, min_confidence: float = 0.0
    ) -> "list[Conflict]":
        """Return claims that contradict each other, each conflict with all sides."""
        from kg.query import Sieve, conflicts

        return conflicts(self._view, self._ids(about), Sieve(min_confidence, speech_only))

    def map(  # noqa: PLR0913  (all but the first by keyword)
        self,
        about: str | None = None,
        *,
        view: str = "map",
        by: str | None = None,
        since: str | None = None,
        until: str | None = None,
        max_nodes: int = 300,
        speech_only: bool = False,
        min_confidence: float = 0.0,
    ) -> "Map":
        """Return a view for a browser; a notebook shows it where it is the last expression of a cell.

        Args:
            about: only it and what is tied to it.
            view: map, or another that ``kg map --view`` knows.
            by: only what this one says.
            since: an ISO prefix, inclusive.
            until: an ISO prefix, inclusive.
            max_nodes: so many names at most.
            speech_only: leaves out what somebody is said to believe, wish or fear.
            min_confidence: in [0, 1]; leaves out what was read with less.

        Raises:
            NothingToShowError: nothing fits.
            UnknownPluginError: there is no such view.
        """
        from kg.errors import NothingToShowError
        from kg.query import Sieve
        from kg.views.web.notebook import Map
        from kg.views.web.scope import Scope
        from kg.views.web.viewers import VIEWS

        def one(name: str | None) -> frozenset[str] | None:
            return None if name is None else frozenset({name})

        sieve = Sieve(min_confidence, speech_only)
        scope = Scope(one(about), one(by), since, until, sieve, max_nodes)
        title = " ".join([view, *(f"of {name}" for name in (about, by) if name is not None)])
        page = VIEWS[view](self._view, scope)
        if page is None:
            raise NothingToShowError(f"nothing to show on the {title}: no statement that fits makes a claim")
        return Map(page.html, title, page.note)

    def to_networkx(
        self, about: str | None = None, *, speech_only: bool = False, min_confidence: float = 0.0
    ) -> "nx.MultiDiGraph[str]":
        """Return the claims as a network: nodes carry ``label`` and ``type``, edges the ``claim``.

        Each claim of each statement is an edge of its own, keyed by statement and predicate.
        """
        from kg.network import claims_graph

        return claims_graph(self.claims(about, speech_only=speech_only, min_confidence=min_confidence))

    def select(self, sparql: str) -> "Rows":
        """Return the rows of a SPARQL query over the union of all graphs."""
        from kg.query import select

        return select(self._view, sparql)

    def _ids(self, name: str | None) -> frozenset[str] | None:
        from kg.query import resolve

        return None if name is None else frozenset(match.id for match in resolve(self._view, name))


def open(path: str | PathLike[str] = "kg-store") -> Graph:  # noqa: A001  (kg.open reads as it should)
    """Open the store in the folder ``path``, or at that URL, to ask it.

    Raises:
        StoreError: no store is there, or it cannot be read.
    """
    from kg.graph.store import open_store

    return Graph(open_store(fspath(path), writable=False))


def load_pipeline(model: str | None = None, *, threads: int = 1) -> "Language":
    """Return a spaCy pipeline: tags, lemmas, morph, dependencies, sentences, names, ``doc._.attributions``.

    Args:
        model: ``accurate`` (where none is named), ``fast``, or the name of an installed spaCy package.
        threads: how many stretches of a text are read at once; ``fast`` reads one.

    Raises:
        UnknownModelError: there is no such model.
        WeightsError: the shipped weights are not what was shipped.

    >>> nlp = kg.load_pipeline()  # doctest: +SKIP
    >>> [(a.source, a.cue, a.content) for a in nlp("He said it rained.")._.attributions]  # doctest: +SKIP
    """
    from kg.nlp.models import DEFAULT, load_model

    return load_model(model or DEFAULT, threads=threads)
