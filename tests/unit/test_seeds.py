"""The seed corpus agrees with its manifest, and takes no sentence from the originals."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
ORIGINALS = ROOT.parent / "shared" / "seeds"
MANIFEST: dict[str, dict[str, Any]] = yaml.safe_load((SEEDS / "manifest.yaml").read_text(encoding="utf-8"))
DIGESTS = sorted((SEEDS / "documents").glob("*.md"))
SHIPPED = sorted(path for path in SEEDS.rglob("*") if path.is_file())
RUN = 10  # words in a row that count as copied

each_source = pytest.mark.parametrize("key", sorted(MANIFEST))
each_digest = pytest.mark.parametrize("path", DIGESTS, ids=lambda path: path.name[:3])


def front_matter(path: Path) -> tuple[dict[str, Any], str]:
    """Split a digest into its front matter and its body."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(head), body


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of ``RUN`` case-folded words, whatever punctuation stands between them."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


@pytest.fixture(scope="module")
def originals() -> dict[str, bytes]:
    """The originals by key, where a checkout has them beside it."""
    if not ORIGINALS.is_dir():
        pytest.skip("the originals are not shipped, and ../shared/seeds is not there")
    return {key: (ORIGINALS / source["file"]).read_bytes() for key, source in MANIFEST.items()}


def test_every_source_has_one_digest_and_every_digest_a_source() -> None:
    """Nothing lies in documents/ unlisted, nothing is listed that is not there."""
    listed = sorted(source["digest"] for source in MANIFEST.values())
    assert listed == [path.relative_to(SEEDS).as_posix() for path in DIGESTS]


@each_source
def test_front_matter_agrees_with_manifest(key: str) -> None:
    """A digest and its manifest entry say the same of the source."""
    source = MANIFEST[key]
    head, body = front_matter(SEEDS / source["digest"])
    shared = ("title", "publisher", "published", "language", "url")
    assert {name: head[name] for name in shared} == {name: source[name] for name in shared}
    assert (head["source"], head["kind"], head["licence"]) == (key, "digest", "Apache-2.0")
    assert f"\n# {source['title']}\n" in body


@each_source
def test_manifest_entry_is_well_formed(key: str) -> None:
    """Hash, date, form and roles are of the kinds that the manifest promises."""
    source = MANIFEST[key]
    assert re.fullmatch(r"[0-9a-f]{64}", source["sha256"])
    assert re.fullmatch(r"\d{4}(-\d\d){0,2}", source["published"])
    assert source["date_note"]
    assert source["form"] in {"interview", "article", "written answers"}
    assert {person["role"] for person in source["people"]} <= {"interviewee", "quoted", "mentioned"}
    assert all(set(person) == {"name", "office", "role"} for person in source["people"])


@each_source
def test_an_interviewee_is_the_respondent(key: str) -> None:
    """Who answers in an interview stands among its people as interviewee, and nobody else does."""
    source = MANIFEST[key]
    interviewees = [person["name"] for person in source["people"] if person["role"] == "interviewee"]
    assert interviewees == ([source["respondent"]] if source["form"] == "interview" else [])


@each_digest
def test_digest_has_400_to_900_words(path: Path) -> None:
    """A digest is long enough to read something in, short enough to be one."""
    assert 400 <= len(front_matter(path)[1].split()) <= 900


@each_digest
def test_digest_quotes_nobody(path: Path) -> None:
    """Our words stand in nobody's mouth: no quotation marks, no dash that opens speech."""
    body = front_matter(path)[1]
    assert re.findall(r"[\"“”„«»‘‹›]|^\s*[-–—]", body, flags=re.MULTILINE) == []


@each_digest
def test_questions_and_answers_alternate(path: Path) -> None:
    """In a digest with turns, every question is followed by its answer."""
    turns = re.findall(r"^\*\*(Q|A)[a-z]*:\*\* ", front_matter(path)[1], flags=re.MULTILINE)
    assert turns == ["Q", "A"] * (len(turns) // 2)


@pytest.mark.shared
@each_source
def test_original_is_the_one_in_the_manifest(key: str, originals: dict[str, bytes]) -> None:
    """The hash in the manifest is that of the original file."""
    assert hashlib.sha256(originals[key]).hexdigest() == MANIFEST[key]["sha256"]


@pytest.mark.shared
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_no_run_of_ten_words_is_an_originals(path: Path, originals: dict[str, bytes]) -> None:
    """Nothing in seeds/ shares ten words in a row with any original."""
    ours = runs(path.read_text(encoding="utf-8"))
    copied = {key: ours & runs(original.decode("utf-8")) for key, original in originals.items()}
    assert copied == {key: set() for key in originals}
