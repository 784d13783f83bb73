"""Servers of others for all contracts of stores."""

from contextlib import ExitStack

import pytest

from tests.servers import SERVERS


@pytest.fixture(scope="session")
def servers(tmp_path_factory):
    """Return a function that gives two empty servers of a kind, the same ones each time."""
    with ExitStack() as stack:
        started = {}

        def of(kind):
            if kind not in started:
                folders = (tmp_path_factory.mktemp(kind) for _ in range(2))
                started[kind] = [stack.enter_context(SERVERS[kind](folder)) for folder in folders]
            for server in started[kind]:
                server.empty()
            return started[kind]

        yield of
