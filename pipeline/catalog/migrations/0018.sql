-- What OCR read is kept for each engine. Of what was read before nobody knows which it was;
-- it is still to be written in the form of today, which the first run does.
CREATE TABLE ocr_now (key TEXT NOT NULL, engine TEXT NOT NULL, reading BLOB NOT NULL, PRIMARY KEY (key, engine)) WITHOUT ROWID;
INSERT INTO ocr_now SELECT key, '', reading FROM ocr;
DROP TABLE ocr;
ALTER TABLE ocr_now RENAME TO ocr;
CREATE TABLE ocr_sums_now (key TEXT NOT NULL, engine TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (key, engine)) WITHOUT ROWID;
INSERT INTO ocr_sums_now SELECT key, '', sha256 FROM ocr_sums;
DROP TABLE ocr_sums;
ALTER TABLE ocr_sums_now RENAME TO ocr_sums;
ALTER TABLE ocr_pages ADD COLUMN engine TEXT NOT NULL DEFAULT '';
INSERT INTO meta SELECT 'recode', '1' WHERE EXISTS (SELECT 1 FROM ocr);
