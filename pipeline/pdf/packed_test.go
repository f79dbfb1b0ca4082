package pdf

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/danchieu/danchieu/pipeline/legal"
)

// packedPage has something in every field.
func packedPage() Page {
	box := legal.Box{X0: 1, Y0: 2.5, X1: 3, Y1: 4}
	plain := Word{Text: "Kế", Box: box, Baseline: 3, Size: 13, Font: "Times", Bold: true}
	same := plain
	same.Text, same.Bold, same.Stamp, same.Glued = "hoạch", false, true, true
	read := Word{Text: "83", Box: box, Size: 9, Italic: true, Mark: true, Angle: -90, Doubt: .5, Other: "88"}
	return Page{
		Width: 595, Height: 842, Letters: 5, Visible: 3, Hidden: 2, Unreadable: 1, Recoded: []string{"TCVN3", "codes"},
		Pictures: 1, Covered: .25, Paths: 7, Curves: 300, FileTitle: "Kế hoạch", Err: "damaged",
		Lines: []Line{{Words: []Word{plain, same}, Box: box}, {Box: box}, {Words: []Word{read}, Box: box}},
	}
}

func TestPack(t *testing.T) {
	var k packer
	for _, p := range []Page{packedPage(), {}, packedPage()} {
		packed := k.pack(&p)
		got, err := unpack(packed)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(&p, got); d != "" {
			t.Errorf("packed and unpacked (-want +got):\n%s", d)
		}
		for n := range packed {
			if _, err := unpack(packed[:n]); err == nil {
				t.Fatalf("no error for %d of %d bytes", n, len(packed))
			}
		}
	}
}

// FuzzUnpack takes any bytes for a page: an error, or a page that is the same when it is
// packed again.
func FuzzUnpack(f *testing.F) {
	for _, p := range []Page{packedPage(), {}} {
		f.Add(new(packer).pack(&p))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := unpack(data)
		if err != nil {
			return
		}
		again, err := unpack(new(packer).pack(p))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(p, again, cmpopts.EquateNaNs()); d != "" {
			t.Errorf("packed again (-want +got):\n%s", d)
		}
	})
}
