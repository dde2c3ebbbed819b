"""Around an article: earlier and later texts of its page, and who else tells its story."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

MOST = 50  # copies that a page lists
VERSIONS_LISTED, CHANGES_LISTED = 20, 10  # of each page; that came, and that went, of each version

VERSIONS = f"""
    SELECT * FROM (
        SELECT pages.url_key, version, article, retrieved, pages.url, title,
            row_number() OVER (PARTITION BY pages.url_key ORDER BY version DESC) AS place
        FROM pages JOIN articles ON articles.id = article
        WHERE pages.url_key IN (SELECT url_key FROM pages WHERE article = :id)
            AND EXISTS (SELECT 1 FROM pages AS later WHERE later.url_key = pages.url_key AND later.version > 1))
    WHERE place <= {VERSIONS_LISTED} ORDER BY url_key, place"""  # noqa: S608 - a number of ours
CHANGES = f"""
    SELECT page_key, number, change, total, claims.* FROM (
        SELECT url_key AS page_key, version AS number, change, claim,
            row_number() OVER (PARTITION BY url_key, version, change ORDER BY quote, claim) AS place,
            count(*) OVER (PARTITION BY url_key, version) AS total
        FROM claim_changes WHERE url_key IN (SELECT url_key FROM pages WHERE article = :id))
    JOIN claims ON claims.id = claim
    WHERE place <= {CHANGES_LISTED} ORDER BY page_key, number DESC, change, claims.start, claims.end, claims.id"""  # noqa: S608 - a number of ours
# one row a page: the text of it that was stored last
COPIES = f"""
    SELECT id, title, site, agency, published, sum(id = origin_id) AS is_first, count(*) OVER () AS copies, max(rowid),
        (SELECT count(*) FROM claims WHERE article = articles.id) AS claims
    FROM articles
    WHERE origin_id = :origin AND id <> :id AND (url_key = '' OR url_key <> :page)
    GROUP BY coalesce(nullif(url_key, ''), id)
    ORDER BY published = '', published, id LIMIT {MOST}"""  # noqa: S608 - a number of ours


@dataclass(frozen=True, slots=True)
class Version:
    """One text that a page showed, and the claims that came or went with it."""

    number: int
    article: str
    retrieved: str  # ISO time
    title: str
    is_shown: bool  # it is the article on the screen
    came: tuple[Row, ...]
    went: tuple[Row, ...]
    more: int  # claims that came or went and are not listed


@dataclass(frozen=True, slots=True)
class History:
    """The texts of one address, the newest first."""

    url: str
    versions: tuple[Version, ...]

    @property
    def newest(self) -> Version:
        """The text that the page showed last."""
        return self.versions[0]


def histories(rows: Sequence[Row], changes: Sequence[Row], article: str) -> tuple[History, ...]:
    """The pages that showed an article and also another text; `rows` and `changes` as selected here."""
    return tuple(
        History(
            next(row["url"] for row in rows if row["url_key"] == key),
            tuple(_version(row, changes, article) for row in rows if row["url_key"] == key),
        )
        for key in dict.fromkeys(row["url_key"] for row in rows)
    )


def _version(row: Row, changes: Sequence[Row], article: str) -> Version:
    mine = [one for one in changes if (one["page_key"], one["number"]) == (row["url_key"], row["version"])]
    came, went = (tuple(one for one in mine if one["change"] == change) for change in ("came", "went"))
    more = mine[0]["total"] - len(mine) if mine else 0
    shown = row["article"] == article
    return Version(row["version"], row["article"], row["retrieved"], row["title"], shown, came, went, more)
