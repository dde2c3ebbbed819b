"""What every table and column means: the one place where they are described, and `docs/schema.md` made from it.

Names, types and constraints stand in the migrations; a test holds the two together. A column's order is its table's.
"""

import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

from sqlite_utils import Database

from pipeline.store.migrations import MIGRATIONS, VERSION


class Column(NamedTuple):
    """A column and what it holds."""

    name: str
    description: str


def _columns(text: str) -> tuple[Column, ...]:
    return tuple(Column(*line.strip().split(": ", 1)) for line in text.strip().splitlines())


RUNS = _columns("""
    id: number of the run
    command: what was run
    started: when it started
    finished: when it ended; empty when it was cut short
    version: version of claimtable
    rules: digest of the rules and vocabulary that were used
    inputs: inputs that were read
    ok: inputs that became articles
    skipped: inputs that were stored before, or are no English article
    failed: inputs that did not become articles
    claims: claims that were stored
""")

ORIGINALS = _columns("""
    digest: digest of the bytes
    body: the page as it came, compressed; never shown
    bytes: size of the page as it came
    url: address that it was fetched from
    content_type: its type as the server named it
    headers: what else the server said (JSON)
    retrieved: when it was fetched
""")

ARTICLES = _columns("""
    id: digest of the text
    original: digest of the page as it came
    source: what was ingested: a path, an address or - for standard input
    url: address of the page
    site: the news site
    title: the headline
    authors: who wrote it
    published: date of publication
    updated: date of the last change that the page names
    language: language of the text (ISO 639-1)
    section: section of the site
    agency: news agency that the text came from
    status: ok, or why nothing was extracted
    text: the clean text, without the headline
    blocks: kind and place of every line of the text (JSON)
    words: words in the text
    run: the run that stored it
    url_key: name of the page, without what tells its links apart (scheme, tracking, AMP); empty without an address
    origin_id: the first article that tells the same story; its own id when no other does
    read_by: the run that last read claims from it
""")

PAGES = _columns("""
    url_key: name of the page
    version: number of the version, from 1
    article: what the page showed
    original: digest of the page as it came, when this version was first seen
    url: address that this version was fetched from
    seen: digest of the page as it came, when this version was last seen
    etag: what the server called this state of the page
    last_modified: when the page was last changed, said the server
    retrieved: when this version was last fetched in full
    run: the run that first saw this version
""")

SKETCHES = _columns("""
    number: number of the sketch
    article: the article
    day: its date of publication, without the time
""")

BANDS = _columns("""
    band: a number that alike texts are likely to share
    sketch: an article whose text has it
""")

SITE_LINES = _columns("""
    number: number of the line, older ones first
    site: the news site
    digest: the first 16 digits of the digest of the line
    pages: how many pages of different stories it stands on
""")

COUNTRIES = _columns("""
    code: ISO 3166-1 alpha-3 code, or our code of a bloc or region
    name: its name in English
""")

CLAIMS = _columns("""
    id: digest of what is said, at this place of this article
    key: digest of what is said: the same wherever the same is said again
    article: the article it was read in
    type: share, dependency, quantity, change, policy or goal
    country: the country or bloc that holds the figure, acts or depends; several joined by "; "
    country_code: its ISO 3166-1 alpha-3 or bloc code; several joined by "; "
    organization: the company, where a share is held by one company and not by a country
    partner: code of the other side: where imports come from, whom a policy targets, on whom one depends
    commodity: the material, product or technology
    stage: the link of the supply chain: reserves, mining, processing, manufacturing, exports ...
    share_low: lower end of the share, percent of the whole
    share_high: upper end of the share, percent of the whole
    bound: how the figure is bounded: exact, about, at_least, at_most or range
    scope: code of what the share is of, where that is not the world
    value_low: lower end of an absolute figure or change, in plain numbers of the unit
    value_high: upper end of an absolute figure or change, in plain numbers of the unit
    unit: unit of the values: t, usd, gwh, percent, pp (percentage points) ...
    policy: the policy instrument as the text names it
    policy_type: what kind of instrument: export control, tariff, subsidy, strategy ...
    status: how far the policy has come: in force, announced, proposed or ended
    goal: the aim as the text puts it
    year: the year the figure is of, where the text gives it
    modality: asserted, planned, possible or negated
    attribution: whom the article gives as the source of the claim; empty when it speaks in its own voice
    quote: the sentence or table row, byte for byte as it stands in the stored text
    start: where the quote begins in the text, in characters
    end: where the quote ends in the text, in characters
    rule: id of the rule that read it
    slots: where each part of the claim stands in the text (JSON)
    source_url: address of the page, or the file it was read from
    source_link: address of the page, at the sentence (text fragment)
    title: headline of the article
    site: the news site
    published: date of publication
    run: the run that stored it
    review: unreviewed, right, wrong, corrected, unsure, disputed (reviewers differ) or changed (since it was judged)
    page: the page of a PDF on which the quote begins
""")

CLAIM_COUNTRIES = _columns("""
    claim: the claim
    code: code of the country or bloc
    role: its part in the claim: holder or partner
""")

REMOVED = _columns("""
    article: the article it was taken out of
    position: its place among the pieces taken out
    text: what cleaning took out of the page
    rule: id of the rule that did it
""")

MISSED = _columns("""
    article: the article it stands in
    start: where the sentence begins in the text, in characters
    end: where the sentence ends in the text, in characters
    quote: a sentence with a figure or policy word that yielded no claim
    trigger_start: where that figure or word begins in the text
    trigger_end: where that figure or word ends in the text
    reason: why it is no claim
""")

FAILURES = _columns("""
    id: number of the failure
    source: the input that did not become an article
    stage: the step that gave up
    status: what became of it, in one word
    reason: why, in one sentence
    run: the run that met it
    at: when
""")

CLAIM_SLOTS = _columns("""
    type: type of a claim
    slot: column of `claims` that such a claim has, and that a correction may change
    kind: what it holds: text, number (or null) or year (a whole number or null)
""")

CLAIM_HISTORY = _columns("""
    claim: id of the claim
    lost: the run that lost it, or found it said by another source or by another rule
    run: the run that had stored it
    article: the article it was read in
    type: its type
    rule: id of the rule that read it
    start: where the quote begins in the text, in characters
    end: where the quote ends in the text, in characters
    quote: the sentence or table row
    said: its slots (JSON)
""")

VERDICTS = _columns("""
    id: number of the verdict
    claim: id of the claim; it may have been lost since
    verdict: right, wrong, corrected, unsure or withdrawn
    error_class: what is wrong: holder, figure, stage, commodity, not a claim, negated, attribution or other
    slots: the slots that were corrected, with their right values (JSON)
    note: what the reviewer noted
    reviewer: who gave it
    at: when, in UTC
    article: the article of the claim
    type: type of the claim
    rule: id of the rule that had read it
    start: where its quote begins in the text, in characters
    end: where its quote ends in the text, in characters
    quote: its sentence or table row
    attribution: whom the article was said to give as its source
    said: its slots as they were judged (JSON)
""")

CORRECTIONS = _columns("""
    verdict: the verdict that corrects
    claim: id of the claim
    country: the corrected claim: who holds the figure, acts or depends
    country_code: their codes
    organization: the company
    partner: code of the other side
    commodity: the material, product or technology
    stage: the link of the supply chain
    share_low: lower end of the share
    share_high: upper end of the share
    bound: how the figure is bounded
    scope: code of what the share is of
    value_low: lower end of the figure
    value_high: upper end of the figure
    unit: unit of the values
    policy: the policy instrument
    policy_type: what kind of instrument
    status: how far the policy has come
    goal: the aim
    year: the year the figure is of
    modality: asserted, planned, possible or negated
    attribution: whom the article gives as the source
""")

RETURNED_VERDICTS = _columns("""
    claim: id of a claim with verdicts, which a run lost
    run: the run that lost it, or changed what stood in its place
    successor: id of the claim that stands in its place; empty when none does
    verdict: the newest verdict on it at that time
""")

FACTS = _columns("""
    fact_id: the first 16 digits of the digest of what the fact is about
    type: share, dependency, quantity, change, policy or goal
    country: the country or bloc that holds the figure, acts or depends; several joined by "; "
    country_code: its code; several joined by "; "
    partner: code of the other side; several joined by "+"
    commodity: the material, product or technology
    stage: the link of the supply chain
    scope: code of what a share is of, where that is not the world
    unit: unit of low, high and median; percent for shares
    year: the year the figures are of; NULL where the articles give none
    low: the lowest figure
    high: the highest figure
    median: the middle one of the latest figures of each independent origin
    claims: how many claims state it
    articles: how many articles do
    sites: how many sites do
    origins: how many independent origins do: copies of a story are one, and so are all that name the same source
    confidence: from 0 to 1, from the independent origins and the precision of the rules; halved where contradicted
    contradicted: 1 when claims contradict it, else 0; the view contradictions lists them
    first_seen: date of the earliest article
    last_seen: date of the latest
    reviewed: how many of the claims a person has found right
    organization: the company, where a share is held by one
    policy_type: what kind of instrument a policy is
    status: how far a policy has come, by the latest article that says so
    modality: asserted, expected (planned or possible) or negated; only asserted ones are what articles say is so
    subject: digest of what it is about without year and modality: facts that share it are one series
""")

FACT_CLAIMS = _columns("""
    claim: the claim
    fact: the fact that it states
    article: its article
    site: the news site
    published: day of publication
    story: the first 16 digits of the id of the first article that tells its story
    origin: where it comes from: the source that the article names, in one spelling; else the story
    rule: id of the rule that read it
    precision: how often that rule is right, as measured; 0.99 when a person found the claim right
    reviewed: 1 when a person found it right
    status: how far a policy has come, where the claim speaks of its own time
    low: lower end of its figure; the other end where it has none
    high: upper end of its figure; the other end where it has none
    period: claims of one fact are compared within it: the year of publication where the claim gives no year
    agree_low: below this nothing agrees with its figure; NULL where the figure is open below
    agree_high: above this nothing agrees with its figure; NULL where the figure is open above
""")

FACT_ORIGINS = _columns("""
    fact: the fact
    origin: where it comes from: a source by name, or the first 16 digits of the id of a story's first article
    claims: how many claims of the fact come from there
    precision: the highest precision among them
    figure: the latest figure from there, the middle of a range
    first_seen: date of the earliest
    last_seen: date of the latest
""")

CONTRADICTION_PAIRS = _columns("""
    fact: the fact
    other_fact: the fact of the other claim: the same, or for a denial the denied one
    kind: figures (too far apart), negation (asserted and denied) or status (in force and ended)
    claim: the claim
    other_claim: the claim that contradicts it
    gap: how far apart the figures are, in the unit of the fact
""")

RULE_RATES = _columns("""
    rule: id of the rule
    judged: how many of its claims were found right, wrong or corrected
    right: how many of them right
""")

STALE_ARTICLES = _columns("""
    article: an article of which claims came that are not counted yet
""")

STALE_CLAIMS = _columns("""
    claim: a claim that came, changed or went and is not counted yet
""")

STALE_FACTS = _columns("""
    fact: a fact whose claims have changed and that is not worked out yet
    origin: the origin of the claims that came or went
""")

REFERENCE_FIGURES = _columns("""
    id: the first 16 digits of the digest of what it is the figure of, and of its publication
    country_code: code of the country; empty for the world
    commodity: the material, product or technology, as claims name it
    stage: the link of the supply chain
    year: the year the figure is of
    value: the figure
    unit: its unit; percent for a share of the world
    publication: what it stands in
    place: where in it: page or table
    url: address of the publication
    note: what to know about it
    file: the file that it was added from
""")

TABLES: dict[str, tuple[Column, ...]] = {
    "runs": RUNS,
    "originals": ORIGINALS,
    "articles": ARTICLES,
    "countries": COUNTRIES,
    "claims": CLAIMS,
    "claim_countries": CLAIM_COUNTRIES,
    "removed": REMOVED,
    "missed_candidates": MISSED,
    "failures": FAILURES,
    "pages": PAGES,
    "sketches": SKETCHES,
    "bands": BANDS,
    "site_lines": SITE_LINES,
    "claim_slots": CLAIM_SLOTS,
    "claim_history": CLAIM_HISTORY,
    "verdicts": VERDICTS,
    "corrections": CORRECTIONS,
    "returned_verdicts": RETURNED_VERDICTS,
    "rule_rates": RULE_RATES,
    "facts": FACTS,
    "fact_claims": FACT_CLAIMS,
    "fact_origins": FACT_ORIGINS,
    "contradiction_pairs": CONTRADICTION_PAIRS,
    "reference_figures": REFERENCE_FIGURES,
    "stale_articles": STALE_ARTICLES,
    "stale_claims": STALE_CLAIMS,
    "stale_facts": STALE_FACTS,
}

CLAIM_CHANGES = _columns("""
    url_key: name of the page
    version: the version that brought the change
    change: came or went
    claim: the claim
    type: its type
    country: its country
    commodity: its commodity
    quote: its sentence
    earlier: the article that the page showed before
    later: the article that it showed in this version
""")

STORIES = _columns("""
    origin_id: the first of the articles
    articles: how many tell it
    pages: how many pages they are from; versions of one count once
    sites: how many sites they are on
    first_published: date of the earliest
    last_published: date of the latest
    agency: a news agency that one of them names
""")

CURRENT_VERDICTS = (
    *VERDICTS,
    *_columns("""
    stands: 1 when the claim still says what was judged
    answer: what another reviewer may contradict; NULL for unsure
"""),
)

OPEN_RETURNS = _columns("""
    claim: id of a claim with verdicts that is lost
    successor: id of the claim that stands in its place; empty when none does
    run: the run that lost it, or changed what stood in its place
    verdict: the newest verdict on it at that time
""")

CLAIM_STATUS = _columns("""
    claim: id of the claim
    status: what `claims.review` must be
""")

RETURNED_CLAIMS = _columns("""
    claim: id of the claim to judge again
    change: changed or lost
    verdict: what was said of it as it was
    error_class: what was wrong with it
    slots: the slots that were corrected (JSON)
    note: what the reviewer noted
    reviewer: who judged it
    at: when
    quote_before: its sentence then
    said_before: its slots then (JSON)
    quote: its sentence now; empty when it is lost
    type: its type
    rule: id of the rule that reads it, or that read it
    article: its article
    given: number of the verdict
""")

REVIEWED_CLAIMS = (
    *CLAIMS,
    *_columns("""
    original: where it was corrected, the slots as the machine read them (JSON)
"""),
)

COUNTABLE_CLAIMS = _columns("""
    id: the claim
    article: its article
    type: its type
    country_code: its country
    organization: its company
    partner: the other side
    commodity: its commodity
    stage: its stage
    share_low: lower end of the share
    share_high: upper end of the share
    bound: how the figure is bounded
    scope: what the share is of
    value_low: lower end of the figure
    value_high: upper end of the figure
    unit: unit of the figure
    policy_type: kind of instrument
    status: how far the policy has come
    year: the year the figure is of
    modality: asserted, planned, possible or negated
    attribution: whom the article names as the source
    rule: id of the rule that read it
    site: the news site
    published: date of publication
    reviewed: 1 when a person found it right
    story: the first article of the story that its page tells
""")

CONTRADICTIONS = _columns("""
    kind: figures (too far apart), negation (asserted and denied) or status (in force and ended)
    fact_id: the fact
    type: its type
    country: who holds the figure or acts
    country_code: code of it
    partner: the other side
    commodity: the commodity
    stage: the link of the supply chain
    scope: what a share is of
    unit: unit of the figures
    year: the year the figures are of
    policy_type: kind of instrument
    organization: the company
    gap: how far apart the figures are, in the unit
    claim_id: one claim
    low: lower end of its figure
    high: upper end of its figure
    bound: how it is bounded
    status: how far the policy has come, it says
    modality: asserted, planned, possible or negated
    attribution: whom its article names as the source
    quote: its sentence
    site: its site
    published: date of its article
    source_link: its page, at the sentence
    other_claim_id: the other claim
    other_low: lower end of its figure
    other_high: upper end of its figure
    other_bound: how it is bounded
    other_status: how far the policy has come, it says
    other_modality: asserted, planned, possible or negated
    other_attribution: whom its article names as the source
    other_quote: its sentence
    other_site: its site
    other_published: date of its article
    other_source_link: its page, at the sentence
""")

FACT_SERIES = _columns("""
    subject: what the series is about
    fact_id: the fact
    type: its type
    country: who holds the figure
    partner: the other side
    commodity: the commodity
    stage: the link of the supply chain
    scope: what a share is of
    unit: unit of the figures
    modality: asserted, expected or negated
    published: date of the article
    year: the year the figure is of
    low: lower end of the figure
    high: upper end of the figure
    origin: where it comes from
    site: the news site
    claim: the claim
""")

POLICY_TIMELINE = _columns("""
    subject: the policy: actor, kind of instrument, commodity and target
    country: who acts
    country_code: code of it
    policy_type: kind of instrument
    commodity: the commodity
    partner: whom it targets
    status: in force, announced, proposed or ended; empty where the articles don't tell
    first_seen: date of the first article that says so
    last_seen: date of the last
    claims: how many claims say so
    articles: in how many articles
    origins: from how many independent origins
""")

CLAIM_REFERENCE = _columns("""
    claim_id: the claim
    reference_year: the year of the reference figure: that of the claim, else the newest that its article could know
    reference: the figure of the official statistics
    unit: unit of both
    difference: what the claim says minus the reference; 0 within the bounds of the claim
    dated: 1 when the claim gives the year itself
    publication: what the reference stands in
    place: page or table
    url: address of the publication
""")

VIEWS: dict[str, tuple[Column, ...]] = {
    "claim_changes": CLAIM_CHANGES,
    "stories": STORIES,
    "current_verdicts": CURRENT_VERDICTS,
    "open_returns": OPEN_RETURNS,
    "claim_status": CLAIM_STATUS,
    "returned_claims": RETURNED_CLAIMS,
    "reviewed_claims": REVIEWED_CLAIMS,
    "countable_claims": COUNTABLE_CLAIMS,
    "contradictions": CONTRADICTIONS,
    "fact_series": FACT_SERIES,
    "policy_timeline": POLICY_TIMELINE,
    "claim_reference": CLAIM_REFERENCE,
}

MEANINGS = {
    "runs": "One row each time a command stored something.",
    "originals": "The pages as they came, so that every claim can be checked against its source later.",
    "articles": "Clean text with its structure and metadata. Two pages with one text are one article: the first.",
    "countries": "Countries and blocs that a claim may name.",
    "claims": "One row states one thing, read at one place of one article.",
    "claim_countries": "The countries of each claim, one a row: the holders of a figure or actors, and the other side.",
    "removed": "What cleaning took out of a page, in page order.",
    "missed_candidates": "Sentences with a figure or a policy word that yielded no claim.",
    "failures": "Inputs that did not become articles. A new try of an input replaces what was noted before.",
    "pages": "One row for each text that a page showed: a page that has changed since is a new version of it.",
    "sketches": "What articles are found by when another tells the same story.",
    "bands": "The sketches that share a band, the newest 16 of each.",
    "site_lines": "Short lines of each site's articles, by which cleaning knows those that stand on many pages.",
    "claim_changes": "A view: claims that came or went when a page changed, by what they say.",
    "stories": "A view: stories that more than one page tells.",
    "claim_slots": "Which slots a claim of each type has.",
    "claim_history": "Claims as they were, where a later run lost them or changed their source or rule.",
    "verdicts": "What people say of claims, with the claim as it was judged. Rows are never changed or deleted.",
    "corrections": "The claims that verdicts correct, with all their slots. Rows are never changed or deleted.",
    "returned_verdicts": "Verdicts whose claim a run lost or changed.",
    "rule_rates": "How often each rule is right, by the verdicts when `claimtable rules stats` was last run.",
    "current_verdicts": "A view: the last word of each reviewer on each claim.",
    "open_returns": "A view: claims with verdicts that are lost, and what stands in their place.",
    "claim_status": "A view: where each claim stands in review, worked out from the verdicts.",
    "returned_claims": "A view: verdicts to be given again, as the claim changed or was lost, with both versions.",
    "reviewed_claims": "A view: claims found right, and those that were corrected, with the corrections.",
    "facts": "One row for all claims about the same thing: what they say, since when, of how many origins.",
    "fact_claims": "Which claim states which fact, with what counting needs of it.",
    "fact_origins": "The independent origins of each fact.",
    "contradiction_pairs": "Pairs of claims that contradict each other; the view contradictions shows them.",
    "reference_figures": "Official statistics that claims are compared with.",
    "stale_articles": "Articles whose claims wait to be counted; empty after each run.",
    "stale_claims": "Claims that wait to be counted; empty after each run.",
    "stale_facts": "Facts that wait to be worked out; empty after each run.",
    "countable_claims": "A view: what facts are made of.",
    "contradictions": "A view: claims that contradict each other, with both sentences.",
    "fact_series": "A view: the figures of each subject over time.",
    "policy_timeline": "A view: how far each policy has come, and when articles said so.",
    "claim_reference": "A view: shares and quantities beside the official figure.",
}

_HEAD = f"""# The database

Made by `python -m pipeline.store.schema > docs/schema.md` from the migrations (version {VERSION}); a test compares.

Text is `''` where nothing is known, numbers are `NULL`. Ids are digests of content (SHA-256, hexadecimal): the same
input gives the same ids. Offsets count code points and are half-open. `articles_fts` (title, text) and `claims_fts`
(quote, policy, goal, attribution) are full-text indexes, kept by triggers.
"""


def markdown() -> str:
    """The text of `docs/schema.md`."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        MIGRATIONS.apply(Database(connection))
        tables = (line for table in TABLES for line in _table(connection, table))
        return "\n".join((_HEAD, *tables, *(line for view in VIEWS for line in _view(view))))


def _table(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    targets = {row[3]: f"{row[2]}.{row[4]}" for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')}
    meanings = dict(TABLES[table])
    yield f"## {table}\n\n{MEANINGS[table]}\n\n| column | type | meaning |\n|---|---|---|"
    for _, name, kind, _, _, key in connection.execute(f'PRAGMA table_info("{table}")'):
        marks = (", key" if key else "") + (f", of {targets[name]}" if name in targets else "")
        yield f"| `{name}` | {kind}{marks} | {meanings[name]} |"
    sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    rules = re.findall(r"CONSTRAINT (\w+) CHECK \((.*?)\)(?=,\n    CONSTRAINT|\n\))", sql, re.DOTALL)
    if rules:
        yield "\nConstraints:\n"
        yield from (f"- `{name}`: `{' '.join(rule.split())}`" for name, rule in rules)
    indexes = [
        _indexed(connection, row[1]) for row in connection.execute(f'PRAGMA index_list("{table}")') if row[3] == "c"
    ]
    if indexes:
        yield f"\nIndexes: {', '.join(f'`{each}`' for each in sorted(indexes))}."
    yield ""


def _view(view: str) -> Iterator[str]:
    yield f"## {view}\n\n{MEANINGS[view]}\n\n| column | meaning |\n|---|---|"
    yield from (f"| `{name}` | {description} |" for name, description in VIEWS[view])
    yield ""


def _indexed(connection: sqlite3.Connection, index: str) -> str:
    return ", ".join(row[2] for row in connection.execute(f'PRAGMA index_info("{index}")'))


if __name__ == "__main__":
    sys.stdout.write(markdown())
