"""Writes the stored database of the version at hand: `PYTHONPATH=. python tests/store/versions/make.py`.

Run it before a new migration is added; what it wrote is never made anew.
"""

import gzip
import importlib.util
import tempfile
from pathlib import Path

from pipeline import types as t
from pipeline.facts import refresh
from pipeline.store.migrations import VERSION
from pipeline.store.write import Store

HERE = Path(__file__).resolve().parent
spec = importlib.util.spec_from_file_location("samples", HERE.parents[1] / "samples.py")
samples = importlib.util.module_from_spec(spec)
spec.loader.exec_module(samples)

LONG = "\n".join(
    f"In the year {1950 + n} Chile held {n}.5 percent of all the lithium that anybody dug from salt or rock."
    for n in range(8)
)
TOLD = (
    ("https://www.news.example/lithium?utm_source=x", "2026-02-27T08:00:00+00:00", samples.LITHIUM, "2026-02-27"),
    (
        "https://news.example/lithium",
        "2026-03-02T08:00:00+00:00",
        f"{samples.LITHIUM}\nMore was said later.",
        "2026-02-27",
    ),
    ("", "", samples.MAGNETS, ""),
    ("https://a.example/long", "2026-01-03T00:00:00+00:00", LONG, "2026-01-02"),
    ("https://b.example/copy", "2026-01-04T00:00:00+00:00", f"{LONG}\nA copy of it.", "2026-01-03"),
)
VERDICT = (
    "INSERT INTO verdicts (claim, verdict, error_class, reviewer, at) "
    "SELECT min(id), 'wrong', 'figure', 'ann', '2026-03-01T00:00:00Z' FROM claims"
)


def fill(store: Store) -> None:
    """Five articles, of which two are versions of one page and two tell one story; a failure, a verdict, facts."""
    run = store.start_run("ingest", samples.RULES)
    for n, (url, at, text, day) in enumerate(TOLD):
        page = t.Page(text.encode(), t.Origin(f"{n}.html", url, at, "text/html", (("etag", f"e{n}"),) if url else ()))
        kept = {"site": "news.example", "language": "en", "blocks": samples.clean(page).blocks}
        removed = (t.Removed("Read more", "teaser"),)
        article = t.Article(text, title=f"On lithium {n}", published=day, url=url, removed=removed, **kept)
        store.save(page, article, samples.Extractor().extract(article.document), run)
    store.fail(t.Failure("gone.html", "read", t.Status.READ_ERROR, "no such file"), run)
    claims = store.connection.execute("SELECT count(*) FROM claims").fetchone()[0]
    store.finish_run(run, ok=len(TOLD), skipped=0, failed=1, claims=claims)
    store.connection.execute(VERDICT)
    refresh.catch_up(store.transaction)
    store.connection.execute("PRAGMA journal_mode = DELETE")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.db"
        with Store(path, samples.NAMES) as opened:
            fill(opened)
        (HERE / f"v{VERSION}.db.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
