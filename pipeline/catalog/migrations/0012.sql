-- What a document's file prints of a number whose ordinal is not known.
ALTER TABLE documents ADD COLUMN part TEXT NOT NULL DEFAULT '';
