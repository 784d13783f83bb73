"""The pages that a server has besides those of the site: to write a query in, and what was found."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from kg.graph.vocab import PREFIXES, entity_id
from kg.serve.guard import policy_of
from kg.serve.live import Live, State
from kg.views.site.ways import Reference, nav, trail
from kg.views.web.links import Links, external
from kg.views.web.page import render

HERE = Path(__file__).parent
_EDITOR = HERE / "yasgui"
_FILES: Mapping[str, tuple[Path, str]] = {
    "yasgui.min.js": (_EDITOR / "yasgui.min.js", "text/javascript"),
    "yasgui.min.css": (_EDITOR / "yasgui.min.css", "text/css"),
    "LICENSE.txt": (_EDITOR / "LICENSE.txt", "text/plain"),
    "yasgui.min.js.LICENSE.txt": (_EDITOR / "yasgui.min.js.LICENSE.txt", "text/plain"),
    "editor.js": (HERE / "static" / "editor.js", "text/javascript"),
    "editor.css": (HERE / "static" / "editor.css", "text/css"),
}
_EXAMPLE = """SELECT ?who ?words WHERE {
  ?statement kg:about ?topic ; kg:speaker ?speaker ; kg:content ?words .
  ?speaker rdfs:label ?who .
}
LIMIT 20"""


class Pages:
    """Makes the pages of the endpoint."""

    def __init__(self, live: Live) -> None:
        self._live = live

    async def show(self, query: str | None, table: dict[str, Any] | None, problem: str) -> Response:
        """Return the form, with the answer below it or with what is wrong with the query."""
        return await run_in_threadpool(self._shown, query, table, problem)

    def _shown(self, query: str | None, table: dict[str, Any] | None, problem: str) -> Response:
        state = self._live.state()
        # To write in, no page need be known; over a large store the site takes a while.
        links = Links("/", frozenset(), nav()) if table is None else state.site.links("/")
        crumbs = trail(links, Reference("SPARQL", None))
        if query is None and has_editor():
            page = render("editor.html.j2", links=links, crumbs=crumbs, query=written(_EXAMPLE))
        else:
            page = render(
                "sparql.html.j2",
                links=links,
                query=query or _EXAMPLE,
                prefixes=sorted(PREFIXES.items()),
                table=table
                and {**table, "rows": [[_cell(state, text) for text in row] for row in table["rows"]]},
                problem=problem,
                crumbs=crumbs,
            )
        return Response(page, media_type="text/html", headers={"Content-Security-Policy": policy_of(page)})


def _cell(state: State, text: str | None) -> Reference:
    """Return a cell; a thing that has a page leads there, another address of the web to itself."""
    text = text or ""
    page = state.site.links("/").to(entity_id(text, state.view.base)) if ":" in text else None
    return Reference(text, page or external(text))


def written(query: str) -> str:
    """Return a query with the prefixes that it uses, as other endpoints need them."""
    used = sorted(prefix for prefix in PREFIXES if f"{prefix}:" in query)
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in used) + query


@cache
def has_editor() -> bool:
    """Return whether YASGUI is there (``scripts/yasgui`` brings it)."""
    return (_EDITOR / "yasgui.min.js").is_file() and (_EDITOR / "yasgui.min.css").is_file()


def static(name: str) -> Response | None:
    """Return one of the files that the page of the editor asks for; None for any other."""
    file, kind = _FILES.get(name, (None, ""))
    if file is None or not file.is_file():
        return None
    return Response(file.read_bytes(), media_type=kind, headers={"Cache-Control": "max-age=3600"})
