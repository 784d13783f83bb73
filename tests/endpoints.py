"""An endpoint for the tests of the SPARQL Protocol: ``kg serve``, or one that variables of the environment name."""

import os
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from tests import sample
from tests.serving import TOKEN, serving, written

HOME = "http://protocol.example/"
ONE, TWO, THREE = (f"{HOME}{name}" for name in ("one", "two", "three"))
UPDATE_TYPE = {"content-type": "application/sparql-update"}


@dataclass
class Endpoint:
    client: httpx.Client
    query: str
    updates: str
    token: str

    def get(self, query, accept="*/*", **parameters):
        return self.client.get(self.query, params={"query": query, **parameters}, headers={"accept": accept})

    def post(self, **fields):
        return self.client.post(self.query, data=fields)

    def update(self, content, kind=UPDATE_TYPE, **parameters):
        headers = {**kind, "authorization": f"Bearer {self.token}"}
        return self.client.post(self.updates, content=content, params=parameters, headers=headers)

    def form(self, **fields):
        return self.client.post(self.updates, data=fields, headers={"authorization": f"Bearer {self.token}"})

    def says(self, query, **parameters):
        answer = self.get(query, "application/sparql-results+json", **parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()["boolean"]


@contextmanager
def started(folder):
    """Yield an endpoint over a new store in ``folder``; or the one that ``KG_SPARQL_QUERY`` names."""
    if address := os.environ.get("KG_SPARQL_QUERY"):
        with httpx.Client(timeout=30, trust_env=False) as client:
            updates = os.environ.get("KG_SPARQL_UPDATE", address)
            yield Endpoint(client, address, updates, os.environ.get("KG_SPARQL_TOKEN", ""))
        return
    path = written(folder / "store", sample.NEWS)
    with serving(path, "--writable", "--default-graph", "own") as server:
        yield Endpoint(server.client, "/sparql", "/update", TOKEN)


def fill(endpoint):
    """Put in the three graphs that are asked for, and drop those that updates made."""
    drop = " ".join(f"DROP SILENT GRAPH <{HOME}{name}> ;" for name in ("a", "b", "c"))
    data = " ".join(f"GRAPH <{graph}> {{ <{graph}> <{HOME}p> 1 }}" for graph in (ONE, TWO, THREE))
    assert endpoint.update(f"{drop} INSERT DATA {{ {data} }}").is_success


def is_refused(answer):
    assert 400 <= answer.status_code < 500, answer.text
    return True
