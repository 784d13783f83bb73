"""``kg build`` and ``kg annotate``: what they report, and the code they leave with; reading itself is tested elsewhere."""

import json

import pytest

from kg.cli import build as module
from kg.cli.app import Exit, run
from kg.graph.store import open_store
from kg.pipeline import BuildReport, Failure, Plan, Settings

FAILURES = (Failure("broken.txt", "it is not UTF-8; name its encoding with --encoding"),)


@pytest.fixture
def kg(tmp_path, monkeypatch, capfdbinary):
    """Return a function that runs ``kg`` and returns (code, standard output, standard error)."""
    monkeypatch.setenv("KG_STORE", str(tmp_path / "store"))

    def call(*arguments):
        code = run([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def test_build_counts_what_it_did(kg, monkeypatch, tmp_path):
    monkeypatch.setattr(module, "build", lambda *_a, **_k: BuildReport(added=2, unchanged=1, statements=40))
    assert kg("build", "x") == (0, "", f"{tmp_path / 'store'}: 2 added, 1 unchanged; 40 statements\n")


def test_a_failing_document_is_named_and_the_code_is_1(kg, monkeypatch):
    monkeypatch.setattr(module, "build", lambda *_a, **_k: BuildReport(added=1, failures=FAILURES))
    code, out, err = kg("build", "x")
    assert (code, out) == (1, "")
    assert "kg: broken.txt: it is not UTF-8" in err
    assert "1 added, 1 failed" in err


def test_paths_and_how_to_read_are_handed_on(kg, monkeypatch):
    seen = {}

    def build(paths, _store, *, settings, prune, progress, plan):
        progress("x")
        seen.update(paths=paths, settings=settings, prune=prune, plan=plan)
        return BuildReport()

    monkeypatch.setattr(module, "build", build)
    given = ("--encoding", "cp1251", "--model", "fast", "--threads", "2", "--min-confidence", "0.8")
    assert kg("build", "a", "b", *given)[2].endswith("nothing to read; 0 statements\n")
    wanted = Settings("cp1251", "fast", 2, 0.8)
    assert seen == {"paths": ("a", "b"), "settings": wanted, "prune": False, "plan": Plan()}


def test_who_reads_is_handed_on(kg, monkeypatch, tmp_path):
    """Several workers are processes of this machine; parcels lie beside the store, and are kept where one says."""
    plans = []
    monkeypatch.setattr(module, "build", lambda *_a, plan, **_k: plans.append(plan) or BuildReport())
    beside = f"{tmp_path / 'store'}.parcels"
    kg("build", "x", "--workers", 3)
    kg("build", "x", "--engine", "local")
    kg("build", "x", "--engine", "dask://h:1", "--chunk", 9, "--parcels", "memory://p")
    assert plans == [
        Plan("local", 3, None, beside),
        Plan("local", 1, None, beside),
        Plan("dask://h:1", 1, 9, "memory://p", keep=True),
    ]


def test_a_store_behind_a_url_wants_a_place_for_parcels(kg):
    code, _, err = kg("build", "x", "--workers", 2, "--store", "http://127.0.0.1:1/")
    assert (code, "name one with --parcels" in err) == (2, True)


@pytest.mark.parametrize(
    ("given", "exit_code", "message"), [("ray", 2, "only: dask, local"), ("dask://", 1, "no address")]
)
def test_an_engine_that_is_none(kg, tmp_path, given, exit_code, message):
    (tmp_path / "a.txt").write_text("Words.")
    code, _, err = kg("build", tmp_path / "a.txt", "--engine", given)
    assert (code, message in err) == (exit_code, True)


def test_two_workers_build_what_one_builds(kg, tmp_path):
    """In earnest: same counts, same code, same store; the parcels are gone."""
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(
            f"Deputy Minister Elena Drell said that tax {number} is gone.\n"
        )
    (tmp_path / "3.txt").write_bytes(b"\xff\xfe")
    dumps = []
    for more in ((), ("--workers", 2)):
        store = tmp_path / f"store{len(more)}"
        code, _, err = kg("build", tmp_path / "*.txt", "--model", "fast", "--store", store, *more)
        assert (code, "3 added, 1 failed; " in err) == (1, True)
        opened = open_store(store, writable=False)
        dumps.append(opened.view().dump())
        opened.close()
    assert dumps[0] == dumps[1] != b""
    assert not (tmp_path / "store2.parcels").exists()


def test_an_interrupted_build_leaves_a_usable_store(kg, monkeypatch, tmp_path):
    def interrupt(*_args, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "build", interrupt)
    assert kg("build", "x")[0] == 130
    store = open_store(tmp_path / "store", writable=True)
    store.close()


def test_build_needs_a_path(kg):
    assert kg("build")[0] == 2


def test_pruning_needs_no_path(kg, monkeypatch, tmp_path):
    """As the README has it: ``kg build --prune``."""
    monkeypatch.setattr(module, "build", lambda *_a, **_k: BuildReport(gone=1))
    assert kg("build", "--prune") == (0, "", "1 document whose file is gone: dropped\n")
    monkeypatch.setattr(module, "build", lambda *_a, **_k: BuildReport())
    assert kg("build", "--prune")[2] == f"{tmp_path / 'store'}: no document whose file is gone\n"


def test_nothing_to_read_is_a_failure(kg, tmp_path):
    """A folder without documents is a mistake."""
    (tmp_path / "empty").mkdir()
    code, _, err = kg("build", tmp_path / "empty")
    assert (code, "nothing to read" in err) == (1, True)


def test_a_text_in_another_language_is_read_with_a_warning(kg, tmp_path):
    """The model knows English only; the person learns that little will be understood."""
    words = "La ministra dijo que el barco no saldría del puerto antes del lunes. " * 3
    (tmp_path / "barco.txt").write_text(words, encoding="utf-8")
    code, _, err = kg("build", tmp_path / "barco.txt")
    assert (code, "kg: barco.txt: this seems to be no English" in err, "1 added" in err) == (0, True, True)


def test_a_store_that_cannot_be_made_says_so(kg, tmp_path):
    """Not that it is no store."""
    (tmp_path / "file").write_text("x")
    assert kg("build", "x", "--store", tmp_path / "file")[2].endswith("not a dixit store\n")
    assert (
        "kg-store: the store cannot be used: No such file or directory"
        in kg("build", "x", "--store", "/proc/kg-store")[2]
    )


def test_annotate_prints_a_line_a_document_and_goes_on_after_a_failure(kg, monkeypatch):
    found = [{"doc": "a", "title": "\ud800"}, *FAILURES, {"doc": "b"}]
    monkeypatch.setattr(module, "annotate", lambda *_a, **_k: iter(found))
    code, out, err = kg("annotate", "x")
    assert code == 1
    assert [json.loads(line)["doc"] for line in out.splitlines()] == ["a", "b"]
    assert err.startswith("kg: broken.txt: ")


@pytest.mark.parametrize("command", ["build", "annotate"])
@pytest.mark.parametrize("value", ["-0.1", "1.5", "nan", "much"])
def test_a_confidence_lies_between_0_and_1(kg, command, value):
    """Anything else is wrong usage, and the message names the option."""
    code, out, err = kg(command, "x", f"--min-confidence={value}")
    assert (code, out) == (2, "")
    assert "--min-confidence" in err


def test_an_empty_path_is_refused(tmp_path, monkeypatch, capsys):
    """``kg build "$FOLDER"`` with no such variable would read whatever is here."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talk.txt").write_text("The talks go on.", encoding="utf-8")
    assert run(["build", "", "--store", "store"]) == Exit.USAGE
    assert "a path is empty" in capsys.readouterr().err
    assert not (tmp_path / "store").exists()


def test_what_can_no_longer_be_read_stays_and_that_is_said(tmp_path, capsys):
    talk = tmp_path / "talk.txt"
    talk.write_text("The minister said that the talks will go on.", encoding="utf-8")
    store = str(tmp_path / "store")
    assert run(["build", str(talk), "--store", store]) == Exit.OK
    talk.write_text("", encoding="utf-8")
    capsys.readouterr()
    assert run(["build", str(talk), "--store", store]) == Exit.FAILURE
    assert "the file is empty; what the store has from there stays as it was" in capsys.readouterr().err
