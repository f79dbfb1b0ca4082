package pipeline

import (
	"fmt"
	"os"
	"testing"

	"github.com/danchieu/danchieu/pipeline/legal"
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

// Every reason has a name, and says what to do about it.
func TestReasonsSay(t *testing.T) {
	codes := []string{ReasonPermission, ReasonOCR, ReasonPages}
	for _, r := range pdf.Reasons {
		codes = append(codes, string(r))
	}
	for _, code := range codes {
		for _, kind := range []string{"failed", "do"} {
			for _, lang := range []legal.Lang{legal.Vietnamese, legal.English} {
				if says := legal.NameOf(kind, code).In(lang); says == "" || says == kind+" "+code || kind == "do" && len(says) < 20 {
					t.Errorf("%s %s, %s: %q", kind, code, lang, says)
				}
			}
		}
	}
}
