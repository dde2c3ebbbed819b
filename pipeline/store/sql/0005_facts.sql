-- Applied once by pipeline/store/migrations.py and never edited after a release: a change is a new migration.
-- Filled by pipeline/facts/: the triggers below only count, and note what waits for it.

CREATE TABLE facts (
    fact_id TEXT PRIMARY KEY NOT NULL,
    type TEXT NOT NULL,
    country TEXT NOT NULL,
    country_code TEXT NOT NULL,
    partner TEXT NOT NULL,
    commodity TEXT NOT NULL,
    stage TEXT NOT NULL,
    scope TEXT NOT NULL,
    unit TEXT NOT NULL,
    year INTEGER,
    low REAL,
    high REAL,
    median REAL,
    claims INTEGER NOT NULL DEFAULT 0,
    articles INTEGER NOT NULL DEFAULT 0,
    sites INTEGER NOT NULL DEFAULT 0,
    origins INTEGER NOT NULL DEFAULT 0,
    confidence REAL NOT NULL DEFAULT 0,
    contradicted INTEGER NOT NULL DEFAULT 0,
    first_seen TEXT NOT NULL DEFAULT '',
    last_seen TEXT NOT NULL DEFAULT '',
    reviewed INTEGER NOT NULL DEFAULT 0,
    organization TEXT NOT NULL,
    policy_type TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT '',
    modality TEXT NOT NULL,
    subject TEXT NOT NULL,
    CONSTRAINT facts_id CHECK (length(fact_id) = 16 AND length(subject) = 16),
    CONSTRAINT facts_modality CHECK (modality IN ('asserted', 'expected', 'negated')),
    CONSTRAINT facts_counts CHECK (
        claims >= 0 AND articles BETWEEN 0 AND claims AND sites BETWEEN 0 AND articles
        AND origins BETWEEN 0 AND claims AND reviewed BETWEEN 0 AND claims),
    CONSTRAINT facts_confidence CHECK (confidence BETWEEN 0 AND 1 AND contradicted IN (0, 1))
);

CREATE TABLE fact_claims (
    claim TEXT PRIMARY KEY NOT NULL REFERENCES claims(id),
    fact TEXT NOT NULL REFERENCES facts(fact_id),
    article TEXT NOT NULL REFERENCES articles(id),
    site TEXT NOT NULL,
    published TEXT NOT NULL,
    story TEXT NOT NULL,
    origin TEXT NOT NULL,
    rule TEXT NOT NULL,
    precision REAL NOT NULL,
    reviewed INTEGER NOT NULL,
    status TEXT NOT NULL,
    low REAL,
    high REAL,
    period TEXT NOT NULL,
    agree_low REAL,
    agree_high REAL,
    CONSTRAINT fact_claims_precision CHECK (precision BETWEEN 0 AND 1 AND reviewed IN (0, 1)),
    CONSTRAINT fact_claims_figure CHECK ((low IS NULL) = (high IS NULL) AND (low IS NULL OR low <= high))
);

CREATE TABLE fact_origins (
    fact TEXT NOT NULL REFERENCES facts(fact_id),
    origin TEXT NOT NULL,
    claims INTEGER NOT NULL,
    precision REAL NOT NULL,
    figure REAL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    PRIMARY KEY (fact, origin),
    CONSTRAINT fact_origins_claims CHECK (claims >= 1)
) WITHOUT ROWID;

CREATE TABLE contradiction_pairs (
    fact TEXT NOT NULL REFERENCES facts(fact_id),
    other_fact TEXT NOT NULL REFERENCES facts(fact_id),
    kind TEXT NOT NULL,
    claim TEXT NOT NULL REFERENCES claims(id),
    other_claim TEXT NOT NULL REFERENCES claims(id),
    gap REAL,
    PRIMARY KEY (fact, other_fact, kind, claim, other_claim),
    CONSTRAINT contradiction_pairs_kind CHECK (kind IN ('figures', 'negation', 'status'))
) WITHOUT ROWID;

CREATE TABLE stale_claims (claim TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID;

CREATE TABLE stale_facts (
    fact TEXT NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (fact, origin)
) WITHOUT ROWID;

CREATE TABLE reference_figures (
    id TEXT PRIMARY KEY NOT NULL,
    country_code TEXT NOT NULL,
    commodity TEXT NOT NULL,
    stage TEXT NOT NULL,
    year INTEGER NOT NULL,
    value REAL NOT NULL,
    unit TEXT NOT NULL,
    publication TEXT NOT NULL,
    place TEXT NOT NULL,
    url TEXT NOT NULL,
    note TEXT NOT NULL,
    file TEXT NOT NULL,
    CONSTRAINT reference_figures_id CHECK (length(id) = 16),
    CONSTRAINT reference_figures_value CHECK (typeof(value) = 'real' AND abs(value) < 9e999 AND unit <> ''),
    CONSTRAINT reference_figures_year CHECK (typeof(year) = 'integer' AND year BETWEEN 1000 AND 9999),
    CONSTRAINT reference_figures_named CHECK (commodity <> '' AND publication <> '')
);

-- every figure of a fact is found by its place among the others, so that no fact is ever read as a whole
CREATE INDEX facts_subject ON facts (subject, year);
CREATE INDEX facts_type ON facts (type);
CREATE INDEX facts_country ON facts (country);
CREATE INDEX facts_commodity ON facts (commodity);
CREATE INDEX facts_confidence ON facts (confidence);
CREATE INDEX facts_last_seen ON facts (last_seen);
CREATE INDEX fact_claims_article ON fact_claims (fact, article);
CREATE INDEX fact_claims_site ON fact_claims (fact, site);
CREATE INDEX fact_claims_published ON fact_claims (fact, published);
CREATE INDEX fact_claims_origin ON fact_claims (fact, origin, published);
CREATE INDEX fact_claims_precision ON fact_claims (fact, origin, precision);
CREATE INDEX fact_claims_rule ON fact_claims (rule, precision);
CREATE INDEX fact_claims_low ON fact_claims (fact, low) WHERE low IS NOT NULL;
CREATE INDEX fact_claims_high ON fact_claims (fact, high) WHERE high IS NOT NULL;
CREATE INDEX fact_claims_agree_low ON fact_claims (fact, period, agree_low, published)
    WHERE agree_low IS NOT NULL;
CREATE INDEX fact_claims_agree_high ON fact_claims (fact, period, agree_high, published)
    WHERE agree_high IS NOT NULL;
CREATE INDEX fact_claims_status ON fact_claims (fact, status, published) WHERE status <> '' AND period = '';
CREATE INDEX fact_origins_precision ON fact_origins (fact, precision);
CREATE INDEX fact_origins_figure ON fact_origins (fact, figure) WHERE figure IS NOT NULL;
CREATE INDEX contradiction_pairs_other_fact ON contradiction_pairs (other_fact);
CREATE INDEX contradiction_pairs_claim ON contradiction_pairs (claim);
CREATE INDEX contradiction_pairs_other_claim ON contradiction_pairs (other_claim);
CREATE INDEX reference_figures_named ON reference_figures (commodity, country_code, stage, year);

-- What facts are made of: what people found wrong is left out, what they corrected counts as they corrected it.
CREATE VIEW countable_claims AS
    SELECT claims.id, claims.article, claims.type, claims.country_code, claims.organization, claims.partner, claims.commodity, claims.stage,
        claims.share_low, claims.share_high, claims.bound, claims.scope, claims.value_low, claims.value_high, claims.unit, claims.policy_type,
        claims.status, claims.year, claims.modality, claims.attribution,
        claims.rule, claims.site, claims.published, claims.review = 'right' AS reviewed,
        coalesce(first.origin_id, articles.origin_id) AS story
    FROM claims JOIN articles ON articles.id = claims.article
    -- the versions of a page tell the story of the first of them
    LEFT JOIN pages ON pages.url_key = articles.url_key AND pages.version = 1
    LEFT JOIN articles AS first ON first.id = pages.article
    WHERE claims.review NOT IN ('wrong', 'corrected')
    UNION ALL
    SELECT claims.id, claims.article, claims.type, now.country_code, now.organization, now.partner, now.commodity, now.stage,
        now.share_low, now.share_high, now.bound, now.scope, now.value_low, now.value_high, now.unit, now.policy_type,
        now.status, now.year, now.modality, now.attribution,
        claims.rule, claims.site, claims.published, 1,
        coalesce(first.origin_id, articles.origin_id)
    FROM claims JOIN corrections AS now ON now.verdict = (
        SELECT id FROM current_verdicts WHERE current_verdicts.claim = claims.id AND stands
            AND current_verdicts.verdict = 'corrected' ORDER BY at DESC, id DESC LIMIT 1)
    JOIN articles ON articles.id = claims.article
    LEFT JOIN pages ON pages.url_key = articles.url_key AND pages.version = 1
    LEFT JOIN articles AS first ON first.id = pages.article
    WHERE claims.review = 'corrected';

CREATE TRIGGER claims_stale_ai AFTER INSERT ON claims BEGIN
    INSERT OR IGNORE INTO stale_claims (claim) VALUES (new.id);
END;
CREATE TRIGGER claims_stale_au AFTER UPDATE ON claims BEGIN
    INSERT OR IGNORE INTO stale_claims (claim) VALUES (old.id), (new.id);
END;
CREATE TRIGGER claims_stale_bd BEFORE DELETE ON claims BEGIN
    DELETE FROM contradiction_pairs WHERE claim = old.id;
    DELETE FROM contradiction_pairs WHERE other_claim = old.id;
    DELETE FROM fact_claims WHERE claim = old.id;
    DELETE FROM stale_claims WHERE claim = old.id;
END;
CREATE TRIGGER articles_stale_au AFTER UPDATE OF origin_id ON articles WHEN new.origin_id <> old.origin_id BEGIN
    INSERT OR IGNORE INTO stale_claims (claim) SELECT id FROM claims WHERE article = new.id;
    INSERT OR IGNORE INTO stale_claims (claim)
        SELECT claims.id FROM pages JOIN articles AS version ON version.url_key = pages.url_key
        JOIN claims ON claims.article = version.id WHERE pages.article = new.id AND pages.version = 1;
END;

-- counters follow the claims one by one, so that keeping them takes no longer when a fact has many
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
END;
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
END;

CREATE VIEW contradictions AS
    SELECT pair.kind, pair.fact AS fact_id, facts.type, facts.country, facts.country_code, facts.partner,
        facts.commodity, facts.stage, facts.scope, facts.unit, facts.year, facts.policy_type, facts.organization, pair.gap,
        one.id AS claim_id, coalesce(one.share_low, one.value_low) AS low, coalesce(one.share_high, one.value_high) AS high,
        one.bound, one.status, one.modality, one.attribution, one.quote, one.site, one.published, one.source_link,
        two.id AS other_claim_id, coalesce(two.share_low, two.value_low) AS other_low,
        coalesce(two.share_high, two.value_high) AS other_high, two.bound AS other_bound, two.status AS other_status,
        two.modality AS other_modality, two.attribution AS other_attribution, two.quote AS other_quote,
        two.site AS other_site, two.published AS other_published, two.source_link AS other_source_link
    FROM contradiction_pairs AS pair JOIN facts ON facts.fact_id = pair.fact
    JOIN claims AS one ON one.id = pair.claim JOIN claims AS two ON two.id = pair.other_claim;

CREATE VIEW fact_series AS
    SELECT facts.subject, facts.fact_id, facts.type, facts.country, facts.partner, facts.commodity, facts.stage,
        facts.scope, facts.unit, facts.modality, fact_claims.published, facts.year, fact_claims.low, fact_claims.high,
        fact_claims.origin, fact_claims.site, fact_claims.claim
    FROM facts JOIN fact_claims ON fact_claims.fact = facts.fact_id WHERE fact_claims.low IS NOT NULL;

CREATE VIEW policy_timeline AS
    SELECT facts.subject, facts.country, facts.country_code, facts.policy_type, facts.commodity, facts.partner,
        fact_claims.status, coalesce(min(nullif(fact_claims.published, '')), '') AS first_seen,
        max(fact_claims.published) AS last_seen, count(*) AS claims,
        count(DISTINCT fact_claims.article) AS articles, count(DISTINCT fact_claims.origin) AS origins
    FROM facts JOIN fact_claims ON fact_claims.fact = facts.fact_id
    WHERE facts.type = 'policy' AND facts.modality <> 'negated'
    GROUP BY facts.subject, fact_claims.status;

CREATE VIEW claim_reference AS
    WITH known AS (
        SELECT country_code, commodity, stage, year, 'quantity' AS type, value, unit, publication, place, url
        FROM reference_figures WHERE country_code <> '' AND unit <> 'percent'
        UNION ALL
        SELECT country_code, commodity, stage, year, 'share', value, unit, publication, place, url
        FROM reference_figures WHERE country_code <> '' AND unit = 'percent'
        UNION ALL
        SELECT own.country_code, own.commodity, own.stage, own.year, 'share', 100 * own.value / world.value, 'percent',
            own.publication, own.place, own.url
        FROM reference_figures AS own JOIN reference_figures AS world ON world.country_code = ''
            AND world.commodity = own.commodity AND world.stage = own.stage AND world.year = own.year
            AND world.unit = own.unit AND world.publication = own.publication
        WHERE own.country_code <> '' AND world.value > 0),
    said AS (
        SELECT id, type, country_code, commodity, stage, coalesce(share_low, value_low) AS low,
            coalesce(share_high, value_high) AS high, CASE type WHEN 'share' THEN 'percent' ELSE unit END AS unit,
            year, published
        FROM claims WHERE type IN ('share', 'quantity') AND scope = '' AND partner = '' AND organization = ''
            AND modality = 'asserted')
    SELECT said.id AS claim_id, known.year AS reference_year, known.value AS reference, said.unit,
        CASE WHEN known.value < said.low THEN said.low - known.value
            WHEN known.value > said.high THEN said.high - known.value ELSE 0.0 END AS difference,
        said.year IS NOT NULL AS dated, known.publication, known.place, known.url
    FROM said JOIN known ON known.commodity = said.commodity AND known.country_code = said.country_code
        AND known.type = said.type AND known.unit = said.unit
        AND (known.stage = said.stage OR said.stage = 'production' AND known.stage = 'mining')
        AND known.year = coalesce(said.year, (
            SELECT max(year) FROM reference_figures AS latest
            WHERE latest.commodity = known.commodity AND latest.country_code = known.country_code
                AND latest.stage = known.stage AND latest.year <= substr(said.published, 1, 4)));

INSERT INTO stale_claims (claim) SELECT id FROM claims;
