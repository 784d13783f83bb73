"""Quick ways to read a document, for tests of what stands around the reading. Workers find them by their names.

A document's text tells what shall happen: with ``killer`` one that has "poison" in it kills its reader.
"""

import os
import signal
import time

from kg.model import (
    Document,
    Entity,
    EntityType,
    Evidence,
    Mode,
    Reading,
    Segment,
    SegmentKind,
    Span,
    Statement,
    Utterance,
    content_id,
)
from kg.model.claims import Act

PAPER = Entity("org:quick-paper", EntityType.ORG, "Quick Paper")


def read(document: Document, _settings: object = None) -> Reading:
    """Return the reading of a text in which its paper says one thing: all of it."""
    span = Span(0, len(document.text))
    said = Utterance(content_id("utterance", document.id), document.id, PAPER.id, Mode.NARRATION, span)
    evidence = Evidence(span, document.text, "quick/1", 1.0)
    whole = Statement(content_id("statement", said.id), said.id, (span,), (PAPER.id,), Act("state"), evidence)
    segments = (Segment(span, SegmentKind.NARRATION),)
    return Reading(document, segments, (), (), (PAPER,), (said,), (whole,), (), (), ())


def slowly(document: Document, settings: object = None) -> Reading:
    """Take 20 ms, as a good part of a document would."""
    time.sleep(0.02)
    return read(document, settings)


def killer(document: Document, settings: object = None) -> Reading:
    """Kill the process that reads a poisoned document."""
    if "poison" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return read(document, settings)


def broken(document: Document, settings: object = None) -> Reading:
    """Stumble over a poisoned document, as over a mistake in our rules."""
    if "poison" in document.text:
        raise ZeroDivisionError(document.source)
    return read(document, settings)


def written(folder, count, poisoned=()):
    """Write so many documents into a folder, and return it as a pattern."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        words = "This one is poison for who reads it" if number in poisoned else "The boat is the paper's"
        (folder / f"{number:05}.txt").write_text(f"{words}, said the paper on page {number}.\n")
    return str(folder)
