package legal

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDates(t *testing.T) {
	for _, tt := range []struct {
		stored, printed string
		ok              bool
	}{
		{"", "", true}, {"2022", "2022", true}, {"2022-11", "11/2022", true}, {"2022-11-08", "08/11/2022", true}, {"2022-02-29", "29/02/2022", true},
		{"2022-02-30", "", false}, {"2022-13", "", false}, {"1900", "", false}, {"2022-11-08-1", "", false}, {"x", "", false}, {"2022-00-03", "", false}, {"+2022", "", false},
		{"2022-+1-02", "", false}, {"2022-11-", "", false}, {"-2022", "", false}, {"２０２２", "", false}, {"99999999999", "", false},
	} {
		d, err := ParseDate(tt.stored)
		if (err == nil) != tt.ok || d.Printed() != tt.printed || tt.ok && d.String() != tt.stored {
			t.Errorf("%q: %v, %q, %v", tt.stored, d, d.Printed(), err)
		}
		var back Date
		b, _ := json.Marshal(d)
		if err := json.Unmarshal(b, &back); err != nil || back != d {
			t.Errorf("%s: %v, %v", b, back, err)
		}
	}
	for typed, want := range map[string]string{"28/11/2022": "2022-11-28", "28-11-2022": "2022-11-28",
		"28.11.2022": "2022-11-28", "8 1 2022": "2022-01-08", "2022-11-28": "2022-11-28", "11/2022": "", "31/02/2022": "", "0/1/2022": "", "28/11/22": "", "a/b/c": "", "": ""} {
		if d, ok := ReadDay(typed); d.String() != want || ok != (want != "") {
			t.Errorf("%q: %v %v", typed, d, ok)
		}
	}
}

// Days below ten, January and February have a zero before them where a document is written.
func TestOfficialDates(t *testing.T) {
	for d, want := range map[Date][2]string{
		{2019, 5, 30}: {"30/5/2019", "30 tháng 5 năm 2019"}, {2020, 3, 5}: {"05/3/2020", "05 tháng 3 năm 2020"},
		{2019, 2, 1}: {"01/02/2019", "01 tháng 02 năm 2019"}, {2022, 11, 14}: {"14/11/2022", "14 tháng 11 năm 2022"},
		{2022, 1, 0}: {"01/2022", "01 năm 2022"}, {2022, 0, 0}: {"2022", "2022"}, {}: {"", ""},
	} {
		if got := [2]string{d.InFigures(), d.InWords()}; got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

// One date is before another only where that is certain.
func TestBefore(t *testing.T) {
	for _, tt := range []struct {
		a, b   string
		before bool
	}{
		{"2022", "2023", true}, {"2023", "2022", false}, {"2022", "2022-11", false}, {"2022-10", "2022-11", true}, {"2022-11", "2022-11-05", false},
		{"2022-11-04", "2022-11-05", true}, {"2022-11-05", "2022-11-05", false}, {"", "2022", false}, {"2022", "", false}, {"2022-12-01", "2022-11", false},
	} {
		a, _ := ParseDate(tt.a)
		b, _ := ParseDate(tt.b)
		if a.Before(b) != tt.before {
			t.Errorf("%s before %s: %v", tt.a, tt.b, !tt.before)
		}
	}
}

func TestTypes(t *testing.T) {
	for word, want := range map[string]Type{"Kế hoạch": Plan, "CHƯƠNG TRÌNH HÀNH ĐỘNG": Programme, "văn bản": Letter,
		"giấy uỷ quyền": "Giấy ủy quyền", "thư": ""} {
		if got, ok := TypeOfWord(word); got != want || ok != (want != "") {
			t.Errorf("%s: %q %v", word, got, ok)
		}
	}
	for code, want := range map[string]Type{"KH": Plan, "nq": Resolution, "CTr": Programme, "QQ": ""} {
		if got, ok := TypeOfCode(code); got != want || ok != (want != "") {
			t.Errorf("%s: %q %v", code, got, ok)
		}
	}
	for _, w := range TypeWords() {
		if _, ok := TypeOfWord(w); !ok {
			t.Errorf("%s names no type", w)
		}
	}
	if !Law.IsLaw() || !Constitution.IsLaw() || Decree.IsLaw() {
		t.Error("laws are cited by name alone, decrees are not")
	}
	for code, want := range map[string]string{"ubnd": "UBND", "XYZQ": ""} {
		if got, ok := KnownCode(code); ok != (want != "") || ok && got != want {
			t.Errorf("%s: %s %v", code, got, ok)
		}
	}
}

func TestSymbolParts(t *testing.T) {
	for number, want := range map[string]struct {
		issuer string
		typ    Type
		term   int
	}{
		"12/KH-UBND": {"UBND", Plan, 0}, "30-NQ/TW": {"TW", Resolution, 0}, "27/2001/QH10": {"QH", "", 10}, "45/BNV-CCHC": {"BNV", Letter, 0}, "5/QĐ": {"", Decision, 0},
	} {
		s, ok := ParseSymbol(number)
		if got := s.Issuer(); !ok || s.IsZero() || got != want.issuer || s.Type() != want.typ || s.Term() != want.term {
			t.Errorf("%s: %q %q %d", number, got, s.Type(), s.Term())
		}
	}
	var none Symbol
	if !none.IsZero() || none.Issuer() != "" || none.Type() != "" || none.Term() != 0 {
		t.Error("no number has parts")
	}
	for printed, want := range map[string]string{"12 / KH – UBND": "12/KH-UBND", "5/QÐ--TTg": "5/QĐ-TTg",
		"9\u200b/KH": "9/KH"} {
		if got := NumberAsPrinted(printed); got != want {
			t.Errorf("%q: %q", printed, got)
		}
	}
}

// What a span covers is a box for every line, cut where it begins or ends in a word.
func TestPlaces(t *testing.T) {
	text := Text{
		Content: "Căn cứ số 5\nhết",
		Blocks:  []Block{{Span: Span{0, 15}}, {Span: Span{16, 20}}},
		Words: []Word{
			{Span: Span{0, 4}, Page: 1, Box: Box{0, 0, 30, 10}}, {Span: Span{5, 9}, Page: 1, Box: Box{40, 0, 60, 10}},
			{Span: Span{10, 14}, Page: 1, Box: Box{0, 20, 20, 30}}, {Span: Span{15, 16}, Page: 2, Box: Box{0, 0, 5, 10}},
		},
	}
	for offset, want := range map[int][2]int{0: {1, 0}, 5: {1, 0}, 15: {2, -1}, 17: {2, 1}, 99: {2, -1}} {
		if got := [2]int{text.PageAt(offset), text.BlockAt(offset)}; got != want {
			t.Errorf("offset %d: page and block %v, want %v", offset, got, want)
		}
	}
	want := []PageBox{{1, Box{10, 0, 60, 10}}, {1, Box{0, 20, 20, 30}}, {2, Box{0, 0, 5, 10}}}
	if diff := cmp.Diff(want, text.Boxes(Span{1, 16})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]PageBox{{1, Box{0, 0, 10, 10}}}, text.Boxes(Span{0, 1})); diff != "" {
		t.Error(diff)
	}
	if (&Text{}).PageAt(3) != 0 {
		t.Error("a text without words has pages")
	}
}

func TestDecidedFields(t *testing.T) {
	d := Document{DecidedBy: map[string]string{"type": "lan", "date": "lan", "title": DecidedByHead}}
	got := d.DecidedFields()
	if !slices.Equal(got["lan"], []string{"date", "type"}) || !slices.Equal(got[DecidedByHead], []string{"title"}) {
		t.Errorf("%v", got)
	}
}
