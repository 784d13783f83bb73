"""The parts of the server by themselves: turns, kept answers, tokens of a query, rows that are counted."""

import asyncio
import io
import random
from types import SimpleNamespace

import pytest
from pyoxigraph import Store

from kg.errors import OutwardError, QueryError
from kg.query.counted import Counted, Limits, TooLargeError, counter
from kg.query.protocol import RESULTS
from kg.query.tokens import check_nesting, form, names_dataset, using
from kg.query.updates import check_update, framed
from kg.serve.answers import Answers
from kg.serve.process import LostError, Reply
from kg.serve.turns import BusyError, Turns


def test_clients_take_turns():
    """One asks ten times before the other comes with two; he is not the eleventh."""

    async def served():
        turns, order = Turns(100), []
        turns.give("worker")

        async def ask(client):
            thing = await turns.take(client, 5)
            order.append(client)
            await asyncio.sleep(0)
            turns.give(thing)

        await asyncio.gather(*(ask("greedy") for _ in range(10)), *(ask("modest") for _ in range(2)))
        return order

    order = asyncio.run(served())
    assert [place for place, client in enumerate(order) if client == "modest"][1] <= 4


def test_nothing_is_lost_when_who_waits_leaves():
    async def served():
        turns = Turns(2)
        left = [asyncio.create_task(turns.take("a", 5)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(BusyError, match="2 queries wait already"):
            await turns.take("b", 5)
        for task in left:
            task.cancel()
        turns.give("worker")
        await asyncio.gather(*left, return_exceptions=True)
        assert turns.waiting == 0
        return await turns.take("b", 1)

    assert asyncio.run(served()) == "worker"


def test_patience_ends():
    async def served():
        await Turns(2).take("a", 0.01)

    with pytest.raises(BusyError, match="no turn within"):
        asyncio.run(served())


class Pool:
    """Answers after a moment, and says how often it was asked."""

    def __init__(self, body=b"x" * 100, error=None):
        self.asked, self.left, self._body, self._error = 0, 0, body, error

    async def run(self, _job, _client):
        self.asked += 1
        try:
            await asyncio.sleep(0.01)
        except asyncio.CancelledError:
            self.left += 1
            raise
        if self._error:
            raise self._error
        return Reply({"digest": "0", "media_type": "text/csv"}, self._body)


def job(text="ASK {}", generation="1"):
    return {"text": text, "generation": generation}


def test_what_many_ask_at_once_is_asked_once():
    async def served():
        pool = Pool()
        answers = Answers(pool, 100_000)
        assert answers.kept(job()) is None
        await asyncio.gather(*(answers.get(job(), "a") for _ in range(20)))
        assert answers.kept(job()).body == b"x" * 100
        assert answers.kept(job(generation="2")) is None
        assert answers.kept(job(generation="1")) is None, "an answer of a state that is gone"
        return pool.asked

    assert asyncio.run(served()) == 1


def test_the_room_for_answers_is_kept():
    async def served():
        answers = Answers(Pool(b"x" * 1000), 20_000)
        answers.kept(job())
        for number in range(100):
            await answers.get(job(f"ASK {{}} # {number}"), "a")
            assert answers.size <= 20_000
        assert answers.kept(job("ASK {} # 99"))
        assert answers.kept(job("ASK {} # 0")) is None

    asyncio.run(served())


@pytest.mark.parametrize(
    "text", ["SELECT (NOW() AS ?x) {}", "SELECT (rand ( ) AS ?x) {}", "SELECT (StrUUID() AS ?x) {}"]
)
def test_what_is_another_each_time_is_not_kept(text):
    async def served():
        answers = Answers(Pool(), 100_000)
        answers.kept(job(text))
        await answers.get(job(text), "a")
        return answers.kept(job(text))

    assert asyncio.run(served()) is None


def test_errors_go_to_all_who_ask_and_are_not_kept():
    async def served():
        pool = Pool(error=LostError("gone"))
        answers = Answers(pool, 100_000)
        found = await asyncio.gather(*(answers.get(job(), "a") for _ in range(3)), return_exceptions=True)
        assert all(isinstance(each, LostError) for each in found)
        assert answers.kept(job()) is None

    asyncio.run(served())


def test_a_query_goes_on_until_the_last_who_asked_leaves():
    async def served():
        pool = Pool()
        answers = Answers(pool, 100_000)
        asked = [asyncio.create_task(answers.get(job(), "a")) for _ in range(2)]
        await asyncio.sleep(0)
        asked[0].cancel()
        assert (await asked[1]).body
        assert pool.left == 0
        alone = asyncio.create_task(answers.get(job("ASK { ?s ?p ?o }"), "a"))
        await asyncio.sleep(0.001)
        alone.cancel()
        await asyncio.gather(alone, return_exceptions=True)
        await asyncio.sleep(0)
        return pool.left

    assert asyncio.run(served()) == 1


def test_rows_are_counted_in_every_format_wherever_a_piece_ends():
    chance = random.Random(1)
    signs = ['\\"', "\\\\", "\\n", "\\r", ",", "{", "}", "[", "<result>", "a"]
    for _ in range(60):
        values = [
            f'"{"".join(chance.choices(signs, k=chance.randrange(6)))}"' for _ in range(chance.randrange(25))
        ]
        query = f"SELECT * {{ VALUES (?x ?y) {{ {' '.join(f'({value} UNDEF)' for value in values)} }} }}"
        for kind in RESULTS.values():
            counted = Counted(io.BytesIO(), Limits(10**9, 10**9), counter(kind))
            data = Store().query(query).serialize(format=kind)
            while data:
                size = chance.randrange(1, 12)
                counted.write(data[:size])
                data = data[size:]
            assert counted.rows == len(values), kind


def test_limits_are_kept_to_the_row_and_the_byte():
    text = counter(RESULTS["text/csv"])
    counted = Counted(io.BytesIO(), Limits(2, 10), text)
    counted.write(b"x\n1\n2\n")
    with pytest.raises(TooLargeError, match="more than 2 rows"):
        counted.write(b"3\n")
    with pytest.raises(TooLargeError, match="more than 10 bytes"):
        Counted(io.BytesIO(), Limits(2, 10), counter(RESULTS["text/csv"])).write(b"12345678901")


@pytest.mark.parametrize(
    ("query", "kind", "dataset"),
    [
        ("SELECT ?from { ?from ?where 'FROM' }", "SELECT", False),
        ("PREFIX from: <urn:x#> ASK { from:a ?p ?o }", "ASK", False),
        ("# FROM\nselect*from<urn:g>{}", "SELECT", True),
        ("DESCRIBE <urn:FROM> FROM NAMED <urn:g>", "DESCRIBE", True),
        ('SELECT * { ?s ?p """ } FROM \\""" FROM """ }', "SELECT", False),
        ("SELECT * { { SELECT * { ?s ?p 1 } } }", "SELECT", False),
        ("nonsense", None, False),
    ],
)
def test_what_a_query_is_and_whether_it_names_its_dataset(query, kind, dataset):
    assert (form(query), names_dataset(query)) == (kind, dataset)


def test_using_goes_where_patterns_are_matched():
    text = 'DELETE { ?s ?p "WHERE" } INSERT { ?s ?p 1 } WHERE { { SELECT * WHERE { ?s ?p ?o } } } ; INSERT DATA { <urn:a> <urn:b> 1 }'
    found = using(text, ["urn:g"], ["urn:h"])
    assert found.count("USING <urn:g> USING NAMED <urn:h> WHERE") == found.count("USING <urn:g>") == 1
    assert using("DELETE DATA { <urn:a> <urn:b> 1 }", ["urn:g"], []) == "DELETE DATA { <urn:a> <urn:b> 1 }"
    with pytest.raises(QueryError, match="no absolute IRI"):
        framed("CLEAR ALL", ["urn:g> } ; DROP ALL #"], [])


def test_without_a_namespace_the_words_alone_are_refused():
    text = 'INSERT DATA { <urn:a> <urn:b> "service" }'
    check_update(text, confined=True)
    with pytest.raises(QueryError, match="must not leave"):
        check_update(text, confined=False)
    check_update("LOAD SILENT <urn:x> ; LOAD # a remark\n SILENT <urn:x>", confined=True)
    for text in (
        "INSERT {} WHERE { service <urn:x> {} }",
        "LOAD SILENT <urn:x> ; load <urn:x>",
        "LOAD <urn:SILENT>",
    ):
        with pytest.raises(OutwardError):
            check_update(text, confined=True)


def test_brackets_have_a_depth_and_strings_none():
    check_nesting("ASK { ?s ?p '" + "{" * 1000 + "' }")
    check_nesting("{}" * 1000)
    with pytest.raises(QueryError, match="more than 400 brackets"):
        check_nesting("(" * 401)


def test_a_worker_is_not_lent_when_unfit():
    turns = Turns(1)
    good, bad = SimpleNamespace(fit=True), SimpleNamespace(fit=False)
    turns.give(good)
    turns.give(bad)
    assert turns.take_out(lambda thing: not thing.fit) == [bad]
    assert asyncio.run(turns.take("a", 1)) is good
