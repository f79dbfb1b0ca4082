package pipeline

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// notice is a notice of a body below a province, as running text.
func notice(above, body, number, day, text string) string {
	return above + "\n" + body + "\nSố: " + number +
		"\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n" + day +
		"\n\nTHÔNG BÁO\nLịch làm việc\n\n" + text + "\n"
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	check(t, os.MkdirAll(filepath.Dir(path), 0o755))
	check(t, os.WriteFile(path, []byte(text), 0o644))
	return path
}

// A file that differs, is gone or cannot be read is told, and no other.
func TestDiffering(t *testing.T) {
	dir := folder(t)
	c := openCatalog(t)
	if out, n, err := Differing(t.Context(), c); out != nil || n != 0 || err != nil {
		t.Errorf("of nothing: %v %d %v", out, n, err)
	}
	var paths []string
	for _, name := range []string{"a.txt", "b.txt", "c.txt", "d.txt", "sub/e.txt"} {
		paths = append(paths, write(t, dir, name, "Căn cứ Kế hoạch số 5/KH-UBND; tệp "+name))
	}
	ingest(t, c, 2, dir)
	if out, n, err := Differing(t.Context(), c); len(out) > 0 || n != 5 || err != nil {
		t.Errorf("as they were: %v %d %v", out, n, err)
	}
	info, err := os.Stat(paths[1])
	check(t, err)
	check(t, os.Remove(paths[0]))
	write(t, dir, "b.txt", "Căn cứ Kế hoạch số 6/KH-UBND; tệp b.txt") // as long as before
	check(t, os.Chtimes(paths[1], info.ModTime(), info.ModTime()))
	check(t, os.Chtimes(paths[2], time.Unix(0, 0), time.Unix(0, 0))) // touched alone
	check(t, os.Remove(paths[3]))
	check(t, os.Mkdir(paths[3], 0o755))
	out, n, err := Differing(t.Context(), c)
	check(t, err)
	var got []string
	for _, d := range out {
		got = append(got, filepath.Base(d.Path)+" "+string(d.Says.Code))
	}
	want := []string{"a.txt " + string(legal.FileGone), "b.txt " + string(legal.FileChanged),
		"d.txt " + string(legal.Verbatim)}
	if diff := cmp.Diff(want, got); diff != "" || n != 5 {
		t.Errorf("%d looked at: %s", n, diff)
	}
}

const sonLa = "code\tkind\tname\tparent\tfrom\tto\tsuccessors\na\txã\tChiềng Mai\tn14\t2025-07-01\t\t\nb\txã\tTân Hòa\tn14\t2025-07-01\t\t\nc\txã\tTân Hòa\tn15\t2025-07-01\t\t\n"

// What a commune is called says where it lies once the table is known; a wrong table changes
// nothing, and the same one again nothing either.
func TestImportPlaces(t *testing.T) {
	dir := folder(t)
	c := openCatalog(t)
	for province, name := range map[string]string{"SƠN LA": "a.txt", "LÀO CAI": "b.txt"} {
		write(t, dir, name, notice("TỈNH "+province, "ỦY BAN NHÂN DÂN\nXÃ TÂN HÒA", "5/TB-UBND",
			"Tân Hòa, ngày 01 tháng 8 năm 2025", "Nội dung."))
	}
	write(t, dir, "c.txt", notice("ỦY BAN NHÂN DÂN", "XÃ CHIỀNG MAI", "7/TB-UBND",
		"Chiềng Mai, ngày 02 tháng 8 năm 2025", "Thực hiện Kế hoạch số 9/KH-UBND ngày 01/8/2025 của UBND tỉnh;"))
	ingest(t, c, 1, dir)
	before := dump(t, c, dir)
	for _, bad := range []string{"", "x\n", sonLa + "a\txã\tX\tn14\t2025-08-01\t\t\n",
		sonLa + "z\txã\tX\tnowhere\t\t\t\n",
		"code\tkind\tname\tparent\tfrom\tto\tsuccessors\nn14\ttỉnh\tSơn La\ta\t2025-07-01\t\t\na\txã\tChiềng Mai\tn14\t2025-07-01\t\t\n"} {
		n, err := ImportPlaces(t.Context(), c, strings.NewReader(bad))
		var row authority.RowError
		if n != 0 || !errors.As(err, &row) || row.Line < 1 {
			t.Errorf("%q: %d, %v", bad, n, err)
		}
		if units, err := c.Places(t.Context()); units != nil || err != nil {
			t.Errorf("%q: %d units are there, %v", bad, len(units), err)
		}
	}
	check(t, Resolve(t.Context(), c))
	if diff := cmp.Diff(before, dump(t, c, dir)); diff != "" {
		t.Errorf("a table that was refused: %s", diff)
	}
	n, err := ImportPlaces(t.Context(), c, strings.NewReader(sonLa))
	if n != 3 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	check(t, Resolve(t.Context(), c))
	docs, err := c.Documents(t.Context())
	check(t, err)
	var told []string
	for _, d := range docs {
		told = append(told, d.Number+" "+d.Body.Place+", "+d.Body.Province)
	}
	want := []string{"09/KH-UBND Sơn La, Sơn La", "05/TB-UBND Tân Hòa, Lào Cai", "05/TB-UBND Tân Hòa, Sơn La",
		"07/TB-UBND Chiềng Mai, Sơn La"}
	if diff := cmp.Diff(slices.Sorted(slices.Values(want)), slices.Sorted(slices.Values(told))); diff != "" {
		t.Error(diff)
	}
	with := dump(t, c, dir)
	_, err = ImportPlaces(t.Context(), c, strings.NewReader(norm.NFD.String(strings.ReplaceAll(sonLa, "\n", "\r\n"))))
	check(t, err)
	check(t, Resolve(t.Context(), c))
	if diff := cmp.Diff(with, dump(t, c, dir)); diff != "" {
		t.Errorf("the same table once more: %s", diff)
	}
}

// Numbers of a province that was merged are two on either side of 1 July 2025, and one on one
// side; of one that was not they are one over the year.
func TestNumbersOverTheReform(t *testing.T) {
	for _, tt := range []struct {
		province, one, two string
		documents          int
	}{
		{"AN GIANG", "ngày 30 tháng 6 năm 2025", "ngày 01 tháng 7 năm 2025", 2},
		{"AN GIANG", "ngày 01 tháng 7 năm 2025", "ngày 31 tháng 12 năm 2025", 1}, // of one title: one, with a conflict
		{"SƠN LA", "ngày 30 tháng 6 năm 2025", "ngày 01 tháng 7 năm 2025", 1},
		{"AN GIANG", "ngày 01 tháng 7 năm 2025", "ngày 01 tháng 7 năm 2025", 1},
		{"AN GIANG", "ngày 30 tháng 6 năm 2025", "ngày 30 tháng 6 năm 2025", 1},
	} {
		dir := folder(t)
		c := openCatalog(t)
		for i, day := range []string{tt.one, tt.two} {
			write(t, dir, fmt.Sprint(i, ".txt"), notice("ỦY BAN NHÂN DÂN", "TỈNH "+tt.province, "5/TB-UBND",
				"An Giang, "+day, fmt.Sprint("Nội dung thứ ", i)))
		}
		ingest(t, c, 1, dir)
		docs, err := c.Documents(t.Context())
		check(t, err)
		if len(docs) != tt.documents {
			t.Errorf("%s, %s and %s: %d documents, want %d", tt.province, tt.one, tt.two, len(docs), tt.documents)
		}
	}
}

// Text files of any kind are read or refused with a reason, and take nothing else with them.
func TestOddTextFiles(t *testing.T) {
	good := notice("UBND TỈNH SƠN LA", "SỞ NỘI VỤ", "12/TB-SNV", "Sơn La, ngày 01 tháng 7 năm 2025",
		"Thực hiện Kế hoạch số 9/KH-UBND ngày 30/6/2025 của UBND tỉnh;")
	want := ""
	for i, tt := range []struct{ name, text string }{
		{"plain", good}, {"letters in parts", norm.NFD.String(good)}, {"a mark of order", "\ufeff" + good},
		{"line ends of Windows", strings.ReplaceAll(good, "\n", "\r\n")},
	} {
		dir := folder(t)
		c := openCatalog(t)
		write(t, dir, "a.txt", tt.text)
		if sum := ingest(t, c, 1, dir); sum.Read != 1 {
			t.Errorf("%s: %+v", tt.name, sum)
		}
		docs, err := c.Documents(t.Context())
		check(t, err)
		var ids []string
		for _, d := range docs {
			ids = append(ids, d.ID+" "+d.Date.String()+" "+d.Title)
		}
		got := strings.Join(ids, "\n")
		if i == 0 {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" || len(docs) != 2 {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
	dir := folder(t)
	c := openCatalog(t)
	for name, text := range map[string]string{"empty.txt": "", "blank.txt": " \n\n", "zeros.txt": "\x00\x00\x00",
		"latin.txt": "K\xea ho\xe0ch s\xf4 5/KH-UBND", "utf16.txt": "\xff\xfeK\x00\xbf\x1e",
		"pdf.txt":  "%PDF-1.7\n%\xe2\xe3",
		"text.pdf": good, "empty.pdf": "", "x" + strings.Repeat("ữ", 80) + ".txt": good, "a\nb.txt": good + ".",
		"'; DROP TABLE files; --.txt": good + ";", ".hidden.txt": good, "~$a.txt": good} {
		write(t, dir, name, text)
	}
	sum := ingest(t, c, 3, dir)
	known, err := c.KnownPaths(t.Context())
	check(t, err)
	for path, k := range known {
		if k.Status == catalog.Failed && k.Reason == "" {
			t.Errorf("%s failed without a reason", filepath.Base(path))
		}
	}
	if sum.Found != len(known) || sum.Read+sum.Waiting+sum.Failed+sum.Known != sum.Found {
		t.Errorf("%d paths: %+v", len(known), sum)
	}
	check(t, c.Check(t.Context()))
	check(t, c.CheckContent(t.Context()))
}

// A registry of another hand: names of columns, dates and numbers in all their forms.
func TestReadRegistryForms(t *testing.T) {
	for in, want := range map[string]string{
		"LOẠI VĂN BẢN;SỐ, KÝ HIỆU;NGÀY BAN HÀNH\nNghị định;71/2020/NĐ-CP;30.6.2020\n":              "Nghị định 71/2020/NĐ-CP 2020-06-30",
		norm.NFD.String("Loại;Số;Ngày\nNghị định;71/2020/NĐ-CP;30-06-2020\n"):                      "Nghị định 71/2020/NĐ-CP 2020-06-30",
		"type,number,date\n\"Nghị định\",\" 71 / 2020 / NĐ – CP \",30/6/2020\n":                    "Nghị định 71/2020/NĐ-CP 2020-06-30",
		"number,date,type\n71/2020/NÐ-CP,2020-06-30,nghị định\n":                                   "Nghị định 71/2020/NĐ-CP 2020-06-30",
		"type,number,date\nNghị định,71/2020/NĐ-CP,30/06/2020\nNghị định,71/2020/NĐ-CP,30/06/2020": "Nghị định 71/2020/NĐ-CP 2020-06-30; Nghị định 71/2020/NĐ-CP 2020-06-30",
		"type,number,date\nNghị định,71/2020/NĐ-CP,29/02/2021\n":                                   "Nghị định 71/2020/NĐ-CP  ?2",
		"type,number,date\nNghị định,71/2020/NĐ-CP\n":                                              "Nghị định 71/2020/NĐ-CP  ?2",
		"type,number,date\n,,\n\n\nNghị định,71/2020/NĐ-CP,30/06/2020\n":                           "Nghị định 71/2020/NĐ-CP 2020-06-30 ?2",
		"type,number,date\nNghị định,71,30/06/2020\nNghị định,=1+1,30/06/2020\n":                   " ?2 ?3",
		// of which body is not said
		"type\tnumber\tdate\nKế hoạch\t5/KH-UBND\t30/06/2020\n":                     " ?2",
		"type,number,date,issuer\nKế hoạch,5/KH-UBND,30/06/2020,UBND tỉnh Sơn La\n": "Kế hoạch 5/KH-UBND 2020-06-30",
	} {
		records, doubts, err := ReadRegistry(strings.NewReader(in), "r")
		if err != nil {
			t.Errorf("%q: %v", in, err)
			continue
		}
		var out []string
		for _, r := range records {
			out = append(out, fmt.Sprint(r.Type, " ", r.Number, " ", r.Date))
		}
		got := strings.Join(out, "; ")
		for _, d := range doubts {
			got += fmt.Sprint(" ?", d.Line)
			for _, lang := range []legal.Lang{legal.Vietnamese, legal.English} {
				if s := d.Reason.In(lang); s == "" || strings.Contains(s, "%!") {
					t.Errorf("%q: line %d: %q", in, d.Line, s)
				}
			}
		}
		if got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

// A registry gives records and doubts of its own lines, whatever is in it.
func FuzzReadRegistry(f *testing.F) {
	f.Add("type,number,date,issuer,title\nNghị định,71/2020/NĐ-CP,30/06/2020,Chính phủ,Lộ trình\n")
	f.Add("Loại;Số;Ngày\nLuật;41/2024/QH15;29/6/2024\n\"x\n;;")
	f.Add("type\tnumber\tdate\n\"\t1/KH\t\r\n\xff")
	f.Fuzz(func(t *testing.T, in string) {
		records, doubts, err := ReadRegistry(strings.NewReader(in), "r")
		if err != nil {
			if records != nil || doubts != nil {
				t.Errorf("%v, and %d records", err, len(records))
			}
			return
		}
		rows := strings.Count(in, "\n") + strings.Count(in, "\r") + 1
		if len(records)+len(doubts) > 2*rows {
			t.Errorf("%d records and %d doubts of %d lines", len(records), len(doubts), rows)
		}
		for _, r := range records {
			if _, ok := legal.ParseSymbol(r.Number); !ok || r.Type == "" || r.Registry != "r" || !r.Date.IsZero() &&
				!r.Date.Valid() {
				t.Errorf("%+v", r)
			}
		}
		for _, d := range doubts {
			if d.Line < 2 || d.Line > rows || d.Reason.IsZero() {
				t.Errorf("%+v of %d lines", d, rows)
			}
		}
	})
}
