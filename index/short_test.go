package index

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/viet"
)

func typedRun(t *testing.T, query string) *sequencePhrase {
	t.Helper()
	var typed []part
	for _, g := range mustParse(t, query).groups {
		typed = append(typed, g.any[0])
	}
	return newSequenceRun(typed)
}

// tableLines are the short and the long spellings of the table, read in a plainer way. mixed
// adds the long ones with a shorter expression in its short form.
func tableLines(mixed bool) (lines [][2][]string) {
	defer func() {
		for i := range lines {
			for _, inner := range lines {
				for _, long := range lines[i][1] {
					for _, part := range inner[1] {
						if m := replacePhrase(long, part, strings.ToLower(inner[0][0])); mixed && m != long && part != long {
							lines[i][1] = append(lines[i][1], m)
						}
					}
				}
			}
		}
	}()
	for line := range strings.Lines(shortForms) {
		if short, long, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && line[0] != '#' {
			lines = append(lines, [2][]string{strings.Split(short, "; "), strings.Split(long, "; ")})
		}
	}
	return lines
}

var mixedLines = sync.OnceValue(func() [][2][]string { return tableLines(true) })

func replacePhrase(s, phrase, by string) string {
	return strings.TrimSpace(strings.Replace(" "+s+" ", " "+phrase+" ", " "+by+" ", 1))
}

// No spelling is of two expressions, no term of two; long forms are syllables with their
// marks, short ones are none.
func TestShortTable(t *testing.T) {
	spelt, terms := map[string]string{}, map[string]bool{}
	for _, line := range tableLines(false) {
		term := viet.Fold(strings.Fields(line[0][0])[0])
		if terms[term] {
			t.Errorf("%s: twice", term)
		}
		terms[term] = true
		for i, spellings := range line {
			for _, s := range spellings {
				if other, there := spelt[viet.Fold(s)]; there {
					t.Errorf("%s is also %s", s, other)
				}
				spelt[viet.Fold(s)] = line[0][0]
				for _, w := range strings.Fields(s) {
					if i == 1 && !viet.IsSyllable(w) || i == 0 && len(line[0][0]) > 2 && viet.IsSyllable(strings.ToLower(s)) {
						t.Errorf("%s: %q", line[0][0], w)
					}
				}
			}
		}
	}
	if len(spelt) < 100 {
		t.Errorf("%d spellings", len(spelt))
	}
}

// A short form finds what it stands for and the other way round, in quotes it means itself.
func TestShortForms(t *testing.T) {
	texts := []string{"UBND tỉnh họp", "Ủy ban nhân dân tỉnh họp", "ủy ban của nhân dân và dân tỉnh", "Phòng GD&ĐT họp",
		"phòng Giáo dục và Đào tạo", "sở giáo dục, đào tạo", "phòng cháy, chữa cháy rừng", "PCCC rừng", "Số 12/QĐ-UBND",
		"uy ban nhan dan", "HDND", "hội đồng nhân dân", "đường TT", "VBQPPL QPPL",
		"văn bản QPPL", "văn bản quy phạm pháp luật", "quy phạm pháp luật"}
	var s source
	for i, content := range texts {
		s = append(s, text(fmt.Sprint(i), content))
	}
	dir := t.TempDir()
	mustUpdate(t, dir, s)
	r := mustOpen(t, dir)
	for _, tt := range []struct{ query, want string }{
		{"UBND", "0 1 8"}, {"ubnd", "0 1 8"}, {"ủy ban nhân dân", "0 1 8 2"}, {"uy ban nhan dan", "0 1 8 2 9"}, {"UỶ BAN NHÂN DÂN", "0 1 8 2"},
		{`"UBND"`, "0 8"}, {`"ủy ban nhân dân"`, "1"}, {`"uy ban nhan dan"`, "1 9"},
		{"UBND tỉnh", "0 1"}, {"tỉnh ủy ban nhân dân", "0 1 2"}, {"UBND -tỉnh", "8"}, {"tỉnh -UBND", "2"},
		{"GD&ĐT", "3 4 5"}, {"gdđt", "3 4 5"}, {"giáo dục và đào tạo", "3 4 5"}, {"giáo dục đào tạo", "3 4 5"}, {`"GD&ĐT"`, "3"},
		{"phòng gd đt", "3 4"}, {"PCCC", "6 7"}, {"phòng cháy, chữa cháy", "6 7"}, {"phong chay chua chay rung", "6 7"},
		{"văn bản QPPL", "13 14 15"}, {"VBQPPL", "13 14 15"}, {"van ban quy pham phap luat", "13 14 15"}, {"QPPL", "13 14 15 16"},
		{"HĐND", "10 11"}, {"hdnd", "10 11"}, {"PCCC OR HĐND", "10 11 6 7"},
		{"dân ủy ban nhân tỉnh", "1 2"}, // in another order they are words
		{"UBND*", "0 8"}, {"TT", "12"},
	} {
		got := found(t, r, tt.query)
		slices.Sort(got)
		want := strings.Fields(tt.want)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", tt.query, diff)
		}
	}
	for query, want := range map[string]string{"UBND tỉnh": "Ủy ban nhân dân|tỉnh", `"UBND"`: "", "ủy ban nhân dân": "Ủy ban nhân dân"} {
		var got []string
		for _, m := range mustParse(t, query).Highlights(texts[1]) {
			got = append(got, texts[1][m.Start:m.End])
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s marks %q", query, got)
		}
	}
}

// Words that are an expression are words too, where they stand apart: behind all that have it.
func TestSpelledOut(t *testing.T) {
	dir := t.TempDir()
	apart := text("a", "trung học và vật chất của cơ sở, cơ sở trung học")
	cited := Entry{ID: "b", Title: "trường THCS"}
	mustUpdate(t, dir, source{apart, cited})
	r := mustOpen(t, dir)
	var got []string
	for _, h := range mustSearch(t, r, mustParse(t, "trung học cơ sở")).Hits {
		got = append(got, h.ID)
	}
	if strings.Join(got, " ") != "b a" {
		t.Errorf("%v", got)
	}
	if got := found(t, r, "THCS"); strings.Join(got, " ") != "b" {
		t.Errorf("%v", got)
	}
	for query, want := range map[string]int{"trung học cơ sở": 8, "THCS": 0, "cơ sở trung học": 8} {
		if marks := mustParse(t, query).Highlights(apart.Text); len(marks) != want {
			t.Errorf("%s: %d marks", query, len(marks))
		}
	}
}

// An expression counts as many words in a run however it is written.
func TestShortRuns(t *testing.T) {
	short := newAnalyzer().analyze([]string{"chủ tịch UBND tỉnh giao"})
	long := newAnalyzer().analyze([]string{"chủ tịch ủy ban nhân dân tỉnh giao"})
	for query, want := range map[string]int{"chủ tịch UBND tỉnh": 7, "chủ tịch ủy ban nhân dân tỉnh": 7, "UBND tỉnh": 5,
		"tịch UBND xã": 5, "nhân dân tỉnh": 1} {
		p := typedRun(t, query)
		a, b := p.longest(short.sequence), p.longest(long.sequence)
		if query == "nhân dân tỉnh" {
			b -= 2
		}
		if a != want || b != want {
			t.Errorf("%s: %d in the short form, %d in the long one, want %d", query, a, b, want)
		}
	}
}

// unit is a word of a query with all that it may be in a text, in words, the last as typed.
type unit [][]string

func (u unit) isShort() bool { return len(u) > 1 }

// unitsOf takes what is typed apart as a search does: short forms and what they stand for are
// one.
func unitsOf(typed []string) (units []unit) {
	for i := 0; i < len(typed); {
		u, n := unit{{typed[i]}}, 1
		for _, line := range mixedLines() {
			var all unit
			most := 0
			for k, spellings := range line {
				for _, s := range spellings {
					if k == 0 {
						s = viet.Fold(s)
					}
					w := strings.Fields(s)
					all = append(all, w)
					if m := len(w); i+m <= len(typed) && m > most && spelled(w, typed[i:i+m], k == 0) {
						most = m
					}
				}
			}
			if most > n || most == n && len(u) == 1 {
				u, n = all, most
			}
		}
		if u.isShort() {
			u = append(u, typed[i:i+n])
		}
		units, i = append(units, u), i+n
	}
	return units
}

// spelled reports whether words typed, with marks or without, are those of a spelling.
func spelled(want, typed []string, short bool) bool {
	for i, w := range want {
		t := typed[i]
		if viet.Fold(t) != viet.Fold(w) || !short && viet.Marked(t) != viet.Fold(t) && viet.Marked(t) != viet.Marked(w) {
			return false
		}
	}
	return true
}

func (u unit) in(content [][2]string) bool {
	return slices.ContainsFunc(u, func(words []string) bool { return scan(content, words, true, false) }) ||
		scan(content, u[len(u)-1], false, false)
}

// spells reports whether a stretch of text is written for something typed.
func spells(marked string, typed []string) bool {
	var have [][2]string
	for _, s := range plainSpans(marked) {
		w := marked[s.Start:s.End]
		have = append(have, [2]string{viet.Marked(w), viet.Fold(w)})
	}
	return slices.ContainsFunc(unitsOf(typed), func(u unit) bool {
		return slices.ContainsFunc(u, func(words []string) bool { return len(words) == len(have) && scan(have, words, true, false) })
	})
}

const pairSeed = 23

// checkShortPairs asks for n expressions that stand in texts, most of them with the words
// beside them, in the short and in the long form: the same documents come first, in one order.
func checkShortPairs(t *testing.T, c corpus, n int) {
	lines := tableLines(false)
	rnd := rand.New(rand.NewSource(pairSeed))
	different := map[string]bool{}
	for asked := 0; asked < n; {
		line := lines[rnd.Intn(len(lines))]
		id := c.ids[rnd.Intn(len(c.ids))]
		before, after, ok := beside(rnd, c, id, unit(wordsOf(line)))
		if !ok {
			continue
		}
		asked++
		different[line[0][0]] = true
		var got [2][]string
		for i, spellings := range line {
			typed := before + " " + spellings[rnd.Intn(len(spellings))] + " " + after
			if asked%3 == 0 {
				typed = viet.Fold(typed)
			}
			found, err := Find(t.Context(), c.c, c.r, typed, Options{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range found.Hits {
				got[i] = append(got[i], h.ID)
			}
			if found.Partial || len(found.Replaced) > 0 || len(got[i]) == 0 {
				t.Errorf("%s: %d found, %v", typed, found.Total, found.Replaced)
			}
		}
		if diff := cmp.Diff(got[0], got[1][:min(len(got[0]), len(got[1]))]); diff != "" { // words that stand apart come behind
			t.Errorf("%s %s %s: %s", before, line[0][0], after, diff)
		}
	}
	t.Logf("%d pairs of queries, of %d expressions", n, len(different))
}

func wordsOf(line [2][]string) (all [][]string) {
	for k, spellings := range line {
		for _, s := range spellings {
			if k == 0 {
				s = viet.Fold(s)
			}
			all = append(all, strings.Fields(s))
		}
	}
	return all
}

// beside returns up to two words before and behind a place of a file where an expression
// stands, and none that a reference may be read of.
func beside(rnd *rand.Rand, c corpus, id string, u unit) (before, after string, ok bool) {
	content, forms := c.texts[id].Content, c.forms[id]
	var places [][2]int
	for i := range forms {
		for _, w := range u {
			if i+len(w) > len(forms) {
				continue
			}
			var have [][2]string
			for _, f := range forms[i : i+len(w)] {
				have = append(have, [2]string{f.marked, f.folded})
			}
			if scan(have, w, true, false) {
				places = append(places, [2]int{i, i + len(w)})
			}
		}
	}
	if len(places) == 0 {
		return "", "", false
	}
	at := places[rnd.Intn(len(places))]
	from, to := max(0, at[0]-rnd.Intn(3)), min(len(forms), at[1]+rnd.Intn(3))
	text := func(from, to int) string {
		var out []string
		for _, s := range c.spans[id][from:to] {
			out = append(out, content[s.start:s.end])
		}
		return strings.Join(out, " ")
	}
	before, after = text(from, at[0]), text(at[1], to)
	return before, after, !strings.ContainsAny(before+after, "0123456789")
}
