package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// app is what every verb needs of its surroundings.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	terminal       bool   // standard output is one
	data           string // the data folder
	json           bool   // print JSON instead of text
	started        bool   // the command line makes sense and its verb runs
}

func newRoot(a *app) *cobra.Command {
	var config string
	root := &cobra.Command{
		Use:   "danchieu",
		Short: "Read official Vietnamese PDFs, and follow what they cite",
		Long: `danchieu (dẫn chiếu: cross-reference) reads folders of official Vietnamese PDFs,
finds every document they cite, and answers on the page where it stands.`,
		Example: `  danchieu ingest ~/vanban
  danchieu search "chuyển đổi số"
  danchieu show 30-NQ/TW
  danchieu trace 30-NQ/TW --down`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			a.started = true
			return a.configure(cmd.Flags(), config)
		},
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	p := root.PersistentFlags()
	p.StringVar(&a.data, "data", "", "data folder (default $DANCHIEU_DATA, else ./danchieu-data)")
	p.BoolVar(&a.json, "json", false, "print JSON instead of text")
	p.StringVar(&config, "config", "", "file of flags, one \"name = value\" a line")
	root.AddCommand(
		newIngest(a), newStatus(a), newSearch(a), newShow(a), newTrace(a), newPath(a), newActed(a), newAudit(a), newWanted(a), newExport(a),
		newSame(a), newDiffer(a), newDecide(a), newCorrections(a), newRegistry(a), newExtract(a), newServe(a), newDoctor(a), newReadChild(a),
	)
	return root
}

// configure fills what the command line left open: from the config file, then
// from the environment.
func (a *app) configure(flags *pflag.FlagSet, config string) error {
	if config != "" {
		if err := readConfig(flags, config); err != nil {
			return err
		}
	}
	if a.data == "" {
		a.data = os.Getenv("DANCHIEU_DATA")
	}
	if a.data == "" {
		a.data = "danchieu-data"
	}
	return nil
}

// readConfig sets the flags a file names, unless the command line set them. Flags
// of other verbs are passed over, so that one file serves all.
func readConfig(flags *pflag.FlagSet, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return failure{code: exitUsage, err: fmt.Errorf("read config: %w", err)}
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		if !ok {
			return failure{code: exitUsage, err: fmt.Errorf("read config %s line %d: no \"=\"", filepath.Base(path), n)}
		}
		flag := flags.Lookup(strings.TrimSpace(name))
		if flag == nil || flag.Changed {
			continue
		}
		if err := flag.Value.Set(strings.TrimSpace(value)); err != nil {
			return failure{code: exitUsage, err: fmt.Errorf("read config %s line %d: %w", filepath.Base(path), n, err)}
		}
	}
	if err := lines.Err(); err != nil {
		return failure{code: exitUsage, err: fmt.Errorf("read config: %w", err)}
	}
	return nil
}

// version is the module's, from the build.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "unknown"
	}
	return info.Main.Version
}

// usageArgs makes a wrong number of arguments a sentence with an example.
func usageArgs(check cobra.PositionalArgs, want string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return failure{code: exitUsage, err: fmt.Errorf("%s wants %s", cmd.Name(), want), hint: "danchieu help " + cmd.Name() + " shows examples"}
		}
		return nil
	}
}
