-- Applied once by pipeline/store/migrations.py and never edited after a release: a change is a new migration.

ALTER TABLE claims ADD COLUMN page INTEGER
    CONSTRAINT claims_page CHECK (page IS NULL OR typeof(page) = 'integer' AND page >= 1);

-- the same view, with the new column
DROP VIEW reviewed_claims;
CREATE VIEW reviewed_claims AS
    SELECT id, "key", article, type, country, country_code, organization, partner, commodity, stage, share_low,
        share_high, bound, scope, value_low, value_high, unit, policy, policy_type, status, goal, year, modality,
        attribution, quote, start, "end", rule, slots, source_url, source_link, title, site, published, run, review,
        page, '' AS original
    FROM claims WHERE review = 'right'
    UNION ALL
    SELECT it.id, it."key", it.article, it.type, now.country, now.country_code, now.organization, now.partner,
        now.commodity, now.stage, now.share_low, now.share_high, now.bound, now.scope, now.value_low, now.value_high,
        now.unit, now.policy, now.policy_type, now.status, now.goal, now.year, now.modality, now.attribution, it.quote,
        it.start, it."end", it.rule, it.slots, it.source_url, it.source_link, it.title, it.site, it.published, it.run,
        it.review, it.page, verdicts.said
    FROM claims AS it JOIN corrections AS now ON now.verdict = (
        SELECT id FROM current_verdicts WHERE current_verdicts.claim = it.id AND stands
            AND current_verdicts.verdict = 'corrected' ORDER BY at DESC, id DESC LIMIT 1)
    JOIN verdicts ON verdicts.id = now.verdict
    WHERE it.review = 'corrected';
