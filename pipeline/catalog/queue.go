package catalog

import (
	"context"
	"database/sql"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// How much a queue holds: beyond it is sent.
const (
	queuedStatements = 1000
	queuedBytes      = 1 << 20
)

// A queue holds statements of a transaction in PostgreSQL from which nothing comes back, until something is
// asked: sent together they take one way to the server and back.
type queue struct {
	conn  *sql.Conn
	batch *pgx.Batch
	bytes int
}

func newQueue(conn *sql.Conn) *queue { return &queue{conn: conn, batch: &pgx.Batch{}} }

// add lets a statement wait, and its values, which nobody may change until it is sent. The error may be that of one before it.
func (q *queue) add(ctx context.Context, query string, args []any) error {
	q.batch.Queue(query, args...)
	q.bytes += len(query)
	for _, v := range args {
		switch v := v.(type) {
		case string:
			q.bytes += len(v)
		case []byte:
			q.bytes += len(v)
		}
	}
	if q.batch.Len() < queuedStatements && q.bytes < queuedBytes {
		return nil
	}
	return q.send(ctx)
}

// send runs the statements that wait.
func (q *queue) send(ctx context.Context) error {
	if q == nil || q.batch.Len() == 0 {
		return nil
	}
	waiting := q.batch
	q.batch, q.bytes = &pgx.Batch{}, 0
	return q.conn.Raw(func(driver any) error {
		return driver.(*stdlib.Conn).Conn().SendBatch(ctx, waiting).Close()
	})
}
