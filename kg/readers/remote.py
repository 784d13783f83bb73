"""Documents behind URLs (s3://, gs://, https:// …), by way of fsspec, which the extra ``dask`` brings.

A file system of fsspec may want a package of its own: s3fs, gcsfs, adlfs. Who may read is told to it by the
environment, never by a URL, for a location is written down.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from glob import has_magic
from importlib import import_module
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from kg.errors import ReadError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
WEB = ("http", "https")
"""Their ``?`` and ``*`` belong to the address; they have no listing that could be relied on."""
NEEDS = "needs fsspec: pip install 'dixit-kg[dask]'"
_GONE = (404, 410)
"""By which the web says that there is nothing."""
PATIENCE = 120
"""Seconds after which a page that did not come whole is given up."""
_VERSIONS = ("ETag", "etag", "md5Hash", "generation", "mtime", "LastModified", "last_modified", "created")
"""What listings call what changes with the content."""


class Found(NamedTuple):
    """A file behind a URL; ``version`` is empty where nothing tells one content from the next."""

    name: str
    url: str
    version: str


def is_url(text: str) -> bool:
    """Return whether that is a URL, no path: ``file:`` is neither a network nor a store of objects."""
    return URL.match(text) is not None and not text.lower().startswith("file:")


def find(pattern: str, suffixes: Sequence[str]) -> Iterator[Found]:
    """Yield the files that a URL means, sorted: itself, those below a folder, or those that a glob matches.

    Raises:
        ReadError: fsspec or what it needs for such URLs is missing; the place cannot be listed; it is no URL;
            there is a password in it.
    """
    try:
        parts = urlsplit(pattern)
    except ValueError as error:
        raise ReadError(f"{pattern.rpartition('@')[2]}: not a URL ({error})") from error
    on_web = parts.scheme in WEB
    if parts.password is not None or (on_web and parts.username is not None):
        place = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        raise ReadError(f"{place}: a password in the URL would be written down; give it by the environment")
    if on_web and not parts.hostname:
        raise ReadError(f"{pattern}: not a URL (it names no server)")
    try:
        system, path = _opened(pattern)
    except _troubles() as error:  # some connect at once
        raise ReadError(f"{pattern} cannot be reached: {_cause(error)}") from error
    if on_web:
        yield Found(_name(unquote(parts.path)), pattern, "")
        return
    listed = dict(sorted(_listed(system, path, suffixes, pattern).items()))
    for name, info in (listed or {path: {}}).items():
        yield Found(_name(name), system.unstrip_protocol(name), _version(info))


def content(url: str, name: str, limit: int) -> bytes:
    """Return the first ``limit`` bytes behind a URL.

    Raises:
        ReadError: they cannot be had.
    """
    # A page may tell no length and take no ranges: it is read as a stream.
    options = {"block_size": 0} if urlsplit(url).scheme.lower() in WEB else {}
    try:
        system, path = _opened(url)
        with system.open(path, "rb", **options) as stream:
            data: bytes = stream.read(limit)
    except FileNotFoundError as error:
        if _is_missing(error):
            raise ReadError(f"{name}: no such file: {url}") from error
        raise ReadError(f"{name}: {url} cannot be read: {_cause(error)}") from error
    except _troubles() as error:
        raise ReadError(f"{name}: {url} cannot be read: {_cause(error)}") from error
    return data


def is_gone(url: str) -> bool:
    """Return whether the place answers that there is nothing."""
    try:
        system, path = _opened(url)
        system.info(path)
    except FileNotFoundError as error:
        return _is_missing(error)
    except _troubles():
        return False
    return False


def _cause(error: Exception) -> str:
    """Return what went wrong; of pages, fsspec hides it behind that there is no such file."""
    cause = error.__cause__ or error
    return str(cause) or type(cause).__name__


def _is_missing(error: FileNotFoundError) -> bool:
    """Whether somebody said that there is nothing; of pages, fsspec says so too when nobody answered."""
    cause = error.__cause__
    return cause is None or isinstance(cause, FileNotFoundError) or getattr(cause, "status", 0) in _GONE


def _opened(url: str) -> "tuple[AbstractFileSystem, str]":
    try:
        import fsspec  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ReadError(f"{url} {NEEDS}") from error
    try:
        system, path = fsspec.url_to_fs(url, **_patience(url))
    except (ImportError, ValueError) as error:  # its message names the package that such URLs want
        raise ReadError(f"{url}: {error}") from error
    return system, path


def _patience(url: str) -> Mapping[str, Any]:
    """Return options with which the web is not waited for for ever; clouds have limits of their own."""
    if urlsplit(url).scheme.lower() not in WEB:
        return {}
    from aiohttp import ClientTimeout  # noqa: PLC0415 - an extra

    return {"client_kwargs": {"timeout": ClientTimeout(total=PATIENCE, sock_connect=10, sock_read=30)}}


def _listed(
    system: "AbstractFileSystem", path: str, suffixes: Sequence[str], pattern: str
) -> Mapping[str, Mapping[str, Any]]:
    """Return files with what the listing tells of each; nothing for what is not there, which fails later."""
    try:
        if not has_magic(path) or system.exists(path):
            found = system.find(path, detail=True) if system.isdir(path) else {path: system.info(path)}
            single = set(found) == {path}
            return {n: i for n, i in found.items() if single or PurePosixPath(n).suffix.lower() in suffixes}
        matched = system.glob(path, detail=True)
    except FileNotFoundError:
        return {}
    except _troubles() as error:
        raise ReadError(f"{pattern} cannot be listed: {_cause(error)}") from error
    return {name: info for name, info in matched.items() if info.get("type", "file") == "file"}


def _troubles() -> tuple[type[Exception], ...]:
    """Return what file systems raise when they cannot; those of clouds bring errors of their own."""
    troubles: list[type[Exception]] = [OSError, ValueError]
    for package, error in (("aiohttp", "ClientError"), ("botocore.exceptions", "BotoCoreError")):
        try:
            troubles.append(getattr(import_module(package), error))
        except ImportError:
            continue
    return tuple(troubles)


def _version(info: Mapping[str, Any]) -> str:
    told = [f"{key}={info[key]}" for key in _VERSIONS if info.get(key)]
    return hashlib.sha256(f"{info.get('size')} {told}".encode()).hexdigest()[:16] if told else ""


def _name(path: str) -> str:
    return PurePosixPath(path).name or path
