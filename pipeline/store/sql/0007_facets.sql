-- Applied once by pipeline/store/migrations.py and never edited after a release: a change is a new migration.
-- The desk counts claims by each of five columns, filters by any of them and sorts by date: an index led by each that
-- holds the others answers all of it without looking up a row. They take the place of those of one column.

DROP INDEX idx_claims_type;
DROP INDEX idx_claims_country;
DROP INDEX idx_claims_commodity;
DROP INDEX idx_claims_stage;
DROP INDEX idx_claims_policy_type;
CREATE INDEX claims_by_type ON claims (type, published, country, commodity, stage, policy_type, year);
CREATE INDEX claims_by_country ON claims (country, published, type, commodity, stage, policy_type, year);
CREATE INDEX claims_by_commodity ON claims (commodity, published, type, country, stage, policy_type, year);
CREATE INDEX claims_by_stage ON claims (stage, published, type, country, commodity, policy_type, year);
CREATE INDEX claims_by_policy_type ON claims (policy_type, published, type, country, commodity, stage, year);

-- of facts only what does not change when a claim is added
DROP INDEX facts_type;
CREATE INDEX facts_by_type ON facts (type, country, commodity, stage, policy_type, contradicted);
CREATE INDEX facts_by_country_code ON facts (country_code, type);
CREATE INDEX facts_by_partner ON facts (partner, type) WHERE partner <> '';
CREATE INDEX facts_by_policy_type ON facts (policy_type, country, commodity) WHERE type = 'policy';
