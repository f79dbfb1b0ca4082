-- How much of a document is changed, finer relations, and what the passive says.
ALTER TABLE citations ADD COLUMN scope TEXT NOT NULL DEFAULT '';
ALTER TABLE citations ADD COLUMN subtype TEXT NOT NULL DEFAULT '';
ALTER TABLE citations ADD COLUMN deed TEXT NOT NULL DEFAULT '';
ALTER TABLE citations ADD COLUMN deed_scope TEXT NOT NULL DEFAULT '';
ALTER TABLE citations ADD COLUMN deed_subtype TEXT NOT NULL DEFAULT '';
ALTER TABLE citations ADD COLUMN deed_provision TEXT NOT NULL DEFAULT '';
ALTER TABLE citations ADD COLUMN deed_to INTEGER NOT NULL DEFAULT -1;
ALTER TABLE evidence ADD COLUMN scope TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN subtype TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN provision TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN derived INTEGER NOT NULL DEFAULT 0;
CREATE INDEX evidence_subtype ON evidence (edge) WHERE subtype <> '';
DROP VIEW stated;
CREATE VIEW stated AS
	SELECT c.file, c.idx, CASE WHEN o.idx IS NULL THEN f.document ELSE o.document END AS source, m.document AS target, c.relation,
		c.scope, c.subtype, CASE c.scope WHEN 'part' THEN c.provision ELSE '' END AS provision, 0 AS derived
	FROM citations c JOIN files f ON f.n = c.file JOIN meanings m ON m.file = c.file AND m.idx = c.idx
	LEFT JOIN meanings o ON o.file = c.file AND o.idx = c.source
	WHERE f.deleted = 0 AND f.status <> 'failed'
		AND CASE WHEN o.idx IS NULL THEN f.document ELSE o.document END <> m.document
	UNION ALL
	SELECT c.file, c.idx, m.document, CASE WHEN a.idx IS NULL THEN f.document ELSE o.document END, c.deed,
		c.deed_scope, c.deed_subtype, c.deed_provision, 1
	FROM citations c JOIN files f ON f.n = c.file JOIN meanings m ON m.file = c.file AND m.idx = c.idx
	LEFT JOIN citations a ON a.file = c.file AND a.idx = c.deed_to LEFT JOIN meanings o ON o.file = c.file AND o.idx = c.deed_to
	WHERE c.deed <> '' AND f.deleted = 0 AND f.status <> 'failed'
		AND CASE WHEN a.idx IS NULL THEN f.document ELSE o.document END <> m.document;
