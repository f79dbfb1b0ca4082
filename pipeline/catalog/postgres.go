package catalog

import (
	"context"
	"database/sql"
	"database/sql/driver"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"iter"
	"net"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/danchieu/danchieu/pipeline/datadir"
)

// Errors of a catalogue in PostgreSQL.
var (
	// ErrAddress says that an address of a database cannot be read.
	ErrAddress = errors.New("no address of a database")
	// ErrUnreachable says that a database does not answer, or lets us not in.
	ErrUnreachable = errors.New("database cannot be reached")
	// ErrTaken says that a folder is the data folder of another catalogue.
	ErrTaken = errors.New("data folder of another catalogue")
	// ErrForeign says that what is in a database is not ours, or that it cannot hold a catalogue.
	ErrForeign = errors.New("database cannot be used")
)

// oldestServer is the oldest PostgreSQL that is used, as it numbers itself.
const oldestServer = 150000

// maxIdle is how many connections lie ready.
const maxIdle = 32

// postgresStore is the catalogue in a schema of a PostgreSQL database: the one that comes
// first in the search path of the address. Its tables have the columns of schema.sql.
type postgresStore struct {
	known sync.Map // a statement → the same in the words of PostgreSQL
}

// openAttached opens the catalogue of a data folder that lies in a database; err is that of reading
// its address.
func openAttached(dir, address string, err error, writes bool) (*Catalog, error) {
	var c *Catalog
	if err == nil {
		c, err = openPostgres(context.Background(), dir, address, writes)
	}
	if err != nil {
		return nil, fmt.Errorf("open catalogue: %w", err)
	}
	return c, nil
}

// Attach makes a folder the data folder, on this machine, of the catalogue in a database, which may be
// none yet. The error is [ErrTaken] where it is that of another.
func Attach(ctx context.Context, dir, address string) error {
	known, err := datadir.Database(dir)
	if err != nil || known == address {
		return err
	}
	if known != "" || !errors.Is(checkThere(filepath.Join(dir, FileName)), ErrNoData) {
		return ErrTaken
	}
	c, err := openPostgres(ctx, dir, address, false)
	if err == nil {
		c.Close()
	} else if !errors.Is(err, ErrNoData) {
		return err
	}
	return datadir.Attach(dir, address)
}

// openPostgres opens the catalogue in a database. Whoever writes holds the lock of the
// catalogue until it is closed.
func openPostgres(ctx context.Context, dir, address string, writes bool) (*Catalog, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("%w", ErrAddress) // the cause may hold a password
	}
	config.RuntimeParams["application_name"] = "danchieu"
	KeepAlive(config.RuntimeParams)
	if !writes {
		config.RuntimeParams["default_transaction_read_only"] = "on"
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxIdleConns(maxIdle)
	c := &Catalog{db: db, store: &postgresStore{}, statements: newStatements(), dir: dir}
	if err = checkServer(ctx, db); err == nil {
		err = c.checkOurs(ctx)
	}
	if err == nil && writes {
		err = c.lockPostgres(ctx, triesToLock)
	}
	if err == nil && writes {
		err = c.preparePostgres(ctx)
	}
	if err == nil && writes {
		_, c.seq, err = c.Identity(ctx)
	}
	if err == nil && !writes {
		err = c.checkAnswers(ctx)
	}
	if err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

// KeepAlive lets a server find out within two minutes that a machine is gone, and let go of its
// locks: otherwise it takes two hours. The parameters are those of a connection.
func KeepAlive(parameters map[string]string) {
	parameters["tcp_keepalives_idle"], parameters["tcp_keepalives_interval"], parameters["tcp_keepalives_count"] = "60", "15", "4"
}

// checkServer refuses a server that cannot hold a catalogue.
func checkServer(ctx context.Context, db *sql.DB) error {
	var server int
	var encoding string
	var schema sql.NullString
	const query = `SELECT current_setting('server_version_num')::int, current_setting('server_encoding'), current_schema()`
	if err := db.QueryRowContext(ctx, query).Scan(&server, &encoding, &schema); err != nil {
		return classifyPostgres(err)
	}
	switch {
	case server < oldestServer:
		return fmt.Errorf("%w: its server is PostgreSQL %d, this program needs %d or later", ErrForeign, server/10000,
			oldestServer/10000)
	case encoding != "UTF8":
		return fmt.Errorf("%w: its encoding is %s, not UTF8", ErrForeign, encoding)
	case !schema.Valid:
		return fmt.Errorf("%w: there is no schema of the name in its address", ErrForeign)
	}
	return nil
}

// checkOurs refuses a schema that holds tables of another program.
func (c *Catalog) checkOurs(ctx context.Context) error {
	empty, err := c.store.isEmpty(ctx, c.db)
	if err != nil || empty {
		return err
	}
	var ours bool
	const query = `SELECT count(*) = 3 FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace
		AND c.relname IN ('meta', 'documents', 'meanings') AND c.relkind = 'r'`
	if err := c.ask(ctx, query, nil, &ours); err != nil {
		return err
	}
	if !ours {
		return fmt.Errorf("%w: it holds tables of another program", ErrForeign)
	}
	return nil
}

// checkAnswers refuses a catalogue that is not there, or of another version.
func (c *Catalog) checkAnswers(ctx context.Context) error {
	empty, err := c.store.isEmpty(ctx, c.db)
	if err != nil {
		return err
	}
	if empty {
		return ErrNoData
	}
	return c.checkVersion(ctx)
}

// preparePostgres makes the tables where there are none, and checks the version of those there are.
func (c *Catalog) preparePostgres(ctx context.Context) error {
	empty, err := c.store.isEmpty(ctx, c.db)
	if err != nil {
		return err
	}
	if !empty {
		return c.checkVersion(ctx)
	}
	return c.Update(ctx, (*Tx).begin)
}

// Locks of a catalogue are named after what they are for, and after its schema.
const advisory = "hashtextextended('danchieu ' || ? || ' ' || current_schema(), 0)"

// How often the lock of a catalogue is asked for: by one who opens it, whom another may just let in, and by
// one whose connection was cut, of which the server may not know yet.
const (
	triesToLock      = 10
	triesToLockAgain = 500
)

// lockPostgres takes the lock of the catalogue for the one who writes. It ends with the connection.
func (c *Catalog) lockPostgres(ctx context.Context, tries int) error {
	lock, err := c.db.Conn(ctx)
	if err != nil {
		return classifyPostgres(err)
	}
	query := c.store.words("SELECT pg_try_advisory_lock(" + advisory + ")")
	for range tries {
		var taken bool
		if err = lock.QueryRowContext(ctx, query, forRun).Scan(&taken); taken {
			c.lock = lock
			return nil
		}
		if err != nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	lock.Close()
	if err != nil {
		return classifyPostgres(err)
	}
	return fmt.Errorf("%w: on this machine or another", datadir.ErrLocked)
}

// lockAgain takes the lock after its connection was cut, unless another has written meanwhile: what is
// known here of the catalogue would not be so.
func (c *Catalog) lockAgain(ctx context.Context) error {
	c.lock.Close()
	err := c.lockPostgres(ctx, triesToLockAgain)
	for range maxIdle {
		if !errors.Is(err, ErrUnreachable) {
			break
		}
		err = c.lockPostgres(ctx, triesToLockAgain) // a connection that lay ready may be cut too
	}
	if err != nil {
		return err
	}
	var seq int64
	err = c.lock.QueryRowContext(ctx, "SELECT CAST(value AS bigint) FROM meta WHERE key = 'seq'").Scan(&seq)
	if err == nil && seq != c.seq {
		err = fmt.Errorf("%w: it has written while the connection was cut", datadir.ErrLocked)
	}
	if err == nil && c.run > 0 {
		err = c.store.hold(ctx, c, c.run)
	}
	if err != nil {
		c.lock.Close()
	}
	return err
}

func (s *postgresStore) prepares() bool { return false } // its driver does

// valuesAtOnce is bounded by [rowsAtOnce] alone: each statement is a way to the server and back.
func (s *postgresStore) valuesAtOnce() int { return noLimit }

// begin relies on the lock of the catalogue: who has it alone writes.
func (s *postgresStore) begin(ctx context.Context, db beginner, writes bool) (*sql.Tx, error) {
	if writes {
		return db.BeginTx(ctx, nil)
	}
	return db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
}

func (s *postgresStore) queue(c *Catalog) *queue {
	if c.lock == nil {
		return nil
	}
	return newQueue(c.lock)
}

// filesAtOnce is of how many files PostgreSQL is asked what they state: it may read all that is meant for
// one as for many.
const filesAtOnce = 5000

func (s *postgresStore) among(files []int64) iter.Seq2[string, []any] {
	return func(yield func(string, []any) bool) {
		for some := range slices.Chunk(files, filesAtOnce) {
			if !yield(" = ANY (CAST(? AS bigint[]))", []any{slices.Clone(some)}) {
				return
			}
		}
	}
}

func (s *postgresStore) isEmpty(ctx context.Context, db *sql.DB) (empty bool, err error) {
	const query = `SELECT NOT EXISTS (SELECT 1 FROM pg_class
		WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'v', 'p', 'm', 'f'))`
	return empty, classifyPostgres(db.QueryRowContext(ctx, query).Scan(&empty))
}

func (s *postgresStore) version(ctx context.Context, db *sql.DB) (v int, err error) {
	var value string
	err = db.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'version'").Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, classifyPostgres(err)
	}
	if v, err = strconv.Atoi(value); err != nil {
		return 0, fmt.Errorf("%w: version %q", ErrDamaged, value)
	}
	return v, nil
}

// check finds nothing to be done: pages are the server's to check, and it keeps rows that point
// nowhere out.
func (s *postgresStore) check(context.Context, *sql.DB) error { return nil }

func (s *postgresStore) goOn(t *Tx, table string) error {
	return t.exec("SELECT setval(pg_get_serial_sequence('" + table + "', 'n'), (SELECT coalesce(max(n), 0) + 1 FROM " + table + "), false)")
}

// What a schema for SQLite is in PostgreSQL, to be replaced in this order. Texts are ordered
// by their bytes, as in SQLite.
var schemaWords = strings.NewReplacer(
	"n        INTEGER PRIMARY KEY", "n BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
	"n INTEGER PRIMARY KEY", "n BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
	"n    INTEGER PRIMARY KEY", "n BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
	" INTEGER", " BIGINT", " TEXT", ` TEXT COLLATE "C"`, " REAL", " DOUBLE PRECISION", " BLOB", " BYTEA", "x''", "''",
	" WITHOUT ROWID", "",
)

//go:embed postgres.sql
var postgresSchema string

func (s *postgresStore) create(t *Tx) error {
	if _, err := t.tx.ExecContext(t.ctx, schemaWords.Replace(schema)+postgresSchema); err != nil {
		return err
	}
	return t.exec("INSERT INTO meta VALUES ('version', ?)", strconv.Itoa(version))
}

// phrases are what the two databases say otherwise, to be replaced in this order.
var phrases = strings.NewReplacer(
	"json_each(?13) WHERE key", "jsonb_each_text(CAST(?13 AS jsonb)) WHERE key", // of an object
	"json_each(", "list_of(",
	"json_array(", "array_of(",
)

// ordered is a join of which SQLite must keep the order.
var ordered = regexp.MustCompile(`CROSS JOIN ((?:\w+\([^()]*\)|\w+)(?: \w+)?\s+ON\b)`)

func (s *postgresStore) words(query string) string {
	if known, ok := s.known.Load(query); ok {
		return known.(string)
	}
	out := numberPlaces(ordered.ReplaceAllString(phrases.Replace(query), "JOIN $1"))
	s.known.Store(query, out)
	return out
}

// numberPlaces writes the places of values as PostgreSQL does: $1 for ? and ?1. What stands in
// quotes stays.
func numberPlaces(query string) string {
	var out strings.Builder
	next := 1
	for i := 0; i < len(query); i++ {
		switch b := query[i]; b {
		case '\'', '"':
			end := i + 1 + strings.IndexByte(query[i+1:], b)
			out.WriteString(query[i : end+1])
			i = end
		case '?':
			digits := 0
			for i+1+digits < len(query) && query[i+1+digits] >= '0' && query[i+1+digits] <= '9' {
				digits++
			}
			out.WriteByte('$')
			if digits == 0 {
				out.WriteString(strconv.Itoa(next))
				next++
			}
		default:
			out.WriteByte(b)
		}
	}
	return out.String()
}

// values makes numbers of truth values, which the columns hold, and text of what is none.
func (s *postgresStore) values(args []any) []any {
	out := slices.Clone(args)
	for i, v := range out {
		switch v := v.(type) {
		case bool:
			out[i] = number01(v)
		case *bool:
			out[i] = number01(*v)
		case string:
			out[i] = escaped(v)
		case *string:
			out[i] = escaped(*v)
		}
	}
	return out
}

// read undoes what values did to texts.
func (s *postgresStore) read(into []any) {
	for _, v := range into {
		switch v := v.(type) {
		case *string:
			*v = unescaped(*v)
		case *any:
			if s, ok := (*v).(string); ok {
				*v = unescaped(s)
			}
		}
	}
}

func number01(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func (s *postgresStore) classify(err error) error { return classifyPostgres(err) }

// classifyPostgres turns what PostgreSQL says into the errors a caller may act on.
func classifyPostgres(err error) error {
	var said *pgconn.PgError
	var connect *pgconn.ConnectError
	var network *net.OpError
	switch {
	case errors.As(err, &said) && (said.Code == "53100" || said.Code == "53200"): // disk full, out of memory
		return fmt.Errorf("%w: %w", ErrFull, err)
	case errors.As(err, &said) && strings.HasPrefix(said.Code, "XX"): // data corrupted, internal error
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	case errors.As(err, &connect) && said != nil:
		return fmt.Errorf("%w: %s", ErrUnreachable, said.Message)
	case errors.As(err, &connect) || errors.As(err, &network) || isCut(err):
		return fmt.Errorf("%w: %s", ErrUnreachable, lastCause(err))
	case errors.As(err, &said) && (strings.HasPrefix(said.Code, "57P") || strings.HasPrefix(said.Code, "08")):
		return fmt.Errorf("%w: %s", ErrUnreachable, said.Message)
	}
	return err
}

// isCut reports whether a connection ended in the midst of what was said.
func isCut(err error) bool {
	return slices.ContainsFunc([]error{driver.ErrBadConn, sql.ErrConnDone, io.EOF, io.ErrUnexpectedEOF},
		func(end error) bool { return errors.Is(err, end) })
}

// lastCause is what lies behind an error, in one line.
func lastCause(err error) string {
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return strings.SplitN(err.Error(), "\n", 2)[0]
		}
		err = next
	}
}
