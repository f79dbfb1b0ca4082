package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"

	"github.com/spf13/cobra"
)

func newService(a *app) *cobra.Command {
	var s service
	cmd := &cobra.Command{
		Use:   "service [PATH...]",
		Short: "Print the unit and timer for systemd, or the line for cron, of a nightly ingest, and the units of a server and a worker",
		Long: `Service prints what runs an ingest of the paths every night, with the data folder and
the program where they are now. It installs nothing. What the ingest says goes to the
journal, which looks after its own size. --kind serve prints the unit of the server, and
--kind worker that of one who reads scanned pages for an ingest elsewhere, under the paths
if they are given. What else these are to be told they take from the file that --config
names, and so do all an address with a password. With a database the index lies in
/var/lib/danchieu, unless --local names a folder.`,
		Example: `  danchieu service --kind service /mnt/vanban > /etc/systemd/system/danchieu.service
  danchieu service --kind timer /mnt/vanban > /etc/systemd/system/danchieu.timer
  systemctl enable --now danchieu.timer
  danchieu service --kind cron /mnt/vanban | crontab -
  danchieu service --kind serve --config /etc/danchieu.toml > /etc/systemd/system/danchieu-serve.service
  danchieu service --kind worker --config /etc/danchieu.toml > /etc/systemd/system/danchieu-worker.service`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && s.Kind != serveKind && s.Kind != workerKind {
				return wanting(cmd, "the folders to ingest")
			}
			return a.printService(s, args)
		},
	}
	f := cmd.Flags()
	f.StringVar(&s.Kind, "kind", "service", "service, timer, cron, serve or worker")
	f.StringVar(&s.At, "at", "02:00", "when to begin, as 02:00")
	f.StringVar(&s.For, "max-duration", "5h", "begin no more files or pages after this time")
	f.StringVar(&s.User, "user", "danchieu", "whose process it is, for systemd")
	f.StringVar(&s.Metrics, "metrics", "", "keep figures for Prometheus in this file")
	f.StringVar(&s.queue, "queue", "", "have scanned pages read by danchieu worker, through this database: postgres://user@host/database")
	f.StringVar(&s.originals, "originals", "", "with --queue: lay files here for the workers, a folder or s3://bucket/prefix")
	return cmd
}

// Kinds of what is no ingest.
const serveKind, workerKind = "serve", "worker"

// service is what runs an ingest every night, a server or a worker.
type service struct {
	Kind, At, For, User, Metrics string
	queue, originals             string
	Hour, Minute                 int
	Command                      string
	Paths                        []string // to be mounted before
	Writes                       []string // where it writes
	Database                     bool     // the catalogue lies in one
	State                        bool     // it writes in /var/lib/danchieu, which systemd makes
}

// Lines of units that are there or not.
const (
	mounts = `{{with .Paths}}
RequiresMountsFor={{range $i, $p := .}}{{if $i}} {{end}}{{$p}}{{end}}{{end}}`
	writes = `{{if .State}}
StateDirectory=danchieu{{end}}{{with .Writes}}
ReadWritePaths={{range $i, $p := .}}{{if $i}} {{end}}{{$p}}{{end}}{{end}}`
)

// Units: a run that could not read some files has exit code 3 and is no failure of the
// service, nor is that another writes into the database; MemoryMax holds for the program and its children together.
const serviceUnit = `[Unit]
Description=danchieu: read what is new among the documents
Wants=network-online.target
After=network-online.target remote-fs.target` + mounts + `

[Service]
Type=oneshot
User={{.User}}
ExecStart={{.Command}}
SuccessExitStatus=3{{if .Database}} 4{{end}}
Nice=10
IOSchedulingClass=idle
MemoryHigh=3G
MemoryMax=4G
ProtectSystem=strict` + writes + `
PrivateTmp=true
NoNewPrivileges=true
`

const serviceTimer = `[Unit]
Description=danchieu, every night

[Timer]
OnCalendar=*-*-* {{printf "%02d:%02d" .Hour .Minute}}:00
Persistent=true
RandomizedDelaySec=5min

[Install]
WantedBy=timers.target
`

// The server starts again when it fails. It may write in the data folder alone, where it keeps
// pictures, and where what persons say is stored.
const serviceServe = `[Unit]
Description=danchieu: the pages
After=network-online.target local-fs.target
Wants=network-online.target

[Service]
Type=simple
User={{.User}}
ExecStart={{.Command}}
Restart=on-failure
RestartSec=5
MemoryHigh=2G
MemoryMax=3G
ProtectSystem=strict` + writes + `
PrivateTmp=true
NoNewPrivileges=true

[Install]
WantedBy=multi-user.target
`

// A worker that is ended finishes the pages it has begun, for at most the time after which others get them.
const serviceWorker = `[Unit]
Description=danchieu: reading scanned pages
After=network-online.target remote-fs.target
Wants=network-online.target` + mounts + `

[Service]
Type=simple
User={{.User}}
ExecStart={{.Command}}
Restart=always
RestartSec=10
TimeoutStopSec=15min
ProtectSystem=strict
PrivateTmp=true
NoNewPrivileges=true

[Install]
WantedBy=multi-user.target
`

const serviceCron = `{{.Minute}} {{.Hour}} * * * {{.Command}} 2>&1 | logger -t danchieu
`

func (a *app) printService(s service, paths []string) error {
	text, ok := map[string]string{"service": serviceUnit, "timer": serviceTimer, "cron": serviceCron,
		serveKind: serviceServe, workerKind: serviceWorker}[s.Kind]
	if !ok {
		return exitError{code: exitUsage, err: say("--kind is service, timer, cron, serve or worker, not %s", s.Kind)}
	}
	if _, err := fmt.Sscanf(s.At, "%d:%d", &s.Hour, &s.Minute); err != nil || s.Hour < 0 || s.Hour > 23 ||
		s.Minute < 0 || s.Minute > 59 {
		return exitError{code: exitUsage, err: say("--at %s is no time of the day, as 02:00", s.At)}
	}
	if s.Kind == workerKind && s.queue == "" {
		return exitError{exitUsage, say("worker wants --queue"), say("danchieu help worker shows examples")}
	}
	if err := s.complete(a, paths); err != nil {
		return err
	}
	return template.Must(template.New(s.Kind).Parse(text)).Execute(a.stdout, s)
}

// complete makes all paths those of now, and puts the command together.
func (s *service) complete(a *app, paths []string) (err error) {
	paths = slices.Clone(paths)
	for i, p := range paths {
		if paths[i], err = absolute(p); err != nil {
			return err
		}
		s.Paths = append(s.Paths, s.quote(paths[i]))
	}
	words, err := s.words(a, paths)
	if err != nil {
		return err
	}
	for i, w := range words {
		words[i] = s.quote(w)
	}
	s.Command = strings.Join(words, " ")
	return nil
}

// words are those of the command.
func (s *service) words(a *app, paths []string) (words []string, err error) {
	program, err := os.Executable()
	if err != nil {
		return nil, say("find own program: %v", err)
	}
	ingests := s.Kind != serveKind && s.Kind != workerKind
	if ingests {
		words = []string{program, "ingest"}
	} else {
		words, paths = []string{program, s.Kind}, nil
	}
	if s.Kind != workerKind {
		data, err := s.data(a)
		if err != nil {
			return nil, err
		}
		words = append(words, data...)
	}
	if ingests {
		words = append(words, "--log", "--nice", "10", "--max-duration", s.For)
	}
	if ingests && s.Metrics != "" {
		if s.Metrics, err = absolute(s.Metrics); err != nil {
			return nil, err
		}
		words = append(words, "--metrics", s.Metrics)
		s.Writes = append(s.Writes, s.quote(filepath.Dir(s.Metrics)))
	}
	if s.Kind != serveKind {
		shared, err := s.shared(a)
		if err != nil {
			return nil, err
		}
		words = append(words, shared...)
	}
	if a.settings.file != "" {
		config, err := absolute(a.settings.file)
		if err != nil {
			return nil, err
		}
		words = append(words, "--config", config)
	}
	return append(words, paths...), nil
}

// data says where the catalogue is, and what of it is written on this machine.
func (s *service) data(a *app) (words []string, err error) {
	s.Database = isAddress(a.data)
	local, flag := a.data, "--data"
	if s.Database {
		if words, err = a.addressWords("data", a.data); err != nil {
			return nil, err
		}
		local, flag = a.local, "--local"
		if s.State = local == "" && s.Kind != "cron"; s.State {
			return append(words, flag, "/var/lib/danchieu/index"), nil
		}
	}
	if local == "" {
		return words, nil
	}
	if local, err = absolute(local); err != nil {
		return nil, err
	}
	s.Writes = append(s.Writes, s.quote(local))
	return append(words, flag, local), nil
}

// shared says where pages are handed out, and the files they are in.
func (s *service) shared(a *app) (words []string, err error) {
	if s.queue != "" {
		if words, err = a.addressWords("queue", s.queue); err != nil {
			return nil, err
		}
	}
	place := s.originals
	if place == "" || a.inConfig("originals") {
		return words, nil
	}
	if !strings.HasPrefix(place, "s3://") {
		if place, err = absolute(place); err != nil {
			return nil, err
		}
		s.Paths = append(s.Paths, s.quote(place))
		s.Writes = append(s.Writes, s.quote(place))
	}
	return append(words, "--originals", place), nil
}

// addressWords gives a flag the address of a database, unless the config file does.
func (a *app) addressWords(flag, address string) ([]string, error) {
	if a.inConfig(flag) {
		return nil, nil
	}
	if hasPassword(address) {
		return nil, exitError{exitUsage, say("a password does not belong in a unit, which everybody may read"),
			say("write the address into a file, as %s = \"postgres://…\", and name that with --config", flag)}
	}
	return []string{"--" + flag, address}, nil
}

// inConfig reports whether the value of a flag stands in the config file.
func (a *app) inConfig(flag string) bool {
	return a.settings.file != "" && a.settings.origin[flag] == a.settings.file
}

func absolute(path string) (string, error) {
	found, err := filepath.Abs(path)
	if err != nil {
		return "", say("find %s: %v", path, err)
	}
	return found, nil
}

// quote writes a word as systemd or the shell of cron reads it back; % means
// something to both.
func (s *service) quote(word string) string {
	percent := "%%"
	if s.Kind == "cron" {
		percent = `\%`
	}
	if strings.ContainsAny(word, " \t'\"\\$;&|<>()*?[]#~!`") {
		if s.Kind == "cron" {
			word = "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
		} else {
			word = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", "$$").Replace(word) + `"`
		}
	}
	return strings.ReplaceAll(word, "%", percent)
}
