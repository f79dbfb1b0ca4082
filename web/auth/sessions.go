// Package auth knows who may see the pages: users with their passwords, the sessions of
// those who are logged in, and a brake on guessing. It knows nothing of HTTP.
package auth

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// SessionLife is how long after the login a session ends. One that nobody uses ends sooner.
const SessionLife = 24 * time.Hour

const (
	sessionIdle = 8 * time.Hour
	maxSessions = 10_000 // the one unused for longest makes room: its user logs in again
)

// Sessions are those who are logged in, by the hash of their token.
type Sessions struct {
	kept keeper
	key  []byte // of the form tokens
}

// keeper keeps sessions.
type keeper interface {
	add(ctx context.Context, id tokenHash, user, mark string) error
	// user returns whose session it is, with the mark it was begun with, and notes that it is used;
	// "" for none that is valid.
	user(ctx context.Context, id tokenHash) (user, mark string, err error)
	drop(ctx context.Context, id tokenHash) error
}

type tokenHash [sha256.Size]byte

// NewSessions returns sessions of nobody, which end with the process.
func NewSessions() *Sessions {
	all, _ := simplelru.NewLRU[tokenHash, *session](maxSessions, nil) // the error is for sizes below 1
	return &Sessions{kept: &memory{all: all}, key: []byte(rand.Text())}
}

// Begin begins the session of one of the users and returns its token, which is kept nowhere.
func (s *Sessions) Begin(ctx context.Context, of *Users, user string) (token string, err error) {
	token = rand.Text()
	return token, s.kept.add(ctx, sha256.Sum256([]byte(token)), user, of.mark(user))
}

// FormToken returns what a form that changes something must bring back: none but a page of
// ours, shown to who has the session, knows it. The token of the session is "" where
// nobody logs in; the form's is then that of all. Where sessions end with the process, form tokens do.
func (s *Sessions) FormToken(session string) string {
	m := hmac.New(sha256.New, s.key)
	m.Write([]byte(session))
	return hex.EncodeToString(m.Sum(nil))
}

// ValidForm reports whether a form brings back the token of its session.
func (s *Sessions) ValidForm(session, token string) bool {
	return hmac.Equal([]byte(token), []byte(s.FormToken(session)))
}

// User returns whose session a token is, "" for nobody's: also where its user is none of the users
// any more, or has another password since.
func (s *Sessions) User(ctx context.Context, of *Users, token string) (string, error) {
	user, mark, err := s.kept.user(ctx, sha256.Sum256([]byte(token)))
	if err != nil || mark == "" || mark != of.mark(user) {
		return "", err
	}
	return user, nil
}

// End ends a session, if the token is one's.
func (s *Sessions) End(ctx context.Context, token string) error {
	return s.kept.drop(ctx, sha256.Sum256([]byte(token)))
}

// memory keeps the sessions of one process.
type memory struct {
	mu  sync.Mutex
	all *simplelru.LRU[tokenHash, *session]
}

type session struct {
	user, mark  string
	since, last time.Time
}

func (m *memory) add(_ context.Context, id tokenHash, user, mark string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	m.all.Add(id, &session{user, mark, now, now})
	return nil
}

func (m *memory) user(_ context.Context, id tokenHash) (user, mark string, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	found, ok := m.all.Get(id)
	if !ok {
		return "", "", nil
	}
	if now.Sub(found.last) > sessionIdle || now.Sub(found.since) > SessionLife {
		m.all.Remove(id)
		return "", "", nil
	}
	found.last = now
	return found.user, found.mark, nil
}

func (m *memory) drop(_ context.Context, id tokenHash) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.all.Remove(id)
	return nil
}
