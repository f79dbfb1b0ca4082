-- Registries, corrections, what became of each path in a run, and what runs found.
ALTER TABLE documents ADD COLUMN settled TEXT NOT NULL DEFAULT '{}';
ALTER TABLE documents ADD COLUMN leads TEXT NOT NULL DEFAULT '';
CREATE TABLE registries (
	name TEXT PRIMARY KEY, source TEXT NOT NULL, sha256 TEXT NOT NULL, imported TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE records (
	registry TEXT NOT NULL REFERENCES registries (name) ON DELETE CASCADE,
	line     INTEGER NOT NULL,
	type TEXT NOT NULL, number TEXT NOT NULL, date TEXT NOT NULL, issuer TEXT NOT NULL, title TEXT NOT NULL,
	PRIMARY KEY (registry, line)
) WITHOUT ROWID;
CREATE TABLE corrections (
	n INTEGER PRIMARY KEY,
	kind TEXT NOT NULL CHECK (kind IN ('same', 'differ', 'decide')),
	document TEXT NOT NULL, other TEXT NOT NULL DEFAULT '',
	file TEXT NOT NULL DEFAULT '', idx INTEGER NOT NULL DEFAULT -1, raw TEXT NOT NULL DEFAULT '',
	field TEXT NOT NULL DEFAULT '', value TEXT NOT NULL DEFAULT '',
	by TEXT NOT NULL, at TEXT NOT NULL, why TEXT NOT NULL,
	undone_by TEXT NOT NULL DEFAULT '', undone_at TEXT NOT NULL DEFAULT '', undone_why TEXT NOT NULL DEFAULT '',
	idle INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE run_files (
	run    INTEGER NOT NULL REFERENCES runs (n) ON DELETE CASCADE,
	path   TEXT NOT NULL,
	what   TEXT NOT NULL,
	sha256_before TEXT NOT NULL DEFAULT '', sha256 TEXT NOT NULL DEFAULT '',
	status TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (run, path)
) WITHOUT ROWID;
CREATE INDEX run_files_path ON run_files (path);
CREATE TABLE news (
	run      INTEGER NOT NULL REFERENCES runs (n) ON DELETE CASCADE,
	what     TEXT NOT NULL CHECK (what IN ('document', 'no document', 'edge', 'no edge', 'conflict', 'no conflict')),
	document INTEGER NOT NULL,
	target   INTEGER NOT NULL DEFAULT 0,
	relation TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (run, what, document, target, relation)
) WITHOUT ROWID;
CREATE TABLE seen_documents (document INTEGER PRIMARY KEY, conflict INTEGER NOT NULL);
CREATE TABLE seen_edges (
	source INTEGER NOT NULL, target INTEGER NOT NULL, relation TEXT NOT NULL, PRIMARY KEY (source, target, relation)
) WITHOUT ROWID;
CREATE TABLE watches (document TEXT PRIMARY KEY, by TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE ocr_sums (key TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;

-- The next run tells of what is new since now, not of everything.
INSERT INTO seen_documents SELECT n, conflict FROM documents WHERE deleted = 0;
INSERT INTO seen_edges SELECT source, target, relation FROM edges;
