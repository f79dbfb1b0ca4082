package main

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/pipeline/pdf"
	"github.com/danchieu/danchieu/pipeline/word"
)

// newReadChild is the hidden verb under which the program runs itself to read
// files, so that a file that hangs or eats all memory takes no more than a child.
func newReadChild(a *app) *cobra.Command {
	return &cobra.Command{
		Use:    "read-child",
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return pdf.Serve(a.stdin, a.stdout, word.Answer)
		},
	}
}

// startReader starts a child that reads files.
func startReader(ctx context.Context) (*pdf.Child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, say("find own program: %v", err)
	}
	child, err := pdf.Start(ctx, []string{self, "read-child"}, pdf.DefaultLimits())
	if err != nil {
		return nil, say("start reader: %v", err)
	}
	return child, nil
}
