"""``docs/queries.md`` lists the named questions as their files describe them."""

import re
from pathlib import Path

import pyoxigraph

from kg.graph.vocab import PREFIXES
from kg.query import named_queries
from kg.resources import data

DOCUMENT = (Path(__file__).parents[2] / "docs" / "queries.md").read_text(encoding="utf-8")
HEADING = re.compile(r"^# (Graphs|Row|Form|Narrowed): (.*(?:\n#   .*)*)", re.MULTILINE)


def listed(name):
    """Return the row of the table for a question."""
    text = (data("ontology") / "queries" / f"{name}.rq").read_text(encoding="utf-8")
    said = {
        heading: " ".join(words.replace("\n#   ", " ").split()) for heading, words in HEADING.findall(text)
    }
    columns = pyoxigraph.Store().query(text, prefixes=PREFIXES).variables
    names = " ".join(f"`{variable.value}`" for variable in columns)
    cells = (f"`{name}`", named_queries()[name], said["Row"], said["Graphs"], said["Narrowed"], names)
    return f"| {' | '.join(cells)} |"


def test_the_table_is_what_the_files_say():
    table = [line for line in DOCUMENT.splitlines() if line.startswith("| `")]
    wanted = [listed(name) for name in named_queries()]
    assert table == wanted, "In docs/queries.md the table has to be:\n" + "\n".join(wanted)
