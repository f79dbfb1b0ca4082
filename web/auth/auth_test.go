package auth

import (
	"context"
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

// sessions are those of the users of a test.
type sessions struct {
	*Sessions
	t      *testing.T
	of     *Users
	memory *memory
}

func ofMemory(t *testing.T) sessions {
	s := NewSessions()
	return sessions{s, t, lan(t), s.kept.(*memory)}
}

func (s sessions) begin(user string) string {
	token, err := s.Begin(s.t.Context(), s.of, user)
	must(s.t, err)
	return token
}

func (s sessions) user(token string) string {
	user, err := s.User(s.t.Context(), s.of, token)
	must(s.t, err)
	return user
}

// A session ends when nobody uses it, and in the end anyway.
func TestSessionEnds(t *testing.T) {
	s := ofMemory(t)
	token := s.begin("lan")
	if s.user(token) != "lan" || s.user(token+"x") != "" || s.user("") != "" {
		t.Fatal("not the one who logged in")
	}
	for _, v := range s.memory.all.Values() {
		v.last = time.Now().Add(-sessionIdle - time.Minute)
	}
	if s.user(token) != "" {
		t.Error("an idle session")
	}
	token = s.begin("lan")
	for _, v := range s.memory.all.Values() {
		v.since = time.Now().Add(-SessionLife - time.Minute)
	}
	if s.user(token) != "" || s.memory.all.Len() != 0 {
		t.Error("an old session")
	}
}

func TestSessionEnd(t *testing.T) {
	s := ofMemory(t)
	one, other := s.begin("lan"), s.begin("lan")
	must(t, s.End(t.Context(), one))
	if s.user(one) != "" || s.user(other) != "lan" {
		t.Error("the wrong session ended")
	}
	for range maxSessions {
		s.begin("lan")
	}
	if s.user(other) != "" || s.memory.all.Len() != maxSessions {
		t.Errorf("%d sessions", s.memory.all.Len())
	}
}

// A form is good for the session that it was shown in, and no other.
func TestFormToken(t *testing.T) {
	s, other := ofMemory(t), NewSessions()
	lan, minh := s.begin("lan"), s.begin("lan")
	token := s.FormToken(lan)
	if !s.ValidForm(lan, token) || s.ValidForm(minh, token) || s.ValidForm(lan, "") || s.ValidForm("", token) ||
		other.ValidForm(lan, token) || !s.ValidForm("", s.FormToken("")) {
		t.Error("the wrong forms are taken")
	}
}

// Whoever guesses waits, longer each time, and is let in after that.
func TestGateSlowsGuessing(t *testing.T) {
	g, now := NewGate(lan(t)), time.Now()
	g.brake.(*throttle).now = func() time.Time { return now }
	slowsGuessing(t, g, g, func(d time.Duration) { now = now.Add(d) })
}

// slowsGuessing tries in turn at two gates that know of the same tries.
func slowsGuessing(t *testing.T, g, next *Gate, later func(time.Duration)) {
	from := netip.MustParseAddr("203.0.113.9")
	var wait WaitError
	for i := range freeTries {
		if err := g.Enter(t.Context(), from, "lan", "guess"); !errors.Is(err, ErrWrong) {
			t.Fatalf("try %d: %v", i, err)
		}
	}
	for want := time.Second; want < longestWait; want *= 2 {
		for _, name := range []string{"other", "lan"} {
			if err := g.Enter(t.Context(), from, name, password); !errors.As(err, &wait) || wait.For > want || wait.For < want-spent {
				t.Fatalf("%s: %v, want to wait for %v", name, err, want)
			}
			g, next = next, g
		}
		later(want)
		if err := g.Enter(t.Context(), from, "lan", "guess"); !errors.Is(err, ErrWrong) {
			t.Fatalf("after %v: %v", want, err)
		}
	}
	later(longestWait)
	must(t, g.Enter(t.Context(), from, "lan", password))
	if err := g.Enter(t.Context(), from, "lan", "guess"); !errors.Is(err, ErrWrong) {
		t.Errorf("once let in, its failures still count: %v", err)
	}
}

// spent is the time that a slow database may take for a try, and the clock go on.
const spent = 900 * time.Millisecond

// Whoever guesses at a name does not keep its user out, elsewhere after a few guesses and
// where the user has been let in after many from everywhere; new addresses wait then.
func TestGateLetsTheUserIn(t *testing.T) { letsTheUserIn(t, NewGate(lan(t))) }

func letsTheUserIn(t *testing.T, g *Gate) {
	guess := func(from string) error { return g.Enter(t.Context(), netip.MustParseAddr(from), "lan", "guess") }
	own, new := netip.MustParseAddr("198.51.100.7"), netip.MustParseAddr("198.51.100.8")
	for range freeTries {
		guess("203.0.113.9")
	}
	must(t, g.Enter(t.Context(), own, "lan", password))
	for i := range freeNameTries {
		guess(fmt.Sprintf("203.0.%d.9", i))
	}
	var wait WaitError
	if err := g.Enter(t.Context(), new, "lan", password); !errors.As(err, &wait) {
		t.Errorf("many addresses for one name: %v", err)
	}
	must(t, g.Enter(t.Context(), own, "lan", password))
}

// Many at once from one address, all with the right password, are no attack.
func TestGateManyAtOnce(t *testing.T) {
	g, from := NewGate(lan(t)), netip.MustParseAddr("198.51.100.7")
	errs := make(chan error)
	for range 4 * freeTries {
		go func() { errs <- g.Enter(t.Context(), from, "lan", password) }()
	}
	for range 4 * freeTries {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if len(g.turns.lines) != 0 {
		t.Errorf("%d lines are left", len(g.turns.lines))
	}
	go g.turns.take(t.Context(), "a")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	refused := 0
	for range 2 * longestLine {
		go func() { _, err := g.turns.take(ctx, "a"); errs <- err }()
	}
	for range longestLine {
		var wait WaitError
		if errors.As(<-errs, &wait) {
			refused++
		}
	}
	if refused < longestLine-1 {
		t.Errorf("%d are sent away", refused)
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
