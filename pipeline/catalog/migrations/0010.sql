-- What OCR read in two ways, and the documents of a day whose numbers are alike.
ALTER TABLE citations ADD COLUMN other TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN near TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN weak INTEGER NOT NULL DEFAULT 0;
CREATE INDEX documents_near ON documents (near) WHERE near <> '';
CREATE INDEX records_date ON records (date);
