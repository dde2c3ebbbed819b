-- Applied once by pipeline/store/migrations.py and never edited after a release: a change is a new migration.

CREATE TABLE site_lines (
    number INTEGER PRIMARY KEY,
    site TEXT NOT NULL,
    digest TEXT NOT NULL,
    pages INTEGER NOT NULL,
    UNIQUE (site, digest),
    CONSTRAINT site_lines_site CHECK (site <> ''),
    CONSTRAINT site_lines_digest CHECK (length(digest) = 16),
    CONSTRAINT site_lines_pages CHECK (typeof(pages) = 'integer' AND pages >= 1)
);
