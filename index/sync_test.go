package index

import (
	"testing"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/legal"
)

// The issuer of an entry is what the file or the citations call it, else the name that its code
// tells for certain.
func TestIssuerOfEntry(t *testing.T) {
	byt := legal.Body{Code: "BYT", Level: legal.LevelCentral}
	named := byt
	named.Name = "Bộ trưởng Bộ Y tế"
	for _, tt := range []struct{ body, said, want string }{
		{"code", "", "Bộ Y tế"}, {"name", "", "Bộ trưởng Bộ Y tế"}, {"code", "BỘ Y TẾ", "BỘ Y TẾ"},
	} {
		d := legal.Document{ID: "d", Body: byt}
		if tt.body == "name" {
			d.Body = named
		}
		var file, cited Entry
		f := catalog.Findable{Meant: d}
		f.Head.Issuer = tt.said
		file.fromFile(f)
		cited.fromDocument(d)
		if file.Issuer != tt.want || tt.said == "" && cited.Issuer != tt.want {
			t.Errorf("%s, %q: %q and %q, want %q", tt.body, tt.said, file.Issuer, cited.Issuer, tt.want)
		}
	}
}
