package pipeline

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// TestMain makes the test binary the child that reads PDFs when it starts itself.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == readChild {
		if err := pdf.Serve(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

const readChild = "read-child"

// newReader starts a child that reads PDFs, as [Options] wants it.
func newReader(ctx context.Context) (*pdf.Child, error) {
	return pdf.Start(ctx, []string{os.Args[0], readChild}, pdf.DefaultLimits())
}

func startReader(t *testing.T) *pdf.Child {
	t.Helper()
	c, err := newReader(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}
