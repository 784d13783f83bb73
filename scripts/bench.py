"""Times a build and one question, side by side with rdflib over the same quads. Run by scripts/bench."""

import statistics
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import rdflib

import kg
from kg.exporters import EXPORTERS
from kg.graph.store import open_store
from kg.pipeline import build

NAME = "Armenia"
QUESTION = """
PREFIX kg: <https://w3id.org/dixit/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?who ?words WHERE {
  ?topic rdfs:label "Armenia" .
  ?statement kg:about ?topic ; kg:speaker ?speaker ; kg:content ?words .
  ?speaker rdfs:label ?who .
}
"""


def timed(call: Callable[[], object]) -> float:
    """Return how many seconds a call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def median(call: Callable[[], object], rounds: int) -> str:
    """Return the median time of a call, in milliseconds."""
    return f"{1000 * statistics.median(timed(call) for _ in range(rounds)):8.1f} ms"


def main() -> None:
    """Build the seeds into a folder that is thrown away, and ask."""
    documents = str(Path(__file__).parents[1] / "seeds" / "documents")
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "store", writable=True)
        print(f"build          {timed(lambda: build([documents], store, progress=lambda _: None)):8.2f} s")
        print(f"build again    {timed(lambda: build([documents], store, progress=lambda _: None)):8.2f} s")
        quads = BytesIO()
        EXPORTERS["nq"](store.view(), quads)
        store.close()
        with kg.open(Path(folder) / "store") as graph:
            print(f"who-said       {median(lambda: graph.who_said(about=NAME), 50)}   p50 of 50")
            print(f"SPARQL, dixit  {median(lambda: graph.select(QUESTION), 50)}   p50 of 50")
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(BytesIO(quads.getvalue()), format="nquads")
    print(f"SPARQL, rdflib {median(lambda: list(dataset.query(QUESTION)), 3)}   p50 of 3, same quads")


if __name__ == "__main__":
    main()
