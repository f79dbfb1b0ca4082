package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"os"
	"strings"

	"golang.org/x/term"

	"github.com/danchieu/danchieu/web/auth"
)

// changeUsers adds a user to those who may log in, or takes one away: in the file of users, else in
// the database of the catalogue.
func (a *app) changeUsers(ctx context.Context, o serveOptions) error {
	role := auth.Role(o.role)
	switch {
	case o.addUser != "" && o.dropUser != "":
		return exitError{code: exitUsage, err: say("--add-user and --remove-user do not go together")}
	case role != "" && role != auth.Reader && role != auth.Corrector:
		return exitError{code: exitUsage, err: say("--role is reader or corrector, not %s", o.role)}
	case o.users != "":
		return a.changeFile(o, role)
	}
	shared, err := a.share(ctx)
	if err != nil {
		return err
	}
	if shared == nil {
		return exitError{exitUsage, say("--add-user wants the file of users"), say("--users users.txt")}
	}
	defer shared.Close()
	if o.dropUser != "" {
		ok, err := shared.DropUser(ctx, o.dropUser)
		if err != nil {
			return exitError{code: exitData, err: err}
		}
		if !ok {
			return exitError{code: exitNothing, err: say("no user is called %s", o.dropUser)}
		}
		a.stderr.printf("%s may log in no more; running servers know it within ten seconds\n", o.dropUser)
		return nil
	}
	old, err := shared.Line(ctx, o.addUser)
	if err != nil {
		return exitError{code: exitData, err: err}
	}
	line, err := a.userLine(o.addUser, cmp.Or(role, roleOf(old)))
	if err != nil {
		return err
	}
	if err := shared.PutUser(ctx, line); err != nil {
		return exitError{code: exitData, err: err}
	}
	a.stderr.printf("%s may log in at every server; running ones know it within ten seconds\n", o.addUser)
	return nil
}

// roleOf is the role in the line of a user, "" for no line.
func roleOf(line string) auth.Role {
	if line == "" {
		return ""
	}
	return auth.RoleOf(line)
}

// userLine reads a password and returns the line of a user.
func (a *app) userLine(name string, role auth.Role) (string, error) {
	password, err := a.readPassword()
	if err != nil {
		return "", err
	}
	line, err := auth.UserLine(name, password, cmp.Or(role, auth.Reader))
	if err != nil {
		return "", exitError{code: exitUsage, err: err}
	}
	return line, nil
}

// changeFile changes the file of users.
func (a *app) changeFile(o serveOptions, role auth.Role) error {
	b, err := os.ReadFile(o.users)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return exitError{code: exitUsage, err: say("read users: %v", err)}
	}
	changed, old := cmp.Or(o.addUser, o.dropUser), ""
	var kept []string
	for _, l := range strings.Split(strings.TrimRight(string(b), "\n"), "\n") {
		if name, _, _ := strings.Cut(l, ":"); name == changed {
			old = l
		} else if l != "" {
			kept = append(kept, l)
		}
	}
	switch {
	case o.addUser != "":
		line, err := a.userLine(changed, cmp.Or(role, roleOf(old)))
		if err != nil {
			return err
		}
		kept = append(kept, line)
	case old == "":
		return exitError{code: exitNothing, err: say("no user is called %s", changed)}
	}
	if err := os.WriteFile(o.users, []byte(strings.Join(kept, "\n")+"\n"), 0o600); err != nil {
		return exitError{code: exitFailures, err: say("write users: %v", err)}
	}
	if o.dropUser != "" {
		a.stderr.printf("%s may log in no more; a running server knows it after a restart\n", changed)
	} else {
		a.stderr.printf("%s may log in; a running server knows it after a restart\n", changed)
	}
	return nil
}

// readPassword reads a line, without showing it where a person types.
func (a *app) readPassword() (string, error) {
	if f, ok := a.stdin.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		a.stderr.printf("Password: ")
		b, err := term.ReadPassword(int(f.Fd()))
		a.stderr.printf("\n")
		return string(b), err
	}
	line, err := bufio.NewReader(a.stdin).ReadString('\n')
	if err != nil && line == "" {
		return "", exitError{code: exitUsage, err: say("read password: %v", err)}
	}
	return strings.TrimRight(line, "\r\n"), nil
}
