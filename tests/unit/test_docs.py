"""Every command has help, an example that exists, and its place in the README."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kg.cli.app import COMMANDS, kg
from kg.cli.questions import EXAMPLES
from kg.graph.vocab import EVENT_CLASSES
from kg.query import named_queries
from kg.resources import data

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [block.rstrip("\n") for block in FENCED.findall(README) if block.startswith("$ kg ")]
WIDTH = "96"
"""Columns of the terminal that the answers in the README are made for."""
SUMMARIES = {name: entry.summary for section in COMMANDS.values() for name, entry in section.items()}


def test_each_command_is_listed_once():
    names = [name for section in COMMANDS.values() for name in section]
    assert sorted(set(names)) == sorted(names)


def command(name):
    """Return a command of the group."""
    found = kg.get_command(click.Context(kg), name)
    assert found is not None
    return found


def parts(name):
    """Return a command, and those within it where it is a group."""
    found = command(name)
    return [found, *(found.commands.values() if isinstance(found, click.Group) else ())]


@pytest.mark.parametrize("name", SUMMARIES)
def test_the_summary_is_the_first_line_of_the_help(name):
    assert command(name).get_short_help_str(limit=200) == SUMMARIES[name]


@pytest.mark.parametrize("name", SUMMARIES)
def test_every_command_has_an_example_with_options_that_it_has(name):
    epilog = command(name).epilog
    assert epilog.startswith("\b\nExample")
    lines = re.findall(rf"^.*\bkg {name}\b.*", epilog, re.MULTILINE)
    assert lines
    known = {option for each in parts(name) for parameter in each.params for option in parameter.opts}
    assert set(re.findall(r"(?<= )--[a-z-]+", "\n".join(lines))) <= known


@pytest.mark.parametrize("name", SUMMARIES)
def test_every_command_and_its_options_are_explained(name):
    for each in parts(name):
        assert each.help
        assert each.epilog
        for parameter in each.params:
            if isinstance(parameter, click.Option):
                assert parameter.help or parameter.metavar == "N", parameter.name


@pytest.mark.parametrize("name", SUMMARIES)
def test_every_command_stands_in_the_readme(name):
    assert f"kg {name}" in README


def test_every_command_of_the_readme_exists():
    assert set(
        re.findall(r"\bkg ([a-z]+(?:-[a-z]+)*)\b(?= )", "\n".join(re.findall(r"^\$ .*", README, re.M)))
    ) <= set(SUMMARIES)


def test_every_named_query_says_what_it_answers():
    files = {
        file.name.removesuffix(".rq")
        for file in (data("ontology") / "queries").iterdir()
        if file.name.endswith(".rq")
    }
    assert set(named_queries()) == files
    assert all(named_queries().values())


def test_every_script_stands_in_its_readme():
    written = (ROOT / "scripts" / "README.md").read_text(encoding="utf-8")
    for script in (ROOT / "scripts").iterdir():
        if script.is_file() and not script.suffix:
            assert f"`{script.name}`" in written


def test_the_readme_begins_with_the_two_commands():
    head = README[: README.index("##")]
    assert head.index("scripts/demo") < head.index("scripts/test")


def test_every_link_of_the_readme_leads_somewhere():
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_examples_of_ask_are_in_its_help():
    assert all(example in command("ask").epilog for example in EXAMPLES)


@pytest.fixture(scope="session")
def kg_in_a_shell(tmp_path_factory):
    """Return a function that runs a command where ``seeds/documents`` were built, and one that builds them."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "seeds" / "documents", folder / "seeds" / "documents")
    unset = {"KG_STORE", "FORCE_COLOR"}
    env = {name: value for name, value in os.environ.items() if name not in unset}
    env |= {"COLUMNS": WIDTH, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = {}

    def call(line):
        if line not in done:
            words = [sys.executable, "-m", "kg", *shlex.split(line)[1:]]
            done[line] = subprocess.run(
                words, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=True
            )
        return done[line]

    call("kg build seeds/documents")
    return call


@pytest.mark.parametrize("block", BLOCKS, ids=[block.splitlines()[0] for block in BLOCKS])
def test_the_readme_prints_what_is_printed(block, kg_in_a_shell):
    """Line by line, as far as the block goes; on standard error what was built, or which command was run."""
    line, *shown = block.splitlines()
    done = kg_in_a_shell(line.removeprefix("$ "))
    ran = [remark for remark in done.stderr.splitlines() if remark.startswith("→ ")]
    printed = [*ran, *done.stdout.splitlines()] or done.stderr.splitlines()
    if shown[-1] == "…" and len(printed) >= len(shown):
        printed = [*printed[: len(shown) - 1], "…"]
    assert shown == printed, "In README.md this block has to be:\n" + "\n".join([line, *printed])


def test_the_readme_has_examples_of_the_main_commands():
    """So that the comparison above compares something."""
    assert {"build", "ask", "show", "query"} <= {block.split()[2] for block in BLOCKS}


def test_the_readme_has_no_placeholder_left():
    """Words in capitals that wait for a figure; classes of events are no such words."""
    prose = re.sub(r"`[^`]+`|\]\([^)]*\)", " ", FENCED.sub(" ", README))
    found = set(re.findall(r"\b(?:[A-Z_]{5,}|TODO|TBD|XXX)\b", prose))
    assert found - set(EVENT_CLASSES.split()) <= {"SPARQL", "CHANGELOG", "README"}
