package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/danchieu/danchieu/pipeline/authority"
	"github.com/danchieu/danchieu/pipeline/legal"
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
func (c *Catalog) Places(ctx context.Context) (units []authority.AdminUnit, err error) {
	err = c.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, "SELECT code, kind, name, parent, first, last, successors FROM places ORDER BY n", nil,
			func(rows *sql.Rows) error {
				var u authority.AdminUnit
				var from, to, successors string
				if err := rows.Scan(&u.Code, &u.Kind, &u.Name, &u.Parent, &from, &to, &successors); err != nil {
					return err
				}
				if successors != "" {
					u.Successors = strings.Split(successors, ";")
				}
				var err error
				if u.From, err = legal.ParseDate(from); err == nil {
					u.To, err = legal.ParseDate(to)
				}
				units = append(units, u)
				return err
			})
	})
	if err != nil {
		return nil, fmt.Errorf("read places: %w", err)
	}
	return units, nil
}
