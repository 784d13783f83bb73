"""Disks that are full or read-only, two writers, and in which order things reach the disk."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.app import run
from kg.errors import StoreError
from kg.graph.store import open_store
from kg.graph.store.check import check
from tests.faults.writing import document, location
from tests.stores import dump

ROOT = Path(__file__).parents[2]
MOUNTED = "a disk of its own needs the right to mount"


@pytest.fixture
def mount(tmp_path):
    """Return a function that makes a file system of so many megabytes; all are gone at the end."""
    mounted = []

    def make(name, megabytes):
        folder = tmp_path / name
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
        if (
            shutil.which("mount") is None
            or subprocess.run(command, capture_output=True, check=False).returncode
        ):
            pytest.skip(MOUNTED)
        mounted.append(folder)
        return folder

    yield make
    for folder in mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def filled(path, numbers):
    store = open_store(path, writable=True)
    try:
        with store.writer() as writer:
            for number in numbers:
                writer.replace(document(number), location(number))
                writer.flush()
    finally:
        store.close()


def test_a_full_disk_is_told_and_loses_nothing(mount, tmp_path):
    disk = mount("disk", 24)
    path, ballast = disk / "store", disk / "ballast"
    filled(path, range(3))
    whole = dump(path)
    ballast.write_bytes(b"x" * (shutil.disk_usage(disk).free - 300_000))
    with pytest.raises(StoreError, match=r"No space left on device|disk is full") as told:
        filled(path, range(3, 200))
    assert str(path) in str(told.value)
    assert "what was written before is kept, build again to go on" in str(told.value)
    ballast.unlink()
    there = dump(path)
    assert whole == there or len(there) > len(whole)
    assert list(check(path)) == []
    filled(path, range(3, 6))
    filled(tmp_path / "fresh", range(6))
    store = open_store(path, writable=True)
    with store.writer() as writer:
        assert {location(number) for number in range(6)} <= set(writer.locations())
        for extra in set(writer.locations()) - {location(number) for number in range(6)}:
            writer.forget(extra)
    store.close()
    assert dump(path) == dump(tmp_path / "fresh")


def test_a_read_only_disk_is_read_and_not_written(mount, capsys):
    disk = mount("disk", 24)
    path = disk / "store"
    filled(path, range(2))
    whole = dump(path)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    assert dump(path) == whole
    assert run(["who-said", "--store", str(path)]) == 0
    capsys.readouterr()
    (disk.parent / "talk.txt").write_text("Q: Will it rain?\nA: It will.\n", encoding="utf-8")
    assert run(["build", str(disk.parent / "talk.txt"), "--store", str(path)]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"kg: {path}: the store cannot be used: Read-only file system")
    assert run(["build", str(disk.parent / "talk.txt"), "--store", str(disk / "new")]) == 1
    assert "Read-only file system" in capsys.readouterr().err


def test_a_killed_writer_on_a_disk_that_is_read_only_since(mount):
    """The last commit may stand in SQLite's log only, which cannot be folded in there."""
    disk = mount("disk", 24)
    path = disk / "store"
    program = f"""
import os
from kg.graph.store import open_store
from tests.faults.writing import document, location
store = open_store({str(path)!r}, writable=True)
with store.writer() as writer:
    for number in range(3):
        writer.replace(document(number), location(number))
        writer.flush()
    os.kill(os.getpid(), 9)
"""
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    store = open_store(path, writable=False)
    rows = store.view().select("SELECT (COUNT(?d) AS ?n) { ?d a kg:Document ; kg:sha256 ?hash }").rows
    store.close()
    assert rows == [{"n": 3}]


def test_of_two_writers_the_second_is_told_who_the_first_is(tmp_path):
    """Two processes; each of three tries is refused, and none of them harms the first."""
    path = tmp_path / "store"
    command = [sys.executable, "-m", "tests.faults.writing", str(path), "one", "0"]
    first = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        first.stdout.readline()
        for _ in range(3):
            second = subprocess.run(
                command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
            )
            assert second.returncode != 0
            assert re.search(
                rf"`writing\.py` \(process {first.pid} on .*, since .*\) is writing", second.stderr
            )
    finally:
        first.kill()
        first.communicate()
    assert list(check(path)) == []


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_the_state_is_on_the_disk_before_the_commit_that_names_it(tmp_path):
    """What a loss of power may lose is what no commit names: data files, their folder, then SQLite's log."""
    path, log = tmp_path / "store", tmp_path / "log"
    program = f"""
from kg.graph.store import open_store
from tests import sample
store = open_store({str(path)!r}, writable=True)
open({str(tmp_path / "mark")!r}, "w").close()
with store.writer() as writer:
    writer.replace(sample.NEWS, "file:///d/news.txt")
    writer.flush()
    open({str(tmp_path / "mark")!r}, "w").close()
"""
    command = [
        "strace",
        "-f",
        "-y",
        "-e",
        "trace=fsync,fdatasync,openat,rename",
        "-o",
        str(log),
        sys.executable,
        "-c",
        program,
    ]
    subprocess.run(command, cwd=ROOT, check=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    first, last = [number for number, line in enumerate(lines) if '/mark"' in line]
    synced = [line for line in lines[first:last] if re.search(r"\b(fsync|fdatasync)\(", line)]
    state = [number for number, line in enumerate(synced) if "/published/1" in line]
    data = [number for number, line in enumerate(synced) if ".sst>" in line]
    folder = [number for number, line in enumerate(synced) if line.rstrip().endswith("/published>) = 0")]
    commit = [number for number, line in enumerate(synced) if "store.sqlite-wal" in line]
    assert data
    assert state
    assert max(data) < min(commit)
    assert max(state) < min(commit)
    assert len(folder) == 1
    assert folder[0] < min(commit)
