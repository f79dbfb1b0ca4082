package catalog

import (
	"context"
	"time"
)

// SavedSearch is a search of which a person wants to hear when it finds something new.
type SavedSearch struct {
	Name     string    `json:"search"`
	Question string    `json:"question"` // as typed
	By       string    `json:"by"`
	At       time.Time `json:"at"`
	Found    int       `json:"found"`  // files, so far
	Untold   int       `json:"untold"` // of these, of which nobody was told yet
}

// FoundFile is a file that a saved search has found.
type FoundFile struct {
	Search string // its name
	SHA256 string
	At     time.Time // when the run began in which it found it first
}

// PutSearch saves a search with the files it finds now, which are no news. ok is false
// where there is one of that name.
func (c *Catalog) PutSearch(ctx context.Context, s SavedSearch, files []string) (ok bool, err error) {
	err = c.update(ctx, "save search "+s.Name, func(t *Tx) error {
		ok, err = t.changes("INSERT INTO searches VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
			s.Name, s.Question, s.By, stamp(s.At))
		if err != nil || !ok {
			return err
		}
		return t.exec(`INSERT INTO searched SELECT ?, f.sha256, coalesce(min(r.run), 0), 1 FROM files f
			LEFT JOIN run_files r ON r.sha256 = f.sha256
			WHERE f.deleted = 0 AND f.sha256 IN (SELECT value FROM json_each(?)) GROUP BY f.sha256`, s.Name, list(files))
	})
	return ok, err
}

// DropSearch ends a saved search; ok is false where there was none of that name.
func (c *Catalog) DropSearch(ctx context.Context, name string) (ok bool, err error) {
	err = c.update(ctx, "end search "+name, func(t *Tx) error {
		ok, err = t.changes("DELETE FROM searches WHERE name = ?", name)
		return err
	})
	return ok, err
}

// Searches returns the saved searches, by name.
func (c *Catalog) Searches(ctx context.Context) ([]SavedSearch, error) {
	const query = `SELECT name, question, by, at, count(f.search), count(CASE f.told WHEN 0 THEN 1 END) FROM searches s
		LEFT JOIN searched f ON f.search = s.name GROUP BY name ORDER BY name`
	return readAll(ctx, c, "read saved searches", query, nil, func(s *SavedSearch) []any {
		return []any{&s.Name, &s.Question, &s.By, timeAt{&s.At}, &s.Found, &s.Untold}
	})
}

// PutFound notes what a saved search finds after the last run. What it has found before is no news.
func (c *Catalog) PutFound(ctx context.Context, search string, files []string) error {
	return c.update(ctx, "note what is found by "+search, func(t *Tx) error {
		return t.exec(`INSERT INTO searched SELECT ?, sha256, (SELECT coalesce(max(n), 0) FROM runs), 0 FROM files
			WHERE deleted = 0 AND sha256 IN (SELECT value FROM json_each(?)) ON CONFLICT DO NOTHING`, search, list(files))
	})
}

// FoundBy returns what a saved search has found, "" for all of them, the newest first, at most
// so much.
func (c *Catalog) FoundBy(ctx context.Context, search string, limit int) ([]FoundFile, error) {
	return c.found(ctx, "? IN ('', s.search) ORDER BY s.run DESC, s.search, s.sha256 LIMIT ?", search, most(limit))
}

// FoundUntold returns what saved searches have found of which nobody was told yet, by search.
func (c *Catalog) FoundUntold(ctx context.Context) ([]FoundFile, error) {
	return c.found(ctx, "s.told = 0 ORDER BY s.search, s.run DESC, s.sha256")
}

// found leaves out files that have vanished.
func (c *Catalog) found(ctx context.Context, where string, args ...any) ([]FoundFile, error) {
	const query = `SELECT s.search, s.sha256, coalesce(r.started, '1970-01-01T00:00:00Z') FROM searched s
		JOIN files f ON f.sha256 = s.sha256 AND f.deleted = 0 LEFT JOIN runs r ON r.n = s.run WHERE `
	return readAll(ctx, c, "read what saved searches found", query+where, args, func(f *FoundFile) []any {
		return []any{&f.Search, &f.SHA256, timeAt{&f.At}}
	})
}

// LastEnded returns the number of the last run that came to its end, 0 for none.
func (c *Catalog) LastEnded(ctx context.Context) (n int64, err error) {
	_, err = c.find(ctx, "read the last run", "SELECT coalesce(max(n), 0) FROM runs WHERE ended <> ''", nil, &n)
	return n, err
}
