// Package auth knows who may see the pages: users with their passwords, the sessions of
// those who are logged in, and a brake on guessing. It knows nothing of HTTP.
package auth

import (
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

// Sessions are those who are logged in, by the hash of their token. A restart ends them all.
type Sessions struct {
	mu  sync.Mutex
	all *simplelru.LRU[[sha256.Size]byte, *session]
	key []byte // of the form tokens
}

type session struct {
	user        string
	since, last time.Time
}

// NewSessions returns sessions of nobody.
func NewSessions() *Sessions {
	all, _ := simplelru.NewLRU[[sha256.Size]byte, *session](maxSessions, nil) // the error is for sizes below 1
	return &Sessions{all: all, key: []byte(rand.Text())}
}

// Begin begins the session of a user and returns its token, which is kept nowhere.
func (s *Sessions) Begin(user string) (token string) {
	token = rand.Text()
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	s.all.Add(sha256.Sum256([]byte(token)), &session{user, now, now})
	return token
}

// FormToken returns what a form that changes something must bring back: none but a page of
// ours, shown to who has the session, knows it. The token of the session is "" where
// nobody logs in; the form's is then that of all. A restart makes others.
func (s *Sessions) FormToken(session string) string {
	m := hmac.New(sha256.New, s.key)
	m.Write([]byte(session))
	return hex.EncodeToString(m.Sum(nil))
}

// ValidForm reports whether a form brings back the token of its session.
func (s *Sessions) ValidForm(session, token string) bool {
	return hmac.Equal([]byte(token), []byte(s.FormToken(session)))
}

// User returns whose session a token is, "" for nobody's.
func (s *Sessions) User(token string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	key, now := sha256.Sum256([]byte(token)), time.Now()
	found, ok := s.all.Get(key)
	if !ok {
		return ""
	}
	if now.Sub(found.last) > sessionIdle || now.Sub(found.since) > SessionLife {
		s.all.Remove(key)
		return ""
	}
	found.last = now
	return found.user
}

// End ends a session, if the token is one's.
func (s *Sessions) End(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all.Remove(sha256.Sum256([]byte(token)))
}
