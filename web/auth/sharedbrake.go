package auth

import (
	"context"
	"crypto/sha256"
	"time"
)

// Gate returns a gate for users at which a try at whatever server counts. It is as slow for those who guess as that of one
// server, see [throttle].
func (s *Shared) Gate(u *Users) *Gate { return newGate(u, s) }

// remembered is for how long an address that was right is.
const remembered = 90 * 24 * time.Hour

// ids are what stands for a try in the database: a hash, for a password may have been typed in the place of a name.
func (t try) ids() (from, name, both []byte) {
	hash := func(s string) []byte { sum := sha256.Sum256([]byte(s)); return sum[:] }
	return hash("from " + t.from), hash("name " + t.name), hash("from " + t.from + " name " + t.name)
}

func (s *Shared) wait(ctx context.Context, t try) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, sharedPatience)
	defer cancel()
	from, name, both := t.ids()
	var seconds float64
	const asked = `SELECT coalesce(extract(epoch FROM max(until) - now()), 0)::float8 FROM danchieu_web.failures WHERE catalogue = $1
		AND (id = $2 OR id = $3 AND NOT EXISTS (SELECT 1 FROM danchieu_web.proven WHERE catalogue = $1 AND id = $4))`
	err := s.pool.QueryRow(ctx, asked, s.catalogue, from, name, both).Scan(&seconds)
	return time.Duration(seconds * float64(time.Second)), wrap("look up tries", err)
}

func (s *Shared) fail(ctx context.Context, t try) error {
	ctx, cancel := context.WithTimeout(ctx, sharedPatience)
	defer cancel()
	from, name, both := t.ids()
	_, err := s.pool.Exec(ctx, "DELETE FROM danchieu_web.failures WHERE last < now() - make_interval(secs => $1)", forgotten.Seconds())
	if err != nil {
		return wrap("count tries", err)
	}
	// In the order of their hashes, so that no two tries wait for each other.
	const count = `INSERT INTO danchieu_web.failures AS f (catalogue, id, free, until, last)
		SELECT $1, w.id, w.free - 1, now(), now() FROM (VALUES (CAST($2 AS bytea), CAST($5 AS int)), ($3, $6)) AS w (id, free)
		WHERE w.id = $2 OR NOT EXISTS (SELECT 1 FROM danchieu_web.proven WHERE catalogue = $1 AND id = $4) ORDER BY w.id
		ON CONFLICT (catalogue, id) DO UPDATE SET free = f.free - 1, last = now(), until = CASE WHEN f.free > 1 THEN f.until
			ELSE now() + make_interval(secs => least($7, power(2, least(20, 1 - f.free)))) END`
	_, err = s.pool.Exec(ctx, count, s.catalogue, from, name, both, freeTries, freeNameTries, longestWait.Seconds())
	return wrap("count tries", err)
}

func (s *Shared) succeed(ctx context.Context, t try) error {
	ctx, cancel := context.WithTimeout(ctx, sharedPatience)
	defer cancel()
	from, name, both := t.ids()
	const forget = `DELETE FROM danchieu_web.failures WHERE catalogue = $1
		AND (id = $2 OR id = $3 AND NOT EXISTS (SELECT 1 FROM danchieu_web.proven WHERE catalogue = $1 AND id = $4))`
	_, err := s.pool.Exec(ctx, forget, s.catalogue, from, name, both)
	if err == nil {
		_, err = s.pool.Exec(ctx, `INSERT INTO danchieu_web.proven VALUES ($1, $2, now())
			ON CONFLICT (catalogue, id) DO UPDATE SET last = now()`, s.catalogue, both)
	}
	if err == nil {
		_, err = s.pool.Exec(ctx, "DELETE FROM danchieu_web.proven WHERE last < now() - make_interval(secs => $1)", remembered.Seconds())
	}
	return wrap("count tries", err)
}
