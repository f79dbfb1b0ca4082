-- Marks of persons: of findings and of wanted documents.
CREATE TABLE corrections_now (
	n INTEGER PRIMARY KEY,
	kind TEXT NOT NULL CHECK (kind IN ('same', 'differ', 'decide', 'mark')),
	document TEXT NOT NULL, other TEXT NOT NULL DEFAULT '',  -- IDs
	file TEXT NOT NULL DEFAULT '', idx INTEGER NOT NULL DEFAULT -1, raw TEXT NOT NULL DEFAULT '', -- a citation
	field TEXT NOT NULL DEFAULT '', value TEXT NOT NULL DEFAULT '',
	by TEXT NOT NULL, at TEXT NOT NULL, why TEXT NOT NULL,
	undone_by TEXT NOT NULL DEFAULT '', undone_at TEXT NOT NULL DEFAULT '', undone_why TEXT NOT NULL DEFAULT '',
	idle INTEGER NOT NULL DEFAULT 0,
	pending INTEGER NOT NULL DEFAULT 1, -- it, or that it was taken back, is still to be resolved; 0 of a mark
	about TEXT NOT NULL DEFAULT ''      -- of a mark: JSON, the documents and values of the finding
);
INSERT INTO corrections_now SELECT n, kind, document, other, file, idx, raw, field, value, by, at, why,
	undone_by, undone_at, undone_why, idle, pending, '' FROM corrections;
DROP TABLE corrections;
ALTER TABLE corrections_now RENAME TO corrections;
