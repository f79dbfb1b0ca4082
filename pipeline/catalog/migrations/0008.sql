-- What a body lies in, and in which province.
ALTER TABLE documents ADD COLUMN body_above TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN body_province TEXT NOT NULL DEFAULT '';
