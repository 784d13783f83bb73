"""Times the store side by side with rdflib and oxrdflib, from 10,000 quads to millions. Run by scripts/bench.

Each side loads and answers in a process of its own, in turn, some rounds; what counts are medians, and ratios
to rdflib rather than seconds. With ``--data`` the generated quads are kept, which else are made anew.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from scripts.bench_store_data import Data, make
from scripts.bench_store_figures import Figures, Found, merged, of_json
from scripts.bench_store_report import growth, table
from scripts.bench_store_sides import SIDES

ROOT = Path(__file__).parents[1]
_SCALE = {"k": 1000, "M": 1_000_000}
_ROUNDS = ((20_000, 3), (200_000, 2), (20_000_000, 1))
"""So many rounds below so many quads."""
_BYTES = {"rdflib": 2500, "disk": 900, "memory": 1300, "checks": 1300, "pyshacl": 6000}
"""What a quad takes at most on a side, by what its name holds."""
_SPARE = 1 << 30


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print tables, and write the figures where ``--json`` says."""
    wanted = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        sizes: list[tuple[Data, Found]] = []
        for size in wanted.sizes:
            data = make(wanted.data or Path(folder), size)
            found = measured(data, size, wanted)
            sizes.append((data, found))
            print("\n".join(table(data, found)), flush=True)
        print("\n".join(growth(sizes)))
    if wanted.json:
        written = [
            {"quads": data.quads, "sides": {name: asdict(one) for name, one in found.items()}}
            for data, found in sizes
        ]
        wanted.json.write_text(json.dumps(written, indent=1), encoding="utf-8")


def size_of(text: str) -> int:
    """Return a number of quads.

    >>> size_of("10k"), size_of("5M"), size_of("300")
    (10000, 5000000, 300)
    """
    return int(text[:-1]) * _SCALE[text[-1]] if text[-1] in _SCALE else int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scripts/bench store", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--sizes",
        type=lambda text: [size_of(part) for part in text.split(",")],
        default="10k,100k",
        help="any of 10k,100k,1M,5M, or others; without it 10k,100k",
    )
    parser.add_argument(
        "--only", type=lambda text: text.split(","), default=list(SIDES), help=f"of {','.join(SIDES)}"
    )
    parser.add_argument("--rounds", type=int, help="without it 3 below 20k quads, 2 below 200k, else 1")
    parser.add_argument("--cap", type=float, default=3.0, help="seconds after which rdflib is stopped")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="where generated quads are and stay")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the figures")
    return parser


def measured(data: Data, size: int, wanted: argparse.Namespace) -> Found:
    """Return the figures of one size; a side that memory is short for is left out, which is said."""
    rounds = wanted.rounds or next(count for most, count in _ROUNDS if size < most)
    found: dict[str, list[Figures]] = {}
    sides = [side for side in wanted.only if _fits(side, data)]
    for number in range(rounds):
        for side in (side for side in sides if number == 0 or side != "pyshacl"):
            if sys.stderr.isatty():
                print(f"  {size:,} quads, round {number + 1}: {side:<20}", end="\r", file=sys.stderr)
            found.setdefault(side, []).append(_run(side, data, size, wanted.cap))
    return {side: merged(runs) for side, runs in found.items()}


def _fits(side: str, data: Data) -> bool:
    """Return whether a side can be measured on so much, and say why not."""
    need = data.quads * next((size for name, size in _BYTES.items() if name in side.split()), 0) + _SPARE
    free = _available()
    if need > free:
        print(
            f"  {side} left out: {data.quads:,} quads may take {need >> 20:,} MB, free are {free >> 20:,} MB"
        )
    return need <= free


def _available() -> int:
    """Return how many bytes of memory can be had."""
    lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith("MemAvailable:"))


def _run(side: str, data: Data, size: int, cap: float) -> Figures:
    """Return what a side measures in a process of its own.

    Raises:
        subprocess.CalledProcessError: it failed; what it says goes to standard error.
    """
    command = [
        sys.executable,
        "-m",
        "scripts.bench_store_sides",
        side,
        str(data.path.parent),
        str(size),
        str(cap),
    ]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)  # noqa: S603
    return of_json(json.loads(done.stdout))


if __name__ == "__main__":
    main()
