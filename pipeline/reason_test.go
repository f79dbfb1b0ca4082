package pipeline

import (
	"fmt"
	"os"
	"testing"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// A reason is one printable line, whatever a file made its reader say.
func TestReason(t *testing.T) {
	for _, tt := range []struct {
		err            error
		code, sentence string
	}{
		{pdf.ErrDamaged, "damaged", "file is damaged"},
		{fmt.Errorf("%w: \x1b[2J\x00name \xff\xfe của\r\n\u202eai", pdf.ErrDamaged), "damaged", "file is damaged: [2Jname của ai"},
		{fmt.Errorf("open\t%w", os.ErrPermission), "no-permission", "open permission denied"},
	} {
		if code, sentence := Reason(tt.err); code != tt.code || sentence.String() != tt.sentence {
			t.Errorf("%q: %s, %q; want %s, %q", tt.err, code, sentence, tt.code, tt.sentence)
		}
	}
}
