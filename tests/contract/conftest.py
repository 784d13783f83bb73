"""Servers of others for all contracts of stores."""

from contextlib import ExitStack

import pytest

from tests.servers import SERVERS


@pytest.fixture(scope="session")
def servers(tmp_path_factory):
    """Return a function that yields two empty servers of a kind, the same ones each time.

    Each is started, and emptied, when it is taken: with some that takes seconds.
    """
    with ExitStack() as stack:
        started = {}

        def of(kind):
            for one in [(kind, "first"), (kind, "second")]:
                if one not in started:
                    started[one] = stack.enter_context(SERVERS[kind](tmp_path_factory.mktemp("-".join(one))))
                started[one].empty()
                yield started[one]

        yield of
