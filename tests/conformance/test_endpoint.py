"""Our endpoint: the protocol as the W3C tests it, always; its other tests where the suite is."""

import httpx
import pytest

from tests.conformance.protocol import described, exchanges, prepare, wrong
from tests.conformance.run import exceptions
from tests.conformance.runner import failure
from tests.conformance.suite import HOW, cases, located
from tests.conformance.target import Endpoint
from tests.serving import TOKEN, serving, written

SUITE = located()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Serve an empty store."""
    path = written(tmp_path_factory.mktemp("served") / "store")
    with serving(path, "--writable", "--default-graph", "own", "--cache", "0") as server:
        yield server.address


@pytest.fixture(scope="module")
def target(address):
    found = Endpoint(f"{address}/sparql", f"{address}/update", TOKEN)
    prepare(found)
    yield found
    found.close()


EXCHANGES = [*exchanges(), *(described(SUITE) if SUITE else ())]


@pytest.mark.parametrize("exchange", EXCHANGES, ids=[f"{n}-{x.name}" for n, x in enumerate(EXCHANGES)])
def test_the_protocol(exchange, address, target, request):
    if any(one.to == "update" for one in exchange.requests):
        request.addfinalizer(lambda: prepare(target))
    addresses = {"query": f"{address}/sparql", "update": f"{address}/update"}
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
