-- Administrative units in time.
CREATE TABLE places (
	n    INTEGER PRIMARY KEY,
	code TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, parent TEXT NOT NULL,
	first TEXT NOT NULL, last TEXT NOT NULL, successors TEXT NOT NULL
);
