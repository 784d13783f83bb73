"""Where the data lies."""

import pytest

from kg import resources as module
from kg.resources import data, fingerprint


@pytest.mark.parametrize("folder", ["ontology", "seeds"])
def test_the_data_is_found(folder):
    """In the wheel or in the checkout."""
    assert data(folder).is_dir()


def test_the_fingerprint_changes_with_every_byte_and_name(tmp_path, monkeypatch):
    """A reading depends on all of it; order of listing does not count."""
    monkeypatch.setattr(module, "data", lambda folder: tmp_path / folder)
    (tmp_path / "ontology" / "inner").mkdir(parents=True)
    file = tmp_path / "ontology" / "inner" / "a.txt"
    seen = [fingerprint("ontology")]
    for name, words in [("a.txt", "one"), ("a.txt", "two"), ("b.txt", "two")]:
        file.unlink(missing_ok=True)
        file = file.with_name(name)
        file.write_text(words, encoding="utf-8")
        seen.append(fingerprint("ontology"))
    assert len(set(seen)) == 4
    assert fingerprint("ontology") == seen[-1]
