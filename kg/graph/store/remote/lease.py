"""The right of one writer to change a store on the web: a few lines in its ledger, with a time to live.

All times are the server's, so that no two clocks have to agree. A writer that is killed leaves its lease
behind, and the next one is let in ``MINUTES`` after it was last renewed. One that was merely slow finds out
at its next step that the lease is another's, and stops.
"""

import os
import socket
import time
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from pyoxigraph import Literal, QuerySolution

from kg.errors import StoreError
from kg.graph.store.lock import running
from kg.graph.store.remote.connection import Connection
from kg.graph.store.remote.ledger import LEDGER, Names

MINUTES = 10
"""How long a lease lasts when it is not renewed."""
_RENEWED_AFTER = 60.0
"""Seconds; every step renews a lease that is older."""
_FACTS = ("token", "beat", "host", "pid", "command", "since", "renewed")


class Lease:
    """A writer's right, from its first step until it is given back.

    Raises:
        StoreError: another writer has it.
    """

    def __init__(self, connection: Connection, names: Names) -> None:
        self._connection = connection
        self._within = names.within
        self._token = Literal(uuid4().hex)
        self._lease = names.lease(self._token.value)
        self._beat = 0
        self._renewed = time.time()
        self._take()

    def keep(self, *, now: bool = False) -> None:
        """Renew it if it is time to, or ``now``.

        Raises:
            StoreError: it has run out, and another writer has taken it.
        """
        # not the monotonic clock: that one stands still while a machine sleeps
        if now or abs(time.time() - self._renewed) > _RENEWED_AFTER:
            self._renew()

    def give_back(self) -> None:
        """Let others write."""
        self._connection.update(self._dropping(self._lease))

    def _take(self) -> None:
        lapsed = [self._lapsed(held) for held in self._held()]
        self._connection.update(";\n".join([*lapsed, self._claiming()]))
        held = self._held()
        others = [row for row in held if row["lease"] != self._lease]
        if others:
            self.give_back()  # if two come at once both do so: neither may think that it is alone
            raise self._refusal(others[0])
        if not held:
            raise StoreError(f"{self._connection.url}: the server takes updates and does not keep them")

    def _lapsed(self, held: QuerySolution) -> str:
        """Return the step that removes what a killed writer left, if it still stands as it was seen.

        Raises:
            StoreError: it may be alive.
        """
        if _moment(held["now"]) < _moment(held["renewed"]) + timedelta(minutes=MINUTES):
            raise self._refusal(held)
        return self._dropping(held["lease"], f"{held['lease']} {LEDGER.beat} {held['beat']} .")

    def _dropping(self, lease: object, condition: str = "") -> str:
        lines = f"{lease} ?says ?thing"
        return f"DELETE {{ {self._within(lines)} }} WHERE {{ {self._within(f'{condition} {lines}')} }}"

    def _claiming(self) -> str:
        """Return the step that takes the lease if nobody has one."""
        facts = {
            "token": self._token,
            "beat": Literal(self._beat),
            "host": Literal(socket.gethostname()),
            "pid": Literal(os.getpid()),
            "command": Literal(running()),
        }
        said = " ; ".join(f"{LEDGER[name]} {fact}" for name, fact in facts.items())
        new = self._within(f"{self._lease} {said} ; {LEDGER.since} ?now ; {LEDGER.renewed} ?now")
        taken = self._within(f"?any {LEDGER.token} ?token")
        return f"INSERT {{ {new} }} WHERE {{ BIND(NOW() AS ?now) FILTER NOT EXISTS {{ {taken} }} }}"

    def _renew(self) -> None:
        lease, times = self._lease, f"{LEDGER.beat} ?beat ; {LEDGER.renewed} ?renewed"
        new = f"{lease} {LEDGER.beat} {Literal(self._beat + 1)} ; {LEDGER.renewed} ?now"
        self._connection.update(
            f"DELETE {{ {self._within(f'{lease} {times}')} }} INSERT {{ {self._within(new)} }}"
            f" WHERE {{ {self._within(f'{lease} {times}')} BIND(NOW() AS ?now) }}"
        )
        if [row["lease"] for row in self._held()] != [lease]:
            raise StoreError(f"{self._connection.url}: our right to write ran out and was taken; build again")
        self._beat += 1
        self._renewed = time.time()

    def _held(self) -> list[QuerySolution]:
        """Return who has a lease, and what time it is there."""
        facts = " ; ".join(f"{LEDGER[name]} ?{name}" for name in _FACTS)
        names = " ".join(f"?{name}" for name in ("lease", *_FACTS))
        query = f"SELECT {names} (NOW() AS ?now) WHERE {{ {self._within(f'?lease {facts}')} }}"
        return list(self._connection.rows(query))

    def _refusal(self, held: QuerySolution) -> StoreError:
        host, pid = _words(held["host"]), _words(held["pid"])
        until = _moment(held["renewed"]) + timedelta(minutes=MINUTES)
        return StoreError(
            f"{self._connection.url}: `{_words(held['command'])}` on {host} (process {pid}) has been writing"
            f" to this store since {_moment(held['since']):%Y-%m-%d %H:%M} UTC; wait for it,"
            f" or if it was killed until {until:%H:%M}"
        )


def _words(term: object) -> str:
    return term.value if isinstance(term, Literal) else str(term)


def _moment(term: object) -> datetime:
    """Return a time of the server; those of virtuoso have no time zone, and are compared with their like."""
    moment = datetime.fromisoformat(_words(term))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
