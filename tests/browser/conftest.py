"""A real browser without a network, in which a page may do nothing but show itself."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    Route,
    ViewportSize,
    sync_playwright,
)

from kg.graph.store import memory_store
from kg.graph.view import View
from kg.pipeline import build
from kg.views.site.folder import write
from kg.views.site.site import Site
from kg.views.web.scope import silent
from tests.sample import READINGS, view_of

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGS = [
    "--no-sandbox",  # as root, and in most containers, there is none
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # should a request get past us, it still reaches nobody
]
DESK: ViewportSize = {"width": 1400, "height": 900}
GOLD = Path(__file__).parent.parent / "eval" / "gold"
WITHIN = ("data:", "blob:")
"""Addresses of what lies in the page itself."""
TELLING = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error("policy:", event.violatedDirective, event.blockedURI));
"""

Watched = tuple[BrowserContext, list[str]]
"""A browser context, and what its pages did besides showing themselves."""
Shown = Callable[..., Page]
"""Writes a page to disk and opens it from there: ``shown(content, fragment="")``."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies here, and run it last: while a browser is driven, no other event loop can run."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def executable() -> str:
    """Return the path of a Chromium that starts; skip where there is none, or fail if KG_BROWSER=required."""
    for path in filter(None, map(shutil.which, NAMES)):
        if subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0:
            return path
    reason = f"no Chromium that starts on the PATH (looked for {', '.join(NAMES)})"
    if os.environ.get("KG_BROWSER") == "required":
        pytest.fail(f"{reason}, and KG_BROWSER=required")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Yield a browser, started once."""
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield browser
        browser.close()


def _route(route: Route) -> None:
    """Let through what lies on disk, and nothing else."""
    if route.request.url.startswith("file:"):
        route.continue_()
    else:
        route.abort()


def _asked_for(request: Request, folder: str) -> Iterator[str]:
    """Yield what is asked for, unless it is in the page or a page of ``folder`` that a person goes to."""
    goes_there = request.is_navigation_request() and request.url.startswith(folder)
    if not goes_there and not request.url.startswith(WITHIN):
        yield f"request: {request.resource_type} {request.url[:200]}"


def _complained(message: ConsoleMessage) -> Iterator[str]:
    if message.type == "error":
        yield f"console: {message.text[:400]}"


def _dismissed(dialog: Dialog) -> Iterator[str]:
    dialog.dismiss()  # else the page waits for ever
    yield f"dialog: {dialog.message[:200]}"


@contextmanager
def watched(browser: Browser, folder: Path) -> Iterator[Watched]:
    """Yield a context whose pages reach no network, and the list of what they did besides showing themselves.

    That is requests (but for pages in ``folder``), errors, breaches of the policy, dialogs and windows.
    """
    context = browser.new_context(viewport=DESK, service_workers="block", reduced_motion="reduce")
    context.set_default_timeout(30_000)  # milliseconds; machines may be busy
    context.add_init_script(TELLING)
    context.route("**/*", _route)
    context.set_offline(offline=True)
    saw: list[str] = []
    context.on("request", lambda request: saw.extend(_asked_for(request, folder.as_uri())))
    context.on("console", lambda message: saw.extend(_complained(message)))
    context.on("weberror", lambda raised: saw.append(f"error: {raised.error.message}"))
    context.on("dialog", lambda dialog: saw.extend(_dismissed(dialog)))
    context.on(
        "page", lambda page: page.on("popup", lambda window: saw.append(f"window: {window.url[:200]}"))
    )
    context.on("page", lambda page: page.on("websocket", lambda socket: saw.append(f"socket: {socket.url}")))
    yield context, saw
    context.close()


def settled(page: Page) -> None:
    """Give a page time to do what it was about to do."""
    page.wait_for_timeout(60)  # milliseconds


@pytest.fixture
def page(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """Yield an empty page of desktop size; at the end it must have done nothing but show itself."""
    with watched(chromium, tmp_path) as (context, saw):
        page = context.new_page()
        yield page
        settled(page)
    assert saw == []


@pytest.fixture
def shown(page: Page, tmp_path: Path) -> Shown:
    """Return a function that opens the bytes of a page from disk, in ``page``."""

    def show(content: bytes, fragment: str = "") -> Page:
        file = tmp_path / "page.html"
        file.write_bytes(content)
        page.goto(f"{file.as_uri()}{fragment}", wait_until="load")
        return page

    return show


@pytest.fixture(scope="session")
def sample_view() -> View:
    """Return the store of two short readings."""
    return view_of(*READINGS)


@pytest.fixture(scope="session")
def gold_view() -> View:
    """Return the store of the invented documents of the gold, as the product reads them."""
    store = memory_store()
    build([str(GOLD / "*.txt")], store)
    return store.view()


@pytest.fixture(scope="session")
def sample_site(sample_view: View) -> Site:
    """Return the site of the hand-made readings."""
    return Site(sample_view)


@pytest.fixture(scope="session")
def gold_site(gold_view: View) -> Site:
    """Return the site of the gold."""
    return Site(gold_view)


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Site], Path]:
    """Return a function that writes a site to disk, once."""
    folders: dict[Site, Path] = {}

    def once(site: Site) -> Path:
        if site not in folders:
            folders[site] = tmp_path_factory.mktemp("sites")
            write(site, folders[site], silent)
        return folders[site]

    return once


@pytest.fixture
def opened(page: Page, tmp_path: Path, site_folder: Callable[[Site], Path]) -> Callable[..., Page]:
    """Return a function that writes a site to disk and opens one of its pages."""

    def go(site: Site, path: str = "index.html") -> Page:
        if not (tmp_path / "index.html").exists():
            shutil.copytree(site_folder(site), tmp_path, dirs_exist_ok=True)
        page.goto((tmp_path / path).as_uri())
        return page

    return go
