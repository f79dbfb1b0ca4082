package cite

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// written writes provisions as "article.clause.point".
func written(ps []Provision) string {
	var out []string
	for _, p := range ps {
		out = append(out, strings.TrimRight(p.Article+"."+p.Clause+"."+p.Point, "."))
	}
	return strings.Join(out, " ")
}

func TestProvisions(t *testing.T) {
	for printed, want := range map[string]string{
		"":                           "",
		"Điều 5":                     "5",
		"điều 12a":                   "12a",
		"khoản 2 Điều 5":             "5.2",
		"Điều 5, Điều 6":             "5 6",
		"khoản 1, 2 Điều 15":         "15.1 15.2",
		"Điều 31 và khoản 4 Điều 32": "31 32.4",
		"điểm a, b và c khoản 2 Điều 32":                          "32.2.a 32.2.b 32.2.c",
		"điểm b khoản 2, điểm d khoản 10 và khoản 14 Điều 3":      "3.2.b 3.10.d 3.14",
		"khoản 3 Điều 15 và khoản 2, khoản 6 Điều 21":             "15.3 21.2 21.6",
		"các Điều 16, 17 và 37; điểm a khoản 1 Điều 38":           "16 17 37 38.1.a",
		"Điều 32, Điều 33, các khoản 2, 4, 5 và 6 Điều 34":        "32 33 34.2 34.4 34.5 34.6",
		"Điều 15, 16,19, 20 và Điều 24":                           "15 16 19 20 24",
		"từ Điều 5 đến Điều 8":                                    "5 6 7 8",
		"Điều 5 đến 7":                                            "5 6 7",
		"Điều 9 đến Điều 3":                                       "9 3",
		"Khoản 2 hoặc Khoản 3 Điều 31":                            "31.2 31.3",
		"khoản 2":                                                 ".2",
		"điểm a khoản 2":                                          ".2.a",
		"điểm a Điều 7":                                           "7..a",
		"điểm a mục 2":                                            "..a",
		"Điều 5 Chương II":                                        "5",
		"Mục VII Phần V":                                          "",
		"điểm a, tiết b1 điểm b và tiết c1 điểm c khoản 5 Điều 3": "3.5.a 3.5.b 3.5.c",
	} {
		if diff := cmp.Diff(want, written(Provisions(printed))); diff != "" {
			t.Errorf("%s: %s", printed, diff)
		}
	}
}

func TestWithin(t *testing.T) {
	for _, tt := range []struct {
		p, q string
		want bool
	}{
		{"khoản 2 Điều 5", "Điều 5", true},
		{"khoản 2 Điều 5", "khoản 2 Điều 5", true},
		{"điểm a khoản 2 Điều 5", "khoản 2 Điều 5", true},
		{"khoản 2 Điều 5", "khoản 3 Điều 5", false},
		{"Điều 5", "khoản 2 Điều 5", false},
		{"Điều 15", "Điều 5", false},
		{"khoản 2 Điều 5", "khoản 2", true},
	} {
		if got := Provisions(tt.p)[0].Within(Provisions(tt.q)[0]); got != tt.want {
			t.Errorf("%s within %s: %v", tt.p, tt.q, got)
		}
	}
}
