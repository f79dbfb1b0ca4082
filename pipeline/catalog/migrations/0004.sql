-- Everything is resolved group by group: no tallies, and corrections and records wait
-- to be resolved as files do.
DROP INDEX documents_part;
DROP INDEX documents_base;
ALTER TABLE documents RENAME COLUMN leads TO redirects;
ALTER TABLE documents RENAME COLUMN part TO group_key;
CREATE INDEX documents_group_key ON documents (group_key) WHERE deleted = 0;
CREATE INDEX documents_base ON documents (base);
DROP INDEX records_part;
DROP INDEX records_link;
ALTER TABLE records RENAME COLUMN part TO group_key;
ALTER TABLE records RENAME COLUMN link TO tied_key;
ALTER TABLE records ADD COLUMN pending INTEGER NOT NULL DEFAULT 1;
CREATE INDEX records_group_key ON records (group_key);
CREATE INDEX records_tied_key ON records (tied_key) WHERE tied_key <> '';
CREATE INDEX records_pending ON records (registry) WHERE pending = 1;
ALTER TABLE corrections ADD COLUMN pending INTEGER NOT NULL DEFAULT 1;
DROP TABLE tallies;
DROP TABLE ties;
DROP TABLE claims;
CREATE TABLE claims (
	key  TEXT NOT NULL, file INTEGER NOT NULL REFERENCES files (n),
	data TEXT NOT NULL,
	PRIMARY KEY (key, file)
) WITHOUT ROWID;
CREATE INDEX claims_file ON claims (file);
CREATE TABLE ties (
	key TEXT NOT NULL, other TEXT NOT NULL, file INTEGER NOT NULL REFERENCES files (n), PRIMARY KEY (key, other, file)
) WITHOUT ROWID;
CREATE INDEX ties_file ON ties (file);
CREATE TABLE pending (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIEW stated AS
	SELECT c.file, c.idx, CASE WHEN o.idx IS NULL THEN f.document ELSE o.document END AS source, m.document AS target, c.relation
	FROM citations c JOIN files f ON f.n = c.file JOIN meanings m ON m.file = c.file AND m.idx = c.idx
	LEFT JOIN meanings o ON o.file = c.file AND o.idx = c.source
	WHERE f.deleted = 0 AND f.status <> 'failed'
		AND CASE WHEN o.idx IS NULL THEN f.document ELSE o.document END <> m.document;

-- All of it is to be resolved again.
UPDATE meta SET value = '' WHERE key = 'resolved';
DELETE FROM meta WHERE key = 'again';
