"""Every command has help, an example that exists, and its place in the README."""

import re
from pathlib import Path

import click
import pytest

from kg.cli.app import COMMANDS, kg
from kg.cli.questions import EXAMPLES
from kg.query import named_queries
from kg.resources import data

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SUMMARIES = {name: entry.summary for section in COMMANDS.values() for name, entry in section.items()}


def command(name):
    """Return a command of the group."""
    found = kg.get_command(click.Context(kg), name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", SUMMARIES)
def test_the_summary_is_the_first_line_of_the_help(name):
    assert command(name).get_short_help_str(limit=200) == SUMMARIES[name]


@pytest.mark.parametrize("name", SUMMARIES)
def test_every_command_has_an_example_with_options_that_it_has(name):
    epilog = command(name).epilog
    assert epilog.startswith("\b\nExample")
    lines = re.findall(rf"^.*\bkg {name}\b.*", epilog, re.MULTILINE)
    assert lines
    known = {option for parameter in command(name).params for option in parameter.opts}
    assert set(re.findall(r"(?<= )--[a-z-]+", "\n".join(lines))) <= known


@pytest.mark.parametrize("name", SUMMARIES)
def test_every_command_and_its_options_are_explained(name):
    assert command(name).help
    for parameter in command(name).params:
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
