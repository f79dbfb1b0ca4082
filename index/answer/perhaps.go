package answer

import "github.com/danchieu/danchieu/index/audit"

// MayBe returns the cited documents that a held file without a known number may be, the
// likeliest first.
func (t *Service) MayBe(sha256 string) ([]audit.Perhaps, error) {
	return audit.MayBe(t.ctx, t.c, sha256)
}

// perhaps returns what the file of a document may be, or which files may be it.
func (t *Service) perhaps(s Shown) ([]audit.Perhaps, error) {
	switch {
	case len(s.Contents) == 0:
		return audit.MayBeHeldAs(t.ctx, t.c, s.Document)
	case s.Number != "":
		return nil, nil
	}
	return t.MayBe(s.Contents[0])
}
