-- What of a head was read from handwriting, and what is known of it in part.
ALTER TABLE files ADD COLUMN head_written TEXT NOT NULL DEFAULT 'null';
