"""Stores on the web: where they are looked for, and what can go wrong on the way."""

import httpx
import pytest

from kg.errors import QueryError, StoreError
from kg.graph.store import name_of
from kg.graph.store.remote.address import address
from kg.graph.store.remote.answers import JSON
from kg.graph.store.remote.client import Client
from kg.graph.store.remote.connection import Connection
from kg.graph.store.remote.sparql import kind_of, with_prefixes

SECRET = "s3cret"
ROWS = b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "urn:a"}}]}}'


def answer(status=200, content=ROWS, kind=JSON, **headers):
    return httpx.Response(status, content=content, headers={"content-type": kind, **headers})


class Server:
    """What a server says, one thing after another; the last one for ever."""

    def __init__(self, *says):
        self.says = list(says)
        self.asked = []
        self.shown = []
        """The credentials of each request, which httpx changes when it is challenged."""

    def __call__(self, request):
        self.asked.append(request)
        self.shown.append(request.headers.get("authorization", ""))
        said = self.says.pop(0) if len(self.says) > 1 else self.says[0]
        if isinstance(said, Exception):
            raise said
        return said() if callable(said) else said


@pytest.fixture
def client():
    """Return a function that makes a client of a server, and a list of the seconds that it waited."""
    made = []

    def make(*says, location=f"http://ann:{SECRET}@store.example/kg"):
        server = Server(*says)
        pauses = []
        made.append(Client(address(location), transport=httpx.MockTransport(server), sleep=pauses.append))
        return made[-1], server, pauses

    yield make
    for one in made:
        one.close()


def ask(client):
    return client.query("http://store.example/kg/query", "ASK { ?s ?p ?o }", JSON)


# where


def test_a_location_is_taken_apart_and_does_not_show_its_password():
    where = address(f"https://ann:{SECRET}%40@Store.example:8443/kg/sparql/")
    assert where.url == "https://store.example:8443/kg"
    assert (where.user, where.password) == ("ann", f"{SECRET}@")
    assert SECRET not in repr(where)
    assert where.candidates("query") == [
        "https://store.example:8443/kg/query",
        "https://store.example:8443/kg/sparql",
        "https://store.example:8443/kg",
    ]


def test_a_parameter_names_one_service_and_then_nothing_else_is_tried():
    where = address("http://[::1]:3030/kg?query=ask&update=/elsewhere&data=https://files.example/kg.nq")
    assert where.url == "http://[::1]:3030/kg"
    assert where.candidates("query") == ["http://[::1]:3030/kg/ask"]
    assert where.candidates("update") == ["http://[::1]:3030/elsewhere"]
    assert where.candidates("data") == ["https://files.example/kg.nq"]


@pytest.mark.parametrize(
    "location",
    [
        "https://",
        f"http://ann:{SECRET}@[::1",
        f"http://ann:{SECRET}@h:port/",
        "http://h/?graph=x",
        "file:///x",
    ],
)
def test_what_is_no_location_is_refused_without_showing_a_password(location):
    with pytest.raises(StoreError) as caught:
        address(location)
    assert SECRET not in str(caught.value)


def test_a_host_that_is_none_is_refused(client):
    with pytest.raises(StoreError, match="not a URL"):
        client(answer(), location="http://store.example/k\x01g")


def test_the_usual_addresses_are_tried_and_listed_when_none_answers(client):
    one, server, _ = client(answer(404, b"no", "text/plain"))
    with pytest.raises(StoreError, match=r"no SPARQL query there; tried .*/kg/query, .*/kg/sparql, .*/kg\."):
        Connection(one)
    assert [request.url.path for request in server.asked] == ["/kg/query", "/kg/sparql", "/kg"]


def test_a_page_for_people_is_no_answer(client):
    one, _, _ = client(answer(200, b"<html>Welcome</html>", "text/html"))
    with pytest.raises(StoreError, match="not the answer of a SPARQL server: text/html"):
        Connection(one)


# what goes wrong


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (answer(401, b"", "text/plain"), r"refuses .* \(401\).*KG_STORE_TOKEN"),
        (answer(403, b"", "text/plain"), r"refuses .* \(403\).*KG_STORE_TOKEN"),
        (answer(404, b"", "text/plain"), r"fails \(404\)"),
        (answer(500, b"disk\nfull", "text/plain"), r"fails \(500\): disk full"),
        (answer(500, b"<html>", "text/html"), r"fails \(500\): Internal Server Error"),
        (answer(200, b"<html>", "text/html"), "text/html instead of application/sparql-results"),
        (answer(200, ROWS, ""), "of no kind instead of"),
        (answer(302, b"", "text/plain", location=f"http://x:{SECRET}@other.example/?p=1"), "on to http://other.example/;"),
        (answer(200, ROWS, **{"x-sparql-maxrows": "10000"}), "cuts its answers after 10000 rows"),
        (answer(200, ROWS, **{"x-sql-state": "S1TAT"}), "ran out of time"),
        (httpx.ReadTimeout("slow"), "no answer .it took too long"),
        (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed"), "no answer .*CERTIFICATE"),
    ],
)  # fmt: skip
def test_what_a_server_does_wrong_is_said_once_with_its_address_and_no_password(client, said, words):
    one, server, pauses = client(said)
    with pytest.raises(StoreError, match=words) as caught:
        ask(one)
    assert str(caught.value).startswith("http://store.example/kg/query: ")
    assert SECRET not in str(caught.value)
    assert len(server.asked) == 1 + len(pauses) == 1


def test_a_query_that_the_server_finds_malformed_is_told_in_its_words(client):
    one, _, _ = client(answer(400, b"error at 1:8\n\nSPARQL query:\nSELECT", "text/plain"))
    with pytest.raises(QueryError, match=r"refuses the query: error at 1:8$"):
        ask(one)


@pytest.mark.parametrize("content", [ROWS[:-20], b"", b"{}", b"<sparql/>"])
def test_an_answer_that_ends_too_early_is_none(client, content):
    one, _, _ = client(answer(), answer(content=content))
    connection = Connection(one)
    with pytest.raises(StoreError, match="cut short, or none of SPARQL"):
        connection.answer("SELECT ?s { ?s ?p ?o }")
    with pytest.raises(StoreError, match="cut short, or none of SPARQL"):
        list(connection.rows("SELECT ?s { ?s ?p ?o }"))


# patience


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ConnectError("refused"),
        httpx.ReadError("reset"),
        httpx.RemoteProtocolError("closed"),
        answer(502, b"", "text/html"),
        answer(503, b"", "text/plain"),
        answer(504, b"", "text/plain"),
    ],
)
def test_passing_troubles_are_waited_for_longer_each_time(client, trouble):
    one, server, pauses = client(trouble, trouble, trouble, answer())
    assert ask(one).status_code == 200
    assert pauses == [0.5, 1.0, 2.0]
    assert len({request.content for request in server.asked}) == 1


def test_lasting_troubles_are_told(client):
    one, server, pauses = client(httpx.ConnectError("Connection refused"))
    with pytest.raises(
        StoreError, match=r"^http://store.example/kg/query: no answer \(Connection refused\)$"
    ):
        ask(one)
    assert pauses == [0.5, 1.0, 2.0, 4.0]
    assert len(server.asked) == 5


def test_a_server_says_how_long_to_wait(client):
    one, _, pauses = client(answer(429, b"", "text/plain", **{"retry-after": "7"}), answer())
    ask(one)
    assert pauses == [7.0]
    later = answer(503, b"", "text/plain", **{"retry-after": "Fri, 31 Dec 2199 23:59:59 GMT"})
    one, _, pauses = client(later)
    with pytest.raises(StoreError, match="asks to come back later"):
        ask(one)
    assert pauses == []


def test_an_update_of_ours_is_repeated_that_of_a_user_is_not(client):
    one, server, _ = client(httpx.ReadError("reset"), answer(204, b""))
    one.update("http://store.example/kg/update", "INSERT DATA {}")
    assert len(server.asked) == 2
    one, server, _ = client(httpx.ReadError("reset"), answer(204, b""))
    with pytest.raises(StoreError, match="no answer"):
        one.update("http://store.example/kg/update", "INSERT DATA {}", repeatable=False)
    assert len(server.asked) == 1


# who we are


def test_a_password_goes_out_as_the_server_wants_it(client):
    """The first request goes without; from then on all are as the challenge said."""
    basic = answer(401, b"", "text/plain", **{"www-authenticate": 'Basic realm="kg"'})
    one, server, _ = client(basic, answer())
    ask(one)
    ask(one)
    assert [shown[:6] for shown in server.shown] == ["", "Basic ", "Basic "]
    digest = 'Digest realm="kg", nonce="abc", qop="auth", algorithm="MD5"'
    one, server, _ = client(answer(401, b"", "text/plain", **{"www-authenticate": digest}), answer())
    ask(one)
    ask(one)
    assert server.shown[0] == ""
    assert server.shown[-1].startswith("Digest ")
    assert SECRET not in "".join(server.shown)


def test_a_token_of_the_environment_is_sent_unless_the_location_names_a_user(client, monkeypatch):
    monkeypatch.setenv("KG_STORE_TOKEN", SECRET)
    one, server, _ = client(answer(), location="https://store.example/kg")
    ask(one)
    assert server.asked[0].headers["authorization"] == f"Bearer {SECRET}"
    one, server, _ = client(answer())
    ask(one)
    assert "authorization" not in server.asked[0].headers


@pytest.mark.parametrize("token", ["two words", "line\nbreak", "naïve"])
def test_what_is_no_token_is_not_shown(monkeypatch, token):
    monkeypatch.setenv("KG_STORE_TOKEN", token)
    with pytest.raises(StoreError, match="what KG_STORE_TOKEN holds is no token") as caught:
        Client(address("https://store.example/kg"))
    assert token not in str(caught.value)


def test_a_password_does_not_go_out_where_another_proof_is_wanted(client):
    one, server, _ = client(answer(401, b"", "text/plain", **{"www-authenticate": "Negotiate"}))
    with pytest.raises(StoreError, match="refuses"):
        ask(one)
    assert server.shown == [""]


def test_the_name_of_a_store_in_messages_has_no_password():
    assert name_of(f"https://ann:{SECRET}@store.example/kg?query=ask") == "https://store.example/kg"
    assert name_of("kg-store") == "kg-store"


# queries as other servers take them


def test_only_queries_are_sent_as_queries():
    assert kind_of("# DROP ALL\nPREFIX a: <urn:a#b> BASE <urn:c> describe <x>") == "application/n-triples"
    for text in ("DROP ALL", "PREFIX a: <urn:a> INSERT DATA {}", "", "# SELECT"):
        with pytest.raises(QueryError, match="begins with SELECT"):
            kind_of(text)


def test_prefixes_that_are_declared_are_left_alone():
    assert with_prefixes("PREFIX kg: <urn:mine#>\nASK { ?x a kg:Thing }").count("kg:") == 2
    assert with_prefixes("# PREFIX kg: <urn:mine#>\nASK { ?x a kg:Thing }").startswith(
        "PREFIX kg: <https://w3id.org"
    )
