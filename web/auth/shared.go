package auth

import (
	"context"
	"crypto/rand"
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Shared is what all servers of a catalogue in PostgreSQL know of those who log in: whoever is
// logged in at one of them is so at all.
type Shared struct {
	pool      *pgxpool.Pool
	catalogue string // its schema
}

//go:embed shared.sql
var sharedTables string

// making is the lock under which the tables are made.
const making = 0x64616e6368776562

// sharedPatience is how long the database may take to answer.
const sharedPatience = 5 * time.Second

// Share opens what is shared by the servers of the catalogue at an address, and makes it where
// there is none.
func Share(ctx context.Context, address string) (*Shared, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, errors.New("no address of a database") // the cause may hold a password
	}
	config.ConnConfig.ConnectTimeout = sharedPatience
	config.ConnConfig.RuntimeParams["application_name"] = "danchieu"
	s := &Shared{}
	if s.pool, err = pgxpool.NewWithConfig(ctx, config); err == nil {
		if err = s.prepare(ctx); err != nil {
			s.Close()
		}
	}
	if err != nil {
		return nil, fmt.Errorf("open sessions: %w", err)
	}
	return s, nil
}

// Close lets go of the database.
func (s *Shared) Close() { s.pool.Close() }

func (s *Shared) prepare(ctx context.Context) error {
	var there bool
	const asked = "SELECT current_schema(), to_regclass('danchieu_web.proven') IS NOT NULL"
	if err := s.pool.QueryRow(ctx, asked).Scan(&s.catalogue, &there); err != nil || there {
		return err
	}
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", making); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, sharedTables)
		return err
	})
}

// Sessions returns the sessions of all servers. They outlive each of them, and so do forms.
func (s *Shared) Sessions(ctx context.Context) (*Sessions, error) {
	const put = "INSERT INTO danchieu_web.keys VALUES ($1, $2) ON CONFLICT DO NOTHING"
	_, err := s.pool.Exec(ctx, put, s.catalogue, []byte(rand.Text()))
	out := &Sessions{kept: s}
	if err == nil {
		err = s.pool.QueryRow(ctx, "SELECT key FROM danchieu_web.keys WHERE catalogue = $1", s.catalogue).Scan(&out.key)
	}
	if err != nil {
		return nil, fmt.Errorf("open sessions: %w", err)
	}
	return out, nil
}

func (s *Shared) add(ctx context.Context, id tokenHash, user, mark string) error {
	ctx, cancel := context.WithTimeout(ctx, sharedPatience)
	defer cancel()
	const sweep = "DELETE FROM danchieu_web.sessions WHERE used < now() - make_interval(secs => $1) OR since < now() - make_interval(secs => $2)"
	_, err := s.pool.Exec(ctx, sweep, sessionIdle.Seconds(), SessionLife.Seconds())
	if err == nil {
		_, err = s.pool.Exec(ctx, "INSERT INTO danchieu_web.sessions (catalogue, id, name, mark) VALUES ($1, $2, $3, $4)",
			s.catalogue, id[:], user, mark)
	}
	return wrap("begin session", err)
}

// noted is how old the note of a session's last use may be: not every request writes one.
const noted = time.Minute

func (s *Shared) user(ctx context.Context, id tokenHash) (user, mark string, err error) {
	ctx, cancel := context.WithTimeout(ctx, sharedPatience)
	defer cancel()
	var old bool
	const asked = `SELECT name, mark, used < now() - make_interval(secs => $5) FROM danchieu_web.sessions
		WHERE catalogue = $1 AND id = $2 AND used > now() - make_interval(secs => $3) AND since > now() - make_interval(secs => $4)`
	err = s.pool.QueryRow(ctx, asked, s.catalogue, id[:], sessionIdle.Seconds(), SessionLife.Seconds(), noted.Seconds()).
		Scan(&user, &mark, &old)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", "", nil
	}
	if err == nil && old {
		_, err = s.pool.Exec(ctx, "UPDATE danchieu_web.sessions SET used = now() WHERE catalogue = $1 AND id = $2", s.catalogue, id[:])
	}
	return user, mark, wrap("look up session", err)
}

func (s *Shared) drop(ctx context.Context, id tokenHash) error {
	ctx, cancel := context.WithTimeout(ctx, sharedPatience)
	defer cancel()
	_, err := s.pool.Exec(ctx, "DELETE FROM danchieu_web.sessions WHERE catalogue = $1 AND id = $2", s.catalogue, id[:])
	return wrap("end session", err)
}

// Users returns those who may log in at any of the servers, nil where none was ever put there.
// They know by themselves of changes: see [Users.Refresh].
func (s *Shared) Users(ctx context.Context) (*Users, error) {
	lines, err := s.lines(ctx)
	if err != nil || len(lines) == 0 {
		return nil, err
	}
	u, err := ReadUsers(strings.NewReader(strings.Join(lines, "\n")))
	if err != nil {
		return nil, err
	}
	u.source = s
	return u, nil
}

func (s *Shared) lines(ctx context.Context) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, sharedPatience)
	defer cancel()
	rows, err := s.pool.Query(ctx, "SELECT line FROM danchieu_web.users WHERE catalogue = $1 ORDER BY name", s.catalogue)
	if err != nil {
		return nil, wrap("read users", err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	return lines, wrap("read users", err)
}

// Line returns the line of a user, "" for none.
func (s *Shared) Line(ctx context.Context, name string) (line string, err error) {
	const asked = "SELECT line FROM danchieu_web.users WHERE catalogue = $1 AND name = $2"
	err = s.pool.QueryRow(ctx, asked, s.catalogue, name).Scan(&line)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	return line, wrap("read users", err)
}

// PutUser lets a user in by a line as [UserLine] writes it, in the place of the one there was.
func (s *Shared) PutUser(ctx context.Context, line string) error {
	name, _, _ := cutLine(line)
	const put = "INSERT INTO danchieu_web.users VALUES ($1, $2, $3) ON CONFLICT (catalogue, name) DO UPDATE SET line = EXCLUDED.line"
	_, err := s.pool.Exec(ctx, put, s.catalogue, name, line)
	return wrap("write users", err)
}

// DropUser keeps a user out from now on; ok is false where there is none of that name.
func (s *Shared) DropUser(ctx context.Context, name string) (ok bool, err error) {
	tag, err := s.pool.Exec(ctx, "DELETE FROM danchieu_web.users WHERE catalogue = $1 AND name = $2", s.catalogue, name)
	return tag.RowsAffected() > 0, wrap("write users", err)
}

func wrap(doing string, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
