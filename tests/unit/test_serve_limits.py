"""What a server grants, and what becomes of a query that wants more: killed, and answered with an error."""

import os
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from tests import sample
from tests.serving import ENDLESS, serving, stop, written

MANY = "SELECT ?x WHERE { ?a ?b ?c . ?d ?e ?f BIND(1 AS ?x) }"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return written(tmp_path_factory.mktemp("limits") / "store", *sample.READINGS)


@pytest.fixture(scope="module")
def server(path):
    limits = (
        "--timeout",
        "2",
        "--workers",
        "2",
        "--max-rows",
        "3000",
        "--max-bytes",
        "1",
        "--memory",
        "256",
    )
    with serving(path, *limits) as server:
        yield server


@pytest.fixture(scope="module")
def patient(path):
    """A server that stops no query during the tests."""
    with serving(path, "--timeout", "300", "--workers", "2") as server:
        yield server


def is_well(server):
    """Whether all workers are there again, and answer."""
    server.wait_for("workers", 2)
    return server.ask("ASK {}").json()["boolean"] is True


def test_a_runaway_query_is_killed(server):
    killed = server.metric("killed_total")
    answer = server.ask(ENDLESS)
    assert answer.status_code == 504
    assert answer.text == "stopped after 2 seconds, the limit of this server\n"
    assert server.metric("killed_total") == killed + 1
    assert is_well(server)


def test_while_runaways_run_others_wait_for_their_turn(server):
    with ThreadPoolExecutor(4) as clients:
        asked = [clients.submit(server.ask, f"{ENDLESS} #{number}") for number in range(2)]
        server.wait_for("running", 2)
        answer = server.ask("ASK { ?a ?b 3 }")
        assert [each.result().status_code for each in asked] == [504, 504]
    assert answer.status_code == 200


def test_a_runaway_page_is_killed_too(server):
    answer = server.client.get("/sparql", params={"query": ENDLESS}, headers={"accept": "text/html"})
    assert answer.status_code == 504
    assert "stopped after 2 seconds" in answer.text
    assert is_well(server)


def test_who_leaves_takes_the_query_along(patient):
    """The worker that is at it is killed, and another takes its place."""
    started, workers = patient.metric("started_total"), set(patient.workers())
    address = patient.address.removeprefix("http://").split(":")
    with socket.create_connection(address, timeout=20) as channel:
        target = f"/sparql?{urlencode({'query': ENDLESS})}"
        channel.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        patient.wait_for("running", 1)
    patient.wait_for("running", 0)
    patient.wait_for("started_total", started + 1)
    assert len(workers - set(patient.workers())) == 1
    assert is_well(patient)


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv",
                                    "text/tab-separated-values", "text/html"])  # fmt: skip
def test_too_many_rows_are_an_error_and_never_a_part(server, accept):
    answer = server.client.get("/sparql", params={"query": MANY}, headers={"accept": accept})
    assert answer.status_code == 500
    assert "more than 3,000 rows" in answer.text


def test_as_many_rows_as_allowed_are_answered_whole(server):
    answer = server.ask(f"{MANY} LIMIT 3000", format="csv")
    assert answer.status_code == 200
    assert len(answer.text.splitlines()) == 3001
    assert server.ask(f"{MANY} LIMIT 3001", format="csv").status_code == 500


def test_too_many_triples_are_an_error(server):
    answer = server.ask("CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }")
    assert answer.status_code == 500
    assert "more than 3,000 triples" in answer.text


def test_too_many_bytes_are_an_error(server):
    long = "x" * 2000
    answer = server.ask(f'SELECT ("{long}" AS ?x) WHERE {{ ?a ?b ?c . ?d ?e ?f }} LIMIT 1000')
    assert answer.status_code == 500
    assert "more than 1,048,576 bytes" in answer.text


def test_a_query_that_needs_too_much_memory_ends_alone(server):
    """Each BIND doubles a string: after 30 of them it has a gigabyte."""
    doubled = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(30))
    answer = server.ask(f'SELECT (STRLEN(?x30) AS ?n) WHERE {{ BIND("x" AS ?x0) {doubled} }}')
    assert answer.status_code == 500
    assert "memory" in answer.text
    assert server.metric("lost_total") >= 1
    assert is_well(server)


def test_a_worker_that_dies_is_an_error_and_replaced(patient):
    with ThreadPoolExecutor(1) as clients:
        asked = clients.submit(patient.ask, f"{ENDLESS} # to be killed")
        patient.wait_for("running", 1)
        for pid in patient.workers():
            os.kill(pid, signal.SIGKILL)
        answer = asked.result()
    assert answer.status_code == 500
    assert "ended" in answer.text
    assert is_well(patient)


def test_large_answers_are_complete(path):
    with serving(path) as server:
        query = 'SELECT ?a (CONCAT(STR(?c), " é ") AS ?s) WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT 40000'
        first, second = server.ask(query, format="tsv"), server.ask(query, format="tsv")
        assert len(first.content) > 2_000_000
        assert first.headers["content-length"] == str(len(first.content))
        assert first.text.count("\n") == 40001
        assert first.headers["etag"] == second.headers["etag"]
        assert first.content == second.content
        not_again = server.client.get(
            "/sparql",
            params={"query": query, "format": "tsv"},
            headers={"if-none-match": first.headers["etag"]},
        )
        assert (not_again.status_code, not_again.content) == (304, b"")


def test_when_too_many_wait_others_are_told_to_come_back(path):
    """One runs and two wait, as long as the server lives; its end lets their clients go."""
    with (
        ThreadPoolExecutor(3) as clients,
        serving(path, "--timeout", "300", "--workers", "1", "--queue", "2") as server,
    ):
        for number in range(3):
            clients.submit(server.ask, f"{ENDLESS} #{number}")
        server.wait_for("running", 1)
        server.wait_for("queue", 2)
        for number in range(3, 8):
            answer = server.ask(f"{ENDLESS} #{number}")
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")


def test_fifty_clients_at_once(server):
    """Short; ``scripts/bench serve`` is the long one."""
    wrong = []

    def asks(number):
        with httpx.Client(base_url=server.address, timeout=60, trust_env=False) as client:
            for turn in range(10):
                rows = (number + turn) % 7 + 1
                query = f"SELECT ?s WHERE {{ ?s kg:speaker ?who }} LIMIT {rows}"
                answer = client.get("/sparql", params={"query": query})
                if answer.status_code != 200 or len(answer.json()["results"]["bindings"]) != rows:
                    wrong.append(answer.text)

    with ThreadPoolExecutor(50) as clients:
        assert len(list(clients.map(asks, range(50)))) == 50
    assert not wrong
    assert server.metric("cache_hits_total") > 400


def test_it_finishes_what_it_began_and_stops(path):
    slow = (
        "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f FILTER(STRLEN(CONCAT(STR(?a), STR(?f))) > 1) }"
    )
    with serving(path) as server, ThreadPoolExecutor(1) as clients:
        workers = server.workers()
        asked = clients.submit(server.ask, slow)
        server.wait_for("running", 1)
        code, said = stop(server)
        assert (code, said) == (0, "stopped\n")
        assert asked.result().status_code == 200
        assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


def test_it_does_not_wait_for_ever(path):
    with serving(path, "--timeout", "300") as server, ThreadPoolExecutor(1) as clients:
        asked = clients.submit(server.ask, ENDLESS)
        server.wait_for("running", 1)
        code, _ = stop(server, 60)
        assert code == 0
        with pytest.raises(httpx.HTTPError):
            asked.result().raise_for_status()


def test_workers_die_with_a_server_that_is_killed(path):
    with serving(path, "--timeout", "300") as server, ThreadPoolExecutor(1) as clients:
        asked = clients.submit(server.ask, ENDLESS)
        server.wait_for("running", 1)
        workers = server.workers()
        assert len(workers) >= 2
        server.process.kill()
        with pytest.raises(httpx.HTTPError):
            asked.result()
        end = time.monotonic() + 20
        while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < end:
            time.sleep(0.05)
        assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
