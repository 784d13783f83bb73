"""What only dixit has to be asked: who-said, word search, how soon a store is open."""

import statistics
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from kg.graph.index import Choice
from kg.graph.index.choosing import chosen
from kg.graph.index.words import expression
from kg.graph.store import open_store
from kg.graph.view import View
from kg.graph.vocab import entity_id
from kg.query import Wanted, who_said
from scripts.bench_store_data import Data
from scripts.bench_store_questions import QUESTIONS, spread

_LIMIT = 50
_TOPICS, _WORDS, _ROUNDS = 20, 10, 3
_OPENINGS = 7


def measures(view: View, folder: Path | None, data: Data) -> dict[str, list[float]]:
    """Return seconds, by name of the measure; ``folder`` is where the store lies, if on disk."""
    topics = [entity_id(iri) for iri in spread(data.ranked["topics"], _TOPICS)]
    words = spread(data.ranked["words"], _WORDS)
    regex = QUESTIONS["word by regex"]
    found = {
        "who-said": _times(lambda key: who_said(view, Wanted(about=frozenset({key}), limit=_LIMIT)), topics),
        "search": _times(lambda word: who_said(view, Wanted(search=word, limit=_LIMIT)), words),
        "words": _times(lambda word: _found(view, word), words),
        "unranked words": _times(lambda word: _matched(view, word), words),
        "regex": _times(lambda word: view.select(regex.put(word, graph=True)), words),
    }
    if folder is not None:
        found["open"] = _times(lambda _: _open(folder), map(str, range(_OPENINGS)))
    return found


def _found(view: View, word: str) -> object:
    """Return which statements have the word, the best first, without reading them."""
    index = view.index
    return index and chosen(index._db, Choice(search=word, limit=_LIMIT))  # noqa: SLF001 - to time it alone


def _matched(view: View, word: str) -> object:
    """Return which statements have the word in the order of their numbers: as REGEX finds them, unranked."""
    index, asked = view.index, "SELECT rowid FROM ix_words WHERE ix_words MATCH ? ORDER BY rowid LIMIT ?"
    return index and index._db.execute(asked, (expression(word), _LIMIT)).fetchall()  # noqa: SLF001 - as above


def _times(call: Callable[[str], object], parameters: Iterable[str]) -> list[float]:
    """Return for each parameter the median of some calls, in seconds."""
    return [statistics.median(timed(partial(call, one)) for _ in range(_ROUNDS)) for one in parameters]


def timed(call: Callable[[], object]) -> float:
    """Return how many seconds a call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _open(folder: Path) -> None:
    """Open it as a reader does, as far as the first answer."""
    store = open_store(folder, writable=False)
    store.view().select("ASK { ?s ?p ?o }")
    store.close()
