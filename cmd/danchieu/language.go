package main

import (
	"cmp"
	"errors"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/danchieu/danchieu/pipeline/legal"
)

var languages = []legal.Lang{legal.Vietnamese, legal.English}

// languageOf returns the language in which a command line is answered: that of --lang,
// else of the environment, else of the config file, else of the locale. It is needed
// before the command line is read, for what is wrong with that; a language that there
// is not is refused when it is.
func languageOf(args []string) legal.Lang {
	var asked, config string
	early := pflag.NewFlagSet("", pflag.ContinueOnError)
	early.ParseErrorsAllowlist.UnknownFlags = true
	early.SetOutput(io.Discard)
	early.StringVar(&asked, "lang", "", "")
	early.StringVar(&config, "config", "", "")
	early.BoolP("help", "h", false, "")
	_ = early.Parse(args)
	asked = cmp.Or(asked, os.Getenv(envName("lang")))
	if file := cmp.Or(config, os.Getenv(envName("config"))); asked == "" && file != "" {
		var kept struct{ Lang string }
		_, _ = toml.DecodeFile(file, &kept) // what is wrong with it is said when it is read
		asked = kept.Lang
	}
	if lang := legal.Lang(asked); slices.Contains(languages, lang) {
		return lang
	}
	return localeLanguage(os.Getenv)
}

// localeLanguage is Vietnamese where the locale of messages is, else English (POSIX
// 1003.1, 8.2: LC_ALL before LC_MESSAGES before LANG).
func localeLanguage(env func(string) string) legal.Lang {
	locale := cmp.Or(env("LC_ALL"), env("LC_MESSAGES"), env("LANG"))
	if name, _, _ := strings.Cut(locale, "."); name == "vi" || strings.HasPrefix(name, "vi_") {
		return legal.Vietnamese
	}
	return legal.English
}

// speak puts the help of all verbs into the language asked for, and what is wrong with
// a command line.
func speak(root *cobra.Command, lang legal.Lang) {
	if lang != legal.Vietnamese {
		return
	}
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd("")
	each(root, func(c *cobra.Command) {
		c.InitDefaultHelpFlag()
		c.InitDefaultVersionFlag()
		c.Short = cmp.Or(shortInVietnamese[c.Short], c.Short)
		if c.Name() == "completion" { // of the library
			c.Long = c.Short
		} else if shell, ok := strings.CutPrefix(c.Short, "Generate the autocompletion script for "); ok {
			c.Short = "Cho " + shell
		}
		if long := longInVietnamese[words(c)]; !strings.HasPrefix(c.Long, long) { // else it has more behind it
			c.Long = long
		}
		for _, flags := range []*pflag.FlagSet{c.LocalFlags(), c.PersistentFlags()} {
			flags.VisitAll(func(f *pflag.Flag) { f.Usage = flagInVietnamese(f) })
		}
	})
	template := root.UsageTemplate()
	for _, heading := range usageHeadings {
		template = strings.ReplaceAll(template, heading, shortInVietnamese[heading])
	}
	cobra.AddTemplateFunc("vietnamese", strings.NewReplacer("[flags]", "[tùy chọn]", "(default ", "(mặc định ").Replace)
	root.SetUsageTemplate(strings.NewReplacer("[command]", "[lệnh]", "{{.UseLine}}", "{{vietnamese .UseLine}}",
		"{{.LocalFlags.FlagUsages", "{{vietnamese .LocalFlags.FlagUsages",
		"{{.InheritedFlags.FlagUsages", "{{vietnamese .InheritedFlags.FlagUsages").Replace(template))
}

// words are those that call a command, without the program's.
func words(c *cobra.Command) string {
	return strings.TrimSpace(strings.TrimPrefix(c.CommandPath(), c.Root().Name()))
}

// flagInVietnamese says what a flag does.
func flagInVietnamese(f *pflag.Flag) string {
	switch f.Name {
	case "help":
		return "xem trợ giúp"
	case "version":
		return "xem phiên bản"
	}
	return cmp.Or(shortInVietnamese[f.Usage], f.Usage)
}

// long is the help of a verb at length, of one that lists more behind it.
func (a *app) long(verb, english string) string {
	if a.lang == legal.Vietnamese {
		return longInVietnamese[verb]
	}
	return english
}

// usageHeadings are what stands around the texts of help.
var usageHeadings = []string{
	"Usage:", "Aliases:", "Examples:", "Available Commands:", "Additional Commands:", "Global Flags:", "Flags:",
	"Additional help topics:", "[command] --help", "for more information about a command.", "Use \"",
}

// each calls f for a command and all below it.
func each(c *cobra.Command, f func(*cobra.Command)) {
	f(c)
	for _, below := range c.Commands() {
		each(below, f)
	}
}

// usageError says in words of ours what is wrong with a command line, as far as the
// library tells; the rest stays in English.
func usageError(err error) error {
	var (
		unknown *pflag.NotExistError
		wanting *pflag.ValueRequiredError
		wrong   *pflag.InvalidValueError
		unread  *strconv.NumError
	)
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedName() != "" && unknown.GetSpecifiedShortnames() == "":
		return say("unknown flag: --%s", unknown.GetSpecifiedName())
	case errors.As(err, &wanting):
		return say("flag needs an argument: --%s", wanting.GetFlag().Name)
	case errors.As(err, &wrong) && errors.As(wrong.Unwrap(), &unread) && unread.Func == "ParseBool":
		return say("--%s is true or false, not %q", wrong.GetFlag().Name, wrong.GetValue())
	case errors.As(err, &wrong) && errors.As(wrong.Unwrap(), &unread):
		return say("--%s wants a number, not %q", wrong.GetFlag().Name, wrong.GetValue())
	case errors.As(err, &wrong):
		return say("invalid argument %q for \"--%s\" flag: %v", wrong.GetValue(), wrong.GetFlag().Name, wrong.Unwrap())
	}
	return err
}
