-- The run up to which was told what newly cites a document.
ALTER TABLE watches ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
UPDATE watches SET told = (SELECT coalesce(max(n), 0) FROM runs WHERE ended <> '');
-- Searches of which a person wants to hear when they find something new.
CREATE TABLE searches (name TEXT PRIMARY KEY, question TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE searched (
	search TEXT NOT NULL REFERENCES searches (name) ON DELETE CASCADE,
	sha256 TEXT NOT NULL,
	run    INTEGER NOT NULL,
	told   INTEGER NOT NULL,
	PRIMARY KEY (search, sha256)
) WITHOUT ROWID;
