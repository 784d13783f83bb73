"""Who said what, by dixit and by its peers: one scorer, the same documents. Run by ``scripts/eval peers``.

    python -m tests.eval.peers [--parser NAME] [--write]

Prints Markdown tables; with ``--write`` puts them into docs/attribution.md. The peers read trees, and trees come from
a parser: ours, its labels turned into those that they expect, or that of an installed spaCy package (``--parser
en_core_web_sm``).
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from importlib.util import find_spec
from typing import TypeVar

import spacy

from kg.exporters.annotation import annotation
from kg.nlp.models import load_model
from kg.pipeline import read
from tests.eval import peers_systems
from tests.eval.peers_documents import POLNEAR, Case, cases, has_polnear
from tests.eval.peers_systems import Extractor
from tests.eval.peers_tables import Row, insert, tables
from tests.eval.run import ROOT, SETS, SHARED, present

PAGE = ROOT / "docs" / "attribution.md"
PEERS: Mapping[str, Extractor] = {
    "textacy": peers_systems.quotes,
    "textacy, by paragraph": peers_systems.quotes_by_paragraph,
    "GenderGapTracker’s rules": peers_systems.tracker,
}
T = TypeVar("T")
MODEL, PRODUCT = "dixit, language model alone", "dixit"


def compare(documents: Iterable[Case], parser: str | None = None) -> list[Row]:
    """Let every system read every document; ``parser`` names the spaCy package whose trees the peers read."""
    ours, theirs = load_model(), spacy.load(parser) if parser else None
    rows = {name: Row(name) for name in (*PEERS, MODEL, PRODUCT)}
    for case in documents:
        text = case.document.text
        sys.stderr.write(f"{case.of}: {case.document.source}\n")
        doc, parsing = _timed(lambda text=text: ours(text))
        rows[MODEL].enter(case.of, text, case.peer(peers_systems.model(doc)), parsing)
        if theirs is None:
            peers_systems.clear_labels(doc)
        else:
            doc, parsing = _timed(lambda text=text, theirs=theirs: theirs(text))
        for name, extract in PEERS.items():
            found, reading = _timed(lambda extract=extract, doc=doc: extract(doc))
            rows[name].enter(case.of, text, case.peer(found), parsing + reading)
        all_read, reading = _timed(lambda document=case.document: annotation(read(document)))
        rows[PRODUCT].enter(case.of, text, case.product(all_read), reading)
    return list(rows.values())


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    """The result and the seconds of processor time, on which what else the machine does tells little."""
    started = time.process_time()
    result = work()
    return result, time.process_time() - started


def main() -> int:
    """Print the tables, or write them."""
    parser = argparse.ArgumentParser(prog="scripts/eval peers", description=__doc__.partition("\n")[0])
    parser.add_argument("--parser", metavar="NAME", help="an installed spaCy package for the peers' trees")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {PAGE.relative_to(ROOT)}")
    wanted = parser.parse_args()
    if find_spec("textacy") is None:
        parser.error("textacy is not installed: pip install '.[peers]'")
    if wanted.parser and not spacy.util.is_package(wanted.parser):
        parser.error(f"no spaCy package {wanted.parser!r} is installed")
    if wanted.write and not (has_polnear() and present("shared")):
        parser.error(f"--write would drop rows: PolNeAR or the shared gold is not in {SHARED}")
    printed = tables(compare(cases(), wanted.parser), POLNEAR, list(filter(present, SETS)))
    if wanted.write:
        PAGE.write_text(insert(PAGE.read_text(encoding="utf-8"), printed), encoding="utf-8")
    sys.stdout.write(printed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
