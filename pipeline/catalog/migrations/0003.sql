-- Resolving part by part: what files say by key, and what has changed.
ALTER TABLE documents ADD COLUMN part TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN base TEXT NOT NULL DEFAULT '';
CREATE INDEX documents_part ON documents (part) WHERE deleted = 0;
CREATE INDEX documents_base ON documents (base) WHERE deleted = 0;
ALTER TABLE records ADD COLUMN part TEXT NOT NULL DEFAULT '';
ALTER TABLE records ADD COLUMN link TEXT NOT NULL DEFAULT '';
CREATE INDEX records_part ON records (part);
CREATE INDEX records_link ON records (link) WHERE link <> '';
CREATE TABLE former (document INTEGER NOT NULL, file INTEGER NOT NULL, raw TEXT NOT NULL);
CREATE TABLE claims (
	key TEXT NOT NULL, reach INTEGER NOT NULL, file INTEGER NOT NULL REFERENCES files (n),
	links TEXT NOT NULL DEFAULT '',
	data  TEXT NOT NULL,
	PRIMARY KEY (key, reach, file)
) WITHOUT ROWID;
CREATE INDEX claims_file ON claims (file);
CREATE TABLE tallies (key TEXT NOT NULL, what TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (key, what)) WITHOUT ROWID;
CREATE TABLE ties (key TEXT NOT NULL, other TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (key, other)) WITHOUT ROWID;
CREATE TABLE changed (file INTEGER PRIMARY KEY REFERENCES files (n));

-- All of it is to be resolved again, at the end of a run that begins from what the
-- last one left.
INSERT INTO meta VALUES ('resolved', '') ON CONFLICT (key) DO UPDATE SET value = '';
INSERT INTO meta SELECT 'settled', value FROM meta WHERE key = 'seq' AND (SELECT ended <> '' FROM runs ORDER BY n DESC LIMIT 1)
	ON CONFLICT DO NOTHING;
