package authority

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// unitColumns are the columns of a table of units, tab-separated under a line that
// names them. Dates are YYYY-MM-DD, successors are parted by semicolons, lines that
// begin with # are remarks.
var unitColumns = []string{"code", "kind", "name", "parent", "from", "to", "successors"}

// RowError says what is wrong with a line of a table of units.
type RowError struct {
	Line    int // 1-based
	Problem string
}

func (e RowError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Problem) }

// ReadUnits reads a table of units. It reports every line that is wrong, each as a
// [RowError]; of a table with one wrong line nothing is returned.
func ReadUnits(r io.Reader) ([]AdminUnit, error) {
	units, lines, err := parseUnits(r)
	if err == nil {
		err = checkUnits(units, lines, nil)
	}
	if err != nil {
		return nil, err
	}
	return units, nil
}

// With returns a gazetteer with the units of a table laid over those of g (see [Gazetteer.Over]),
// and how many the table has.
func (g *Gazetteer) With(r io.Reader) (*Gazetteer, int, error) {
	units, lines, err := parseUnits(r)
	if err != nil {
		return nil, 0, err
	}
	if err := checkUnits(units, lines, g); err != nil {
		return nil, 0, err
	}
	return g.Over(units), len(units), nil
}

// Over returns a gazetteer with units laid over those of g: a code that they have is
// theirs alone, except that a day they leave open stays as known.
func (g *Gazetteer) Over(units []AdminUnit) *Gazetteer {
	units = slices.Clone(units)
	rows := map[string]int{}
	for _, u := range units {
		rows[u.Code]++
	}
	for i, u := range units {
		if old := g.byCode[u.Code]; len(old) == 1 && rows[u.Code] == 1 {
			units[i] = u.filledFrom(g.units[old[0]])
		}
	}
	kept := slices.DeleteFunc(g.Units(), func(u AdminUnit) bool { return rows[u.Code] > 0 })
	return newGazetteer(append(kept, units...))
}

func (u AdminUnit) filledFrom(old AdminUnit) AdminUnit {
	if u.From.IsZero() {
		u.From = old.From
	}
	if u.To.IsZero() {
		u.To = old.To
	}
	return u
}

// parseUnits reads the lines of a table, each with its number.
func parseUnits(r io.Reader) (units []AdminUnit, lines []int, err error) {
	var wrong []error
	headed := false
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, 1<<20)
	for n := 1; scan.Scan(); n++ {
		line := strings.TrimRight(viet.Normalize(strings.TrimPrefix(scan.Text(), "\ufeff")), "\r\n")
		fields := strings.Split(line, "\t")
		switch {
		case strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#"):
		case !headed && !slices.Equal(fields, unitColumns):
			return nil, nil, RowError{n, "expected the columns " + strings.Join(unitColumns, ", ") + ", tab-separated"}
		case !headed:
			headed = true
		default:
			u, err := parseUnit(fields)
			if err != nil {
				wrong = append(wrong, RowError{n, err.Error()})
				continue
			}
			units, lines = append(units, u), append(lines, n)
		}
	}
	if err := scan.Err(); err != nil {
		return nil, nil, fmt.Errorf("read units: %w", err)
	}
	if !headed {
		return nil, nil, RowError{1, "expected the columns " + strings.Join(unitColumns, ", ") + ", tab-separated"}
	}
	return units, lines, errors.Join(wrong...)
}

// parseUnit reads one line of a table.
func parseUnit(f []string) (AdminUnit, error) {
	if len(f) != len(unitColumns) {
		return AdminUnit{}, fmt.Errorf("%d columns, expected %d", len(f), len(unitColumns))
	}
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	u := AdminUnit{Code: f[0], Parent: f[3]}
	if u.Code == "" {
		return AdminUnit{}, errors.New("no code")
	}
	var ok bool
	if u.Kind, u.Name, ok = kindOf(f[1], f[2]); !ok {
		return AdminUnit{}, fmt.Errorf("unknown kind %q", f[1])
	}
	if u.Name == "" {
		return AdminUnit{}, errors.New("no name")
	}
	var err error
	if u.From, err = parseDay(f[4]); err != nil {
		return AdminUnit{}, err
	}
	if u.To, err = parseDay(f[5]); err != nil {
		return AdminUnit{}, err
	}
	if !u.From.IsZero() && !u.To.IsZero() && u.To.Before(u.From) {
		return AdminUnit{}, fmt.Errorf("ends on %s before it begins on %s", u.To, u.From)
	}
	for _, s := range strings.Split(f[6], ";") {
		if s = strings.TrimSpace(s); s != "" {
			u.Successors = append(u.Successors, s)
		}
	}
	return u, nil
}

// kindOf returns the kind and the name of a unit. Where the column is empty the name
// may begin with the kind: "Thị Trấn Óc Eo".
func kindOf(kind, name string) (AdminKind, string, bool) {
	if kind != "" {
		k := AdminKind(strings.ToLower(kind))
		return k, name, unitLevels[k] != 0
	}
	low := strings.ToLower(name)
	for k := range unitLevels {
		if strings.HasPrefix(low, string(k)+" ") {
			return k, strings.TrimSpace(name[len(k):]), true
		}
	}
	return "", "", false
}

func parseDay(s string) (legal.Date, error) {
	if s == "" {
		return legal.Date{}, nil
	}
	d, err := legal.ParseDate(s)
	if err != nil || d.Day == 0 || !d.Valid() {
		return legal.Date{}, fmt.Errorf("%q is no day, expected YYYY-MM-DD", s)
	}
	return d, nil
}

// checkUnits reports units whose parent or successor is neither in the table nor in g,
// that lie in themselves or succeed themselves, and codes with periods that overlap.
func checkUnits(units []AdminUnit, lines []int, g *Gazetteer) error {
	t := newGazetteer(units)
	known := func(code string) bool { return len(t.byCode[code]) > 0 || g != nil && len(g.byCode[code]) > 0 }
	var wrong []error
	report := func(i int, format string, args ...any) {
		wrong = append(wrong, RowError{lines[i], fmt.Sprintf(format, args...)})
	}
	parents := func(u AdminUnit) []string { return []string{u.Parent} }
	successors := func(u AdminUnit) []string { return u.Successors }
	for i, u := range units {
		if u.Parent != "" && !known(u.Parent) {
			report(i, "parent %s does not exist", u.Parent)
		}
		for _, s := range u.Successors {
			if !known(s) {
				report(i, "successor %s does not exist", s)
			}
		}
		for _, j := range t.byCode[u.Code] {
			if j < i && u.overlaps(units[j]) {
				report(i, "period of %s overlaps that of line %d", u.Code, lines[j])
			}
		}
	}
	whole := t
	if g != nil {
		whole = g.Over(units)
	}
	inside, later := inCircle(whole, parents), inCircle(whole, successors)
	for i, u := range units {
		if inside[u.Code] {
			report(i, "%s lies in itself", u.Code)
		}
		if later[u.Code] {
			report(i, "%s succeeds itself", u.Code)
		}
	}
	return errors.Join(wrong...)
}

// inCircle returns the codes of units from which their next ones lead back to them.
func inCircle(g *Gazetteer, next func(AdminUnit) []string) map[string]bool {
	const open, done = 1, 2
	state := map[string]int{}
	circle := map[string]bool{}
	var path []string
	var walk func(code string)
	walk = func(code string) {
		switch state[code] {
		case done:
			return
		case open:
			for _, c := range path[slices.Index(path, code):] {
				circle[c] = true
			}
			return
		}
		state[code] = open
		path = append(path, code)
		for _, i := range g.byCode[code] {
			for _, c := range next(g.units[i]) {
				if len(g.byCode[c]) > 0 {
					walk(c)
				}
			}
		}
		path = path[:len(path)-1]
		state[code] = done
	}
	for _, u := range g.units {
		walk(u.Code)
	}
	return circle
}
