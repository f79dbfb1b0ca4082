package pipeline

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
	"github.com/danchieu/danchieu/pipeline/ocr"
	"github.com/danchieu/danchieu/pipeline/pdf"
)

// A file's name tells the ordinal beside the document's own type or code.
func TestOrdinalIn(t *testing.T) {
	for _, tt := range []struct {
		name string
		kind legal.Type
		part string
		want string
	}{
		{"493-TB", legal.Notice, "/TB-UBND", "493/TB-UBND"},
		{"to-trinh-146", legal.Proposal, "/TTr-STP", "146/TTr-STP"},
		{"Tờ trình số 146 ký", legal.Proposal, "/TTr-STP", "146/TTr-STP"},
		{"totrinh 146", legal.Proposal, "/TTr-STP", "146/TTr-STP"},
		{"CV-604", legal.Letter, "/STP-BTTP", "604/STP-BTTP"},
		{"253-SNV-gui-UBND-tinh", legal.Proposal, "/TTr-SNV", "253/TTr-SNV"},
		{"1943-sy-nvy", legal.Letter, "/SYT-NVY", "1943/SYT-NVY"},
		{"2004-kh-syt-cd", legal.Plan, "/KH-SYT-CĐN", "2004/KH-SYT-CĐN"},
		{"02-dl-btc", "Điều lệ", "/ĐĐL-BTC", "02/ĐL-BTC"},
		{"8-CV-1468-CUA-STP", legal.Letter, "/STP-BTTP", ""},     // which of the two?
		{"BC 05.11 tinh hinh", legal.Report, "/BC-SNV", ""},      // a date
		{"KH-2026", legal.Plan, "/KH-UBND", ""},                  // a year
		{"bao-cao-thuc-hien-KH-64", legal.Report, "/BC-SNV", ""}, // the subject's
		{"298-PC04", legal.Proposal, "/TTr-CAT-PC07", ""},
		{"3176b-qd-syt", legal.Decision, "/QĐ-SYT", "3176b/QĐ-SYT"},
		{"24_THONG_TU_Thong-tu-148.2020.TT_BCA", legal.Circular, "/2020/TT-BCA", ""}, // in order
		{"01_KH_chuyen_doi_so", legal.Plan, "/KH-UBND", ""},
		{"Bao cao 6 thang dau nam", legal.Report, "/BC-UBND", ""}, // counts
		{"Bao cao 06 thang 2025", legal.Report, "/BC-UBND", ""},
		{"Ke hoach 100 ngay", legal.Plan, "/KH-UBND", ""},
		{"Kế hoạch 10 năm 2021-2030", legal.Plan, "/KH-UBND", ""},
		{"BC cua UBND 12 xa", legal.Report, "/BC-UBND", ""},
		{"Bao cao (2)", legal.Report, "/BC-UBND", ""},
		{"Bao cao so 2", legal.Report, "/BC-UBND", "2/BC-UBND"},
		{"phu luc 02 bao cao", legal.Report, "/BC-UBND", ""},
		{"KH 144 ngay 10-3-2025", legal.Plan, "/KH-UBND", "144/KH-UBND"},
		{"KH 144 nam 2026", legal.Plan, "/KH-UBND", "144/KH-UBND"},
		{"KH 144 chuyen doi so", legal.Plan, "/KH-UBND", "144/KH-UBND"},
		{"BC thuc hien KH 144 UBND", legal.Report, "/BC-UBND", ""}, // another document's
		{"KH trien khai QĐ 155 UBND tinh", legal.Plan, "/KH-UBND", ""},
		{"BC kem CV 300 UBND", legal.Report, "/BC-UBND", ""},
		{"Nghi quyet 57 - ke hoach", legal.Plan, "/KH-UBND", ""},
		{"QD sua doi QD 15", legal.Decision, "/QĐ-UBND", ""},
		{"gop y KH 144", legal.Plan, "/KH-UBND", ""},
		{"416", legal.Notice, "/TB-UBND", ""},
		{"64-KH", legal.Report, "/KH-UBND", ""},
		{"", legal.Plan, "/KH-UBND", ""},
	} {
		ordinal, codes := ordinalIn(tt.name, legal.Head{Type: tt.kind}, tt.part)
		if ordinal == "" {
			codes = ""
		}
		if ordinal+codes != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, ordinal+codes, tt.want)
		}
	}
}

// The title of a file counts where handwriting was read so, and else is a guess.
func TestNumberBeside(t *testing.T) {
	read := []legal.Guess{{Number: "81", Confidence: .6}, {Number: "381", Confidence: .3}}
	for _, tt := range []struct {
		name, title, number string
		guesses             []legal.Guess
	}{
		{"scan", "381 tb syt", "381/TB-SYT", nil},
		{"scan", "318 tb syt", "", []legal.Guess{{Number: "318", Confidence: titleShare}, read[0], read[1]}},
		{"scan", "Microsoft Word - bao cao", "", read},
		{"382-tb", "381 tb syt", "382/TB-SYT", nil},
		{"scan", "", "", read},
	} {
		h := legal.Head{Type: legal.Notice, Written: &legal.Written{Part: "/TB-SYT"}}
		got := numberBeside(&h, ownPages{path: "/in/" + tt.name + ".pdf", pages: []pdf.Page{{FileTitle: tt.title}}}, read)
		if diff := cmp.Diff(tt.guesses, got); diff != "" || h.Number != tt.number {
			t.Errorf("%s, %s: %q %s", tt.name, tt.title, h.Number, diff)
		}
	}
}

// A name alone, without a word of the page to go by, is a guess.
func TestNameAlone(t *testing.T) {
	for name, want := range map[string]string{
		"359-kh-syt": "359/KH-SYT", "359-qd-syt": "", "ke-hoach": "", "381 kh syt": "381/KH-SYT",
	} {
		h := legal.Head{Type: legal.Plan}
		ocr.Tell(&h, legal.Written{Guesses: numberBeside(&h, ownPages{path: "/in/" + name + ".pdf"}, nil)})
		got := ""
		if h.Written != nil {
			got = h.Written.Guesses[0].Number
		}
		if got != want || h.Number != "" {
			t.Errorf("%s: %q, want %q: %+v", name, got, want, h)
		}
	}
}
