"""A process that answers queries, one after the other; the server kills it when one takes too long."""

import json
import os
import signal
import socket
import sys
from contextlib import nullcontext
from dataclasses import asdict
from typing import Any

from kg.errors import ConflictError, KgError, OutwardError, QueryError, StoreError, UnansweredError
from kg.graph.store import Store, open_store
from kg.graph.view import Frame, View
from kg.query.counted import Limits, SpoolError, TooLargeError
from kg.query.protocol import NotAcceptableError, answer, table
from kg.query.updates import check_iri, check_update, framed
from kg.serve import isolation
from kg.serve.isolation import Isolation
from kg.serve.wire import receive, send, send_file, spool

_NICE = 5
"""The server itself comes first: it must be able to kill us."""
_KINDS: tuple[tuple[type[KgError], str], ...] = (
    (NotAcceptableError, "acceptable"),
    (TooLargeError, "large"),
    (SpoolError, "failed"),
    (OutwardError, "outward"),
    (ConflictError, "conflict"),
    (UnansweredError, "failed"),
    (QueryError, "query"),
    (StoreError, "store"),
)


class Worker:
    """Answers what it is asked about the store at ``location``.

    Args:
        setup: ``store``, ``union``, ``memory`` (bytes), ``rows`` and ``size`` (bytes) of an answer.
        confinement: what keeps this process from the network.
    """

    def __init__(self, setup: dict[str, Any], confinement: Isolation) -> None:
        self._location: str = setup["store"]
        self._union: bool = setup["union"]
        self._memory: int = setup["memory"]
        self._limits = Limits(setup["rows"], setup["size"])
        self._isolation = confinement
        self._generation: str | None = None
        self._store: Store | None = None
        self._view: View | None = None

    def answer(self, channel: socket.socket, job: dict[str, Any]) -> None:
        """Do a job, and say what came of it."""
        try:
            {"query": self._query, "table": self._table, "update": self._update}[job["kind"]](channel, job)
        except MemoryError:
            send(channel, {"error": "failed", "message": "the query needs more memory than it may take"})
        except KgError as error:
            kind = next((name for kind, name in _KINDS if isinstance(error, kind)), "query")
            send(channel, {"error": kind, "message": str(error)})

    def _query(self, channel: socket.socket, job: dict[str, Any]) -> None:
        view = self._newest(job["generation"])
        with spool(in_memory=self._isolation is not Isolation.DESCRIPTORS) as file:
            with self._confined():
                found = answer(view, job["text"], file, self._limits, job["accept"], self._frame(job))
            send_file(channel, asdict(found), file)

    def _table(self, channel: socket.socket, job: dict[str, Any]) -> None:
        view = self._newest(job["generation"])
        with self._confined():
            found = table(view, job["text"], job["shown"], self._limits, self._frame(job))
        send(channel, {"media_type": "text/html"}, json.dumps(asdict(found)).encode())

    def _update(self, channel: socket.socket, job: dict[str, Any]) -> None:
        text = framed(job["text"], job["default"] or (), job["named"] or ())
        check_update(job["text"], confined=self._isolation is Isolation.NAMESPACE)
        if job["base"]:
            check_iri(job["base"])
        store = open_store(self._location, writable=True)
        try:
            isolation.limit_memory(self._memory)
            with store.writer() as writer:
                writer.update(text, job["base"])
        finally:
            store.close()
        send(channel, {"media_type": ""})

    def _frame(self, job: dict[str, Any]) -> Frame:
        for iri in (*(job["default"] or ()), *(job["named"] or ())):
            check_iri(iri)
        default, named = (None if job[name] is None else tuple(job[name]) for name in ("default", "named"))
        return Frame(default, named, self._union, job["base"])

    def _newest(self, generation: str) -> View:
        """Return the store as it is now, opened anew if another state of it was published."""
        if self._view is None or generation != self._generation:
            self._view = None
            if self._store is not None:
                self._store.close()
            self._store = open_store(self._location, writable=False)
            self._view = self._store.view()
            self._generation = generation
            isolation.limit_memory(self._memory)
        return self._view

    def _confined(self) -> Any:  # noqa: ANN401 - a context of either kind
        if self._isolation is Isolation.DESCRIPTORS:
            return isolation.no_new_descriptors()
        return nullcontext()


def main(descriptor: int, parent: int) -> None:
    """Answer until the other end of the socket is closed."""
    sys.argv = ["kg", "serve"]  # what a store says of who writes to it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then tells us
    isolation.no_core_dump()
    channel = socket.socket(fileno=descriptor)
    found = receive(channel)
    if found is None:
        return
    setup, _ = found
    confinement = Isolation.OPEN if setup["remote"] else isolation.leave_network()
    isolation.end_with(parent)  # after that: a change of rights would undo it
    os.nice(_NICE)
    worker = Worker(setup, confinement)
    send(channel, {"isolation": confinement})
    while (found := receive(channel)) is not None:
        worker.answer(channel, found[0])
