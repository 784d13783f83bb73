"""A site as files in a folder: nothing else there is touched, and nothing is written outside it."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from kg.errors import SiteError
from kg.views.site.site import Site
from kg.views.web.scope import Progress

MARK = "dixit-site.json"
"""The file that says which files of a folder are the site's own; a later run removes those that are gone."""
_VERSION = 1
_STEP = 500  # pages between two lines of progress


def write(site: Site, folder: Path, progress: Progress, *, force: bool = False) -> int:
    """Write a site, page by page, each complete or not at all; return how many pages it has.

    Pages of an earlier run that are gone are removed. What is there already in the same bytes stays.
    The list of files is written before the first page too, so that a run that was cut short can be mended.

    Args:
        site: what to write.
        folder: where; made if it is not there.
        progress: told from time to time how far it is.
        force: whether to write among files that are not the site's own.

    Raises:
        SiteError: other things lie in the folder, or part of it leads elsewhere.
        OSError: a file cannot be written.
    """
    former = _former(folder, force=force)
    folder.mkdir(parents=True, exist_ok=True)
    root = folder.resolve()
    paths = site.paths()
    _replace(_within(root, MARK), _listed({*former, *paths}))
    for number, path in enumerate(paths, 1):
        content = site.page(path)
        if content is not None:
            _replace(_within(root, path), content)
        if number % _STEP == 0:
            progress(f"{folder}: {number} of {len(paths)} pages")
    for path in sorted(former - set(paths)):
        _remove(root, path)
    _replace(_within(root, MARK), _listed(paths))
    return len(paths)


def _former(folder: Path, *, force: bool) -> set[str]:
    """Return the files that an earlier run wrote.

    Raises:
        SiteError: other things lie there.
    """
    mark = folder / MARK
    if mark.is_file():
        return set(_read(mark))
    if folder.exists() and not folder.is_dir():
        raise SiteError(f"{folder}: not a folder")
    if folder.is_dir() and any(folder.iterdir()) and not force:
        what = "not empty, and no site that kg wrote"
        raise SiteError(f"{folder}: {what}; name another folder, or add --force to write among its files")
    return set()


def _read(mark: Path) -> Iterator[str]:
    try:
        content = json.loads(mark.read_text(encoding="utf-8"))
        version, files = content["dixit-site"], content["files"]
    except (ValueError, KeyError, TypeError) as error:
        raise SiteError(f"{mark}: not the list of files of a site; remove it") from error
    if version != _VERSION or not isinstance(files, list):
        raise SiteError(f"{mark}: written by another dixit; name another folder")
    yield from (file for file in files if isinstance(file, str))


def _listed(paths: Iterable[str]) -> bytes:
    content = {"dixit-site": _VERSION, "files": sorted(paths)}
    return f"{json.dumps(content, indent=0)}\n".encode()


def _within(root: Path, path: str) -> Path:
    """Return the file of a page.

    Raises:
        SiteError: a part of the way to it is a link that leads out of the folder.
    """
    parts = PurePosixPath(path).parts
    file = root.joinpath(*parts)
    if ".." in parts or not file.parent.resolve().is_relative_to(root):
        raise SiteError(f"{file}: leads out of {root}")
    return file


def _replace(file: Path, content: bytes) -> None:
    """Write a file so that it is there as a whole, or as it was."""
    if file.is_file() and not file.is_symlink() and file.read_bytes() == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)  # of a run that was cut short
    try:
        with part.open("xb") as stream:
            stream.write(content)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _remove(root: Path, path: str) -> None:
    """Remove a page that is gone, and the folder that it leaves empty."""
    file = _within(root, path)
    if file.is_file() or file.is_symlink():
        file.unlink()
    folder = file.parent
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
