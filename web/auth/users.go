package auth

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/bcrypt"
)

// Users are those who may see the pages: a line each, "name:hash", the hash that of
// bcrypt, as htpasswd -B writes it. Those with a third part, "name:hash:corrector", may
// correct as well. Empty lines and those that begin with # are passed over.
type Users struct {
	users  map[string]user
	nobody []byte // compared where there is no such user, so that it takes as long
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

// Corrects reports whether a user may correct.
func (u *Users) Corrects(name string) bool { return u.users[name].role == Corrector }

// knows reports whether a user has this password.
func (u *Users) knows(name, password string) bool {
	found, ok := u.users[name]
	hash := found.hash
	if !ok {
		hash = u.nobody
	}
	return bcrypt.CompareHashAndPassword(hash, []byte(password)) == nil && ok
}
