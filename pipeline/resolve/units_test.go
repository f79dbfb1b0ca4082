package resolve

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/cite"
	"github.com/danchieu/danchieu/pipeline/layout"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// unitsRight is the share of administrative units whose level, name and province must be
// read right in each place.
const unitsRight = 0.9995

// TestEveryUnit writes a document of the People's Committee of every unit of a table outside
// the repository, and citations of it by its full name and by its kind alone;
// DANCHIEU_SHARED names the folder that has the table.
func TestEveryUnit(t *testing.T) {
	dir := os.Getenv("DANCHIEU_SHARED")
	if dir == "" {
		t.Skip("DANCHIEU_SHARED is not set")
	}
	f, err := os.Open(filepath.Join(dir, "registry", "places.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	units, _, err := authority.Provinces().With(f)
	if err != nil {
		t.Fatal(err)
	}
	wrong := map[string][]string{}
	all := units.Units()
	for _, u := range all {
		for what, problem := range readUnit(units, u) {
			wrong[what] = append(wrong[what], problem)
		}
	}
	for _, what := range []string{"head", "relative", "full name"} {
		right := 1 - float64(len(wrong[what]))/float64(len(all))
		t.Logf("%s: %.2f %% of %d right; not:\n%s", what, 100*right, len(all), strings.Join(wrong[what], "\n"))
		if right < unitsRight {
			t.Errorf("%s: %.2f %% right", what, 100*right)
		}
	}
}

// written returns the name of a place as documents write it, each word with a capital (the
// table has "Đại áng" for Đại Áng).
func written(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		first, size := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(first)) + w[size:]
	}
	return strings.Join(words, " ")
}

// readUnit returns what is read wrong of a unit, by where.
func readUnit(g *authority.Gazetteer, u authority.AdminUnit) map[string]string {
	day := u.To
	if day.IsZero() {
		day = legal.Date{Year: 2026, Month: 10, Day: 10}
	}
	p, ok := g.Province(u, day)
	if !ok {
		return nil // the table does not say where it lies
	}
	u.Name = written(u.Name)
	above, full := fmt.Sprintf("UBND %s %s\n", strings.ToUpper(string(p.Kind)), strings.ToUpper(p.Name)),
		fmt.Sprintf("UBND %s %s, %s %s", u.Kind, u.Name, p.Kind, p.Name)
	if u.Code == p.Code {
		above, full = "", fmt.Sprintf("UBND %s %s", u.Kind, u.Name)
	}
	wrong := map[string]string{}
	check := func(what, issuer string, date legal.Date, at authority.Origin) {
		got := authority.Read("UBND", issuer, date, at)
		level := u.Level().Legal()
		if got.Level.Legal() != level || got.Name != authority.Slug(level, u.Name) ||
			got.Province != authority.Slug(legal.LevelProvince, p.Name) {
			wrong[what] = fmt.Sprintf("%s %s %s, %s, on %s: %q is %+v", u.Code, u.Kind, u.Name, p.Name, day, issuer,
				got)
		}
	}
	text := layout.Plain(fmt.Sprintf("%sUBND %s %s\nSố: 41/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n%s, ngày %02d tháng %02d năm %d\n\n"+
		"KẾ HOẠCH\nLàm sạch dữ liệu hộ tịch\n\nThực hiện Kế hoạch số 7/KH-UBND ngày %d/%d/%d của UBND %s về hộ tịch.\n",
		above, strings.ToUpper(string(u.Kind)), strings.ToUpper(u.Name), u.Name, day.Day, day.Month, day.Year, 1,
		day.Month, day.Year, u.Kind))
	cited := cite.Find(text)
	at := authority.OriginOf(g, text.Head, cited)
	check("head", text.Head.Issuer, text.Head.Date, at)
	if len(cited) != 1 {
		wrong["relative"] = fmt.Sprintf("%s %s %s: %d citations", u.Code, u.Kind, u.Name, len(cited))
	} else {
		check("relative", cited[0].Issuer, cited[0].Date, at)
	}
	text = layout.Plain(fmt.Sprintf("BỘ NỘI VỤ\nSố: 41/BC-BNV\nHà Nội, ngày 10 tháng 10 năm 2026\n\nBÁO CÁO\nHộ tịch\n\nTheo Kế hoạch số 7/KH-UBND ngày %d/%d/%d của %s về hộ tịch.\n",
		day.Day, day.Month, day.Year, full))
	if cited = cite.Find(text); len(cited) != 1 {
		wrong["full name"] = fmt.Sprintf("%s %s %s: %d citations", u.Code, u.Kind, u.Name, len(cited))
	} else {
		check("full name", cited[0].Issuer, cited[0].Date, authority.OriginOf(g, text.Head, cited))
	}
	return wrong
}
