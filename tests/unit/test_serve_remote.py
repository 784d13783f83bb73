"""A server over a store that lies on another server."""

from tests import sample
from tests.serving import ENDLESS, counting, serving, written

QUERY = "SELECT DISTINCT ?mode WHERE { ?s kg:mode ?mode } ORDER BY ?mode"


def test_pages_and_queries_of_a_store_elsewhere(tmp_path):
    path = written(tmp_path / "store", *sample.READINGS)
    with serving(path) as near, serving(near.address, "--timeout", "3") as server:
        health = server.client.get("/health").json()
        assert (health["store"], health["isolation"]) == (near.address, ["open"])
        assert (
            server.client.get("/polity/zembia.html").content == near.client.get("/polity/zembia.html").content
        )
        for format_ in ("csv", "json", "xml", "tsv"):
            assert server.ask(QUERY, format=format_).text == near.ask(QUERY, format=format_).text
        triples = "CONSTRUCT { ?s kg:mode ?mode } WHERE { ?s kg:mode ?mode }"
        assert sorted(server.ask(triples, format="nt").text.splitlines()) == sorted(
            near.ask(triples, format="nt").text.splitlines()
        )
        assert server.ask("SELECT nothing").status_code == 400
        assert server.ask(QUERY, **{"default-graph-uri": "urn:g"}).status_code == 400
        assert server.ask(ENDLESS).status_code in (503, 504)
        assert server.ask("ASK {}").json()["boolean"] is True


def test_no_query_to_a_store_elsewhere_asks_others(tmp_path):
    path = written(tmp_path / "store", *sample.READINGS)
    with counting() as (home, asked), serving(path) as near, serving(near.address) as server:
        for silent in ("", "SILENT "):
            assert server.ask(f"SELECT * {{ SERVICE {silent}<{home}/s> {{ ?s ?p ?o }} }}").status_code == 403
        assert asked == []
