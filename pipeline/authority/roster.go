package authority

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/viet"
)

// ReadRoster reads a list of bodies, one a line: its name ("UBND xã Mường Bú", "Sở Nội
// vụ"; of a commune or province the place alone means its People's Committee), and behind
// a tab the place above it where the name leaves that out. Places are those of a day; a
// commune without a province lies in home, where that is one. Lines that begin with # are
// remarks. It reports every wrong line, each as a [RowError]; of a list with one nothing is
// returned.
func ReadRoster(r io.Reader, g *Gazetteer, home string, day legal.Date) ([]legal.Body, error) {
	var out []legal.Body
	var wrong []error
	scan := bufio.NewScanner(r)
	n := 0
	for scan.Scan() {
		n++
		line := strings.TrimRight(viet.Normalize(strings.TrimPrefix(scan.Text(), "\ufeff")), " \t\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		b, err := rosterBody(line, g, home, day)
		if err != nil {
			wrong = append(wrong, RowError{n, err.Error()})
			continue
		}
		out = append(out, b)
	}
	if err := scan.Err(); err != nil {
		wrong = append(wrong, RowError{n + 1, err.Error()})
	}
	if len(wrong) == 0 && len(out) == 0 {
		wrong = append(wrong, RowError{max(n, 1), "no body in the list"})
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	return out, nil
}

// rosterBody reads one line of a roster.
func rosterBody(line string, g *Gazetteer, home string, day legal.Date) (legal.Body, error) {
	name, above, _ := strings.Cut(line, "\t")
	name, above = strings.Join(strings.Fields(name), " "), strings.Join(strings.Fields(above), " ")
	if !utf8.ValidString(line) || strings.Contains(above, "\t") || name == "" {
		return legal.Body{}, errors.New("expected a body, and behind a tab the place above it")
	}
	at := Origin{day: day, units: g}
	if home != "" {
		at.Province = in(Province, home)
	}
	if above != "" {
		places := at.placesIn([]string{placePhrase(above)})
		if len(places) == 0 {
			return legal.Body{}, fmt.Errorf("no place is called %q", above)
		}
		for _, p := range places {
			at.Province = Jurisdiction{}
			at.take(p)
		}
		at.learn(placePhrase(above))
		at.learnFromTown()
		at.learnFromCommune()
		if at.commune.needsProvince() {
			at.commune.Parent = at.Province.Name
		}
	}
	return at.bodyNamed(name, day)
}

// placePhrase puts the word of level before the bare name of a province.
func placePhrase(place string) string {
	if IsProvince(placeKey(place)) {
		return "tỉnh " + place
	}
	return place
}

// bodyNamed returns the body that a name means here.
func (o Origin) bodyNamed(name string, day legal.Date) (legal.Body, error) {
	phrase, code := name, codeOfName(name)
	if code == "UBND" && !strings.HasPrefix(viet.Fold(name), "uy ban") && !strings.HasPrefix(viet.Fold(name), "ubnd") {
		first, n := utf8.DecodeRuneInString(name)
		phrase = "UBND " + placePhrase(string(unicode.ToLower(first))+name[n:])
		if _, n := levelWordAt(words(phrase), 1); n == 0 {
			return legal.Body{}, fmt.Errorf("%q names neither a body nor a place with its level", name)
		}
	}
	s := Read(code, phrase, day, o)
	b := legal.Body{Code: code, Level: s.Level.Legal(), Above: s.Parent, Province: ProvinceName(s.Province, day),
		Name: phrase}
	if s.Level != Unit {
		b.Place = s.Text
		if b.Place == "" {
			b.Place = ProvinceName(s.Name, day)
		}
	}
	switch {
	case s.Level == Central, s.Level == Unit && nationwide(words(name)):
		return b, fmt.Errorf("%q is a body of the centre", name)
	case s.Level == Unit && len(words(name)) < 2:
		return b, fmt.Errorf("%q does not tell which body it is", name)
	case s.Level == Commune && s.Name != "" && s.Parent == "":
		return b, fmt.Errorf("%q may lie in several provinces: name it behind a tab", name)
	case !s.Known():
		return b, fmt.Errorf("%q does not tell which body it is", name)
	case b.Level != legal.LevelDistrict && b.Level != legal.LevelUnit && o.tables(s) &&
		len(o.gazetteer().Seats(b)) == 0:
		return b, fmt.Errorf("no place is called so: %q", name)
	}
	return b, nil
}

// tables reports whether the units among which a place is are known at all.
func (o Origin) tables(s Jurisdiction) bool {
	if s.Level == Province {
		return true
	}
	g := o.gazetteer()
	for _, u := range g.units {
		if u.Level() == s.Level && g.liesIn(u, s.Province) {
			return true
		}
	}
	return false
}

// codeOfName returns the code of the body that a name begins with: of a department its
// letters, of a place the People's Committee's.
func codeOfName(name string) string {
	ws := words(withoutPost(name))
	if len(ws) == 0 {
		return ""
	}
	low := strings.Join(lows(ws), " ") + " "
	switch {
	case strings.HasPrefix(low, "hđnd "), strings.HasPrefix(low, "hội đồng nhân dân "):
		return "HĐND"
	case strings.HasPrefix(low, "tỉnh ủy "), strings.HasPrefix(low, "thành ủy "), strings.HasPrefix(low, "thị ủy "):
		return "TU"
	case strings.HasPrefix(low, "huyện ủy "):
		return "HU"
	case strings.HasPrefix(low, "quận ủy "):
		return "QU"
	case strings.HasPrefix(low, "đảng ủy "):
		return "ĐU"
	case ws[0].low == "sở" || ws[0].low == "phòng":
		return departmentCode(ws)
	case Organ(low) != "": // the Politburo is no ministry
		return Organ(low)
	case ws[0].low == "bộ":
		if code := departmentCode(ws); levelOfCode(code) == Central {
			return code
		}
		return ""
	case strings.HasPrefix(low, "ubnd "), strings.HasPrefix(low, "ủy ban nhân dân "),
		strings.HasPrefix(low, "uỷ ban nhân dân "):
		return "UBND"
	}
	if _, n := levelWordAt(ws, 0); n > 0 || IsProvince(placeKey(name)) {
		return "UBND"
	}
	return ""
}

// departmentCode returns the letters that a department's number has: "Sở Giáo dục và Đào
// tạo", SGDĐT.
func departmentCode(ws []word) string {
	code := ""
	for i, w := range ws {
		if _, n := levelWordAt(ws, i); n > 0 && w.low != "xã" {
			break
		}
		if w.low == "và" {
			continue
		}
		if isAcronym(w.text) {
			code += w.text
			continue
		}
		if i > 1 && IsProvince(placeKey(joined(ws[i:]))) {
			break
		}
		code += strings.ToUpper(string([]rune(w.low)[:1]))
	}
	if known, ok := legal.KnownCode(code); ok {
		return known
	}
	return code
}

func joined(ws []word) string {
	var out []string
	for _, w := range ws {
		out = append(out, w.text)
	}
	return strings.Join(out, " ")
}
