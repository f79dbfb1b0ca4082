package catalog

import (
	"context"
	"fmt"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
)

// PutPlaces stores administrative units in the place of those that were there. Everything
// is pending then: any head may lie in another province.
func (t *Tx) PutPlaces(units []authority.AdminUnit) error {
	if err := t.exec("DELETE FROM places"); err != nil {
		return fmt.Errorf("store places: %w", err)
	}
	for i, u := range units {
		err := t.exec(`INSERT INTO places (n, code, kind, name, parent, first, last, successors)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			i+1, u.Code, u.Kind, u.Name, u.Parent, u.From.String(), u.To.String(), strings.Join(u.Successors, ";"))
		if err != nil {
			return fmt.Errorf("store places: %w", err)
		}
	}
	return t.pendAll()
}

// Places returns the administrative units that were imported, in the order of their
// tables.
func (c *Catalog) Places(ctx context.Context) ([]authority.AdminUnit, error) {
	const query = "SELECT code, kind, name, parent, first, last, successors FROM places ORDER BY n"
	return readAll(ctx, c, "read places", query, nil, func(u *authority.AdminUnit) []any {
		return []any{&u.Code, &u.Kind, &u.Name, &u.Parent, dateAt{&u.From}, dateAt{&u.To}, listAt{&u.Successors, ";"}}
	})
}
