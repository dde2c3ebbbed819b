-- Applied once by pipeline/store/migrations.py and never edited after a release: a change is a new migration.

CREATE INDEX fact_claims_story ON fact_claims (fact, story, origin);

DROP TRIGGER fact_claims_ai;
CREATE TRIGGER fact_claims_ai AFTER INSERT ON fact_claims BEGIN
    UPDATE facts SET claims = claims + 1, reviewed = reviewed + new.reviewed,
        articles = articles + NOT EXISTS (
            SELECT 1 FROM fact_claims WHERE fact = new.fact AND article = new.article AND claim <> new.claim),
        sites = sites + (new.site <> '' AND NOT EXISTS (
            SELECT 1 FROM fact_claims WHERE fact = new.fact AND site = new.site AND claim <> new.claim)),
        origins = origins + NOT EXISTS (
            SELECT 1 FROM fact_claims WHERE fact = new.fact AND origin = new.origin AND claim <> new.claim)
    WHERE fact_id = new.fact;
    INSERT OR IGNORE INTO stale_facts (fact, origin) VALUES (new.fact, new.origin);
    -- whom a story names as its source is the origin of all it says of the fact: who names one tells the others
    INSERT OR IGNORE INTO stale_claims (claim)
        SELECT claim FROM fact_claims
        WHERE new.origin <> new.story AND fact = new.fact AND story = new.story AND claim <> new.claim;
    INSERT OR IGNORE INTO stale_claims (claim)
        SELECT new.claim WHERE new.origin = new.story AND (  -- two ranges of the index: a wire story has many claims
            EXISTS (SELECT 1 FROM fact_claims WHERE fact = new.fact AND story = new.story AND origin < new.story)
            OR EXISTS (SELECT 1 FROM fact_claims WHERE fact = new.fact AND story = new.story AND origin > new.story));
END;
DROP TRIGGER fact_claims_ad;
CREATE TRIGGER fact_claims_ad AFTER DELETE ON fact_claims BEGIN
    UPDATE facts SET claims = claims - 1, reviewed = reviewed - old.reviewed,
        articles = articles - NOT EXISTS (
            SELECT 1 FROM fact_claims WHERE fact = old.fact AND article = old.article),
        sites = sites - (old.site <> '' AND NOT EXISTS (
            SELECT 1 FROM fact_claims WHERE fact = old.fact AND site = old.site)),
        origins = origins - NOT EXISTS (
            SELECT 1 FROM fact_claims WHERE fact = old.fact AND origin = old.origin)
    WHERE fact_id = old.fact;
    INSERT OR IGNORE INTO stale_facts (fact, origin) VALUES (old.fact, old.origin);
    INSERT OR IGNORE INTO stale_claims (claim)
        SELECT claim FROM fact_claims
        WHERE old.origin <> old.story AND fact = old.fact AND story = old.story AND claim <> old.claim;
END;

-- those that are counted already are looked at again
INSERT OR IGNORE INTO stale_claims (claim) SELECT claim FROM fact_claims;
