"""The W3C tests of SPARQL 1.1, each with what the named exceptions say of it; skipped where the suite is not."""

import pytest

from tests.conformance.run import exceptions
from tests.conformance.runner import failure
from tests.conformance.suite import HOW, cases, located
from tests.conformance.target import Engine

SUITE = located()
CASES = list(cases(SUITE)) if SUITE else []


def test_the_suite_is_there():
    if SUITE is None:
        pytest.skip(HOW)
    assert len(CASES) >= 400


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_the_engine_passes_what_is_no_exception(case):
    """An exception that is passed fails, too: the list says what is so."""
    reason = failure(case, Engine())
    if case.id in exceptions():
        assert reason is not None, f"{case.id} is passed: no exception any more"
    else:
        assert reason is None


def test_every_exception_has_its_reason():
    assert exceptions()
    assert all(len(reason) >= 14 and reason.endswith(".") for reason in exceptions().values())
