-- Reasons and sentences become codes with values: see sentences.go, which reads them
-- apart. Claims hold reasons too: all of it is to be resolved again.
UPDATE meta SET value = '' WHERE key = 'resolved';
