package auth

import (
	"errors"
	"net/netip"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"github.com/danchieu/danchieu/pipeline/pgtest"
)

// lineOf is that of a user with a cheap hash.
func lineOf(t *testing.T, name, password string) string {
	t.Helper()
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
	must(t, err)
	return name + ":" + string(hash)
}

func share(t *testing.T, address string) (*Shared, *Sessions) {
	t.Helper()
	s, err := Share(t.Context(), address)
	must(t, err)
	t.Cleanup(s.Close)
	all, err := s.Sessions(t.Context())
	must(t, err)
	return s, all
}

// TestShared lets two servers know of the same users and sessions, and those of another catalogue
// in the same database of none of them.
func TestShared(t *testing.T) {
	ctx, address := t.Context(), pgtest.Database(t)
	one, here := share(t, address)
	_, there := share(t, address)
	if u, err := one.Users(ctx); err != nil || u != nil {
		t.Errorf("users where there are none: %v, %v", u, err)
	}
	for _, l := range []string{lineOf(t, "lan", password), lineOf(t, "hoa", password)} {
		must(t, one.PutUser(ctx, l))
	}
	users, err := one.Users(ctx)
	must(t, err)
	user := func(at *Sessions, token string) string {
		t.Helper()
		name, err := at.User(ctx, users, token)
		must(t, err)
		return name
	}
	begin := func(name string) string {
		t.Helper()
		token, err := here.Begin(ctx, users, name)
		must(t, err)
		return token
	}
	lan, hoa := begin("lan"), begin("hoa")
	if user(there, lan) != "lan" || user(there, lan+"x") != "" || !there.ValidForm(lan, here.FormToken(lan)) {
		t.Error("the other server does not know who is logged in")
	}
	_, err = one.pool.Exec(ctx, "CREATE SCHEMA other")
	must(t, err)
	separator := "?"
	if strings.Contains(address, "?") {
		separator = "&"
	}
	if _, foreign := share(t, address+separator+"search_path=other"); user(foreign, lan) != "" || foreign.ValidForm(lan, here.FormToken(lan)) {
		t.Error("those of another catalogue are let in")
	}
	must(t, there.End(ctx, lan))
	if user(here, lan) != "" || user(here, hoa) != "hoa" {
		t.Error("the wrong session ended")
	}
	must(t, one.PutUser(ctx, lineOf(t, "hoa", "another password")))
	must(t, users.Refresh(ctx))
	if user(here, hoa) != "" || !users.knows("hoa", "another password") {
		t.Error("a session outlives the password that it was begun with")
	}
	lan = begin("lan")
	ok, err := one.DropUser(ctx, "lan")
	if err != nil || !ok {
		t.Errorf("drop: %v, %v", ok, err)
	}
	must(t, users.Refresh(ctx))
	if user(there, lan) != "" || users.knows("lan", password) {
		t.Error("a user that was taken away is let in")
	}
	_, err = one.DropUser(ctx, "hoa")
	must(t, err)
	must(t, users.Refresh(ctx))
	if users.knows("hoa", "another password") {
		t.Error("the last user that was taken away is let in")
	}
}

// TestSharedEnds ends sessions as those of one server end.
func TestSharedEnds(t *testing.T) {
	ctx := t.Context()
	s, all := share(t, pgtest.Database(t))
	of := lan(t)
	for column, life := range map[string]time.Duration{"used": sessionIdle, "since": SessionLife} {
		token, err := all.Begin(ctx, of, "lan")
		must(t, err)
		_, err = s.pool.Exec(ctx, "UPDATE danchieu_web.sessions SET "+column+" = now() - make_interval(secs => $1)", (life - 2*noted).Seconds())
		must(t, err)
		if name, err := all.User(ctx, of, token); name != "lan" || err != nil {
			t.Errorf("%s: ended early: %v", column, err)
		}
		_, err = s.pool.Exec(ctx, "UPDATE danchieu_web.sessions SET "+column+" = now() - make_interval(secs => $1)", (life + time.Minute).Seconds())
		must(t, err)
		if name, err := all.User(ctx, of, token); name != "" || err != nil {
			t.Errorf("%s: goes on as %q, %v", column, name, err)
		}
	}
	if _, err := all.Begin(ctx, of, "lan"); err != nil {
		t.Error(err)
	}
	var left int
	must(t, s.pool.QueryRow(ctx, "SELECT count(*)::int FROM danchieu_web.sessions").Scan(&left))
	if left != 1 {
		t.Errorf("%d sessions are kept, want the one that has not ended", left)
	}
}

// TestSharedBrake slows who guesses at two servers as if they were one, and no one else.
func TestSharedBrake(t *testing.T) {
	ctx, address := t.Context(), pgtest.Database(t)
	one, _ := share(t, address)
	other, _ := share(t, address)
	slowsGuessing(t, one.Gate(lan(t)), other.Gate(lan(t)), func(d time.Duration) {
		_, err := one.pool.Exec(ctx, "UPDATE danchieu_web.failures SET until = until - make_interval(secs => $1)", d.Seconds())
		must(t, err)
	})
	letsTheUserIn(t, one.Gate(lan(t)))
	const old = "UPDATE danchieu_web.failures SET last = last - make_interval(days => 100), until = until - make_interval(days => 100)"
	for _, statement := range []string{old, "UPDATE danchieu_web.proven SET last = last - make_interval(days => 100)"} {
		_, err := one.pool.Exec(ctx, statement)
		must(t, err)
	}
	g, from := other.Gate(lan(t)), netip.MustParseAddr("203.0.114.1")
	if err := g.Enter(ctx, from, "lan", "guess"); !errors.Is(err, ErrWrong) {
		t.Error(err)
	}
	must(t, g.Enter(ctx, from, "lan", password))
	var failures, proven int
	must(t, one.pool.QueryRow(ctx, "SELECT (SELECT count(*) FROM danchieu_web.failures)::int, (SELECT count(*) FROM danchieu_web.proven)::int").
		Scan(&failures, &proven))
	if failures != 0 || proven != 1 {
		t.Errorf("%d failures and %d addresses are remembered", failures, proven)
	}
}
