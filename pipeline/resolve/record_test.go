package resolve

import (
	"slices"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/google/go-cmp/cmp"
)

// records writes records in short: "type number | date | issuer | title | registry".
func records(rows ...string) []legal.Record {
	var out []legal.Record
	for _, s := range rows {
		f := columns(s)
		r := legal.Record{Registry: f[4], Date: date(f[1]), Issuer: f[2], Title: f[3]}
		r.Type, r.Number = typeAndNumber(f[0])
		if r.Registry == "" {
			r.Registry = "vbpl"
		}
		out = append(out, r)
	}
	return out
}

type recordCase struct {
	citations []string
	records   []legal.Record
	want      []string
	date      string
	decided   map[string]string
	conflicts []string
}

func recordCases() map[string]recordCase {
	type decided = map[string]string
	return map[string]recordCase{
		"dates what is only cited": {
			[]string{"nghị định 71/2020/NĐ-CP"}, records("nghị định 71/2020/NĐ-CP|2020-06-30|Chính phủ"),
			[]string{"nd-71-2020-cp"}, "2020-06-30", decided{"date": "registry vbpl", "type": "registry vbpl"}, nil,
		},
		"decides between two dates": {
			[]string{"nghị quyết 30-NQ/TW|2022-11-28", "nghị quyết 30-NQ/TW|2022-11-28",
				"nghị quyết 30-NQ/TW|2022-11-23"},
			records("nghị quyết 30-NQ/TW|2022-11-23|Bộ Chính trị"),
			[]string{"nq-30-tw-k13", "nq-30-tw-k13", "nq-30-tw-k13"}, "2022-11-23",
			decided{"date": "registry vbpl", "type": "registry vbpl"}, []string{"date"},
		},
		"registries that disagree decide nothing": {
			[]string{"nghị định 71/2020/NĐ-CP|2020-06-30"},
			records("nghị định 71/2020/NĐ-CP|2020-06-30|Chính phủ",
				"nghị định 71/2020/NĐ-CP|2020-06-29|Chính phủ||other"),
			[]string{"nd-71-2020-cp"}, "", decided{"type": "registry other"}, []string{"date"},
		},
		"a record that agrees in nothing decides nothing": {
			[]string{"nghị định 1/2018/NĐ-CP|2018-08-06||cơ cấu tổ chức của Bộ Công an"},
			records("nghị định 1/2018/NĐ-CP|2018-01-03|Chính phủ|Điều lệ của Tổng công ty Lương thực miền Bắc"),
			[]string{"nd-1-2018-cp"}, "", nil, []string{"date"},
		},
		"a number without a year has as many candidates as the registry": {
			[]string{"nghị quyết 1/NQ-CP"},
			records("nghị quyết 1/NQ-CP|2021-01-01|Chính phủ", "nghị quyết 1/NQ-CP|2022-01-08|Chính phủ"),
			[]string{"? nq-1-cp-2021 nq-1-cp-2022 ← 2 candidates"}, "2021-01-01",
			decided{"date": "registry vbpl", "type": "registry vbpl"}, nil,
		},
		"a law by name and year": {
			[]string{"luật|2019-06-14|||Giáo dục"}, records("luật 43/2019/QH14|2019-06-14|Quốc hội|Luật Giáo dục"),
			[]string{"luat-43-2019-qh14 ← name and year, numbered elsewhere"}, "2019-06-14",
			decided{"date": "registry vbpl", "type": "registry vbpl"}, nil,
		},
		"two types of one number are two documents": {
			[]string{"nghị quyết 93/2015/QH13|2015-06-22"},
			records("luật 93/2015/QH13|2015-11-25|Quốc hội|Tố tụng hành chính"), []string{"nq-93-2015-qh13"},
			"2015-06-22", nil, nil,
		},
		"what nothing cites is no document": {nil, records("nghị định 71/2020/NĐ-CP|2020-06-30|Chính phủ"), nil, "", nil, nil},
	}
}

// TestRecords resolves one file with registries: what its citations mean, and the
// first document as it then stands.
func TestRecords(t *testing.T) {
	for name, test := range recordCases() {
		r := Documents(Facts{Readings: []legal.Reading{reading("a", "||", test.citations...)}, Records: test.records})
		if diff := cmp.Diff(test.want, say(r)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		d := r.Documents[0]
		if d.Held != "" { // the citing file: there is no other
			d = legal.Document{}
		}
		if d.Date.String() != test.date || !cmp.Equal(d.DecidedBy, test.decided) ||
			!slices.Equal(d.Conflicts, test.conflicts) {
			t.Errorf("%s: date %q, decided %v, conflicts %v; want %q, %v, %v", name, d.Date, d.DecidedBy, d.Conflicts,
				test.date, test.decided, test.conflicts)
		}
	}
}

// The document's own head says more than any registry.
func TestHeadBeforeRecord(t *testing.T) {
	held := reading("a", "64/KH-UBND|2023-03-06|UBND tỉnh Quảng Ninh")
	r := Documents(Facts{Readings: []legal.Reading{held},
		Records: records("kế hoạch 64/KH-UBND|2023-03-16|UBND tỉnh Quảng Ninh")})
	d := r.Documents[0]
	if d.Date.String() != "2023-03-06" || d.DecidedBy["date"] != legal.DecidedByHead ||
		!slices.Equal(d.Conflicts, []string{"date"}) {
		t.Errorf("date %s, decided %v, conflicts %v", d.Date, d.DecidedBy, d.Conflicts)
	}
}

func TestCertain(t *testing.T) {
	for row, want := range map[string]bool{
		"nghị định 71/2020/NĐ-CP||Chính phủ":              true,
		"kế hoạch 64/KH-UBND|2023-03-06|UBND tỉnh Hà Nam": true,
		"kế hoạch 64/KH-UBND||UBND tỉnh Hà Nam":           false,
		"kế hoạch 64/KH-UBND|2023-03-06|UBND tỉnh":        false,
		"kế hoạch 64/KH-UBND|2023-03-06":                  false,
		"nghị quyết 30-NQ/TW":                             false,
		"kế hoạch |2023-03-06|UBND tỉnh Hà Nam":           false,
	} {
		if got := Certain(records(row)[0]); got != want {
			t.Errorf("Certain(%s) = %v", row, got)
		}
	}
}
