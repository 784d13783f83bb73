"""Places by graphviz's sfdp, for maps that are too large for springs: nothing but numbers goes in and out."""

import math
import os
import shutil
import subprocess

import numpy as np

from kg.errors import KgError
from kg.views.web.overlaps import Array
from kg.views.web.springs import Web

_SECONDS = 120  # ten times what 10,000 nodes and 30,000 ties take on a slow machine


class SfdpError(KgError):
    """sfdp did not give a place for every node; the message says why."""


def find_sfdp() -> str | None:
    """Return where sfdp is, or nothing when it is not on the PATH."""
    return shutil.which("sfdp")


def version(program: str) -> str:
    """Return what sfdp says of its version: another one may place nodes elsewhere.

    Raises:
        SfdpError: It cannot be run.
    """
    return _run([program, "-V"], "").stderr.strip()


def sfdp(web: Web, program: str) -> Array:
    """Return a place for each node, of shape (nodes, 2), in no unit.

    Raises:
        SfdpError: It failed, took too long, or left nodes out.
    """
    return _places(_run([program, "-Tplain"], _dot(web)).stdout, web.nodes)


def _dot(web: Web) -> str:
    pairs = zip(web.ends.tolist(), web.pull.tolist(), strict=True)
    lines = [f"{one}--{other}[weight={pull:.2f}]" for (one, other), pull in pairs]
    return "\n".join(
        ['graph{graph[start=20,overlap=true,splines="",outputorder=nodesfirst]node[shape=point,label=""]']
        + [str(node) for node in range(web.nodes)]
        + [*lines, "}"]
    )


def _run(command: list[str], text: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "LC_ALL": "C"}  # a point in decimals
    try:
        return subprocess.run(  # noqa: S603 - what the PATH calls sfdp
            command, input=text, capture_output=True, text=True, check=True, timeout=_SECONDS, env=environment
        )
    except subprocess.TimeoutExpired:
        raise SfdpError(f"no answer in {_SECONDS} s") from None
    except subprocess.CalledProcessError as error:
        raise SfdpError(f"exit code {error.returncode}: {error.stderr.strip()[:200]}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SfdpError(str(error)) from error


def _places(plain: str, nodes: int) -> Array:
    """Read the lines ``node NUMBER X Y …`` of graphviz's plain format."""
    found = {}
    for line in plain.splitlines():
        kind, *fields = line.split(maxsplit=4)
        if kind == "node":
            try:
                found[int(fields[0])] = (float(fields[1]), float(fields[2]))
            except (ValueError, IndexError) as error:
                raise SfdpError(f"not a place: {line[:80]}") from error
    if found.keys() != set(range(nodes)) or not all(math.isfinite(x + y) for x, y in found.values()):
        raise SfdpError(f"places for {len(found)} of {nodes} nodes")
    return np.array([found[node] for node in range(nodes)])
