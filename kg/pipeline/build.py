"""Build: what patterns mean, through the readers, into a store. One process writes, whoever reads."""

from collections.abc import Iterator, Sequence

from kg.errors import KgError
from kg.exporters.annotation import Json, annotation
from kg.graph.store import Store, Writer
from kg.model import Failure, content_id
from kg.pipeline.chunks import Chunk, Errand, Progress, Read, Work, failure
from kg.pipeline.reading import read as read_document
from kg.pipeline.report import BuildReport, Tally
from kg.pipeline.settings import USUAL, Settings
from kg.pipeline.sharing import ALONE, Plan, share_out
from kg.readers import READERS, Source, find_sources, is_gone
from kg.readers import read as read_source


def _silent(line: str) -> None:
    """The progress of nobody."""


def build(  # noqa: PLR0913  (all but the first two by keyword)
    patterns: Sequence[str],
    store: Store,
    *,
    settings: Settings = USUAL,
    prune: bool = False,
    progress: Progress = _silent,
    plan: Plan = ALONE,
    read: Read = read_document,
) -> BuildReport:
    """Read what ``patterns`` mean into ``store``; what is unchanged since the last build is skipped.

    A document is written as a whole, so that stopping at any time leaves a usable store. One that fails is
    reported, and the others go on; so is one whose reading kills every worker. Whoever reads, the store and
    the report are the same.

    Args:
        patterns: files, folders, globs, URLs, ``-``.
        store: where to.
        settings: how to read.
        prune: drop documents whose file is gone.
        progress: told of each document, or with an engine of each chunk.
        plan: who reads.
        read: what makes a reading of a document; engines find it by its name in its module.

    Raises:
        UnknownModelError: there is no language model of that name.
        UnknownPluginError: there is no engine of that name.
        EngineError: the engine cannot start, or its workers die whatever they are given.
        ReadError: a URL that cannot be listed.
    """
    stamp = settings.stamp
    if read is not read_document:
        stamp = content_id("stamp", stamp, read.__module__, read.__qualname__)
    with store.writer(stamp) as writer:
        work = Work(settings, stamp, store.view().base, read)
        tally = Tally(frozenset(writer.locations()))
        sources = find_sources(patterns, list(READERS), settings.encoding)
        if plan.engine is None:
            _read_here(sources, work, writer, tally, progress)
        else:
            share_out(sources, work, writer, tally, plan, progress)
        gone = [location for location in writer.locations() if is_gone(location, ask=prune)]
        for location in gone if prune else ():
            writer.forget(location)
    return tally.report(len(gone))


def _read_here(
    sources: Iterator[Source], work: Work, writer: Writer, tally: Tally, progress: Progress
) -> None:
    """Read one after another in this process: nothing is started, nothing put aside."""
    for number, source in enumerate(sources):
        errand = Errand(number, source, writer.current(source.location))
        tally.file(number, work.parcel(Chunk((errand,)), progress), writer)


def annotate(
    patterns: Sequence[str], *, settings: Settings = USUAL, progress: Progress = _silent
) -> Iterator[Json | Failure]:
    """Yield the annotation of each document, or why it could not be read.

    Raises:
        UnknownModelError: there is no language model of that name.
    """
    for source in find_sources(patterns, list(READERS), settings.encoding):
        progress(f"{source.name}: reading")
        try:
            yield from [annotation(read_document(document, settings)) for document in read_source(source)]
        except KgError as error:
            yield failure(source, error)
