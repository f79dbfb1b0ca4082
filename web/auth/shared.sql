-- What servers of the same catalogue share: who is logged in, and who may be. "catalogue" is the
-- schema in which the catalogue lies: there may be several in a database.
CREATE SCHEMA IF NOT EXISTS danchieu_web;
-- The key of the tokens of forms.
CREATE TABLE IF NOT EXISTS danchieu_web.keys (catalogue TEXT PRIMARY KEY, key BYTEA NOT NULL);
-- Who is logged in, by the hash of a token that is kept nowhere. mark is that of the user's password, with which the session ends.
CREATE TABLE IF NOT EXISTS danchieu_web.sessions (
	catalogue TEXT NOT NULL,
	id        BYTEA NOT NULL,
	name      TEXT NOT NULL,
	mark      TEXT NOT NULL,
	since     TIMESTAMPTZ NOT NULL DEFAULT now(),
	used      TIMESTAMPTZ NOT NULL DEFAULT now(),
	PRIMARY KEY (catalogue, id)
);
-- Who may log in: the line of a file of users.
CREATE TABLE IF NOT EXISTS danchieu_web.users (
	catalogue TEXT NOT NULL,
	name      TEXT NOT NULL,
	line      TEXT NOT NULL,
	PRIMARY KEY (catalogue, name)
);
-- Who has failed to log in, by the hash of an address or a name: how often it still may, until when no try is taken, when last.
CREATE TABLE IF NOT EXISTS danchieu_web.failures (
	catalogue TEXT NOT NULL,
	id        BYTEA NOT NULL,
	free      INTEGER NOT NULL,
	until     TIMESTAMPTZ NOT NULL,
	last      TIMESTAMPTZ NOT NULL,
	PRIMARY KEY (catalogue, id)
);
-- From which address which user has logged in, by the hash of both.
CREATE TABLE IF NOT EXISTS danchieu_web.proven (
	catalogue TEXT NOT NULL,
	id        BYTEA NOT NULL,
	last      TIMESTAMPTZ NOT NULL,
	PRIMARY KEY (catalogue, id)
);
