from pipeline.facts import current
from pipeline.store.database import WriterLock
from pipeline.store.read import reading
from pipeline.store.write import Store


def counted(path):
    with reading(path) as connection:
        return connection.execute("SELECT count(*) FROM facts").fetchone()[0]


def test_facts_that_wait_are_worked_out_when_they_are_asked_for(tmp_path, said):
    path = tmp_path / "c.db"
    with Store(path, said.NAMES) as store:
        said.save(store, said.share(1, 40.0), store.start_run("ingest", said.RULES))
    assert counted(path) == 0
    with WriterLock(path):  # another process writes
        assert not current.bring(path, said.NAMES)
        assert counted(path) == 0
    assert current.bring(path, said.NAMES)
    assert counted(path) == 1
    with WriterLock(path):  # nothing is left to write
        assert current.bring(path, said.NAMES)
