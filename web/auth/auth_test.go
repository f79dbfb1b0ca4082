package auth

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"
)

const password = "mật khẩu của Lan"

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// lan returns users with a cheap hash.
func lan(t *testing.T) *Users {
	t.Helper()
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
	must(t, err)
	u, err := ReadUsers(strings.NewReader("# those who may\n\nlan:" + string(hash) + "\n"))
	must(t, err)
	return u
}

// A session ends when nobody uses it, and in the end anyway.
func TestSessionEnds(t *testing.T) {
	s := NewSessions()
	token := s.Begin("lan")
	if s.User(token) != "lan" || s.User(token+"x") != "" || s.User("") != "" {
		t.Fatal("not the one who logged in")
	}
	for _, v := range s.all.Values() {
		v.last = time.Now().Add(-sessionIdle - time.Minute)
	}
	if s.User(token) != "" {
		t.Error("an idle session")
	}
	token = s.Begin("lan")
	for _, v := range s.all.Values() {
		v.since = time.Now().Add(-SessionLife - time.Minute)
	}
	if s.User(token) != "" || s.all.Len() != 0 {
		t.Error("an old session")
	}
}

func TestSessionEnd(t *testing.T) {
	s := NewSessions()
	one, other := s.Begin("lan"), s.Begin("lan")
	s.End(one)
	if s.User(one) != "" || s.User(other) != "lan" {
		t.Error("the wrong session ended")
	}
	for i := range maxSessions {
		s.Begin(fmt.Sprint("user", i))
	}
	if s.User(other) != "" || s.all.Len() != maxSessions {
		t.Errorf("%d sessions", s.all.Len())
	}
}

// A form is good for the session that it was shown in, and no other.
func TestFormToken(t *testing.T) {
	s, other := NewSessions(), NewSessions()
	lan, minh := s.Begin("lan"), s.Begin("minh")
	token := s.FormToken(lan)
	if !s.ValidForm(lan, token) || s.ValidForm(minh, token) || s.ValidForm(lan, "") || s.ValidForm("", token) ||
		other.ValidForm(lan, token) || !s.ValidForm("", s.FormToken("")) {
		t.Error("the wrong forms are taken")
	}
}

// Whoever guesses waits, longer each time, and is let in after that.
func TestGateSlowsGuessing(t *testing.T) {
	g, now := NewGate(lan(t)), time.Now()
	g.throttle.now = func() time.Time { return now }
	from := netip.MustParseAddr("203.0.113.9")
	var wait WaitError
	for i := range freeTries {
		if err := g.Enter(t.Context(), from, "lan", "guess"); !errors.Is(err, ErrWrong) {
			t.Fatalf("try %d: %v", i, err)
		}
	}
	for want := time.Second; want < longestWait; want *= 2 {
		for _, who := range []struct{ from, name string }{{"203.0.113.9", "other"}, {"198.51.100.7", "lan"}} {
			if err := g.Enter(t.Context(), netip.MustParseAddr(who.from), who.name, password); !errors.As(err, &wait) ||
				wait.For != want {
				t.Fatalf("%s from %s: %v, want to wait for %v", who.name, who.from, err, want)
			}
		}
		now = now.Add(want)
		if err := g.Enter(t.Context(), from, "lan", "guess"); !errors.Is(err, ErrWrong) {
			t.Fatalf("after %v: %v", want, err)
		}
	}
	now = now.Add(longestWait)
	must(t, g.Enter(t.Context(), from, "lan", password))
	if err := g.Enter(t.Context(), from, "lan", "guess"); !errors.Is(err, ErrWrong) {
		t.Errorf("once let in, its failures still count: %v", err)
	}
}

func TestReadUsers(t *testing.T) {
	line, err := UserLine("lan", password, Reader)
	must(t, err)
	clerk, err := UserLine("minh", password, Corrector)
	must(t, err)
	reader := strings.Replace(line, "lan", "hoa", 1) + ":reader"
	u, err := ReadUsers(strings.NewReader(line + "\n" + clerk + "\n" + reader + "\n"))
	must(t, err)
	if u.Corrects("lan") || u.Corrects("hoa") || u.Corrects("nobody") || u.Corrects("") || !u.Corrects("minh") ||
		!u.knows("minh", password) {
		t.Error("the wrong ones may correct")
	}
	if RoleOf(line) != Reader || RoleOf(clerk) != Corrector {
		t.Error("the wrong roles")
	}
	if !u.knows("lan", password) || u.knows("lan", "") || u.knows("", password) || u.knows("nobody", "nobody") {
		t.Error("the wrong ones are known")
	}
	for _, bad := range []string{"", "# nobody\n", "lan:plain\n", "lan\n", ":" + line[4:] + "\n",
		line + "\n" + line + "\n", "a b:" + line[4:] + "\n", line + ":admin\n", line + ":\n"} {
		if _, err := ReadUsers(strings.NewReader(bad)); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
	for _, bad := range [][2]string{{"lan", "short"}, {"a:b", password}, {"", password},
		{"lan", strings.Repeat("x", 73)}} {
		if _, err := UserLine(bad[0], bad[1], Reader); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}
