-- The number that others give the document that a file is, where its own head bears none,
-- and why. What is cited with a day, and files of a day or without a number, are found
-- quickly.
ALTER TABLE files ADD COLUMN tied_number TEXT NOT NULL DEFAULT '';
ALTER TABLE files ADD COLUMN tied TEXT NOT NULL DEFAULT '';
CREATE INDEX files_day ON files (head_date);
CREATE INDEX files_unnumbered ON files (sha256) WHERE head_number = '';
CREATE INDEX files_tied ON files (sha256) WHERE tied_number <> '';
CREATE INDEX citations_day ON citations (date) WHERE length(date) = 10 AND title <> '';
CREATE INDEX documents_unnumbered ON documents (id) WHERE held <> '' AND number = '' AND name = '' AND deleted = 0;
