"""HTTP to a SPARQL server: credentials, patience, and errors that say what is wrong and where.

Nothing here prints a password: it is taken out of the address before the first request is made.
"""

import os
import re
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from kg.errors import QueryError, StoreError
from kg.graph.store.faults import closed
from kg.graph.store.remote.address import Address
from kg.graph.store.remote.answers import JSON, QUADS, TOKEN, bare, check, kind, message, reason

_BEARER = re.compile(r"[A-Za-z0-9._~+/=-]+")
"""RFC 6750, 2.1; others would be shown by the errors of the layers below."""
_TIMEOUT = httpx.Timeout(300, connect=10, pool=10)
"""Seconds; the long one is for the next bytes of an answer, since servers think before the first."""
_PAUSES = (0.5, 1.0, 2.0, 4.0)
"""Seconds before a request is made again."""
_LONGEST_PAUSE = 60.0
"""Seconds that a server may ask us to wait."""
_BUSY = frozenset({429, 502, 503, 504})
_TOO_MUCH = frozenset({400, 413, 500})
"""What servers say to an update that is too large for them; virtuoso says 400."""
_UNFINISHED = (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError, httpx.CloseError)


class RefusedError(StoreError):
    """A server understood an update and will not do it; perhaps it does so in smaller pieces."""


class Credentials(httpx.Auth):
    """Answers the challenge of a server: a password goes out in clear only if it is wanted so."""

    def __init__(self, user: str, password: str) -> None:
        self._basic = httpx.BasicAuth(user, password)
        self._digest = httpx.DigestAuth(user, password)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Yield the request as it is, then as the server wants it; later ones as the first was wanted."""
        if self._chosen is not None:
            yield from self._chosen.auth_flow(request)
            return
        response = yield request
        challenge = response.headers.get("www-authenticate", "").lower()
        if response.status_code != httpx.codes.UNAUTHORIZED:
            return
        if "digest" in challenge:
            self._chosen = self._digest
            flow = self._digest.auth_flow(request)
            next(flow)
            yield flow.send(response)
        elif "basic" in challenge:
            self._chosen = self._basic
            yield from self._basic.auth_flow(request)


class Client:
    """The connections to one store."""

    def __init__(
        self,
        where: Address,
        *,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.where = where
        try:
            httpx.URL(where.url)
        except httpx.InvalidURL as error:
            raise StoreError(f"{where.url}: not a URL ({error})") from error
        self._sleep = sleep
        # Redirects are not followed: a POST would arrive as a GET, and its password at somebody else's.
        self._http = httpx.Client(
            auth=_auth(where), timeout=_TIMEOUT, transport=transport, headers={"User-Agent": "dixit"}
        )

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def query(self, url: str, sparql: str, accept: str) -> httpx.Response:
        """Return the whole answer to a query.

        Raises:
            QueryError: the server finds the query malformed, and says why.
            StoreError: no answer, or none of that kind.
        """
        response = self._send(self.asking(url, sparql, accept))
        if response.status_code == httpx.codes.BAD_REQUEST and message(response):
            raise QueryError(f"the store refuses the query: {message(response)}")
        check(response, accept)
        return response

    @contextmanager
    def stream(self, request: httpx.Request, accept: str) -> Iterator[httpx.Response]:
        """Make a request whose answer is read bit by bit.

        Raises:
            CutError: the server says beforehand that it gives a part only.
            StoreError: no answer, none of that kind, or it is cut short.
        """
        response = self._send(request, stream=True)
        try:
            check(response, accept)
            yield response
        except httpx.HTTPError as error:
            raise StoreError(f"{bare(request.url)}: the answer is cut short ({reason(error)})") from error
        finally:
            response.close()

    def asking(self, url: str, sparql: str, accept: str = JSON) -> httpx.Request:
        """Return the request for the answer to a query."""
        # oxigraph then takes the union of all graphs for the default one; others know no such parameter
        form = {"query": sparql, "union-default-graph": "true"}
        return self._http.build_request("POST", url, data=form, headers={"Accept": accept})

    def fetching(self, url: str) -> httpx.Request:
        """Return the request for all quads of a dataset (Graph Store HTTP Protocol, 5.2)."""
        return self._http.build_request("GET", url, headers={"Accept": QUADS})

    def gives(self, request: httpx.Request, accept: str) -> bool:
        """Return whether the answer to a request is of that kind; no more than its head is read."""
        response = self._send(request, stream=True)
        response.close()
        return response.is_success and kind(response) == accept

    def update(self, url: str, sparql: str, *, repeatable: bool = True) -> None:
        """Have the store changed.

        Ours are repeated when it is unknown whether they arrived. That is safe since what is done twice is as
        if it were done once: what they drop is named, what they insert is data, and the ledger is told before
        and after (writer.py). Of a user's own we do not know that: ``repeatable=False``.

        Raises:
            RefusedError: the server will not do it, perhaps not at that size.
            StoreError: no answer, or no right to do so.
        """
        form = {"update": sparql}
        request = self._http.build_request("POST", url, data=form, headers={"Accept": "*/*"})
        response = self._send(request, repeatable=repeatable)
        if response.status_code in _TOO_MUCH:
            told = message(response) or "it does not say why"
            raise RefusedError(
                f"{bare(response.url)}: the update is refused ({response.status_code}): {told}"
            )
        check(response)

    def probe(self, url: str, form: Mapping[str, str], accept: str) -> httpx.Response:
        """Return what a server says to a request that changes nothing, whatever that be."""
        request = self._http.build_request("POST", url, data=dict(form), headers={"Accept": accept})
        return self._send(request, pauses=_PAUSES[:2])

    def _send(
        self,
        request: httpx.Request,
        *,
        repeatable: bool = True,
        stream: bool = False,
        pauses: tuple[float, ...] = _PAUSES,
    ) -> httpx.Response:
        """Make a request, again where that helps: after some seconds, or when the server says so."""
        waits = iter(pauses)
        while True:
            pause: float | None = next(waits, None)
            try:
                response = self._http.send(request, stream=stream)
            except RuntimeError as error:
                raise closed(self.where.url) from error
            except httpx.HTTPError as error:
                if pause is None or not _worth_repeating(error, repeatable=repeatable):
                    raise StoreError(f"{bare(request.url)}: no answer ({reason(error)})") from error
            else:
                if pause is None or response.status_code not in _BUSY:
                    return _read(response) if stream and response.is_error else response
                pause = _asked_for(response, pause)
                response.close()
            self._sleep(pause)


def _read(response: httpx.Response) -> httpx.Response:
    """Return a refusal with its words."""
    try:
        response.read()
    except httpx.HTTPError as error:
        raise StoreError(f"{bare(response.url)}: the answer is cut short ({reason(error)})") from error
    return response


def _auth(where: Address) -> httpx.Auth | Callable[[httpx.Request], httpx.Request] | None:
    if where.user is not None:
        return Credentials(where.user, where.password or "")
    token = os.environ.get(TOKEN, "").strip()
    if not token:
        return None
    if not _BEARER.fullmatch(token):
        raise StoreError(f"what {TOKEN} holds is no token: those have letters, digits and -._~+/= only")

    def bear(request: httpx.Request) -> httpx.Request:
        request.headers["Authorization"] = f"Bearer {token}"
        return request

    return bear


def _worth_repeating(error: httpx.HTTPError, *, repeatable: bool) -> bool:
    """Return whether another try may help and cannot harm: nothing was sent, or it may be sent twice."""
    if isinstance(error, httpx.ConnectError):
        return "certificate" not in str(error).lower()
    return isinstance(error, httpx.ConnectTimeout) or (repeatable and isinstance(error, _UNFINISHED))


def _asked_for(response: httpx.Response, pause: float) -> float:
    """Return how many seconds to wait before asking a busy server again (RFC 9110, 10.2.3).

    Raises:
        StoreError: it asks for more patience than we have.
    """
    told = response.headers.get("retry-after", "").strip()
    wait = max(pause, _seconds(told))
    if wait > _LONGEST_PAUSE:
        raise StoreError(f"{bare(response.url)}: the server is busy and asks to come back later ({told})")
    return wait


def _seconds(told: str) -> float:
    if told.isdecimal():
        return float(told)
    try:
        until = parsedate_to_datetime(told)
    except ValueError:
        return 0.0
    return (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
