package resolve

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// headed returns a reading with a head of that title, without a number where w says what
// can be read of it.
func headed(r legal.Reading, title string, w *legal.Written) legal.Reading {
	r.Head.Title, r.Head.Written = title, w
	return r
}

func TestTies(t *testing.T) {
	const (
		title  = "thực hiện chủ đề công tác năm 2023"
		plan   = "kế hoạch 83/KH-UBND|2023-03-17|UBND thành phố Cẩm Phả|" + title
		lost   = "|2023-03-17|Ủy ban nhân dân thành phố Cẩm Phả||Cẩm Phả"
		number = "83/KH-UBND"
	)
	part := func(part string, guesses ...string) *legal.Written {
		w := &legal.Written{Part: part}
		for _, g := range guesses {
			w.Guesses = append(w.Guesses, legal.Guess{Number: g, Confidence: .4})
		}
		return w
	}
	file := headed(reading("a", lost, "kế hoạch 50/KH-UBND|2023-03-01|UBND tỉnh Quảng Ninh"), title, nil)
	doubtful := reading("b", camPha, plan)
	doubtful.Citations[0].Confidence = .7
	for name, c := range map[string]struct {
		files []legal.Reading
		want  map[string]string
	}{
		"told by one": {[]legal.Reading{file, reading("b", camPha, plan)}, map[string]string{"a": number}},
		"told by two, one of whom says less": {[]legal.Reading{file, reading("b", camPha, plan),
			reading("c", camPha, "kế hoạch 83/KH-UBND|2023-03-17")}, map[string]string{"a": number}},
		"longer title in the head": {[]legal.Reading{headed(file, title+" nâng cao hiệu quả", nil),
			reading("b", camPha, plan)}, map[string]string{"a": number}},
		"another title": {[]legal.Reading{headed(file, "thực hiện chủ đề công tác năm 2022", nil),
			reading("b", camPha, plan)}, nil},
		"no title": {[]legal.Reading{headed(file, "", nil), reading("b", camPha, plan)}, nil},
		"another day": {[]legal.Reading{file,
			reading("b", camPha, "kế hoạch 83/KH-UBND|2023-03-18|UBND thành phố Cẩm Phả|"+title)}, nil},
		"another type": {[]legal.Reading{file,
			reading("b", camPha, "quyết định 83/QĐ-UBND|2023-03-17|UBND thành phố Cẩm Phả|"+title)}, nil},
		"another body": {[]legal.Reading{file,
			reading("b", camPha, "kế hoạch 83/KH-UBND|2023-03-17|UBND thành phố Hạ Long|"+title)}, nil},
		"another body of the place": {[]legal.Reading{file,
			reading("b", camPha, "kế hoạch 83/KH-PGDĐT|2023-03-17|Phòng Giáo dục và Đào tạo thành phố Cẩm Phả|"+title)}, nil},
		"two numbers": {[]legal.Reading{file, reading("b", camPha, plan),
			reading("c", camPha, "kế hoạch 88/KH-UBND|2023-03-17|UBND thành phố Cẩm Phả|"+title)}, nil},
		"two files":    {[]legal.Reading{file, headed(reading("d", lost), title, nil), reading("b", camPha, plan)}, nil},
		"held already": {[]legal.Reading{file, reading("b", camPha, plan), reading("c", number+lost)}, nil},
		"a copy of another": {[]legal.Reading{file, reading("b", camPha, plan),
			headed(reading("c", "88/KH-UBND"+lost), title, nil)}, nil},
		"the file cites it itself": {[]legal.Reading{
			headed(reading("a", lost, "kế hoạch 83/KH-UBND|2023-03-17"), title, nil), reading("b", camPha, plan)}, nil},
		"the file alone cites it": {[]legal.Reading{headed(reading("a", lost, plan), title, nil)}, nil},
		"codes that agree": {[]legal.Reading{headed(file, title, part("/KH-UBND")), reading("b", camPha, plan)},
			map[string]string{"a": number}},
		"codes that contradict": {[]legal.Reading{headed(file, title, part("/KH-BCĐ")), reading("b", camPha, plan)}, nil},
		"digits that agree": {[]legal.Reading{headed(file, title, part("/KH-UBND", "88/KH-UBND", number)), doubtful},
			map[string]string{"a": number}},
		"digits that contradict": {[]legal.Reading{headed(file, title, part("/KH-UBND", "88/KH-UBND")),
			reading("b", camPha, plan)}, nil},
		"OCR doubts the number": {[]legal.Reading{file, doubtful}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			for range 2 {
				got := map[string]string{}
				for file, tie := range tiesOf(c.files) {
					got[file] = tie.Number
				}
				if want := c.want; want == nil && len(got) > 0 || want != nil && !cmp.Equal(got, want) {
					t.Errorf("%v, want %v", got, want)
				}
				slices.Reverse(c.files)
			}
		})
	}
}

// tiesOf asks all files of which of them others tell.
func tiesOf(files []legal.Reading) map[string]Tie {
	var nameless, numbered []legal.Reading
	for _, r := range files {
		if Nameless(r.Head) {
			nameless = append(nameless, r)
		} else if r.Head.Number != "" {
			numbered = append(numbered, r)
		}
	}
	return Ties(nil, nameless, files, numbered)
}
