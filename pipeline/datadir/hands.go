package datadir

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// handsName is the file with the contents that an ingest has been working on for a while. It is
// there while there are such, and where that was cut off. Without it nothing is lost.
const handsName = "hands.json"

// Hand is a content that an ingest has been working on for a while.
type Hand struct {
	SHA256 string `json:"sha256"`
	AtWork bool   `json:"at_work"` // it is being worked on, or was when the ingest was cut off
	Cut    int    `json:"cut"`     // how many ingests before were cut off at work on it
}

// NoteHands writes down what an ingest is working on.
func NoteHands(dir string, hands []Hand) error {
	path := filepath.Join(dir, handsName)
	if len(hands) == 0 {
		return Remove(path)
	}
	b, err := json.Marshal(hands)
	if err == nil {
		err = Replace(path, bytes.NewReader(append(b, '\n')))
	}
	if err != nil {
		return fmt.Errorf("note what is at work: %w", err)
	}
	return nil
}

// LastHands returns what was noted last; nothing where that cannot be read, for it is a trace only.
func LastHands(dir string) []Hand {
	b, err := os.ReadFile(filepath.Join(dir, handsName))
	var hands []Hand
	if err != nil || json.Unmarshal(b, &hands) != nil {
		return nil
	}
	return hands
}
