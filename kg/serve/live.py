"""A store that may change while it is shown: it is read anew after somebody wrote to it."""

import time
from pathlib import Path
from threading import Lock
from weakref import finalize

from kg.errors import StoreError
from kg.graph.store import generation, name_of, open_store
from kg.graph.view import View
from kg.views.site.site import Site
from kg.views.web.scope import Progress, Scope, tell_textless

_PAUSE = 1.0
"""Seconds between two looks at the files of the store."""
_SHARE = 10
"""While a build writes, the store changes all the time: at most a tenth of the time goes into reading it."""


class State:
    """The store as it was read: what is asked, and the pages, made when one is wanted first."""

    def __init__(self, view: View, progress: Progress) -> None:
        self.view = view
        self._progress = progress
        self._lock = Lock()
        self._site: Site | None = None

    @property
    def site(self) -> Site:
        """The pages."""
        with self._lock:  # made once, however many want it
            if self._site is None:
                self._site = Site(self.view, Scope(progress=self._progress))
            return self._site


class Live:
    """The newest state of the store in the folder ``path``.

    Args:
        path: where the store lies.
        progress: told when it is read anew, or could not be, and at each reading of documents without text.

    Raises:
        StoreError: there is none, or it cannot be read.
    """

    def __init__(self, path: str | Path, progress: Progress) -> None:
        self._path = path
        self._progress = progress
        self._lock = Lock()
        self._stamp = generation(path)
        self._state, self._next = self._read()

    def state(self) -> State:
        """Return the state to show now; while one request reads the store anew, others get the former one."""
        if time.monotonic() >= self._next and self._lock.acquire(blocking=False):
            try:
                self._renew()
            finally:
                self._lock.release()
        return self._state

    def _renew(self) -> None:
        try:
            now = generation(self._path)
            if now == self._stamp:
                self._next = time.monotonic() + _PAUSE
                return
            self._state, self._next = self._read()
            self._stamp = now
        except StoreError as error:  # it is being replaced; what was read is still good
            self._progress(f"kg: {error}; the pages stay as they were")
            self._next = time.monotonic() + _PAUSE * _SHARE
            return
        self._progress(f"{name_of(self._path)}: read anew")

    def _read(self) -> tuple[State, float]:
        """Return the state of the store, and the time to look at it again."""
        start = time.monotonic()
        store = open_store(self._path, writable=False)
        view = store.view()
        tell_textless(view, self._progress)
        state = State(view, self._progress)
        finalize(state, store.close)  # requests under way may still read it when it is no longer the newest
        end = time.monotonic()
        return state, end + max(_PAUSE, (end - start) * _SHARE)
