package main

import (
	"io"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	released "github.com/danchieu/danchieu"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// app is what every verb needs of its surroundings.
type app struct {
	stdin          io.Reader
	stdout, stderr printer
	lang           legal.Lang
	terminal       bool   // standard output is one
	data           string // the data folder
	local          string // the data folder beside a database, "" for that of the user's cache
	json           bool   // print JSON instead of text
	started        bool   // the command line makes sense and its verb runs
	settings       *settings
	// killAt is told the steps of an ingest, by tests that end the process there.
	killAt func(step string)
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
			return a.configure(cmd, config)
		},
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	p := root.PersistentFlags()
	p.StringVar(&a.data, "data", "", "data folder (default $DANCHIEU_DATA, else ./danchieu-data), or a database: postgres://USER@HOST/DATABASE")
	p.StringVar(&a.local, "local", "", "with a database, the folder of its index on this machine (default in the user's cache)")
	p.BoolVar(&a.json, "json", false, "print JSON instead of text")
	p.String("lang", string(a.lang), "language of what people read, vi or en; without it that of the locale")
	p.StringVar(&config, "config", "", "file of flags, in TOML: workers = 2 (default $DANCHIEU_CONFIG)")
	root.AddCommand(
		newIngest(a), newStatus(a), newSearch(a), newShow(a), newTrace(a), newPath(a), newActed(a), newBody(a),
		newAudit(a),
		newWanted(a), newExport(a), newSame(a), newDiffer(a), newDecide(a), newMark(a), newCorrections(a), newRegistry(a),
		newPlaces(a), newRuns(a), newDiff(a), newRetry(a), newWorker(a), newWatch(a), newBackup(a), newRestore(a), newVerify(a), newMove(a), newVerifyBundle(a),
		newVacuum(a), newIndex(a), newConfig(a), newService(a), newServe(a), newExtract(a), newCheck(a), newDoctor(a),
		newReadChild(a),
	)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError(err) })
	speak(root, a.lang)
	return root
}

// stamped is the version that "make build" stamps: the file VERSION's, with the commit behind
// it unless that is tagged.
var stamped string

// version returns the version of the program. A build by go alone has the commit where Go stamps
// it. Two programs that read differently must not be called alike: see "retry --read-by-older".
func version() string {
	if stamped != "" {
		return stamped
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return released.Version()
	}
	return withCommit(released.Version(), info.Settings)
}

// withCommit adds to a version the commit of a build, as semantic versions write it.
func withCommit(version string, settings []debug.BuildSetting) string {
	commit, changed := "", ""
	for _, s := range settings {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value[:min(len(s.Value), 7)]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = ".changed"
		}
	}
	if commit == "" {
		return version
	}
	return version + "+" + commit + changed
}

// usageArgs makes a wrong number of arguments a sentence with an example.
func usageArgs(check cobra.PositionalArgs, want string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return wanting(cmd, want)
		}
		return nil
	}
}

// wanting says what a verb wants and was not given.
func wanting(cmd *cobra.Command, want string) error {
	verb := strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name())
	return exitError{exitUsage, say("%s wants %s", cmd.Name(), say(want)),
		say("%s help%s shows examples", cmd.Root().Name(), verb)}
}
