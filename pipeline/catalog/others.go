package catalog

import (
	"maps"
	"slices"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// Nameless returns the files whose head has no number, by hash, with their heads alone.
func (t *Tx) Nameless() ([]legal.Reading, error) { return t.heads("head_number = ''", nil) }

// Numbered returns the files with a number in their head that are of some dates, by hash,
// with their heads alone.
func (t *Tx) Numbered(dates []string) ([]legal.Reading, error) {
	return t.heads("head_number <> '' AND head_date IN (SELECT value FROM json_each(?))", []any{list(dates)})
}

func (t *Tx) heads(where string, args []any) ([]legal.Reading, error) {
	return all(t, "SELECT "+headColumns+", sha256 FROM files WHERE "+where+
		" AND deleted = 0 AND status <> 'failed' ORDER BY sha256", args,
		func(r *legal.Reading) []any { return append(headPlaces(&r.Head), &r.File) })
}

// EachCitedOn calls f for the citations with a number and a title that give one of some
// days: for the file and, of the citation, what says which document is meant.
func (t *Tx) EachCitedOn(days []string, f func(file string, c legal.Citation)) error {
	type row struct {
		file string
		c    legal.Citation
	}
	return eachRow(t, `SELECT f.sha256, c.type, c.number, c.date, c.title
		FROM json_each(?) d CROSS JOIN citations c ON c.date = d.value CROSS JOIN files f ON f.n = c.file
		WHERE length(c.date) = 10 AND c.title <> '' AND c.number <> '' AND f.deleted = 0 AND f.status <> 'failed'`,
		[]any{list(days)},
		func(r *row) []any { return []any{&r.file, &r.c.Type, &r.c.Number, dateAt{&r.c.Date}, &r.c.Title} },
		func(r row) error {
			f(r.file, r.c)
			return nil
		})
}

// Changed returns the files whose claims are not told yet, by hash, with their heads alone,
// and the dates of what they cite, each once.
func (t *Tx) Changed() (files []legal.Reading, dates []string, err error) {
	if files, err = t.heads("n IN (SELECT file FROM changed)", nil); err != nil {
		return nil, nil, err
	}
	dates, err = t.texts("SELECT DISTINCT c.date FROM changed k CROSS JOIN citations c ON c.file = k.file")
	return files, dates, err
}

// Tied is a number that others give the document of a file, and why it is that one.
type Tied struct {
	File, Number string
	Why          legal.Message
}

// TiedFiles returns the files that others tell, by hash.
func (t *Tx) TiedFiles() (map[string]Tied, error) {
	const query = "SELECT sha256, tied_number, tied FROM files WHERE tied_number <> '' ORDER BY sha256"
	out := map[string]Tied{}
	err := eachRow(t, query, nil, func(k *Tied) []any { return []any{&k.File, &k.Number, &k.Why} },
		func(k Tied) error {
			out[k.File] = k
			return nil
		})
	return out, err
}

// PutTied stores which files others tell, and no other. The claims of those for which that
// is new are to be told again.
func (t *Tx) PutTied(tied map[string]Tied) error {
	was, err := t.TiedFiles()
	if err != nil {
		return err
	}
	files := map[string]bool{}
	for file := range tied {
		files[file] = true
	}
	for file := range was {
		files[file] = true
	}
	for _, file := range slices.Sorted(maps.Keys(files)) {
		k := tied[file]
		if k.Number == was[file].Number && k.Why.Stored() == was[file].Why.Stored() {
			continue
		}
		const put = "UPDATE files SET tied_number = ?, tied = ? WHERE sha256 = ?"
		if err := t.exec(put, k.Number, k.Why, file); err != nil {
			return err
		}
		if err := t.exec("INSERT INTO changed SELECT n FROM files WHERE sha256 = ? ON CONFLICT DO NOTHING", file); err != nil {
			return err
		}
	}
	return nil
}
