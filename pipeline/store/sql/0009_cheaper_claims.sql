-- Applied once by pipeline/store/migrations.py and never edited after a release: a change is a new migration.
-- What a new claim costs: measured in docs/performance.md.

-- FTS5 writes out all it holds before each statement that a trigger makes, which costs more than everything else: the
-- writer feeds it, article by article, in the transaction that stores the article (store/search.py)
DROP TRIGGER articles_ai;
DROP TRIGGER claims_ai;
DROP TRIGGER articles_ad;
DROP TRIGGER claims_ad;
DROP TRIGGER articles_au;
DROP TRIGGER claims_au;
CREATE TRIGGER articles_ad AFTER DELETE ON articles
WHEN EXISTS (SELECT 1 FROM articles_fts_docsize WHERE id = old.rowid) BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text);
END;
CREATE TRIGGER claims_ad AFTER DELETE ON claims
WHEN EXISTS (SELECT 1 FROM claims_fts_docsize WHERE id = old.rowid) BEGIN
    INSERT INTO claims_fts (claims_fts, rowid, quote, policy, goal, attribution)
        VALUES ('delete', old.rowid, old.quote, old.policy, old.goal, old.attribution);
END;
CREATE TRIGGER articles_au AFTER UPDATE OF title, text ON articles
WHEN EXISTS (SELECT 1 FROM articles_fts_docsize WHERE id = old.rowid) BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text);
    INSERT INTO articles_fts (rowid, title, text) VALUES (new.rowid, new.title, new.text);
END;
CREATE TRIGGER claims_au AFTER UPDATE OF quote, policy, goal, attribution ON claims
WHEN EXISTS (SELECT 1 FROM claims_fts_docsize WHERE id = old.rowid) BEGIN
    INSERT INTO claims_fts (claims_fts, rowid, quote, policy, goal, attribution)
        VALUES ('delete', old.rowid, old.quote, old.policy, old.goal, old.attribution);
    INSERT INTO claims_fts (rowid, quote, policy, goal, attribution)
        VALUES (new.rowid, new.quote, new.policy, new.goal, new.attribution);
END;

-- each article makes a little segment: eight of a size are brought together at once, not four
INSERT INTO articles_fts (articles_fts, rank) VALUES ('automerge', 8);
INSERT INTO claims_fts (claims_fts, rank) VALUES ('automerge', 8);

-- the claims of an article stand together in this index, where by key alone each stood in a page of its own
CREATE INDEX claims_of_article ON claims (article, "key");
DROP INDEX idx_claims_article;
DROP INDEX idx_claims_key;
-- asked by nobody
DROP INDEX idx_claims_run;
DROP INDEX idx_claims_modality;

-- rows in the order they came, and one tree less in which each stands in a page of its own
ALTER TABLE claim_countries RENAME TO claim_countries_before;
CREATE TABLE claim_countries (
    claim TEXT NOT NULL REFERENCES claims(id),
    code TEXT NOT NULL REFERENCES countries(code),
    role TEXT NOT NULL,
    UNIQUE (claim, code, role),
    CONSTRAINT claim_countries_role CHECK (role IN ('holder', 'partner'))
);
INSERT INTO claim_countries (claim, code, role)
    SELECT it.claim, it.code, it.role FROM claim_countries_before AS it JOIN claims ON claims.id = it.claim
    ORDER BY claims.rowid, it.code, it.role;
DROP TABLE claim_countries_before;
CREATE INDEX claim_countries_by_code ON claim_countries (code, role);

-- a row an article in place of one a claim
CREATE TABLE stale_articles (article TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID;
DROP TRIGGER claims_stale_ai;
CREATE TRIGGER claims_stale_ai AFTER INSERT ON claims
WHEN NOT EXISTS (SELECT 1 FROM stale_articles WHERE article = new.article) BEGIN
    INSERT INTO stale_articles (article) VALUES (new.article);
END;
