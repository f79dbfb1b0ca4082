package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// settings are where the values of the flags come from: the command line, else the
// environment, else a file of TOML, else the program.
type settings struct {
	file   string // "" for none
	values map[string]any
	origin map[string]string // of every flag that was set, by its name
}

// envName is the variable of the environment that sets a flag: DANCHIEU_MAX_DURATION
// for --max-duration.
func envName(flag string) string {
	return "DANCHIEU_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// readSettings reads the file that --config or the environment names. A name in it
// that is no flag of any verb is a slip.
func readSettings(root *cobra.Command, file string) (*settings, error) {
	s := &settings{file: file, origin: map[string]string{}}
	if s.file == "" {
		s.file = os.Getenv(envName("config"))
	}
	if s.file == "" {
		return s, nil
	}
	if _, err := toml.DecodeFile(s.file, &s.values); err != nil {
		return nil, exitError{code: exitUsage, err: say("read config %s: %v", filepath.Base(s.file), err)}
	}
	known := flagNames(root)
	for _, name := range slices.Sorted(maps.Keys(s.values)) {
		if !known[name] {
			return nil, exitError{exitUsage, say("read config %s: no flag is called %s", filepath.Base(s.file), name),
				say("danchieu config show lists them")}
		}
	}
	return s, nil
}

func flagNames(root *cobra.Command) map[string]bool {
	names := map[string]bool{}
	note := func(f *pflag.Flag) { names[f.Name] = true }
	root.PersistentFlags().VisitAll(note)
	for _, verb := range root.Commands() {
		verb.LocalFlags().VisitAll(note)
	}
	return names
}

// apply sets the flags of a verb that the command line left open.
func (s *settings) apply(flags *pflag.FlagSet) error {
	var errs []error
	flags.VisitAll(func(f *pflag.Flag) {
		if err := s.set(f); err != nil {
			errs = append(errs, exitError{code: exitUsage, err: err})
		}
	})
	return errors.Join(errs...)
}

func (s *settings) set(f *pflag.Flag) error {
	if f.Changed {
		s.origin[f.Name] = "--" + f.Name
		return nil
	}
	if value, ok := os.LookupEnv(envName(f.Name)); ok && value != "" {
		s.origin[f.Name] = "$" + envName(f.Name)
		if err := f.Value.Set(value); err != nil {
			return say("$%s: %v", envName(f.Name), err)
		}
		return nil
	}
	value, ok := s.values[f.Name]
	if !ok {
		return nil
	}
	s.origin[f.Name] = s.file
	if err := setValue(f, value); err != nil {
		return say("read config %s: %s: %v", filepath.Base(s.file), f.Name, err)
	}
	return nil
}

// setValue sets a flag to a value of TOML: a list for a flag that may be repeated,
// else what it says in one word.
func setValue(f *pflag.Flag, value any) error {
	list, isList := value.([]any)
	slice, takesList := f.Value.(pflag.SliceValue)
	switch {
	case isList && !takesList:
		return say("one value is wanted, not a list")
	case isList:
		var values []string
		for _, v := range list {
			values = append(values, fmt.Sprint(v))
		}
		return slice.Replace(values)
	case takesList:
		return slice.Replace([]string{fmt.Sprint(value)})
	}
	return f.Value.Set(fmt.Sprint(value))
}

// configure fills what the command line left open.
func (a *app) configure(cmd *cobra.Command, config string) error {
	s, err := readSettings(cmd.Root(), config)
	if err != nil {
		return err
	}
	if err := s.apply(cmd.Flags()); err != nil {
		return err
	}
	if lang, _ := cmd.Flags().GetString("lang"); !slices.Contains(languages, legal.Lang(lang)) {
		return exitError{exitUsage, say("there is no language %q", lang), say("--lang vi or --lang en")}
	}
	if limit, err := cmd.Flags().GetInt("limit"); err == nil && limit < 0 {
		return exitError{exitUsage, say("--limit cannot be negative"), say("--limit 0 shows all")}
	}
	a.settings = s
	if a.data == "" {
		a.data = "danchieu-data"
	}
	if isAddress(a.data) && needsData(cmd) {
		return a.useDatabase(cmd.Context())
	}
	return nil
}

func newConfig(a *app) *cobra.Command {
	show := &cobra.Command{
		Use:   "show [VERB]",
		Short: "What the flags of a verb are set to, and where each value comes from",
		Example: `  danchieu config show
  danchieu config show search --config /etc/danchieu.toml`,
		Args: usageArgs(cobra.MaximumNArgs(1), "a verb, or none for ingest"),
		RunE: func(cmd *cobra.Command, args []string) error {
			verb := "ingest"
			if len(args) > 0 {
				verb = args[0]
			}
			found, rest, err := cmd.Root().Find([]string{verb})
			if err != nil || found == cmd.Root() || len(rest) > 0 {
				return exitError{exitUsage, say("no verb is called %s", verb), say("danchieu help lists the verbs")}
			}
			return a.showConfig(found)
		},
	}
	config := &cobra.Command{Use: "config", Short: "Where the values of the flags come from",
		Args: usageArgs(cobra.NoArgs, "show"),
		RunE: func(cmd *cobra.Command, _ []string) error { return wanting(cmd, "show") }}
	config.AddCommand(show)
	return config
}

// settingJSON is one flag of a verb.
type settingJSON struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	From  string `json:"from"` // a flag, a variable, a file, or "default"
}

func (a *app) showConfig(verb *cobra.Command) error {
	if err := a.settings.apply(verb.LocalFlags()); err != nil {
		return err
	}
	var all []settingJSON
	note := func(f *pflag.Flag) {
		if f.Name == "help" || f.Hidden {
			return
		}
		s := settingJSON{f.Name, f.Value.String(), a.settings.origin[f.Name]}
		if s.From == "" {
			s.From = "default"
		}
		if f.Name == "data" {
			s.Value = shownPlace(a.data)
		}
		all = append(all, s)
	}
	verb.LocalFlags().VisitAll(note)
	verb.Root().PersistentFlags().VisitAll(func(f *pflag.Flag) {
		if !slices.ContainsFunc(all, func(s settingJSON) bool { return s.Name == f.Name }) {
			note(f)
		}
	})
	slices.SortFunc(all, func(x, y settingJSON) int { return strings.Compare(x.Name, y.Name) })
	return a.tell(all, func(w printer) {
		for _, s := range all {
			w.printf("%-14s %-28s %s\n", s.Name, s.Value, s.From)
		}
	})
}
