package main

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
	"github.com/danchieu/danchieu/web"
	"github.com/danchieu/danchieu/web/auth"
)

func newServe(a *app) *cobra.Command {
	o := serveOptions{listen: "127.0.0.1:8080", pictures: 512}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the pages for people, and the same answers as JSON",
		Long: `Serve answers in the browser: search, documents, the page of the PDF with its citations
boxed, chains, audit. A running server follows new ingests by itself. It only reads, save
that users with the role of a corrector may say what files and citations are, on the page
of what is to be confirmed: what "danchieu decide", "same" and "differ" say.

It listens on this machine alone. Elsewhere it listens only with --users FILE, a line
"name:hash" a user as htpasswd -B writes it, "name:hash:corrector" for one who may correct
(--add-user NAME reads a password and adds one, with --role), or behind the proxy named by
--proxy, from which alone it then takes requests; who may see the pages is then the
proxy's to say. Where the catalogue is in a database, users without --users are those in it, and
who is logged in at one server is so at all: a new machine needs the address alone, and
makes an index of its own. /api/v1/openapi.json describes the
answers for programs; /healthz, /readyz and /metrics tell how the server is. The access
log goes to standard error, a JSON object a line.`,
		Example: `  danchieu serve
  danchieu serve --allow-corrections
  danchieu serve --add-user lan --role corrector --users users.txt
  danchieu serve --data postgres://danchieu@db/danchieu --listen :8443 --tls-cert cert.pem --tls-key key.pem
  danchieu serve --listen :8443 --users users.txt --tls-cert cert.pem --tls-key key.pem
  danchieu serve --listen 10.0.0.5:8080 --proxy 10.0.0.1`,
		Args: usageArgs(cobra.NoArgs, "no argument"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.addUser != "" || o.dropUser != "" {
				return a.changeUsers(cmd.Context(), o)
			}
			return a.serve(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.listen, "listen", o.listen, "address to listen on")
	f.StringVar(&o.users, "users", "", "file of those who may log in")
	f.StringVar(&o.addUser, "add-user", "", "read a password from standard input, let this user in, by --users or by the database of the catalogue, and end")
	f.StringVar(&o.dropUser, "remove-user", "", "let this user in no more, and end")
	f.StringVar(&o.role, "role", "", "what that user may do: reader or corrector (default: as before, else reader)")
	f.BoolVar(&o.corrections, "allow-corrections", false,
		"without --users, on this machine alone: let whoever opens the pages correct")
	f.StringVar(&o.proxy, "proxy", "", "address of the proxy from which alone requests are taken")
	f.StringVar(&o.cert, "tls-cert", "", "file of the TLS certificate")
	f.StringVar(&o.key, "tls-key", "", "file of its key")
	f.StringSliceVar(&o.hosts, "host", nil,
		"names by which the server may be called (default: any, on this machine alone its own)")
	f.Int64Var(&o.pictures, "pictures", o.pictures, "how many MiB of pictures of pages to keep in the data folder")
	f.BoolVar(&o.quiet, "no-access-log", false, "write no access log")
	return cmd
}

type serveOptions struct {
	listen, users, addUser, dropUser, role, proxy, cert, key string
	hosts                                                    []string
	pictures                                                 int64
	corrections, quiet                                       bool
}

// config reads what is served to whom, and refuses what would be open to all. The users of a shared
// catalogue are those in its database unless a file names others.
func (o serveOptions) config(data string, shared *auth.Users) (web.Config, error) {
	c := web.Config{Data: data, Version: version(), TLS: o.cert != "", Hosts: o.hosts, Pictures: o.pictures << 20,
		Corrections: o.corrections}
	if (o.cert == "") != (o.key == "") {
		return c, exitError{exitUsage, say("TLS takes a certificate and a key"),
			say("--tls-cert cert.pem --tls-key key.pem")}
	}
	if o.pictures < 1 {
		return c, exitError{code: exitUsage, err: say("--pictures is 1 at the least")}
	}
	host, _, err := net.SplitHostPort(o.listen)
	if err != nil {
		return c, exitError{exitUsage, say("cannot listen on %q: %v", o.listen, err), say("--listen 127.0.0.1:8080")}
	}
	if o.proxy != "" {
		if c.Proxy, err = netip.ParseAddr(o.proxy); err != nil {
			return c, exitError{exitUsage, say("no address of a proxy: %v", err), say("--proxy 10.0.0.1")}
		}
	}
	if o.users != "" {
		f, err := os.Open(o.users)
		if err != nil {
			return c, exitError{exitUsage, say("read users: %v", err), say("--add-user NAME makes the file")}
		}
		defer f.Close()
		if c.Users, err = auth.ReadUsers(f); err != nil {
			return c, exitError{code: exitUsage, err: err}
		}
	}
	if o.users == "" && o.proxy == "" {
		c.Users = shared
	}
	local := web.Loopback(host)
	if !local && c.Users == nil && !c.Proxy.IsValid() {
		return c, exitError{exitUsage,
			say("%s can be reached from other machines, and everybody would see all documents", o.listen),
			say("--users FILE names who may log in; --proxy ADDRESS the proxy that knows")}
	}
	if o.corrections && (!local || c.Users != nil || c.Proxy.IsValid()) {
		return c, exitError{exitUsage, say("--allow-corrections is for a server without users, on this machine alone"),
			say("--add-user NAME --role corrector names who may correct")}
	}
	if local && c.Users == nil && !c.Proxy.IsValid() && len(c.Hosts) == 0 {
		c.Hosts = []string{"localhost", "127.0.0.1", "::1", host}
	}
	return c, nil
}

// serve answers until it is stopped, and then lets the answers under way end.
func (a *app) serve(ctx context.Context, o serveOptions) error {
	shared, err := a.share(ctx)
	if err != nil {
		return err
	}
	if shared != nil {
		defer shared.Close()
	}
	c, err := a.serveConfig(ctx, o, shared)
	if err != nil {
		return err
	}
	if !o.quiet {
		log := slog.New(slog.NewJSONHandler(a.stderr, nil))
		c.Log = func(l web.Access) { logAccess(ctx, log, l) }
	}
	c.ReadDraft, c.Annotate = readDraft, writeAnnotated
	c.Retry = func(reason, path string) error { return a.beginRetry(ctx, reason, path) }
	s, err := web.New(c)
	if err != nil {
		return dataFailure(err, a.data)
	}
	defer s.Close()
	l, err := net.Listen("tcp", o.listen)
	if err != nil {
		return exitError{code: exitUsage, err: say("listen: %v", err)}
	}
	h := web.NewHTTP(s.Handler())
	scheme := "http"
	if c.TLS {
		scheme = "https"
		h.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	a.stdout.printf("%s://%s/\n", scheme, l.Addr())
	if host, _, err := net.SplitHostPort(o.listen); err == nil && !c.TLS && c.Users != nil && !web.Loopback(host) &&
		!c.Proxy.IsValid() {
		a.stderr.printf("passwords go over the network unencrypted: --tls-cert and --tls-key, or a proxy with TLS before it\n")
	}
	var g errgroup.Group
	following, stop := context.WithCancel(ctx)
	g.Go(func() error { s.Follow(following); return nil })
	g.Go(func() error {
		<-following.Done()
		ending, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		return h.Shutdown(ending)
	})
	if c.TLS {
		err = h.ServeTLS(l, o.cert, o.key)
	} else {
		err = h.Serve(l)
	}
	stop()
	g.Wait() // what is still under way after ten seconds is cut off
	if !errors.Is(err, http.ErrServerClosed) {
		return exitError{code: exitUsage, err: say("serve: %v", err)}
	}
	return nil
}

// share opens what the servers of a catalogue in a database share, nil for one in a file.
func (a *app) share(ctx context.Context) (*auth.Shared, error) {
	address, err := datadir.Database(a.data)
	if err != nil || address == "" {
		return nil, err
	}
	c, err := catalog.OpenReader(a.data) // what is wrong with the database is told as by any verb
	if err == nil {
		c.Close()
	} else if !errors.Is(err, catalog.ErrNoData) {
		return nil, dataFailure(err, a.data)
	}
	s, err := auth.Share(ctx, address)
	if err != nil {
		return nil, exitError{exitData, say("the database %s: %v", shown(address), err),
			say("whoever serves must be let write there who is logged in")}
	}
	return s, nil
}

func (a *app) serveConfig(ctx context.Context, o serveOptions, shared *auth.Shared) (web.Config, error) {
	if shared == nil {
		return o.config(a.data, nil)
	}
	users, err := shared.Users(ctx)
	if err != nil {
		return web.Config{}, exitError{code: exitData, err: err}
	}
	c, err := o.config(a.data, users)
	if err == nil {
		c.Gate = shared.Gate(c.Users)
		c.Sessions, err = shared.Sessions(ctx)
	}
	return c, err
}

// Keys of the access log.
const (
	keyFrom, keyUser, keyMethod, keyURI       = "from", "user", "method", "uri"
	keyStatus, keyBytes, keySeconds, keyError = "status", "bytes", "seconds", "error"
)

func logAccess(ctx context.Context, log *slog.Logger, l web.Access) {
	level, attrs := slog.LevelInfo,
		[]slog.Attr{slog.String(keyFrom, l.From), slog.String(keyMethod, l.Method), slog.String(keyURI, l.URI),
			slog.Int(keyStatus, l.Status), slog.Int64(keyBytes, l.Bytes), slog.Float64(keySeconds, l.Took.Seconds())}
	if l.User != "" {
		attrs = append(attrs, slog.String(keyUser, l.User))
	}
	if l.Problem != "" {
		level, attrs = slog.LevelError, append(attrs, slog.String(keyError, l.Problem))
	}
	log.LogAttrs(ctx, level, "access", attrs...)
}

// beginRetry starts this program once more to read files again, with a memory and a lock of
// its own. It is ended with the server; what it has read is kept.
func (a *app) beginRetry(ctx context.Context, reason, path string) error {
	program, err := os.Executable()
	if err != nil {
		return say("find own program: %v", err)
	}
	args := []string{"retry", "--data", a.data, "--log"}
	if reason != "" {
		args = append(args, "--reason", reason)
	}
	if path != "" {
		args = append(args, "--", path)
	}
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.Stderr = a.stderr.Writer
	if err := cmd.Start(); err != nil {
		return say("begin to read again: %v", err)
	}
	go func() { _ = cmd.Wait() }() // what comes of it is in the catalogue
	return nil
}
