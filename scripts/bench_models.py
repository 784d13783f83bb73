"""Times the language models beside the encoder without heads, and their memory. Run by scripts/bench."""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import spacy
from onnxruntime import InferenceSession, SessionOptions

import kg
from kg.nlp.encoder import windows
from kg.nlp.pieces import CLS, SEP, cut_words, load_tokenizer
from kg.nlp.weights import ACCURATE

ROUNDS = 5
LONG = 200_000
"""Words of the text whose peak memory is measured."""
DOCUMENTS = Path(__file__).parents[1] / "seeds" / "documents"


def documents() -> str:
    """Return the text of the documents that come with the package."""
    return "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(DOCUMENTS.glob("*.md")))


def headless(folder: Path) -> InferenceSession:
    """Return the shipped encoder without any head: what is left when the graph ends at its last layer."""
    import onnx  # noqa: PLC0415 - not in the processes whose memory is measured

    graph = onnx.load(ACCURATE / "model.onnx").graph
    last = next(node.input[0] for node in graph.node if node.op_type == "GatherElements")
    onnx.utils.extract_model(
        str(ACCURATE / "model.onnx"), str(folder / "plain.onnx"), ["ids", "mask"], [last]
    )
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return InferenceSession(str(folder / "plain.onnx"), options, providers=["CPUExecutionProvider"])


def plain(session: InferenceSession, text: str) -> None:
    """Read a text with the encoder alone, in the windows that the whole model has."""
    words = [token.text for token in spacy.blank("en")(text) if not token.is_space]
    pieces = cut_words(load_tokenizer(ACCURATE / "tokenizer.json"), words, frozenset())
    for window in windows(pieces):
        inner = pieces.ids[pieces.first[window.start] : pieces.last[window.end - 1] + 1]
        ids = np.concatenate([[CLS], inner, [SEP]]).astype(np.int64)[None]
        session.run(None, {"ids": ids, "mask": np.ones_like(ids)})


def seconds(call: Callable[[], object]) -> float:
    """Return the median processor time of a call."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> None:
    """Print words a second of each model, load times, and peak memory."""
    text = documents()
    n = len(text.split())
    with tempfile.TemporaryDirectory() as folder:
        session = headless(Path(folder))
        base = seconds(lambda: plain(session, text))
    print(f"encoder alone  {n / base:8.0f} words/s   {n} words, no head, one core")
    for name in ("accurate", "fast"):
        nlp = kg.load_pipeline(name)
        taken = seconds(lambda nlp=nlp: nlp(text))
        print(f"{name:14} {n / taken:8.0f} words/s   {taken / base:.2f} times the encoder alone")
        print(f"{name:14} {_apart('load', name)}")
        print(f"{name:14} {_apart('peak', name)}")


def _apart(what: str, name: str) -> str:
    """Measure in a process of its own."""
    command = [sys.executable, __file__, what, name]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 - our own


def load(name: str) -> None:
    """Print how long a model takes to load, imports included."""
    start = time.perf_counter()
    kg.load_pipeline(name)
    print(f"{time.perf_counter() - start:8.2f} s to load")


def peak(name: str) -> None:
    """Print the peak memory of reading one long text."""
    text = documents()
    kg.load_pipeline(name)("\n\n".join([text] * (LONG // len(text.split()) + 1)))
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:8} MB peak for {LONG:,} words")


if __name__ == "__main__":
    {"load": load, "peak": peak}[sys.argv[1]](sys.argv[2]) if len(sys.argv) > 1 else main()
