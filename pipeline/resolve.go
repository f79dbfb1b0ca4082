package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"

	"github.com/danchieu/danchieu/pipeline/catalog"
)

// Resolve works out what citations mean and stores what has changed. Run does so
// itself; it is called after a registry or a correction has changed. No more is
// resolved than hangs on what has changed: the result is that of resolving everything.
func Resolve(ctx context.Context, c *catalog.Catalog) error {
	rules, err := rules()
	if err != nil {
		return err
	}
	pending, err := c.Pending(ctx, rules)
	if err == nil && pending {
		err = resolveBy(ctx, c, rules)
	}
	if err != nil {
		return fmt.Errorf("resolve what has changed: %w", err)
	}
	return nil
}

// rules names the rules that citations are resolved by: those of this program. What
// another one has prepared is not built upon.
func rules() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find own program: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read own program: %w", err)
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", fmt.Errorf("read own program: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
