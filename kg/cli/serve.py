"""``serve``: the site live over the store, on this machine, and a SPARQL endpoint."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kg.cli.options import F, examples, gathered, note, store_option
from kg.errors import SiteError
from kg.graph.store import open_store
from kg.serve.settings import CORES, MIB, Settings

_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - only compared with
_OPTIONS = ("store", "host", "port", "token", "timeout", "workers", "max_rows", "max_bytes", "memory",
            "cache", "queue", "default_graph", "cors", "writable")  # fmt: skip


def _settings(
    *,
    writable: bool,
    token: str | None,
    default_graph: str,
    max_bytes: int,
    memory: int,
    cache: int,
    **rest: Any,  # noqa: ANN401 - as the options are
) -> Settings:
    """Return the settings; sizes are given in MiB.

    Raises:
        click.UsageError: it may be written to, but by nobody.
    """
    if writable and not token:
        raise click.UsageError(
            "--writable needs a token: --token, or KG_SERVE_TOKEN, which other users cannot see"
        )
    return Settings(
        token=token if writable else None,
        union=default_graph == "union",
        max_bytes=max_bytes * MIB,
        memory=memory * MIB,
        cache=cache * MIB,
        **rest,
    )


def _number(option: str, default: int, unit: str, explanation: str, least: int = 1) -> Callable[[F], F]:
    kind = click.IntRange(least)
    return click.option(option, type=kind, default=default, show_default=True, metavar=unit, help=explanation)


@click.command(
    "serve",
    epilog=examples(
        "kg serve",
        "kg serve --port 8080 --store kg-store",
        "KG_SERVE_TOKEN=… kg serve --writable --timeout 10",
    ),
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="HOST", help="The address to listen on."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    metavar="N",
    help="The port; 0 takes one that is free.",
)
@click.option("--writable", is_flag=True, help="Take updates at /update from who shows the token.")
@click.option(
    "--token", envvar="KG_SERVE_TOKEN", show_envvar=True, metavar="T", help="The token for updates."
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 86400),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="How long a query or an update may run; then it is stopped.",
)
@_number("--workers", CORES, "N", "Processes that answer queries.")
@_number("--max-rows", 1_000_000, "N", "The most rows of an answer.")
@_number("--max-bytes", 256, "MIB", "The largest answer.")
@_number("--memory", 2048, "MIB", "Memory that a query may take.", 64)
@_number("--queue", 200, "N", "How many queries may wait for their turn.", 0)
@_number("--cache", 64, "MIB", "Room for answers given before; 0 keeps none.", 0)
@click.option(
    "--default-graph",
    type=click.Choice(["union", "own"]),
    default="union",
    show_default=True,
    help="What a query sees that names no graph: all graphs, or only the one without a name.",
)
@click.option(
    "--cors/--no-cors", default=True, show_default=True, help="Whether pages of other servers may ask."
)
@store_option
@gathered("settings", _settings, *_OPTIONS)
def serve_command(settings: Settings) -> None:
    """Show the same site live over the store, with a SPARQL endpoint.

    What a build changes is shown from then on; a writable store is made if there is none.
    Queries go to /sparql; /health and /metrics say how it is.
    """
    try:
        from kg.serve.live import Live  # noqa: PLC0415 - an extra that need not be installed
        from kg.serve.server import serve  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if error.name not in ("starlette", "uvicorn", "anyio", "h11"):
            raise
        raise SiteError(f'{error.name} is not installed: pip install "dixit-kg[serve]"') from error
    if settings.host in _EVERYWHERE:
        note("kg: everybody who reaches this machine can read the store")
    if settings.token is not None and not settings.remote and not Path(settings.store).exists():
        open_store(settings.store, writable=True).close()
    serve(Live(settings.store, note), settings, note)
