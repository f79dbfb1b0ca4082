-- about: which form these tables have, and which catalogue the pages are of.
CREATE TABLE about (version INTEGER NOT NULL, catalogue TEXT NOT NULL);
-- workers: who reads pages, by what engine, how many at once, and when each was heard of last.
CREATE TABLE workers (
	id     TEXT PRIMARY KEY,
	engine TEXT NOT NULL,
	says   TEXT NOT NULL,               -- what makes the engine
	slots  INTEGER NOT NULL,
	seen   TIMESTAMPTZ NOT NULL
);
-- pages: what was handed out, and what came of it. One that could not be read has a reason.
CREATE TABLE pages (
	sha256   TEXT NOT NULL,             -- of the file
	page     INTEGER NOT NULL,
	engine   TEXT NOT NULL,
	job      BIGINT NOT NULL DEFAULT 0,
	tried    TEXT[] NOT NULL DEFAULT '{}', -- workers that could not read it for their own sake
	key      TEXT NOT NULL DEFAULT '',  -- what it shows
	reading  BYTEA,
	reason   TEXT NOT NULL DEFAULT '',
	sentence TEXT NOT NULL DEFAULT '',
	by       TEXT NOT NULL DEFAULT '',  -- the worker
	done     TIMESTAMPTZ,
	kept     TIMESTAMPTZ,               -- since when the catalogue has it
	PRIMARY KEY (sha256, page, engine)
);
CREATE INDEX pages_key ON pages (key, engine) WHERE reading IS NOT NULL;
