"""What servers say, judged: refusals, wrong kinds, cut answers; messages without passwords."""

from collections.abc import Mapping

import httpx

from kg.errors import StoreError

TOKEN = "KG_STORE_TOKEN"  # noqa: S105 - the name of the variable that holds it
"""A variable of the environment: sent as ``Authorization: Bearer …`` where the location names no user."""
JSON = "application/sparql-results+json"
TRIPLES = "application/n-triples"
QUADS = "application/n-quads"

_LONGEST_MESSAGE = 300
_ALSO: Mapping[str, tuple[str, ...]] = {
    JSON: ("application/json",),
    TRIPLES: ("text/plain",),
}
"""Other names of a kind of answer."""


class CutError(StoreError):
    """A server gives a part of the answer only."""


def check(response: httpx.Response, accept: str = "") -> None:
    """Refuse an answer that is none, of another kind than ``accept``, or a part only.

    Raises:
        CutError: the server cut it off.
        StoreError: it is none.
    """
    fault = _fault(response, accept)
    if fault:
        raise StoreError(f"{bare(response.url)}: {fault}")
    cut = _cut(response)
    if cut:
        raise CutError(f"{bare(response.url)}: {cut}")


def _fault(response: httpx.Response, accept: str) -> str:
    status, given_kind = response.status_code, kind(response)
    if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        given = (
            "the user or password or token given"
            if "authorization" in response.request.headers
            else "strangers"
        )
        return f"the server refuses {given} ({status}); write https://user:password@host/…, or set {TOKEN}"
    if response.is_redirect or response.has_redirect_location:
        return f"the server sends us on to {bare(response.headers.get('location', ''))}; name that instead"
    if not response.is_success:
        return f"the server fails ({status}): {message(response) or response.reason_phrase}"
    if accept and given_kind not in (accept, *_ALSO.get(accept, ())):
        return f"not the answer of a SPARQL server: {given_kind or 'of no kind'} instead of {accept}"
    return ""


def _cut(response: httpx.Response) -> str:
    """Return what virtuoso says in headers only: that there are more rows, or that time ran out."""
    if "x-sparql-maxrows" in response.headers:
        most = response.headers["x-sparql-maxrows"]
        return f"the server cuts its answers after {most} rows; ask for less, or raise its ResultSetMaxRows"
    if "x-sql-state" in response.headers:
        return "the server ran out of time in the middle of the answer; ask for less, or raise its limit"
    return ""


def kind(response: httpx.Response) -> str:
    """Return the media type of an answer, without parameters."""
    given: str = response.headers.get("content-type", "")
    return given.partition(";")[0].strip().lower()


def message(response: httpx.Response) -> str:
    """Return what a server says is wrong, in one line; pages for people say nothing of use."""
    if kind(response) not in ("text/plain", "application/json", "application/problem+json"):
        return ""
    words = " ".join(response.text.partition("SPARQL query:")[0].split())  # virtuoso repeats the query
    return words if len(words) <= _LONGEST_MESSAGE else f"{words[:_LONGEST_MESSAGE]} …"


def reason(error: httpx.HTTPError) -> str:
    """Return what went wrong on the way."""
    if isinstance(error, httpx.TimeoutException):
        return "it took too long"
    return str(error) or type(error).__name__


def bare(url: httpx.URL | str) -> str:
    """Return a URL for a message: no user, no password, no parameters."""
    try:
        plain = httpx.URL(url)
    except httpx.InvalidURL:
        return "no address"
    return str(plain.copy_with(userinfo=b"", query=None, fragment=None))
