-- When documents are in force: what files say of it themselves, what registries and persons
-- say, and what follows. The rules of resolving have changed with it, so all is worked out.
CREATE TABLE clauses (
	file INTEGER NOT NULL REFERENCES files (n),
	idx  INTEGER NOT NULL,
	page INTEGER NOT NULL,
	start INTEGER NOT NULL, "end" INTEGER NOT NULL,
	says TEXT NOT NULL,
	type TEXT NOT NULL,
	ends INTEGER NOT NULL,
	day  TEXT NOT NULL,
	after INTEGER NOT NULL,
	PRIMARY KEY (file, idx)
) WITHOUT ROWID;
CREATE TABLE unsettled (document INTEGER PRIMARY KEY);
ALTER TABLE documents ADD COLUMN told TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN force TEXT NOT NULL DEFAULT '';
ALTER TABLE records ADD COLUMN effective_from TEXT NOT NULL DEFAULT '';
ALTER TABLE records ADD COLUMN effective_to TEXT NOT NULL DEFAULT '';
ALTER TABLE records ADD COLUMN status TEXT NOT NULL DEFAULT '';
ALTER TABLE records ADD COLUMN replaced_by TEXT NOT NULL DEFAULT '';
