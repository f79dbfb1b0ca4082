package auth

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"golang.org/x/crypto/bcrypt"
)

// Users are those who may see the pages: a line each, "name:hash", the hash that of
// bcrypt, as htpasswd -B writes it. Empty lines and those that begin with # are
// passed over.
type Users struct {
	hashes map[string][]byte
	nobody []byte // compared where there is no such user, so that it takes as long
}

// Cost of a hash: about a tenth of a second.
const hashCost = 11

var userName = regexp.MustCompile(`^[\p{L}\p{N}._@-]{1,64}$`)

// ReadUsers reads a file of users.
func ReadUsers(r io.Reader) (*Users, error) {
	u := &Users{hashes: map[string][]byte{}}
	lines := bufio.NewScanner(r)
	cost := hashCost
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, hash, _ := strings.Cut(line, ":")
		if !userName.MatchString(name) {
			return nil, fmt.Errorf("read users, line %d: no name of a user", n)
		}
		var err error
		if cost, err = bcrypt.Cost([]byte(hash)); err != nil {
			return nil, fmt.Errorf("read users, line %d: %s has no bcrypt hash: %w", n, name, err)
		}
		if _, twice := u.hashes[name]; twice {
			return nil, fmt.Errorf("read users, line %d: %s is there twice", n, name)
		}
		u.hashes[name] = []byte(hash)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read users: %w", err)
	}
	if len(u.hashes) == 0 {
		return nil, errors.New("read users: there is none")
	}
	var err error
	u.nobody, err = bcrypt.GenerateFromPassword([]byte("nobody"), cost)
	return u, err
}

// UserLine returns the line of a user for the file of users.
func UserLine(name, password string) (string, error) {
	if !userName.MatchString(name) {
		return "", fmt.Errorf("no name for a user: %q", name)
	}
	if len([]rune(password)) < 8 {
		return "", errors.New("a password has at least 8 letters")
	}
	hash, err := bcrypt.GenerateFromPassword([]byte(password), hashCost)
	if err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	return name + ":" + string(hash), nil
}

// knows reports whether a user has this password.
func (u *Users) knows(name, password string) bool {
	hash, ok := u.hashes[name]
	if !ok {
		hash = u.nobody
	}
	return bcrypt.CompareHashAndPassword(hash, []byte(password)) == nil && ok
}
