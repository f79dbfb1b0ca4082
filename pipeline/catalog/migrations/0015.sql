-- Where a file has no pages, citations stand in paragraphs.
ALTER TABLE citations ADD COLUMN paragraph INTEGER NOT NULL DEFAULT 0;
