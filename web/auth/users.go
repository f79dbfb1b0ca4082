package auth

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/bcrypt"
)

// Users are those who may see the pages: a line each, "name:hash", the hash that of
// bcrypt, as htpasswd -B writes it. Those with a third part, "name:hash:corrector", may
// correct as well. Empty lines and those that begin with # are passed over.
type Users struct {
	mu     sync.RWMutex
	users  map[string]user
	nobody []byte  // compared where there is no such user, so that it takes as long
	source *Shared // where they may change, nil for nowhere
}

type user struct {
	hash []byte
	role Role
}

// Role is what a user may do.
type Role string

// The roles. A line without one is a reader's.
const (
	Reader    Role = "reader"
	Corrector Role = "corrector" // may say what files and citations are, beside reading
)

// Cost of a hash: about a tenth of a second.
const hashCost = 11

// isName reports whether a user can be called so.
func isName(s string) bool {
	return s != "" && utf8.RuneCountInString(s) <= 64 && utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !strings.ContainsRune("._@-", r)
	})
}

// ReadUsers reads a file of users.
func ReadUsers(r io.Reader) (*Users, error) {
	u := &Users{users: map[string]user{}}
	lines := bufio.NewScanner(r)
	cost := hashCost
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, hash, role := cutLine(line)
		if !isName(name) {
			return nil, fmt.Errorf("read users, line %d: no name of a user", n)
		}
		var err error
		if cost, err = bcrypt.Cost([]byte(hash)); err != nil {
			return nil, fmt.Errorf("read users, line %d: %s has no bcrypt hash: %w", n, name, err)
		}
		if role != Reader && role != Corrector {
			return nil, fmt.Errorf("read users, line %d: %s has no role, reader or corrector: %q", n, name, role)
		}
		if _, twice := u.users[name]; twice {
			return nil, fmt.Errorf("read users, line %d: %s is there twice", n, name)
		}
		u.users[name] = user{[]byte(hash), role}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read users: %w", err)
	}
	if len(u.users) == 0 {
		return nil, errors.New("read users: there is none")
	}
	var err error
	u.nobody, err = bcrypt.GenerateFromPassword([]byte("nobody"), cost)
	return u, err
}

// cutLine cuts the line of a user.
func cutLine(line string) (name, hash string, role Role) {
	name, hash, _ = strings.Cut(line, ":")
	hash, rest, given := strings.Cut(hash, ":")
	if !given {
		return name, hash, Reader
	}
	return name, hash, Role(rest)
}

// RoleOf returns the role in the line of a user.
func RoleOf(line string) Role {
	_, _, role := cutLine(line)
	return role
}

// UserLine returns the line of a user for the file of users.
func UserLine(name, password string, role Role) (string, error) {
	if !isName(name) {
		return "", fmt.Errorf("no name for a user: %q", name)
	}
	if len([]rune(password)) < 8 {
		return "", errors.New("a password has at least 8 letters")
	}
	hash, err := bcrypt.GenerateFromPassword([]byte(password), hashCost)
	if err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	line := name + ":" + string(hash)
	if role == Corrector {
		line += ":" + string(Corrector)
	}
	return line, nil
}

// Refresh takes up what has changed where users are shared by several servers.
func (u *Users) Refresh(ctx context.Context) error {
	if u == nil || u.source == nil {
		return nil
	}
	now, err := u.source.Users(ctx)
	if err != nil {
		return err
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.users = map[string]user{}; now != nil { // of nobody nobody is let in
		u.users = now.users
	}
	return nil
}

func (u *Users) find(name string) (user, bool) {
	u.mu.RLock()
	defer u.mu.RUnlock()
	found, ok := u.users[name]
	return found, ok
}

// Corrects reports whether a user may correct.
func (u *Users) Corrects(name string) bool {
	found, _ := u.find(name)
	return found.role == Corrector
}

// mark tells passwords apart, "" for that of nobody.
func (u *Users) mark(name string) string {
	found, ok := u.find(name)
	if !ok {
		return ""
	}
	sum := sha256.Sum256(found.hash)
	return hex.EncodeToString(sum[:8])
}

// knows reports whether a user has this password.
func (u *Users) knows(name, password string) bool {
	found, ok := u.find(name)
	hash := found.hash
	if !ok {
		hash = u.nobody
	}
	return bcrypt.CompareHashAndPassword(hash, []byte(password)) == nil && ok
}
