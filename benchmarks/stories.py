"""How well copies of a story are found among real articles: python benchmarks/stories.py [ARTICLES.jsonl.gz].

Plants edited copies of some articles among all of them and prints which come out with the origin of their article.
Precision is judged by reading; `--show` prints the stories found, for that.
"""

import argparse
import gzip
import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipeline import types as t
from pipeline.store.write import Store

ROOT = Path(__file__).resolve().parents[1]
ARCHIVE = ROOT.parent / "shared" / "real" / "archive.jsonl.gz"
PLANTED = 200  # of each kind
SHORTEST = 200  # words of an article that gets copies

Edit = Callable[[str, random.Random, list[str]], str]


def paragraphs(text: str) -> list[str]:
    """The paragraphs, or the sentences of a text that has too few."""
    found = [each for each in re.split(r"\n+", text) if each.strip()]
    return found if len(found) > 4 else re.split(r"(?<=[.!?]) +", text)  # noqa: PLR2004 - two are dropped


def in_paragraphs(text: str) -> bool:
    """Whether it has at least eight, none longer than a third of the text: others can't lose two and stay a story."""
    found = paragraphs(text)
    return len(found) >= 8 and 3 * len(max(found, key=len)) <= len(text)  # noqa: PLR2004


def two_dropped(text: str, dice: random.Random, _: list[str]) -> str:
    """Two paragraphs less, any."""
    kept = paragraphs(text)
    for _ in range(2):
        if len(kept) > 1:
            kept.pop(dice.randrange(len(kept)))
    return "\n".join(kept)


def one_added(text: str, dice: random.Random, others: list[str]) -> str:
    """A paragraph of another article, anywhere."""
    kept = paragraphs(text)
    kept.insert(dice.randrange(len(kept) + 1), dice.choice(others))
    return "\n".join(kept)


def agency_line(text: str, dice: random.Random, _: list[str]) -> str:
    """A dateline in front and a credit behind."""
    agency = dice.choice(("Reuters", "AP", "Dow Jones Newswires"))
    return f"LONDON, March 3 ({agency}) - {text}\n({agency})"


def words_changed(text: str, dice: random.Random, others: list[str], pattern: str = r"\b[a-z]+\b") -> str:
    """Each tenth word another one; names and figures stay."""
    choice = re.findall(r"\b[a-z]+\b", dice.choice(others)) or ["other"]
    return re.sub(pattern, lambda found: dice.choice(choice) if dice.random() < 0.1 else found[0], text)  # noqa: PLR2004 - a tenth


def any_words_changed(text: str, dice: random.Random, others: list[str]) -> str:
    """Each tenth word another one, names and figures too."""
    return words_changed(text, dice, others, r"\b\w+\b")


def all_of_it(text: str, dice: random.Random, others: list[str]) -> str:
    """Words changed, two paragraphs dropped, one added, an agency named."""
    for edit in (words_changed, two_dropped, one_added, agency_line):
        text = edit(text, dice, others)
    return text


KINDS: dict[str, Edit] = {
    "headline changed": lambda text, _dice, _others: text,
    "two paragraphs dropped": two_dropped,
    "a paragraph added": one_added,
    "agency line added": agency_line,
    "10 % of words changed": words_changed,
    "10 % of words changed, names and figures too": any_words_changed,
    "all of these": all_of_it,
}


def article(row: dict[str, str]) -> t.Article:
    """One line as an article."""
    site = row["source"].partition("/")[0]
    return t.Article(row["text"], title=row["title"], published=row["date"], site=site, language="en")


def save(store: Store, row: dict[str, str], text: str, run: int) -> str:
    """Store an article with another text; gives its id."""
    made = article(row | {"text": text, "title": f"Also: {row['title']}" if text != row["text"] else row["title"]})
    store.save(t.Page(text.encode(), t.Origin(row["id"])), made, t.Extraction(), run)
    return made.id


def fill(rows: list[dict[str, str]], store: Store, run: int) -> None:
    """Store all and print how many stories were found."""
    start = time.perf_counter()
    for row in rows:
        save(store, row, row["text"], run)
    each = (time.perf_counter() - start) / len(rows) * 1000
    count, among = store.connection.execute("SELECT count(*), sum(articles) FROM stories").fetchone()
    print(f"{len(rows)} articles, {each:.1f} ms each to store; {count} stories told by {among} articles")


def plant(rows: list[dict[str, str]], store: Store, run: int) -> None:
    """Store copies and print for each kind how many were found, and how many joined another story."""
    dice = random.Random(4)  # noqa: S311 - the same copies each time
    long = [row for row in rows if len(row["text"].split()) >= SHORTEST and in_paragraphs(row["text"])]
    others = [max(paragraphs(row["text"]), key=len) for row in dice.sample(long, 200)]
    for kind, edit in KINDS.items():
        found = wrong = 0
        for row in dice.sample(long, PLANTED):
            own = article(row).id
            before = members(store, own)
            copy = save(store, row, edit(row["text"], dice, others), run)
            after = members(store, own)
            found += copy in after
            wrong += bool(after - before - {copy}) or (copy not in after and len(members(store, copy)) > 1)
        print(f"| {kind} | {found / PLANTED:.1%} | {wrong / PLANTED:.1%} |")


def members(store: Store, identity: str) -> set[str]:
    """The articles of its story."""
    rows = store.connection.execute(
        "SELECT id FROM articles WHERE origin_id = (SELECT origin_id FROM articles WHERE id = ?)", (identity,)
    )
    return {row[0] for row in rows}


def show(store: Store) -> None:
    """Print the stories found, with the starts of their articles."""
    for (origin,) in store.connection.execute("SELECT origin_id FROM stories ORDER BY origin_id").fetchall():
        print(f"\n{origin[:12]}")
        for row in store.connection.execute(
            "SELECT published, site, title, substr(text, 1, 500) FROM articles WHERE origin_id = ?", (origin,)
        ):
            print("  " + " | ".join(" ".join(each.split()) for each in row))


def main() -> None:
    """Measure, or show."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=Path, default=ARCHIVE)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    if not given.articles.is_file():
        sys.exit(f"{given.articles}: no such file: name a .jsonl.gz of articles")
    with gzip.open(given.articles, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "c.db", {"CHN": "China"}) as store:
        run = store.start_run("stories", "0" * 64)
        fill(rows, store, run)
        if given.show:
            show(store)
        plant(rows, store, run)


if __name__ == "__main__":
    main()
