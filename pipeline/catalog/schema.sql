-- The whole catalogue, as a new one is made. Any SQL tool opens it; the views at the
-- end are the comfortable way in. Numbers named "n" are internal and mean nothing
-- outside: files are known by their SHA-256, documents by their ID. Offsets are
-- bytes into the NFC running text of the file.

-- meta: uuid (which catalogue this is), copy (which copy of it, where it was restored), seq (the number of the last change),
-- rules (the number of those by which it was resolved; '' for none) and complete (the
-- number of the last change whose meaning has been worked out at the end of a run).
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- documents: as meant. One that is no longer named stays as a tombstone.
CREATE TABLE documents (
	n        INTEGER PRIMARY KEY,
	id       TEXT NOT NULL UNIQUE,
	type TEXT NOT NULL DEFAULT '', number TEXT NOT NULL DEFAULT '', name TEXT NOT NULL DEFAULT '',
	part     TEXT NOT NULL DEFAULT '',  -- of a number whose ordinal is not known: "?/TB-SYT"
	key      TEXT NOT NULL DEFAULT '',  -- the number in the form in which numbers are compared
	fold_key TEXT NOT NULL DEFAULT '',  -- the same without Đ and case
	body_code TEXT NOT NULL DEFAULT '', body_level TEXT NOT NULL DEFAULT '', body_place TEXT NOT NULL DEFAULT '',
	body_name TEXT NOT NULL DEFAULT '', body_above TEXT NOT NULL DEFAULT '', body_province TEXT NOT NULL DEFAULT '',
	year INTEGER NOT NULL DEFAULT 0, term INTEGER NOT NULL DEFAULT 0,
	date TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '',
	held     TEXT NOT NULL DEFAULT '',  -- SHA-256 of the file we have of it
	dates    TEXT NOT NULL DEFAULT '[]', -- JSON: [{"value": …, "count": …}]
	issuers  TEXT NOT NULL DEFAULT '[]',
	conflict INTEGER NOT NULL DEFAULT 0,
	conflicts TEXT NOT NULL DEFAULT '', -- on what: date, issuer, type, with a space between
	settled  TEXT NOT NULL DEFAULT '{}', -- JSON: field → whose word it is
	redirects TEXT NOT NULL DEFAULT '', -- of a tombstone: IDs of the documents its citations mean now, with a space between
	group_key TEXT NOT NULL DEFAULT '', -- the key it is, or was, resolved with, see claims
	base     TEXT NOT NULL DEFAULT '',  -- the ID before another one's read the same
	near     TEXT NOT NULL DEFAULT '',  -- its number without the ordinal, and its day: among those a digit may be misread
	weak     INTEGER NOT NULL DEFAULT 0, -- citations of one file, read by OCR, are all that tells of it
	told     TEXT NOT NULL DEFAULT '',  -- what registries and persons say of its force: JSON
	force    TEXT NOT NULL DEFAULT '',  -- when it is in force, as far as is known: JSON
	deleted  INTEGER NOT NULL DEFAULT 0,
	seq      INTEGER NOT NULL
);
CREATE UNIQUE INDEX documents_seq ON documents (seq);
CREATE INDEX documents_key ON documents (key);
CREATE INDEX documents_fold_key ON documents (fold_key);
CREATE INDEX documents_group_key ON documents (group_key) WHERE deleted = 0;
CREATE INDEX documents_base ON documents (base);
CREATE INDEX documents_near ON documents (near) WHERE near <> '';
CREATE INDEX documents_unnumbered ON documents (id) WHERE held <> '' AND number = '' AND name = '' AND deleted = 0;

-- files: one row a content. A vanished file stays as a tombstone (deleted = 1)
-- without its text. seq is the number of its last change.
CREATE TABLE files (
	n        INTEGER PRIMARY KEY,
	sha256   TEXT NOT NULL UNIQUE,
	size     INTEGER NOT NULL,
	status   TEXT NOT NULL CHECK (status IN ('read', 'waiting', 'failed')),
	reason   TEXT NOT NULL DEFAULT '',  -- why not read: a code
	sentence TEXT NOT NULL DEFAULT '',  -- and as a message: JSON, a code and values
	pages    INTEGER NOT NULL DEFAULT 0,
	head_type TEXT NOT NULL DEFAULT '', head_number TEXT NOT NULL DEFAULT '', head_date TEXT NOT NULL DEFAULT '',
	head_issuer TEXT NOT NULL DEFAULT '', head_superior TEXT NOT NULL DEFAULT '', head_place TEXT NOT NULL DEFAULT '',
	head_title TEXT NOT NULL DEFAULT '',
	head_written TEXT NOT NULL DEFAULT 'null',  -- what of it was read from handwriting or is known in part: JSON
	document INTEGER REFERENCES documents (n), -- the document this file is
	tied_number TEXT NOT NULL DEFAULT '', -- that others give the document, where its own head bears none
	tied     TEXT NOT NULL DEFAULT '',  -- and why it is that one: a message
	read_by  TEXT NOT NULL DEFAULT '',  -- version of the program that read it
	digest   TEXT NOT NULL,             -- of all facts of the file: equal means nothing to write
	deleted  INTEGER NOT NULL DEFAULT 0,
	seq      INTEGER NOT NULL,
	text     TEXT NOT NULL DEFAULT '',  -- the running text; it and layout stand last (not in catalogues of earlier versions), as SQLite reads its way through a row
	layout   BLOB NOT NULL DEFAULT x''  -- words and blocks with their places, see layout.go
);
CREATE UNIQUE INDEX files_seq ON files (seq);
CREATE INDEX files_document ON files (document);
CREATE INDEX files_day ON files (head_date);
CREATE INDEX files_unnumbered ON files (sha256) WHERE head_number = '';
CREATE INDEX files_tied ON files (sha256) WHERE tied_number <> '';

-- paths: where contents lie. A path that could not even be opened has no file
-- but a reason.
CREATE TABLE paths (
	path     TEXT PRIMARY KEY,          -- absolute
	root     TEXT NOT NULL,             -- the folder given to ingest
	file     INTEGER REFERENCES files (n),
	size     INTEGER NOT NULL,
	mtime_ns INTEGER NOT NULL,
	reason   TEXT NOT NULL DEFAULT '',
	sentence TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX paths_file ON paths (file);

-- pages: measures in points, and where the page's text comes from.
CREATE TABLE pages (
	file   INTEGER NOT NULL REFERENCES files (n),
	page   INTEGER NOT NULL,
	width  REAL NOT NULL,
	height REAL NOT NULL,
	source TEXT NOT NULL,
	PRIMARY KEY (file, page)
) WITHOUT ROWID;

-- citations: every mention as written, idx from 0 in reading order.
CREATE TABLE citations (
	file INTEGER NOT NULL REFERENCES files (n),
	idx  INTEGER NOT NULL,
	page INTEGER NOT NULL,
	start INTEGER NOT NULL, "end" INTEGER NOT NULL,
	type TEXT NOT NULL, number TEXT NOT NULL, date TEXT NOT NULL, issuer TEXT NOT NULL, title TEXT NOT NULL,
	name TEXT NOT NULL, provision TEXT NOT NULL,
	source   INTEGER NOT NULL,          -- idx of the cited document that does the citing, -1 for the file itself
	relation TEXT NOT NULL,
	raw      TEXT NOT NULL,
	sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL,
	sentence TEXT NOT NULL,             -- the sentence in full
	zone     TEXT NOT NULL,
	confidence REAL NOT NULL,
	scope    TEXT NOT NULL DEFAULT '',  -- of a change: whole or part, '' not said
	subtype  TEXT NOT NULL DEFAULT '',  -- suspends, extends, corrects or consolidates
	deed     TEXT NOT NULL DEFAULT '',  -- what it did, in the passive, to citation deed_to (-1: to the file itself): a relation
	deed_scope TEXT NOT NULL DEFAULT '', deed_subtype TEXT NOT NULL DEFAULT '', deed_provision TEXT NOT NULL DEFAULT '',
	deed_to INTEGER NOT NULL DEFAULT -1,
	other    TEXT NOT NULL DEFAULT '',  -- the number as OCR read it in a second way, other in its digits
	paragraph INTEGER NOT NULL DEFAULT 0, -- from 1, in a file that has no pages
	PRIMARY KEY (file, idx)
) WITHOUT ROWID;
CREATE INDEX citations_day ON citations (date) WHERE length(date) = 10 AND title <> '';

-- meanings: what each citation means; document is null where that is not certain.
CREATE TABLE meanings (
	file INTEGER NOT NULL, idx INTEGER NOT NULL,
	document   INTEGER REFERENCES documents (n),
	candidates TEXT NOT NULL DEFAULT '', -- IDs, with a space between
	reason     TEXT NOT NULL,            -- a message: JSON, a code and values
	PRIMARY KEY (file, idx),
	FOREIGN KEY (file, idx) REFERENCES citations (file, idx) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX meanings_document ON meanings (document);

-- edges: from the acting, citing document to the cited one; evidence: the citations
-- that say so, each with what it says of it: how much is changed (and of a part which
-- provision, as printed), the finer relation, and whether the edge is derived, from "A
-- was replaced by B".
CREATE TABLE edges (
	n INTEGER PRIMARY KEY,
	source   INTEGER NOT NULL REFERENCES documents (n),
	target   INTEGER NOT NULL REFERENCES documents (n),
	relation TEXT NOT NULL,
	UNIQUE (source, target, relation)
);
CREATE INDEX edges_target ON edges (target);
CREATE TABLE evidence (
	edge INTEGER NOT NULL REFERENCES edges (n) ON DELETE CASCADE,
	file INTEGER NOT NULL, idx INTEGER NOT NULL,
	scope TEXT NOT NULL DEFAULT '', subtype TEXT NOT NULL DEFAULT '', provision TEXT NOT NULL DEFAULT '',
	derived INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (edge, file, idx),
	FOREIGN KEY (file, idx) REFERENCES citations (file, idx) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX evidence_citation ON evidence (file, idx);
CREATE INDEX evidence_subtype ON evidence (edge) WHERE subtype <> '';

-- ocr: what OCR read on a page, once for every picture and engine: key names what the page
-- shows and how it was prepared, engine the programs and models that read it, '' where
-- nobody noted them. ocr_pages: which page shows what; a page that could
-- not be read has a reason in the place of a key. Both outlive the files.
CREATE TABLE ocr (key TEXT NOT NULL, engine TEXT NOT NULL, reading BLOB NOT NULL, PRIMARY KEY (key, engine)) WITHOUT ROWID;
CREATE TABLE ocr_pages (
	sha256   TEXT NOT NULL,             -- of the file
	page     INTEGER NOT NULL,
	key      TEXT NOT NULL DEFAULT '',
	engine   TEXT NOT NULL DEFAULT '',
	reason   TEXT NOT NULL DEFAULT '',
	sentence TEXT NOT NULL DEFAULT '',
	read_by  TEXT NOT NULL,             -- version of the program
	PRIMARY KEY (sha256, page)
) WITHOUT ROWID;

-- clauses: the sentences in which a file says from when it is in force, or (ends) from when no
-- longer: on a day, or so many days after it was signed.
CREATE TABLE clauses (
	file INTEGER NOT NULL REFERENCES files (n),
	idx  INTEGER NOT NULL,
	page INTEGER NOT NULL,
	start INTEGER NOT NULL, "end" INTEGER NOT NULL,
	says TEXT NOT NULL,
	type TEXT NOT NULL,                 -- what the file calls itself there
	ends INTEGER NOT NULL,
	day  TEXT NOT NULL,                 -- '' for that of signing
	after INTEGER NOT NULL,
	PRIMARY KEY (file, idx)
) WITHOUT ROWID;

-- unsettled: documents whose force is to be worked out anew.
CREATE TABLE unsettled (document INTEGER PRIMARY KEY);

-- former: what the citations of a file that was read again meant before, until the
-- next resolution: an ID that nothing names any more leads to what they mean then.
CREATE TABLE former (document INTEGER NOT NULL, file INTEGER NOT NULL, raw TEXT NOT NULL);

-- places: administrative units, each over a period in which nothing of it changed, in the
-- order of the tables they came from. first and last are days, '' where there is none;
-- parent and successors are codes, parted by semicolons.
CREATE TABLE places (
	n    INTEGER PRIMARY KEY,
	code TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, parent TEXT NOT NULL,
	first TEXT NOT NULL, last TEXT NOT NULL, successors TEXT NOT NULL
);

-- registries and their records: documents known for sure, a witness beside what was
-- read, imported whole and taken out whole.
CREATE TABLE registries (
	name TEXT PRIMARY KEY, source TEXT NOT NULL, sha256 TEXT NOT NULL, imported TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE records (
	registry TEXT NOT NULL REFERENCES registries (name) ON DELETE CASCADE,
	line     INTEGER NOT NULL,
	type TEXT NOT NULL, number TEXT NOT NULL, date TEXT NOT NULL, issuer TEXT NOT NULL, title TEXT NOT NULL,
	group_key TEXT NOT NULL DEFAULT '', tied_key TEXT NOT NULL DEFAULT '', -- see claims
	pending INTEGER NOT NULL DEFAULT 1, -- its keys are not told yet
	effective_from TEXT NOT NULL DEFAULT '', effective_to TEXT NOT NULL DEFAULT '', -- the first day in force, and no longer
	status TEXT NOT NULL DEFAULT '', replaced_by TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (registry, line)
) WITHOUT ROWID;
CREATE INDEX records_group_key ON records (group_key);
CREATE INDEX records_date ON records (date);
CREATE INDEX records_tied_key ON records (tied_key) WHERE tied_key <> '';
CREATE INDEX records_pending ON records (registry) WHERE pending = 1;

-- corrections: what persons know better. One that was taken back stays, with who
-- did so. idle: it found nothing to correct when last resolved. A decide with a file
-- completes the head of that file; idx is then -1. A mark is of a finding or of a wanted
-- document: field is the rule, value the mark, about what it speaks of.
CREATE TABLE corrections (
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

-- What files say, prepared so that a change can be resolved without reading all the
-- rest. A group key is a number, whatever body and year are meant, or the name of a law:
-- what is said under one key is resolved together, and so is what is tied together.
-- claims: what one file says under one key. ties: two keys that a file ties together, in
-- both directions. changed: files whose claims are not those of what was read. pending:
-- keys under which something has changed since they were resolved.
CREATE TABLE claims (
	key  TEXT NOT NULL, file INTEGER NOT NULL REFERENCES files (n),
	data TEXT NOT NULL,                 -- JSON: its mentions
	PRIMARY KEY (key, file)
) WITHOUT ROWID;
CREATE INDEX claims_file ON claims (file);
CREATE TABLE ties (
	key TEXT NOT NULL, other TEXT NOT NULL, file INTEGER NOT NULL REFERENCES files (n), PRIMARY KEY (key, other, file)
) WITHOUT ROWID;
CREATE INDEX ties_file ON ties (file);
CREATE TABLE changed (file INTEGER PRIMARY KEY REFERENCES files (n));
CREATE TABLE pending (key TEXT PRIMARY KEY) WITHOUT ROWID;

-- runs: one row for every ingest that changed something. counts is JSON.
CREATE TABLE runs (n INTEGER PRIMARY KEY, started TEXT NOT NULL, ended TEXT NOT NULL DEFAULT '', counts TEXT NOT NULL DEFAULT '{}');

-- run_files: what became of a path in a run: new, replaced (another content under
-- its name), moved, copied, touched, back (a content that had vanished), again (read
-- once more), moved away, vanished, recognised (pages read by OCR). sha256_before and sha256: its
-- content before and after.
CREATE TABLE run_files (
	run    INTEGER NOT NULL REFERENCES runs (n) ON DELETE CASCADE,
	path   TEXT NOT NULL,
	what   TEXT NOT NULL,
	sha256_before TEXT NOT NULL DEFAULT '', sha256 TEXT NOT NULL DEFAULT '',
	status TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (run, path)
) WITHOUT ROWID;
CREATE INDEX run_files_path ON run_files (path);

-- news: what a run, when it ended, found otherwise than the run before it: document
-- and no document, edge and no edge, conflict and no conflict. seen_documents and
-- seen_edges are what that one found.
CREATE TABLE news (
	run      INTEGER NOT NULL REFERENCES runs (n) ON DELETE CASCADE,
	what     TEXT NOT NULL CHECK (what IN ('document', 'no document', 'edge', 'no edge', 'conflict', 'no conflict')),
	document INTEGER NOT NULL,           -- that is meant, or that cites
	target   INTEGER NOT NULL DEFAULT 0, -- of an edge
	relation TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (run, what, document, target, relation)
) WITHOUT ROWID;
CREATE TABLE seen_documents (document INTEGER PRIMARY KEY, conflict INTEGER NOT NULL);
CREATE TABLE seen_edges (
	source INTEGER NOT NULL, target INTEGER NOT NULL, relation TEXT NOT NULL, PRIMARY KEY (source, target, relation)
) WITHOUT ROWID;

-- watches: documents of which a person wants to hear when something new cites them. told:
-- the run up to which that was told.
CREATE TABLE watches (
	document TEXT PRIMARY KEY, by TEXT NOT NULL, at TEXT NOT NULL, told INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- searches: searches of which a person wants to hear when they find something new. searched:
-- the files that each has found so far, in the run in which it found them first, and
-- whether that was told; what it found when it was saved is no news.
CREATE TABLE searches (name TEXT PRIMARY KEY, question TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE searched (
	search TEXT NOT NULL REFERENCES searches (name) ON DELETE CASCADE,
	sha256 TEXT NOT NULL,
	run    INTEGER NOT NULL,
	told   INTEGER NOT NULL,
	PRIMARY KEY (search, sha256)
) WITHOUT ROWID;

-- ocr_sums: the SHA-256 of what is kept in ocr, to find damage.
CREATE TABLE ocr_sums (key TEXT NOT NULL, engine TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (key, engine)) WITHOUT ROWID;

-- stated: the edges that each citation states as it is meant: what its relation says, and
-- what its deed says of another citation. There is none where either end is open, and none
-- from a document to itself.
CREATE VIEW stated AS
	SELECT c.file, c.idx, CASE WHEN o.idx IS NULL THEN f.document ELSE o.document END AS source, m.document AS target, c.relation,
		c.scope, c.subtype, CASE c.scope WHEN 'part' THEN c.provision ELSE '' END AS provision, 0 AS derived
	FROM citations c JOIN files f ON f.n = c.file JOIN meanings m ON m.file = c.file AND m.idx = c.idx
	LEFT JOIN meanings o ON o.file = c.file AND o.idx = c.source
	WHERE f.deleted = 0 AND f.status <> 'failed'
		AND CASE WHEN o.idx IS NULL THEN f.document ELSE o.document END <> m.document
	UNION ALL
	SELECT c.file, c.idx, m.document, CASE WHEN a.idx IS NULL THEN f.document ELSE o.document END, c.deed,
		c.deed_scope, c.deed_subtype, c.deed_provision, 1
	FROM citations c JOIN files f ON f.n = c.file JOIN meanings m ON m.file = c.file AND m.idx = c.idx
	LEFT JOIN citations a ON a.file = c.file AND a.idx = c.deed_to LEFT JOIN meanings o ON o.file = c.file AND o.idx = c.deed_to
	WHERE c.deed <> '' AND f.deleted = 0 AND f.status <> 'failed'
		AND CASE WHEN a.idx IS NULL THEN f.document ELSE o.document END <> m.document;

-- For reading by hand: who cites what, with the words on the page.
CREATE VIEW mentions AS
	SELECT f.sha256 AS file, s.id AS citing, c.idx, c.page, c.relation, c.raw, d.id AS cited, m.candidates, m.reason, c.sentence
	FROM citations c JOIN files f ON f.n = c.file LEFT JOIN documents s ON s.n = f.document
	LEFT JOIN meanings m ON m.file = c.file AND m.idx = c.idx LEFT JOIN documents d ON d.n = m.document;
CREATE VIEW links AS
	SELECT s.id AS citing, e.relation, t.id AS cited, (SELECT count(*) FROM evidence v WHERE v.edge = e.n) AS mentions
	FROM edges e JOIN documents s ON s.n = e.source JOIN documents t ON t.n = e.target;
