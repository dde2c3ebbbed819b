-- Applied once by pipeline/store/migrations.py and never edited after a release: a change is a new migration.

ALTER TABLE articles ADD COLUMN url_key TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN origin_id TEXT NOT NULL DEFAULT '';

-- the full text of an article doesn't change when its origin does
DROP TRIGGER articles_au;
CREATE TRIGGER articles_au AFTER UPDATE OF title, text ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text);
    INSERT INTO articles_fts (rowid, title, text) VALUES (new.rowid, new.title, new.text);
END;

CREATE TABLE pages (
    url_key TEXT NOT NULL,
    version INTEGER NOT NULL,
    article TEXT NOT NULL REFERENCES articles(id),
    original TEXT NOT NULL REFERENCES originals(digest),
    url TEXT NOT NULL,
    seen TEXT NOT NULL,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    retrieved TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES runs(id),
    PRIMARY KEY (url_key, version),
    CONSTRAINT pages_key CHECK (url_key <> ''),
    CONSTRAINT pages_version CHECK (typeof(version) = 'integer' AND version >= 1),
    CONSTRAINT pages_seen CHECK (length(seen) = 64)
);
CREATE INDEX pages_changed ON pages (url_key, version) WHERE version > 1;

CREATE TABLE sketches (
    number INTEGER PRIMARY KEY,
    article TEXT NOT NULL UNIQUE REFERENCES articles(id),
    day TEXT NOT NULL
);

CREATE TABLE bands (
    band INTEGER NOT NULL,
    sketch INTEGER NOT NULL REFERENCES sketches(number),
    PRIMARY KEY (band, sketch)
) WITHOUT ROWID;

CREATE VIEW claim_changes AS
    SELECT now.url_key, now.version, 'came' AS change, claims.id AS claim, claims.type, claims.country,
        claims.commodity, claims.quote, before.article AS earlier, now.article AS later
    FROM pages AS now
    JOIN pages AS before ON before.url_key = now.url_key AND before.version = now.version - 1
    JOIN claims ON claims.article = now.article
    WHERE now.version > 1 AND NOT EXISTS (
        SELECT 1 FROM claims AS same WHERE same.article = before.article AND same."key" = claims."key")
    UNION ALL
    SELECT now.url_key, now.version, 'went', claims.id, claims.type, claims.country,
        claims.commodity, claims.quote, before.article, now.article
    FROM pages AS now
    JOIN pages AS before ON before.url_key = now.url_key AND before.version = now.version - 1
    JOIN claims ON claims.article = before.article
    WHERE now.version > 1 AND NOT EXISTS (
        SELECT 1 FROM claims AS same WHERE same.article = now.article AND same."key" = claims."key");

CREATE VIEW stories AS
    SELECT origin_id, count(*) AS articles, count(DISTINCT coalesce(nullif(url_key, ''), id)) AS pages,
        count(DISTINCT site) AS sites, min(nullif(published, '')) AS first_published, max(published) AS last_published,
        max(agency) AS agency
    FROM articles GROUP BY origin_id HAVING pages > 1;
