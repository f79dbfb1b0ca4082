package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/spf13/cobra"
)

func newService(a *app) *cobra.Command {
	var s service
	cmd := &cobra.Command{
		Use:   "service [PATH...]",
		Short: "Print the unit and timer for systemd, or the line for cron, of a nightly ingest, and the unit of the server",
		Long: `Service prints what runs an ingest of the paths every night, with the data folder and
the program where they are now. It installs nothing. What the ingest says goes to the
journal, which looks after its own size. --kind serve prints the unit of the server, which
takes what else "danchieu serve" is to be told from the file that --config names.`,
		Example: `  danchieu service --kind service /mnt/vanban > /etc/systemd/system/danchieu.service
  danchieu service --kind timer /mnt/vanban > /etc/systemd/system/danchieu.timer
  systemctl enable --now danchieu.timer
  danchieu service --kind cron /mnt/vanban | crontab -
  danchieu service --kind serve --config /etc/danchieu.toml > /etc/systemd/system/danchieu-serve.service`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && s.Kind != "serve" {
				return wanting(cmd, "the folders to ingest")
			}
			return a.printService(s, args)
		},
	}
	f := cmd.Flags()
	f.StringVar(&s.Kind, "kind", "service", "service, timer, cron or serve")
	f.StringVar(&s.At, "at", "02:00", "when to begin, as 02:00")
	f.StringVar(&s.For, "max-duration", "5h", "begin no more files or pages after this time")
	f.StringVar(&s.User, "user", "danchieu", "whose process it is, for systemd")
	f.StringVar(&s.Metrics, "metrics", "", "keep figures for Prometheus in this file")
	return cmd
}

// service is what runs an ingest every night.
type service struct {
	Kind, At, For, User, Metrics string
	Hour, Minute                 int
	Program, Data                string
	Command                      string
	Paths                        []string
}

// Units: a run that could not read some files has exit code 3 and is no failure of the
// service; MemoryMax holds for the program and its children together.
const serviceUnit = `[Unit]
Description=danchieu: read what is new among the documents
After=network-online.target remote-fs.target
RequiresMountsFor={{range $i, $p := .Paths}}{{if $i}} {{end}}{{$p}}{{end}}

[Service]
Type=oneshot
User={{.User}}
ExecStart={{.Command}}
SuccessExitStatus=3
Nice=10
IOSchedulingClass=idle
MemoryHigh=3G
MemoryMax=4G
ProtectSystem=strict
ReadWritePaths={{.Data}}{{with .Metrics}} {{.}}{{end}}
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
ProtectSystem=strict
ReadWritePaths={{.Data}}
PrivateTmp=true
NoNewPrivileges=true

[Install]
WantedBy=multi-user.target
`

const serviceCron = `{{.Minute}} {{.Hour}} * * * {{.Command}} 2>&1 | logger -t danchieu
`

func (a *app) printService(s service, paths []string) error {
	text, ok := map[string]string{"service": serviceUnit, "timer": serviceTimer, "cron": serviceCron,
		"serve": serviceServe}[s.Kind]
	if !ok {
		return exitError{code: exitUsage, err: say("--kind is service, timer, cron or serve, not %s", s.Kind)}
	}
	if _, err := fmt.Sscanf(s.At, "%d:%d", &s.Hour, &s.Minute); err != nil || s.Hour < 0 || s.Hour > 23 ||
		s.Minute < 0 || s.Minute > 59 {
		return exitError{code: exitUsage, err: say("--at %s is no time of the day, as 02:00", s.At)}
	}
	if err := s.complete(a, paths); err != nil {
		return err
	}
	return template.Must(template.New(s.Kind).Parse(text)).Execute(a.stdout, s)
}

// complete makes all paths those of now, and puts the command together.
func (s *service) complete(a *app, paths []string) (err error) {
	if s.Program, err = os.Executable(); err != nil {
		return say("find own program: %v", err)
	}
	if s.Data, err = filepath.Abs(a.data); err != nil {
		return say("find data folder: %v", err)
	}
	words := []string{s.Program, "ingest", "--data", s.Data, "--log", "--nice", "10", "--max-duration", s.For}
	if s.Kind == "serve" {
		words = []string{s.Program, "serve", "--data", s.Data}
	} else if s.Metrics != "" {
		words = append(words, "--metrics", s.Metrics)
	}
	if a.settings.file != "" {
		config, err := filepath.Abs(a.settings.file)
		if err != nil {
			return say("find config: %v", err)
		}
		words = append(words, "--config", config)
	}
	for _, p := range paths {
		p, err := filepath.Abs(p)
		if err != nil {
			return say("find %s: %v", p, err)
		}
		s.Paths = append(s.Paths, s.quote(p))
		words = append(words, p)
	}
	for i, w := range words {
		words[i] = s.quote(w)
	}
	s.Command, s.Data, s.Metrics = strings.Join(words, " "), s.quote(s.Data), s.quote(filepath.Dir(s.Metrics))
	return nil
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
