"""Documents in: ``build`` a store, or ``annotate`` without one."""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import click

from kg.cli.app import Exit
from kg.cli.options import (
    confidence_option,
    examples,
    gathered,
    note,
    output_option,
    store_option,
    write,
)
from kg.graph.store import name_of, open_store
from kg.pipeline import CHUNK, BuildReport, Failure, Plan, Settings, annotate, build
from kg.views.tables import dumps


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--encoding``, ``--model``, ``--threads`` and ``--min-confidence``, as one ``settings``."""
    names = ("encoding", "model", "threads", "min_confidence")
    with_settings = gathered("settings", Settings, *names)(command)
    for option in reversed(_READING):
        with_settings = option(with_settings)
    return with_settings


_READING = (
    click.option(
        "--encoding",
        default="utf-8",
        show_default=True,
        metavar="NAME",
        help="Of the documents, e.g. cp1251.",
    ),
    click.option(
        "--model",
        default=Settings().model,
        show_default=True,
        envvar="KG_MODEL",
        metavar="NAME",
        help="Language model: accurate, fast, or an installed spaCy package such as en_core_web_trf.",
    ),
    click.option(
        "--threads",
        default=1,
        show_default=True,
        type=click.IntRange(1, 256),
        metavar="N",
        help="How many stretches of a document are read at once; fast reads one.",
    ),
    confidence_option(
        "Drop attributions that are less likely than X, 0 to 1; turns and the publisher's own words stay.",
        Settings().min_confidence,
    ),
)


LOGGED = 30.0
"""Seconds between two lines in a log, which a long build leaves so that somebody can see that it goes on."""


class ProgressLine:
    """One changing line on a terminal; elsewhere silent, or a line now and then.

    Args:
        logged: whether lines are left where there is no terminal.
    """

    def __init__(self, *, logged: bool = False) -> None:
        self._animated = sys.stderr.isatty()
        self._logged = logged
        self._last = time.monotonic()

    def __call__(self, message: str) -> None:
        """Show ``message`` in place of the last one."""
        if self._animated:
            click.echo(f"\r\x1b[2K{message[:100]}", nl=False, err=True)
        elif self._logged and time.monotonic() - self._last > LOGGED:
            self._last = time.monotonic()
            note(message)

    def clear(self) -> None:
        """Leave an empty line behind."""
        self("")


@dataclass(frozen=True, slots=True)
class Engaged:
    """Who reads, as it was asked for."""

    engine: str | None
    workers: int
    chunk: int | None
    parcels: str | None

    def plan(self, ctx: click.Context, store: str) -> Plan:
        """Return the plan: several workers are an engine's, and its parcels lie beside the store."""
        engine = self.engine or ("local" if self.workers > 1 else None)
        if engine is None:
            return Plan()
        if self.parcels is None and "://" in store:
            message = "a store behind a URL has no place beside it for parcels; name one with --parcels"
            raise click.UsageError(message, ctx)
        place = self.parcels or f"{store.rstrip('/')}.parcels"
        return Plan(engine, self.workers, self.chunk, place, keep=self.parcels is not None)


def engine_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--engine``, ``--workers``, ``--chunk`` and ``--parcels``, as one ``engaged``."""
    with_engine = gathered("engaged", Engaged, "engine", "workers", "chunk", "parcels")(command)
    for option in reversed(_ENGINE):
        with_engine = option(with_engine)
    return with_engine


_ENGINE = (
    click.option(
        "--engine",
        metavar="NAME",
        help="Who reads: local (processes), dask (the same, by Dask), dask://HOST:PORT (a cluster).",
    ),
    click.option(
        "--workers",
        default=1,
        show_default=True,
        type=click.IntRange(1, 1024),
        metavar="N",
        help="How many documents are read at once; a cluster has its own number.",
    ),
    click.option(
        "--chunk",
        type=click.IntRange(1, 100_000),
        metavar="N",
        help=f"Documents that a worker is given at a time; {CHUNK}, or fewer of few documents.",
    ),
    click.option(
        "--parcels",
        metavar="PLACE",
        help="Folder or URL, seen by all workers, where these leave what they read; it is kept there.",
    ),
)


def _paths(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse an empty path, which would mean this folder: a variable of the shell was not set."""
    if not all(value):
        message = "a path is empty; this folder is ."
        raise click.BadParameter(message, ctx, param)
    return value


@click.command(
    "build",
    epilog=examples(
        "kg build interviews/",
        "kg build 'news/*.txt' talk.md --store my-store",
        "cat talk.txt | kg build -",
        "kg build archive/ --workers 8",
        "kg build 's3://bucket/news/*.txt' --engine dask://10.0.0.1:8786 --parcels s3://bucket/parcels",
    ),
)
@click.argument("paths", metavar="PATH...", nargs=-1, callback=_paths)
@store_option
@reading_options
@engine_options
@click.option("--prune", is_flag=True, help="Drop documents whose file is gone; needs no PATH.")
@click.pass_context
def build_command(
    ctx: click.Context,
    paths: tuple[str, ...],
    store: str,
    settings: Settings,
    engaged: Engaged,
    *,
    prune: bool,
) -> None:
    """Read documents into the store.

    PATH is a file, a folder, a glob, a URL (s3://, gs://, https://; by fsspec), or - for standard input,
    which is one document: the next one replaces it. Links that lead out of a folder are not followed.
    What has not changed is skipped, what has changed is replaced as a whole; a document that fails is
    reported, the others go on. A Markdown or text file may begin with front matter: title, publisher,
    published (a date), url, language.
    """
    if not paths and not prune:
        message = "Missing argument 'PATH...'."
        raise click.UsageError(message, ctx)
    plan = engaged.plan(ctx, store)
    progress = ProgressLine(logged=plan.engine is not None)
    opened = open_store(store, writable=True)
    try:
        report = build(paths, opened, settings=settings, prune=prune, progress=progress, plan=plan)
    finally:
        progress.clear()
        opened.close()
    _report(report, name_of(store), pruned=prune)
    ctx.exit(Exit.FAILURE if report.failures or (paths and not report.sources) else Exit.OK)


def _report(report: BuildReport, store: str, *, pruned: bool) -> None:
    for problem in (*report.warnings, *report.failures):
        note(f"kg: {problem.source}: {problem.reason}")
    parts = {"added": report.added, "replaced": report.replaced, "unchanged": report.unchanged}
    parts["failed"] = len(report.failures)
    counts = ", ".join(f"{number} {name}" for name, number in parts.items() if number) or "nothing to read"
    if report.sources or not pruned:
        note(f"{store}: {counts}; {report.statements} statements")
    elif not report.gone:
        note(f"{store}: no document whose file is gone")
    if report.gone:
        done = "dropped" if pruned else "still in the store; kg build --prune drops them"
        documents = "1 document" if report.gone == 1 else f"{report.gone} documents"
        note(f"{documents} whose file is gone: {done}")


@click.command(
    "annotate", epilog=examples("kg annotate talk.txt > talk.jsonl", "kg annotate news/ -o news.jsonl")
)
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, callback=_paths)
@output_option
@reading_options
@click.pass_context
def annotate_command(
    ctx: click.Context, paths: tuple[str, ...], output: str | None, settings: Settings
) -> None:
    """Print what is read in documents, as JSON lines; needs no store."""
    progress = ProgressLine()
    failures: list[Failure] = []

    def lines() -> Iterator[str]:
        for found in annotate(paths, settings=settings, progress=progress):
            if isinstance(found, Failure):
                failures.append(found)
            else:
                yield dumps(found) + "\n"

    write(lines(), output)
    progress.clear()
    for failure in failures:
        note(f"kg: {failure.source}: {failure.reason}")
    ctx.exit(Exit.FAILURE if failures else Exit.OK)
