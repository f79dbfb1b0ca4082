package legal

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// codes are the constants of [MessageCode].
func codes(t *testing.T) []MessageCode {
	t.Helper()
	var out []MessageCode
	for _, name := range []string{"reason.go", "codes.go"} {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok {
				if kind, ok := v.Type.(*ast.Ident); !ok || kind.Name != "MessageCode" {
					t.Errorf("%s: %v is no MessageCode", name, v.Names)
				}
				s, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, MessageCode(s))
			}
			return true
		})
	}
	return out
}

// verb is the place of a value in a sentence.
var verb = regexp.MustCompile(`%(?:\.0)?[a-z]`)

// All that can be said has both languages, with as many values in them and of kinds
// that agree.
func TestWording(t *testing.T) {
	all := codes(t)
	if len(all) < 100 {
		t.Fatalf("%d codes found", len(all))
	}
	for i, c := range all {
		if _, ok := wording[c]; !ok {
			t.Errorf("%q has no words", c)
		}
		if slices.Contains(all[:i], c) {
			t.Errorf("%q stands twice", c)
		}
	}
	if apart := len(wordingOfFacts) + len(wordingOfDrafts) + len(wordingOfLists); apart != len(wording) {
		t.Errorf("%d of %d codes stand in two places", apart-len(wording), apart)
	}
	for c, w := range wording {
		vi, en := verb.FindAllString(w.vi, -1), verb.FindAllString(w.en, -1)
		if w.vi == "" || w.en == "" || len(vi) != len(en) {
			t.Errorf("%q: %q, %q", c, w.vi, w.en)
			continue
		}
		for i := range vi {
			if number := vi[i] == "%d"; number != (en[i] == "%d") {
				t.Errorf("%q: value %d is %s and %s", c, i+1, vi[i], en[i])
			}
		}
		args := make([]any, len(vi))
		for i := range args {
			if args[i] = "x"; vi[i] == "%d" {
				args[i] = 7
			}
		}
		for _, lang := range []Lang{Vietnamese, English} {
			if s := Say(c, args...).In(lang); strings.Contains(s, "%!") || s == "" {
				t.Errorf("%q in %s: %q", c, lang, s)
			}
		}
	}
	for _, r := range Relations {
		for _, kind := range []string{"relation", "as"} {
			if _, ok := wording[NameOf(kind, r).Code]; !ok {
				t.Errorf("%s %s has no name", kind, r)
			}
		}
	}
	for _, s := range []Scope{ScopeWhole, ScopePart, ScopeBoth} {
		if _, ok := wording[NameOf("scope", s).Code]; !ok {
			t.Errorf("scope %s has no name", s)
		}
	}
	for _, s := range Subtypes {
		if _, ok := wording[NameOf("subtype", s).Code]; !ok {
			t.Errorf("subtype %s has no name", s)
		}
	}
	for _, l := range []Level{LevelUnknown, LevelCentral, LevelProvince, LevelDistrict, LevelCommune, LevelUnit} {
		if _, ok := wording[NameOf("level", l).Code]; !ok {
			t.Errorf("level %s has no name", l)
		}
	}
	for _, s := range []PageSource{SourceText, SourceRescued, SourceOCR, SourceEmpty, SourceWaiting} {
		if _, ok := wording[NameOf("source", s).Code]; !ok {
			t.Errorf("source %s has no name", s)
		}
	}
}

func TestSay(t *testing.T) {
	for _, tt := range []struct {
		m      Message
		vi, en string
		stored string
	}{
		{Message{}, "", "", ""},
		{Say(ReasonFull), "đủ số, cơ quan và năm", "number, body and year", `["full"]`},
		{Say(Noted, Say(ReasonRepeat, 3), Say(NoteCode, "CTr", "KH")), "nhắc lại chỗ viện dẫn đầy đủ ở trang 3; ký hiệu CTr được đọc là KH",
			"repeat of the full mention on page 3; CTr read as KH", `["noted",["repeat",3],["note code","CTr","KH"]]`},
		{Say(ReasonLacks, Messages{Say(LacksBody), Say(LacksYear)}), "chưa rõ cơ quan và năm", "body and year unknown", `["lacks",[["lack body"],["lack year"]]]`},
		{Say(ReasonDecided, "lan", "the <scan>; 100%"), "do lan xác định: the <scan>; 100%", "decided by lan: the <scan>; 100%", `["decided","lan","the <scan>; 100%"]`},
		{Say(PagesWait, 3, 7), "3 trong 7 trang chưa có chữ đọc chắc chắn, đang chờ nhận dạng (OCR).", "3 of 7 pages have no text to rely on and wait for OCR", `["failure pages-wait",3,7]`},
		{Failure("damaged", "file is damaged: x"), "Tệp bị hỏng, không đọc được nội dung.", "file is damaged: x", `["failure damaged","file is damaged: x"]`},
		{Failure("later", "who knows"), "who knows", "who knows", `["verbatim","who knows"]`},
		{Say(FoundDateDecided, "Nghị quyết 30-NQ/TW", Messages{Say(SeenTimes, "23/11/2022", Times(1)), Say(SeenTimes, "11/2022", Times(3))}, Say(ItsHead), "28/11/2022"),
			"Nghị quyết 30-NQ/TW được ghi ngày 23/11/2022 (1 lần) và 11/2022 (3 lần); phần đầu của chính văn bản xác định ngày đúng là 28/11/2022",
			"Nghị quyết 30-NQ/TW is dated 23/11/2022 (once) and 11/2022 (3 times); its own head decides for 28/11/2022",
			`["found date-decided","Nghị quyết 30-NQ/TW",[["seen","23/11/2022",["times once"]],["seen","11/2022",["times",3]]],["by its-head"],"28/11/2022"]`},
		{Say(ReasonLacks, Messages{}), "chưa rõ ", " unknown", `["lacks",[]]`},
		{Times(2), "2 lần", "twice", `["times twice"]`},
		{DeciderName("own head"), "phần đầu của chính văn bản", "own head", `["by own-head"]`},
		{DeciderName("registry văn thư"), "sổ văn bản văn thư", "registry văn thư", `["by registry","văn thư"]`},
		{DeciderName("lan"), "lan", "lan", `["by","lan"]`},
		{NameOf("relation", BasedOn), "Căn cứ", "based on", `["relation based_on"]`},
		{NameOf("relation", "of later"), "of later", "of later", `["relation of later"]`},
		{Say("later", "x", 2), "later x 2", "later x 2", `["later","x",2]`},
	} {
		if got := tt.m.In(Vietnamese); got != tt.vi {
			t.Errorf("got %q, want %q", got, tt.vi)
		}
		if got := tt.m.Error(); got != tt.en {
			t.Errorf("got %q, want %q", got, tt.en)
		}
		if got := tt.m.Stored(); got != tt.stored {
			t.Errorf("stored %s, want %s", got, tt.stored)
		}
		var back Message
		if err := back.Scan([]byte(tt.stored)); err != nil || !cmp.Equal(back, tt.m) {
			t.Errorf("%s: read %v %v", tt.stored, back, err)
		}
		text, err := json.Marshal(struct{ M Message }{tt.m})
		want, _ := json.Marshal(struct{ M string }{tt.en})
		if err != nil || string(text) != string(want) {
			t.Errorf("JSON %s, want %s", text, want)
		}
	}
}

func TestHas(t *testing.T) {
	m := Say(Noted, Say(ReasonDecided, "lan", "full"), Say(NoteMarks))
	if !m.Has(Noted) || !m.Has(ReasonDecided) || !m.Has(NoteMarks) || m.Has(ReasonFull) {
		t.Errorf("%v", m)
	}
}

// What is no stored message is refused, whatever it is; what is one stays as it is.
func FuzzReadMessage(f *testing.F) {
	for _, s := range []string{"", `["full"]`, `["lacks",[["lack body"],["lack year"]]]`,
		`["noted",["repeat",3],["note marks"]]`, `[]`, `[[]]`, `["a",null]`, `["a",1.5]`, `["a",{}]`, `{"a":1}`, `["a",[[1]]]`, `full`, `["a",["b"],[]]`, `["a",99999999999999999999]`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := ReadMessage(s)
		if err != nil {
			return
		}
		again, err := ReadMessage(m.Stored())
		if diff := cmp.Diff(m, again); err != nil || diff != "" {
			t.Errorf("%q: %v\n%s", s, err, diff)
		}
		m.In(Vietnamese)
	})
}

func TestScanRefuses(t *testing.T) {
	var m Message
	for _, v := range []any{`[]`, `full`, `["a",null]`, `["a",{}]`, `["a",[[1]]]`, `[1]`, `[""]`, 7} {
		if err := m.Scan(v); err == nil {
			t.Errorf("%v is read as %v", v, m)
		}
	}
	if err := m.Scan(nil); err != nil || !m.IsZero() {
		t.Errorf("%v %v", m, err)
	}
	if v, err := Say(ReasonFull).Value(); v != `["full"]` || err != nil {
		t.Errorf("%v %v", v, err)
	}
	defer func() {
		if recover() == nil {
			t.Error("a value that cannot be stored is")
		}
	}()
	Say(ReasonFull, func() {}).Stored()
}

func TestCorrectionSays(t *testing.T) {
	at := &CitationRef{File: strings.Repeat("a", 64), Index: 2}
	for want, c := range map[string]Correction{
		"ngày ban hành của d là 23/11/2022":                           {Kind: Decide, Document: "d", Field: ConflictDate, Value: "2022-11-23"},
		"trích yếu của d là về y tế":                                  {Kind: Decide, Document: "d", Field: FieldTitle, Value: "về y tế"},
		"a và d là một văn bản":                                       {Kind: Same, Document: "d", Other: "a"},
		"a và d là hai văn bản":                                       {Kind: Differ, Document: "d", Other: "a"},
		"chỗ viện dẫn thứ 3 của tệp aaaaaaaaaaaa (64/KH) chỉ d":       {Kind: Same, Document: "d", Citation: at, Raw: "64/KH"},
		"chỗ viện dẫn thứ 3 của tệp aaaaaaaaaaaa (64/KH) không chỉ d": {Kind: Differ, Document: "d", Citation: at, Raw: "64/KH"},
	} {
		if got := c.Says().In(Vietnamese); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
