"""Our endpoint: the protocol as the W3C tests it, always; its other tests where the suite is."""

import subprocess
import sys

import httpx
import pytest

from tests.conformance.protocol import described, exchanges, prepare, wrong
from tests.conformance.run import exceptions
from tests.conformance.runner import failure
from tests.conformance.serving import TOKEN, endpoint, served
from tests.conformance.suite import HOW, cases, located

SUITE = located()
NEW = "import sys; from kg.graph.store import open_store; open_store(sys.argv[1], writable=True).close()"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Serve an empty store."""
    folder = tmp_path_factory.mktemp("served")
    subprocess.run([sys.executable, "-c", NEW, str(folder / "store")], check=True)
    with served(folder) as found:
        yield found


@pytest.fixture(scope="module")
def target(address):
    found = endpoint(address)
    yield found
    found.close()


EXCHANGES = [*exchanges(), *(described(SUITE) if SUITE else ())]


@pytest.mark.parametrize("exchange", EXCHANGES, ids=[f"{n}-{x.name}" for n, x in enumerate(EXCHANGES)])
def test_the_protocol(exchange, address, target):
    prepare(target)
    addresses = {"query": f"{address}sparql", "update": f"{address}update"}
    with httpx.Client(headers={"authorization": f"Bearer {TOKEN}"}, timeout=60) as client:
        assert wrong(exchange, client, addresses) is None


def test_the_suite(target):
    """All in one, for it takes minutes: what fails is what is listed, and all of that."""
    if SUITE is None:
        pytest.skip(HOW)
    failed = {case.id: failure(case, target) for case in cases(SUITE)}
    unexpected = {test: reason for test, reason in failed.items() if reason and test not in exceptions()}
    assert unexpected == {}
    assert [test for test, reason in failed.items() if reason is None and test in exceptions()] == []
