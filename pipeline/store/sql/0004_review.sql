-- Applied once by pipeline/store/migrations.py and never edited after a release: a change is a new migration.
-- What people write (verdicts, and what follows from them) stands apart from what the machine writes, and nothing
-- deletes it: a verdict keeps a copy of the claim that it judged. JSON functions stand in triggers only: constraints
-- and views with them can't be used where trusted_schema is off, before SQLite 3.41.

ALTER TABLE articles ADD COLUMN read_by INTEGER REFERENCES runs(id);
UPDATE articles SET read_by = run;
ALTER TABLE claims ADD COLUMN review TEXT NOT NULL DEFAULT 'unreviewed' CONSTRAINT claims_review CHECK (review IN (
    'unreviewed', 'right', 'wrong', 'corrected', 'unsure', 'disputed', 'changed'));

-- the full text of a claim doesn't change when its review does
DROP TRIGGER claims_au;
CREATE TRIGGER claims_au AFTER UPDATE OF quote, policy, goal, attribution ON claims BEGIN
    INSERT INTO claims_fts (claims_fts, rowid, quote, policy, goal, attribution)
        VALUES ('delete', old.rowid, old.quote, old.policy, old.goal, old.attribution);
    INSERT INTO claims_fts (rowid, quote, policy, goal, attribution)
        VALUES (new.rowid, new.quote, new.policy, new.goal, new.attribution);
END;

CREATE TABLE claim_slots (
    type TEXT NOT NULL,
    slot TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (type, slot),
    CONSTRAINT claim_slots_kind CHECK (kind IN ('text', 'number', 'year'))
) WITHOUT ROWID;
INSERT INTO claim_slots (type, slot, kind)
    SELECT type.value, slot.value, 'text' FROM
        json_each('["share", "dependency", "quantity", "change", "policy", "goal"]') AS type,
        json_each('["country_code", "organization", "partner", "commodity", "modality", "attribution"]') AS slot;
INSERT INTO claim_slots (type, slot, kind)
    SELECT DISTINCT type, 'year', 'year' FROM claim_slots
    UNION ALL SELECT value, 'stage', 'text' FROM json_each('["share", "dependency", "quantity", "change"]')
    UNION ALL SELECT value, 'bound', 'text' FROM json_each('["share", "quantity", "change", "goal"]')
    UNION ALL SELECT value, 'unit', 'text' FROM json_each('["quantity", "change", "goal"]')
    UNION ALL SELECT value, 'value_low', 'number' FROM json_each('["quantity", "change", "goal"]')
    UNION ALL SELECT value, 'value_high', 'number' FROM json_each('["quantity", "change", "goal"]');
INSERT INTO claim_slots (type, slot, kind) VALUES
    ('share', 'share_low', 'number'), ('share', 'share_high', 'number'), ('share', 'scope', 'text'),
    ('policy', 'policy', 'text'), ('policy', 'policy_type', 'text'), ('policy', 'status', 'text'),
    ('goal', 'goal', 'text');

CREATE TABLE claim_history (
    claim TEXT NOT NULL,
    lost INTEGER NOT NULL REFERENCES runs(id),
    run INTEGER NOT NULL REFERENCES runs(id),
    article TEXT NOT NULL REFERENCES articles(id),
    type TEXT NOT NULL,
    rule TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    said TEXT NOT NULL,
    PRIMARY KEY (claim, lost),
    CONSTRAINT claim_history_claim CHECK (length(claim) = 64),
    CONSTRAINT claim_history_runs CHECK (run < lost),
    CONSTRAINT claim_history_place CHECK (0 <= start AND start < "end" AND length(quote) = "end" - start),
    CONSTRAINT claim_history_said CHECK (said <> '')
);

CREATE TABLE verdicts (
    id INTEGER PRIMARY KEY,
    claim TEXT NOT NULL,
    verdict TEXT NOT NULL,
    error_class TEXT NOT NULL DEFAULT '',
    slots TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    reviewer TEXT NOT NULL,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    article TEXT NOT NULL DEFAULT '',
    type TEXT NOT NULL DEFAULT '',
    rule TEXT NOT NULL DEFAULT '',
    start INTEGER NOT NULL DEFAULT 0,
    "end" INTEGER NOT NULL DEFAULT 0,
    quote TEXT NOT NULL DEFAULT '',
    attribution TEXT NOT NULL DEFAULT '',
    said TEXT NOT NULL DEFAULT '',
    CONSTRAINT verdicts_verdict CHECK (verdict IN ('right', 'wrong', 'corrected', 'unsure', 'withdrawn')),
    CONSTRAINT verdicts_error_class CHECK (error_class IN (
        '', 'holder', 'figure', 'stage', 'commodity', 'not a claim', 'negated', 'attribution', 'other')),
    CONSTRAINT verdicts_wrong CHECK ((verdict = 'wrong') = (error_class <> '')),
    CONSTRAINT verdicts_corrected CHECK ((verdict = 'corrected') = (slots <> '')),
    CONSTRAINT verdicts_reviewer CHECK (trim(reviewer) = reviewer AND length(reviewer) BETWEEN 1 AND 100),
    CONSTRAINT verdicts_note CHECK (length(note) <= 5000),
    CONSTRAINT verdicts_at CHECK (
        at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z')
);

CREATE TABLE corrections (
    verdict INTEGER PRIMARY KEY REFERENCES verdicts(id),
    claim TEXT NOT NULL,
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
    CONSTRAINT corrections_stage CHECK (stage IN (
        '', 'reserves', 'mining', 'processing', 'manufacturing', 'production', 'exports', 'imports', 'consumption',
        'sales', 'recycling', 'investment', 'price')),
    CONSTRAINT corrections_bound CHECK (bound IN ('', 'exact', 'about', 'at_least', 'at_most', 'range')),
    CONSTRAINT corrections_policy_type CHECK (policy_type IN (
        '', 'export control', 'import restriction', 'tariff', 'sanction', 'subsidy', 'stockpile', 'agreement',
        'production control', 'regulation', 'strategy')),
    CONSTRAINT corrections_status CHECK (status IN ('', 'in force', 'announced', 'proposed', 'ended')),
    CONSTRAINT corrections_modality CHECK (modality IN ('asserted', 'planned', 'possible', 'negated')),
    CONSTRAINT corrections_share CHECK (
        (share_low IS NULL OR typeof(share_low) = 'real' AND share_low BETWEEN 0 AND 100)
        AND (share_high IS NULL OR typeof(share_high) = 'real' AND share_high BETWEEN 0 AND 100)
        AND (share_low IS NULL OR share_high IS NULL OR share_low <= share_high)),
    CONSTRAINT corrections_value CHECK (
        (value_low IS NULL OR typeof(value_low) = 'real' AND abs(value_low) < 9e999)
        AND (value_high IS NULL OR typeof(value_high) = 'real' AND abs(value_high) < 9e999)
        AND (value_low IS NULL OR value_high IS NULL OR abs(value_low) <= abs(value_high))),
    CONSTRAINT corrections_year CHECK (year IS NULL OR typeof(year) = 'integer' AND year BETWEEN 1000 AND 9999)
);

CREATE TABLE returned_verdicts (
    claim TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES runs(id),
    successor TEXT NOT NULL,
    verdict INTEGER NOT NULL REFERENCES verdicts(id),
    PRIMARY KEY (claim, run)
) WITHOUT ROWID;

CREATE TABLE rule_rates (
    rule TEXT PRIMARY KEY NOT NULL,
    judged INTEGER NOT NULL,
    "right" INTEGER NOT NULL,
    CONSTRAINT rule_rates_counts CHECK (0 <= "right" AND "right" <= judged)
) WITHOUT ROWID;

-- the last word of each reviewer on each claim; `stands` when the claim still says what was judged (its id holds all
-- that it says but for who said it), `answer` what a second reviewer may contradict
CREATE VIEW current_verdicts AS
    SELECT verdicts.*,
        (SELECT attribution FROM claims WHERE id = verdicts.claim) IS verdicts.attribution AS stands,
        CASE verdict WHEN 'unsure' THEN NULL WHEN 'corrected' THEN (
            SELECT quote(country_code) || quote(organization) || quote(partner) || quote(commodity) || quote(stage) ||
                quote(share_low) || quote(share_high) || quote(bound) || quote(scope) || quote(value_low) ||
                quote(value_high) || quote(unit) || quote(policy) || quote(policy_type) || quote(status) ||
                quote(goal) || quote(year) || quote(modality) || quote(attribution)
            FROM corrections WHERE corrections.verdict = verdicts.id) ELSE verdict END AS answer
    FROM verdicts
    WHERE verdict <> 'withdrawn' AND NOT EXISTS (
        SELECT 1 FROM verdicts AS later WHERE later.claim = verdicts.claim AND later.reviewer = verdicts.reviewer
            AND (later.at, later.id) > (verdicts.at, verdicts.id));

-- the claims that a run put in the place of others with verdicts, or nothing ('') where they were lost
CREATE VIEW open_returns AS
    SELECT claim, successor, run, verdict FROM returned_verdicts AS it
    WHERE run = (SELECT max(run) FROM returned_verdicts AS any WHERE any.claim = it.claim)
        AND NOT EXISTS (SELECT 1 FROM claims WHERE id = it.claim)
        AND EXISTS (SELECT 1 FROM current_verdicts AS given WHERE given.claim = it.claim);

CREATE VIEW claim_status AS
    SELECT id AS claim, coalesce(
        (SELECT CASE
            WHEN count(DISTINCT answer) > 1 THEN 'disputed'
            WHEN count(answer) > 0 THEN max(CASE WHEN answer IS NOT NULL THEN verdict END)
            WHEN count(*) > 0 THEN 'unsure' END
        FROM current_verdicts WHERE current_verdicts.claim = claims.id AND stands),
        CASE WHEN EXISTS (SELECT 1 FROM current_verdicts WHERE current_verdicts.claim = claims.id)
            OR EXISTS (SELECT 1 FROM open_returns WHERE successor = claims.id)
        THEN 'changed' ELSE 'unreviewed' END) AS status
    FROM claims;

CREATE VIEW returned_claims AS
    SELECT claims.id AS claim, 'changed' AS change, given.verdict, given.error_class, given.slots, given.note,
        given.reviewer, given.at, given.quote AS quote_before, given.said AS said_before, claims.quote,
        claims.type, claims.rule, claims.article, given.id AS given
    FROM claims JOIN current_verdicts AS given ON given.claim = claims.id AND NOT given.stands
        OR given.claim IN (SELECT open_returns.claim FROM open_returns WHERE successor = claims.id)
    WHERE claims.review = 'changed'
    UNION ALL
    SELECT given.claim, 'lost', given.verdict, given.error_class, given.slots, given.note, given.reviewer, given.at,
        given.quote, given.said, '', given.type, given.rule, given.article, given.id
    FROM open_returns JOIN current_verdicts AS given ON given.claim = open_returns.claim
    WHERE successor = '' AND NOT EXISTS (
        SELECT 1 FROM verdicts WHERE verdicts.claim = open_returns.claim AND verdicts.id > open_returns.verdict);

CREATE VIEW reviewed_claims AS
    SELECT id, "key", article, type, country, country_code, organization, partner, commodity, stage, share_low,
        share_high, bound, scope, value_low, value_high, unit, policy, policy_type, status, goal, year, modality,
        attribution, quote, start, "end", rule, slots, source_url, source_link, title, site, published, run, review,
        '' AS original
    FROM claims WHERE review = 'right'
    UNION ALL
    SELECT it.id, it."key", it.article, it.type, now.country, now.country_code, now.organization, now.partner,
        now.commodity, now.stage, now.share_low, now.share_high, now.bound, now.scope, now.value_low, now.value_high,
        now.unit, now.policy, now.policy_type, now.status, now.goal, now.year, now.modality, now.attribution, it.quote,
        it.start, it."end", it.rule, it.slots, it.source_url, it.source_link, it.title, it.site, it.published, it.run,
        it.review, verdicts.said
    FROM claims AS it JOIN corrections AS now ON now.verdict = (
        SELECT id FROM current_verdicts WHERE current_verdicts.claim = it.id AND stands
            AND current_verdicts.verdict = 'corrected' ORDER BY at DESC, id DESC LIMIT 1)
    JOIN verdicts ON verdicts.id = now.verdict
    WHERE it.review = 'corrected';

-- --- what guards the verdicts ---------------------------------------------------------------------------------------

CREATE TRIGGER verdicts_bi BEFORE INSERT ON verdicts BEGIN
    SELECT RAISE(ABORT, 'the slots to correct are a JSON object, and not an empty one')
        WHERE new.slots <> '' AND NOT CASE
            WHEN json_valid(new.slots) THEN json_type(new.slots) = 'object' AND json(new.slots) <> '{}' ELSE 0 END;
    SELECT RAISE(ABORT, 'a verdict is never replaced: give a new one')
        WHERE EXISTS (SELECT 1 FROM verdicts WHERE id = new.id);
    SELECT RAISE(ABORT, 'no claim has this id')
        WHERE new.said = '' AND NOT EXISTS (SELECT 1 FROM claims WHERE id = new.claim)
            AND NOT EXISTS (SELECT 1 FROM claim_history WHERE claim = new.claim);
    SELECT RAISE(ABORT, 'there is no verdict of this reviewer to withdraw')
        WHERE new.verdict = 'withdrawn' AND NOT EXISTS (
            SELECT 1 FROM current_verdicts WHERE claim = new.claim AND reviewer = new.reviewer);
END;

CREATE TRIGGER verdicts_ai AFTER INSERT ON verdicts BEGIN
    -- what was judged: the claim as it stands, else as it last stood; given already where verdicts are brought together
    UPDATE verdicts SET (article, type, rule, start, "end", quote, attribution, said) = (
        SELECT article, type, rule, start, "end", quote, attribution, said FROM (
            SELECT article, type, rule, start, "end", quote, attribution, json_object(
                'country_code', country_code, 'organization', organization, 'partner', partner,
                'commodity', commodity, 'stage', stage, 'share_low', share_low, 'share_high', share_high,
                'bound', bound, 'scope', scope, 'value_low', value_low, 'value_high', value_high, 'unit', unit,
                'policy', policy, 'policy_type', policy_type, 'status', status, 'goal', goal, 'year', year,
                'modality', modality, 'attribution', attribution) AS said, 9e999 AS lost
            FROM claims WHERE id = new.claim
            UNION ALL
            SELECT article, type, rule, start, "end", quote, said ->> 'attribution', said, lost
            FROM claim_history WHERE claim = new.claim)
        ORDER BY lost DESC LIMIT 1)
    WHERE id = new.id AND new.said = '';
    SELECT RAISE(ABORT, 'a claim of this type has no such slot')
        FROM verdicts JOIN json_each(new.slots) AS given
        LEFT JOIN claim_slots ON claim_slots.type = verdicts.type AND claim_slots.slot = given.key
        WHERE verdicts.id = new.id AND new.slots <> '' AND claim_slots.slot IS NULL;
    SELECT RAISE(ABORT, 'a text slot takes a text, a figure a number or null, a year a whole number or null')
        FROM verdicts JOIN json_each(new.slots) AS given
        JOIN claim_slots ON claim_slots.type = verdicts.type AND claim_slots.slot = given.key
        WHERE verdicts.id = new.id AND new.slots <> '' AND CASE kind
            WHEN 'text' THEN given.type <> 'text'
            WHEN 'number' THEN given.type NOT IN ('integer', 'real', 'null')
            ELSE given.type NOT IN ('integer', 'null') END;
    SELECT RAISE(ABORT, 'the correction changes nothing') FROM verdicts
        WHERE verdicts.id = new.id AND new.slots <> '' AND NOT EXISTS (
            SELECT 1 FROM json_each(new.slots) AS given WHERE given.value IS NOT (verdicts.said ->> given.key));
    SELECT RAISE(ABORT, 'no country or bloc has this code')
        FROM verdicts, json_each(json_array('country_code', 'partner', 'scope')) AS slot, json_each(
            '[' || replace(replace(json_quote(new.slots ->> slot.value), '; ', '","'), '+', '","') || ']') AS code
        WHERE verdicts.id = new.id AND new.slots <> '' AND code.value <> ''
            AND NOT EXISTS (SELECT 1 FROM countries WHERE countries.code = code.value);
    INSERT INTO corrections
        SELECT new.id, new.claim, coalesce((
                SELECT group_concat(name, '; ') FROM (
                    SELECT name FROM json_each(
                        '[' || replace(json_quote(it ->> 'country_code'), '; ', '","') || ']') AS code
                    JOIN countries ON countries.code = code.value ORDER BY code.key)), ''),
            it ->> 'country_code', it ->> 'organization', it ->> 'partner', it ->> 'commodity', it ->> 'stage',
            it ->> 'share_low', it ->> 'share_high', it ->> 'bound', it ->> 'scope', it ->> 'value_low',
            it ->> 'value_high', it ->> 'unit', it ->> 'policy', it ->> 'policy_type', it ->> 'status', it ->> 'goal',
            it ->> 'year', it ->> 'modality', it ->> 'attribution'
        FROM (SELECT json_patch(said, new.slots) AS it FROM verdicts WHERE id = new.id) WHERE new.slots <> '';
    UPDATE claims SET review = (SELECT status FROM claim_status WHERE claim = claims.id)
        WHERE id = new.claim OR id IN (SELECT successor FROM returned_verdicts WHERE claim = new.claim);
END;

CREATE TRIGGER verdicts_bu BEFORE UPDATE ON verdicts WHEN old.said <> '' BEGIN
    SELECT RAISE(ABORT, 'a verdict is never changed: give a new one');
END;
CREATE TRIGGER verdicts_bd BEFORE DELETE ON verdicts BEGIN
    SELECT RAISE(ABORT, 'a verdict is never deleted: withdraw it');
END;

CREATE TRIGGER corrections_bi BEFORE INSERT ON corrections
WHEN EXISTS (SELECT 1 FROM corrections WHERE verdict = new.verdict) BEGIN
    SELECT RAISE(ABORT, 'a correction is never replaced: give a new verdict');
END;
CREATE TRIGGER corrections_bu BEFORE UPDATE ON corrections BEGIN
    SELECT RAISE(ABORT, 'a correction is never changed: give a new verdict');
END;
CREATE TRIGGER corrections_bd BEFORE DELETE ON corrections BEGIN
    SELECT RAISE(ABORT, 'a correction is never deleted: withdraw its verdict');
END;

-- --- what keeps claims.review --------------------------------------------------------------------------------------

CREATE TRIGGER claims_review_ai AFTER INSERT ON claims
WHEN EXISTS (SELECT 1 FROM verdicts WHERE claim = new.id) BEGIN
    UPDATE claims SET review = (SELECT status FROM claim_status WHERE claim = claims.id)
        WHERE id = new.id OR id IN (SELECT successor FROM returned_verdicts WHERE claim = new.id);
END;
CREATE TRIGGER claims_review_au AFTER UPDATE OF attribution ON claims
WHEN EXISTS (SELECT 1 FROM verdicts WHERE claim = new.id) BEGIN
    UPDATE claims SET review = (SELECT status FROM claim_status WHERE claim = claims.id) WHERE id = new.id;
END;
CREATE TRIGGER returned_verdicts_ai AFTER INSERT ON returned_verdicts BEGIN
    UPDATE claims SET review = (SELECT status FROM claim_status WHERE claim = claims.id)
        WHERE id IN (SELECT successor FROM returned_verdicts WHERE claim = new.claim);
END;
