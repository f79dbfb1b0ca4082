-- What the marks are called.
UPDATE meta SET key = 'rules' WHERE key = 'resolved';
UPDATE meta SET key = 'complete' WHERE key = 'settled';
