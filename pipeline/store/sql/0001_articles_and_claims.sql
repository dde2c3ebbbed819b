-- Applied once by pipeline/store/migrations.py and never edited after a release: a change is a new migration.
-- Text is '' where nothing is known, numbers are NULL.

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    started TEXT NOT NULL,
    finished TEXT NOT NULL DEFAULT '',
    version TEXT NOT NULL,
    rules TEXT NOT NULL,
    inputs INTEGER NOT NULL DEFAULT 0,
    ok INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    claims INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT runs_counts CHECK (ok + skipped + failed = inputs)
);

CREATE TABLE originals (
    digest TEXT PRIMARY KEY NOT NULL,
    body BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    url TEXT NOT NULL,
    content_type TEXT NOT NULL,
    headers TEXT NOT NULL,
    retrieved TEXT NOT NULL,
    CONSTRAINT originals_digest CHECK (length(digest) = 64),
    CONSTRAINT originals_body CHECK (typeof(body) = 'blob' AND bytes >= 0)
);

CREATE TABLE articles (
    id TEXT PRIMARY KEY NOT NULL,
    original TEXT NOT NULL REFERENCES originals(digest),
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    site TEXT NOT NULL,
    title TEXT NOT NULL,
    authors TEXT NOT NULL,
    published TEXT NOT NULL,
    updated TEXT NOT NULL,
    language TEXT NOT NULL,
    section TEXT NOT NULL,
    agency TEXT NOT NULL,
    status TEXT NOT NULL,
    text TEXT NOT NULL,
    blocks TEXT NOT NULL,
    words INTEGER NOT NULL,
    run INTEGER NOT NULL REFERENCES runs(id),
    CONSTRAINT articles_id CHECK (length(id) = 64),
    CONSTRAINT articles_status CHECK (status IN (
        'ok', 'duplicate', 'empty', 'unsupported_type', 'no_text', 'thin_content', 'listing', 'unsupported_language',
        'too_large', 'parse_error', 'timeout', 'fetch_error', 'read_error', 'crashed'))
);

CREATE TABLE countries (
    code TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT countries_filled CHECK (code <> '' AND name <> '')
);

CREATE TABLE claims (
    id TEXT PRIMARY KEY NOT NULL,
    "key" TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES articles(id),
    type TEXT NOT NULL,
    country TEXT NOT NULL,
    country_code TEXT NOT NULL,
    organization TEXT NOT NULL,
    partner TEXT NOT NULL,
    commodity TEXT NOT NULL,
    stage TEXT NOT NULL,
    share_low REAL,
    share_high REAL,
    bound TEXT NOT NULL,
    scope TEXT NOT NULL,
    value_low REAL,
    value_high REAL,
    unit TEXT NOT NULL,
    policy TEXT NOT NULL,
    policy_type TEXT NOT NULL,
    status TEXT NOT NULL,
    goal TEXT NOT NULL,
    year INTEGER,
    modality TEXT NOT NULL,
    attribution TEXT NOT NULL,
    quote TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    rule TEXT NOT NULL,
    slots TEXT NOT NULL,
    source_url TEXT NOT NULL,
    source_link TEXT NOT NULL,
    title TEXT NOT NULL,
    site TEXT NOT NULL,
    published TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES runs(id),
    CONSTRAINT claims_id CHECK (length(id) = 64 AND length("key") = 64),
    CONSTRAINT claims_type CHECK (type IN ('share', 'dependency', 'quantity', 'change', 'policy', 'goal')),
    CONSTRAINT claims_stage CHECK (stage IN (
        '', 'reserves', 'mining', 'processing', 'manufacturing', 'production', 'exports', 'imports', 'consumption',
        'sales', 'recycling', 'investment', 'price')),
    CONSTRAINT claims_bound CHECK (bound IN ('', 'exact', 'about', 'at_least', 'at_most', 'range')),
    CONSTRAINT claims_policy_type CHECK (policy_type IN (
        '', 'export control', 'import restriction', 'tariff', 'sanction', 'subsidy', 'stockpile', 'agreement',
        'production control', 'regulation', 'strategy')),
    CONSTRAINT claims_status CHECK (status IN ('', 'in force', 'announced', 'proposed', 'ended')),
    CONSTRAINT claims_modality CHECK (modality IN ('asserted', 'planned', 'possible', 'negated')),
    CONSTRAINT claims_share CHECK (
        (share_low IS NULL OR typeof(share_low) = 'real' AND share_low BETWEEN 0 AND 100)
        AND (share_high IS NULL OR typeof(share_high) = 'real' AND share_high BETWEEN 0 AND 100)
        AND (share_low IS NULL OR share_high IS NULL OR share_low <= share_high)),
    CONSTRAINT claims_value CHECK (
        (value_low IS NULL OR typeof(value_low) = 'real' AND abs(value_low) < 9e999)
        AND (value_high IS NULL OR typeof(value_high) = 'real' AND abs(value_high) < 9e999)),
    CONSTRAINT claims_year CHECK (year IS NULL OR typeof(year) = 'integer' AND year BETWEEN 1000 AND 9999),
    CONSTRAINT claims_place CHECK (
        typeof(start) = 'integer' AND typeof("end") = 'integer' AND 0 <= start AND start < "end"),
    CONSTRAINT claims_quote CHECK (length(quote) = "end" - start)
);

CREATE TABLE claim_countries (
    claim TEXT NOT NULL REFERENCES claims(id),
    code TEXT NOT NULL REFERENCES countries(code),
    role TEXT NOT NULL,
    PRIMARY KEY (claim, code, role),
    CONSTRAINT claim_countries_role CHECK (role IN ('holder', 'partner'))
) WITHOUT ROWID;

CREATE TABLE removed (
    article TEXT NOT NULL REFERENCES articles(id),
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    rule TEXT NOT NULL,
    PRIMARY KEY (article, position)
) WITHOUT ROWID;

CREATE TABLE missed_candidates (
    article TEXT NOT NULL REFERENCES articles(id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT missed_candidates_place CHECK (0 <= start AND start < "end" AND length(quote) = "end" - start)
);

CREATE TABLE failures (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    stage TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES runs(id),
    at TEXT NOT NULL,
    CONSTRAINT failures_status CHECK (status IN (
        'duplicate', 'empty', 'unsupported_type', 'no_text', 'thin_content', 'listing', 'unsupported_language',
        'too_large', 'parse_error', 'timeout', 'fetch_error', 'read_error', 'crashed'))
);
