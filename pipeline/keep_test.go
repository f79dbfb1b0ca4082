package pipeline

import (
	"context"
	"errors"
	"testing"
)

// What is there behind the first outcome is stored with it; a gap ends the group.
func TestGather(t *testing.T) {
	slots := make([]chan outcome, 4)
	for i := range slots {
		slots[i] = make(chan outcome, 1)
		if i != 2 {
			slots[i] <- outcome{reading: FileReading{SHA256: string(rune('a' + i))}}
		}
	}
	group, err := gather(t.Context(), slots)
	if err != nil || len(group) != 2 || group[0].reading.SHA256 != "a" || group[1].reading.SHA256 != "b" {
		t.Errorf("gathered %v, %v; want a and b", group, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if group, err := gather(ctx, slots[2:]); !errors.Is(err, context.Canceled) {
		t.Errorf("gathered %v, %v after the end", group, err)
	}
}
