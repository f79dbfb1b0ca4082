package pipeline

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
)

func TestReadRegistry(t *testing.T) {
	decree := legal.Record{Registry: "r", Type: "Nghị định", Number: "71/2020/NĐ-CP",
		Date: legal.Date{Year: 2020, Month: 6, Day: 30}, Issuer: "Chính phủ", Title: "Lộ trình"}
	undated := decree
	undated.Date = legal.Date{}
	for name, test := range map[string]struct {
		in     string
		want   []legal.Record
		doubts []Doubt
		err    error
	}{
		"commas":                 {"type,number,date,issuer,title\nNghị định,71/2020/NĐ-CP,30/06/2020,Chính phủ,Lộ trình\n", []legal.Record{decree}, nil, nil},
		"semicolons, Vietnamese": {"\ufeffLoại văn bản;Số/ký hiệu;Ngày ban hành;Cơ quan ban hành;Trích yếu\r\nNghị định;71/2020/NĐ-CP;2020-06-30;Chính phủ;Lộ trình\r\n", []legal.Record{decree}, nil, nil},
		"tabs, quotes as they are": {"type\tnumber\tdate\tissuer\ttitle\nNghị định\t71/2020/NĐ-CP\t30/6/2020\tChính phủ\t\"Lộ trình\n",
			[]legal.Record{{Registry: "r", Type: "Nghị định", Number: "71/2020/NĐ-CP", Date: decree.Date,
				Issuer: "Chính phủ", Title: "\"Lộ trình"}}, nil, nil},
		"an empty second column of a field": {"type,number,date,issuer,Trích yếu,Tên\nNghị định,71/2020/NĐ-CP,30/06/2020,Chính phủ,Lộ trình,\n", []legal.Record{decree}, nil, nil},
		"no such day": {"type,number,date,issuer,title\nNghị định,71/2020/NĐ-CP,31/06/2020,Chính phủ,Lộ trình\n", []legal.Record{undated},
			[]Doubt{{Line: 2, Reason: legal.Say(legal.DoubtDate, "31/06/2020"), Undated: true}}, nil},
		"the American order of a date": {"type,number,date\nNghị quyết,30-NQ/TW,11/23/2022\n", nil,
			[]Doubt{{Line: 2, Reason: legal.Say(legal.DoubtUnsure, "Nghị quyết", "30-NQ/TW")}}, nil},
		"no such type":        {"type,number,date\nThư,71/2020/NĐ-CP,30/06/2020\n", nil, []Doubt{{Line: 2, Reason: legal.Say(legal.DoubtType, "Thư")}}, nil},
		"a column is missing": {"type,number\nNghị định,71/2020/NĐ-CP\n", nil, nil, ErrNoColumns},
		"nothing":             {"", nil, nil, ErrNoColumns},
		"another encoding":    {"\xff\xfet\x00y\x00", nil, nil, ErrNotUTF8},
	} {
		got, doubts, err := ReadRegistry(strings.NewReader(test.in), "r")
		if !errors.Is(err, test.err) {
			t.Errorf("%s: error %v, want %v", name, err, test.err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(test.doubts, doubts); diff != "" {
			t.Errorf("%s, doubts: %s", name, diff)
		}
	}
	_, _, err := ReadRegistry(strings.NewReader("type,number,date,title\nNghị định,71/2020/NĐ-CP,30/06/2020,\"Lộ trình\nNghị định,72/2020/NĐ-CP,30/06/2020,x\n"), "r")
	if err == nil || !strings.Contains(err.Error(), "line") {
		t.Errorf("a quote that is not closed: %v", err)
	}
}
