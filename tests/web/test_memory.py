import asyncio
import sqlite3
from contextlib import closing

import pytest
from datasette.app import Datasette
from datasette.database import QueryInterrupted

from pipeline.web import serve
from pipeline.web.memory import COUNTS, Memory


def made(path, value):
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("create table if not exists t (x)")
        conn.execute("insert into t values (?)", (value,))
    return path


async def test_an_answer_is_kept_until_the_file_changes(tmp_path):
    path = made(tmp_path / "a.db", 1)
    base = Datasette([str(path)]).get_database("a")
    memory = Memory()
    first = await memory.rows(base, "select x from t")
    assert first == [{"x": 1}]
    assert await memory.rows(base, "select x from t") is first
    made(path, 2)
    assert await memory.rows(base, "select x from t") == [{"x": 1}, {"x": 2}]
    assert await memory.rows(base, "select x from t where x = :x", {"x": 2}) == [{"x": 2}]


async def test_the_oldest_answer_is_dropped_first(tmp_path):
    base = Datasette([str(made(tmp_path / "a.db", 1))]).get_database("a")
    memory = Memory(kept=1)
    first = await memory.rows(base, "select x from t")
    await memory.rows(base, "select x + 1 as x from t")
    assert await memory.rows(base, "select x from t") is not first


@pytest.mark.parametrize(
    ("sql", "is_count"),
    [
        ("select count(*) from claims", True),
        ("select count(*) from claims where type = :p0", True),
        ("select country as value, count(*) as count from (\n    select * from claims", True),
        ("select [a b] as value, count(*) as count from (select 1)", True),
        ("select id, type from claims limit 51", False),
        ("select 1 as value from claims", False),
    ],
)
def test_only_counts_of_rows_and_facets_are_kept(sql, is_count):
    assert bool(COUNTS.match(sql)) == is_count


async def test_facets_are_counted_once_until_the_file_changes(material, tmp_path):
    path = material.fill(tmp_path / "a.db", hostile=False)
    desk = serve.build(path)
    await desk.invoke_startup()
    asked = []
    base = desk.get_database("claims")
    connect = base.execute_fn

    async def counted(fn):
        asked.append(fn)
        return await connect(fn)

    base.execute_fn = counted
    first = (await desk.client.get("/claims/claims.json?_facet=type")).json()["facet_results"]
    before = len(asked)
    asked.clear()
    again = (await desk.client.get("/claims/claims.json?_facet=type")).json()["facet_results"]
    assert again == first
    assert len(asked) <= before - 3
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("update claims set type = 'goal' where type = 'change'")
    changed = (await desk.client.get("/claims/claims.json?_facet=type")).json()["facet_results"]
    assert changed != first


async def test_who_asks_what_another_is_asking_gets_the_same_answer(tmp_path):
    base = Datasette([str(made(tmp_path / "a.db", 1))]).get_database("a")
    memory = Memory()
    times = []

    async def slow():
        times.append(1)
        await asyncio.sleep(0.01)
        return "found"

    answers = await asyncio.gather(*(memory.answer(base, "same", slow) for _ in range(8)))
    assert answers == ["found"] * 8
    assert len(times) == 1


async def test_what_failed_is_asked_again(tmp_path):
    base = Datasette([str(made(tmp_path / "a.db", 1))]).get_database("a")
    memory = Memory()

    async def fails():
        raise QueryInterrupted(ValueError(), "select 1", {})

    async def works():
        return 1

    with pytest.raises(QueryInterrupted):
        await memory.answer(base, "x", fails)
    assert await memory.answer(base, "x", works) == 1
