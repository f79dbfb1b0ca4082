//go:build !linux

package pdf

import "runtime/debug"

// sandbox can only ask the collector for moderation here; the parent's limit of
// wall time holds everywhere.
type sandbox struct{}

func (*sandbox) enter(l Limits) error {
	debug.SetMemoryLimit(int64(l.Memory / 4 * 3))
	return nil
}
