package ocr

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/danchieu/danchieu/pipeline/pdf"
)

// stream is a Tesseract that stays. It reads names of pictures from its standard input,
// a line a name, and writes the TSV of each as it goes. Its limits are those of one call
// and hold for all it reads, so what it can read a call of its own can read as well.
//
// That a picture is read to its end is known by the row that begins the next one, so
// every picture is followed by an empty one.
type stream struct {
	*pdf.Running
	out            *bufio.Reader
	picture, empty *os.File // in memory; each is opened anew by its name
	busy           time.Duration
	idle           *time.Timer // ends it when nobody wants it
}

// Names of the files that a stream inherits.
const (
	pictureName = "/dev/fd/3"
	emptyName   = "/dev/fd/4"
)

// longestRow is how many bytes a row of the TSV may have.
const longestRow = 64 << 10

// startStream starts a Tesseract that stays; an error says that none can be had here.
func startStream(ctx context.Context, segmentation string) (*stream, error) {
	picture, err := memoryFile(nil)
	if err != nil {
		return nil, err
	}
	s := &stream{picture: picture}
	if s.empty, err = memoryFile(bmp(emptyPicture())); err != nil {
		s.close()
		return nil, err
	}
	s.Running, err = pdf.Program{
		Name:   "stdbuf", // what it writes comes by the line, not when it has written much
		Args:   append([]string{"-oL", "tesseract", "stdin", "stdout", "-c", "stream_filelist=1"}, reading(segmentation)...),
		Files:  []*os.File{s.picture, s.empty},
		Limits: readLimits,
	}.Start()
	if err != nil {
		s.close()
		return nil, err
	}
	s.out = bufio.NewReaderSize(s.Out, longestRow)
	if _, err := s.rows(ctx, checkLimits.Wall, emptyName); err != nil {
		s.close()
		return nil, fmt.Errorf("start: %w", err)
	}
	return s, nil
}

func emptyPicture() *image.Gray {
	out := image.NewGray(image.Rect(0, 0, 32, 32))
	for i := range out.Pix {
		out.Pix[i] = 255
	}
	return out
}

// read returns the TSV of a picture. After an error the stream is of no more use.
func (s *stream) read(ctx context.Context, gray *image.Gray) (string, error) {
	picture := bmp(gray)
	if err := s.picture.Truncate(int64(len(picture))); err != nil {
		return "", err
	}
	if _, err := s.picture.WriteAt(picture, 0); err != nil {
		return "", err
	}
	return s.rows(ctx, readLimits.Wall, pictureName, emptyName)
}

// rows has pictures read one after another, within a time, and returns what is written
// until the last of them begins.
func (s *stream) rows(ctx context.Context, limit time.Duration, names ...string) (string, error) {
	began := time.Now()
	defer func() { s.busy += time.Since(began) }()
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	defer context.AfterFunc(ctx, s.End)()
	if _, err := io.WriteString(s.In, strings.Join(names, "\n")+"\n"); err != nil {
		return "", err
	}
	var out strings.Builder
	for begun := 0; ; {
		line, err := s.out.ReadSlice('\n')
		if err != nil {
			return "", err
		}
		if strings.HasPrefix(string(line), levelPage+"\t") {
			begun++
		}
		if begun == len(names) {
			return out.String(), nil
		}
		if out.Write(line); int64(out.Len()) > readLimits.Output {
			return "", errors.New("too much output")
		}
	}
}

// close ends the stream.
func (s *stream) close() {
	if s.Running != nil {
		s.End()
	}
	for _, f := range slices.DeleteFunc([]*os.File{s.picture, s.empty}, func(f *os.File) bool { return f == nil }) {
		f.Close()
	}
}
