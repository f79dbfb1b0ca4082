package catalog

import (
	"context"
	"database/sql"
	"sync"
)

// maxStatements bounds the statements that are kept; there are some two hundred.
const maxStatements = 1000

// statements are those that more than one transaction runs, prepared: to prepare one takes
// longer than most take to run. Every connection prepares them once.
type statements struct {
	mu     sync.Mutex
	kept   map[string]*sql.Stmt // by their text; nil for one that came once
	wanted []string             // came again
}

func newStatements() *statements { return &statements{kept: map[string]*sql.Stmt{}} }

// in returns a statement that ends with the transaction.
func (s *statements) in(ctx context.Context, tx *sql.Tx, query string) (*sql.Stmt, error) {
	if stmt := s.find(query); stmt != nil {
		return tx.StmtContext(ctx, stmt), nil
	}
	return tx.PrepareContext(ctx, query)
}

// find returns a statement that is kept, and otherwise notes that it came.
func (s *statements) find(query string) *sql.Stmt {
	s.mu.Lock()
	defer s.mu.Unlock()
	stmt, came := s.kept[query]
	switch {
	case came && stmt == nil:
		s.wanted = append(s.wanted, query)
	case !came && len(s.kept) < maxStatements:
		s.kept[query] = nil
	}
	return stmt
}

// prepare makes ready what came again. It is called between transactions, which need no
// second connection so. What cannot be prepared now is left to the transaction.
func (s *statements) prepare(ctx context.Context, db *sql.DB) {
	for _, query := range s.take() {
		if stmt, err := db.PrepareContext(ctx, query); err == nil {
			s.put(query, stmt)
		}
	}
}

func (s *statements) take() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	wanted := s.wanted
	s.wanted = nil
	return wanted
}

func (s *statements) put(query string, stmt *sql.Stmt) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept[query] != nil {
		stmt.Close() // another transaction was faster
		return
	}
	s.kept[query] = stmt
}
