package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/danchieu/danchieu/index/answer"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// witnessesTold is how many places are told of a step.
const witnessesTold = 3

// printStanding prints what is known of the force of a document on the day asked about.
func printStanding(w printer, h *answer.History) {
	w.printf("  force    %s\n", say("on %s: %s", h.On.Printed(), h.Says))
	if h.Contradicted {
		w.printf("           %s\n", say("witnesses differ on when it came into force or ended"))
	}
}

// printHistory prints the steps of a history that tell more than the day of issue, each with who
// says so.
func printHistory(w printer, h *answer.History) {
	if len(h.Steps) < 2 {
		return
	}
	w.printf("\n%s\n", say("history"))
	for _, s := range h.Steps {
		w.printf("  %-10s %s%s\n", dayOf(s), called{"step", string(s.Kind)}, details(w.lang, s))
		for i, seen := range s.Seen {
			if i == witnessesTold {
				w.printf("             %s\n", say("… %s more", fmt.Sprint(len(s.Seen)-i)))
				break
			}
			who := legal.DeciderName(seen.By).In(w.lang)
			if seen.By == "" {
				who = say("%s p.%d", filepath.Base(seen.Name), seen.Page).In(w.lang)
			}
			w.printf("             %s: %s\n", who, seen.Excerpt)
		}
	}
}

// dayOf is the day of a step, or that after which it comes.
func dayOf(s answer.HistoryStep) string {
	if s.Day.IsZero() && !s.After.IsZero() {
		return "≥ " + s.After.Printed()
	}
	return s.Day.Printed()
}

// details is what a step says beside its kind.
func details(lang legal.Lang, s answer.HistoryStep) string {
	var out []string
	add := func(t text) { out = append(out, t.In(lang)) }
	if s.Document != "" {
		add(say("by %s", s.Document))
	}
	if len(s.Provisions) > 0 {
		out = append(out, strings.Join(s.Provisions, "; "))
	}
	if !s.Until.IsZero() {
		add(say("until %s", s.Until.Printed()))
	}
	if s.Successor != "" {
		add(say("replaced by %s", s.Successor))
		if s.Heir != "" {
			out[len(out)-1] += " (" + s.Heir + ")"
		}
	}
	if s.Except {
		add(say("with exceptions"))
	}
	if s.Unsure {
		add(say("not read surely"))
	}
	if len(out) == 0 {
		return ""
	}
	return " " + strings.Join(out, ", ")
}
