package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/danchieu/danchieu/pipeline/catalog"
)

func (a *app) indexDir() string { return filepath.Join(a.data, "index") }

// openCatalog opens the catalogue for asking.
func (a *app) openCatalog() (*catalog.Catalog, error) {
	c, err := catalog.OpenReader(a.data)
	if err != nil {
		return nil, dataFailure(err, a.data)
	}
	return c, nil
}

// dataFailure says what to do about a data folder that cannot be used.
func dataFailure(err error, dir string) error {
	switch {
	case errors.Is(err, catalog.ErrNoData):
		return failure{exitUsage, fmt.Errorf("no data folder at %s", dir), "danchieu ingest FOLDER makes one; --data names another"}
	case errors.Is(err, catalog.ErrVersion):
		return failure{exitData, fmt.Errorf("the data folder %s is of another version: %w", dir, err), "use the program that made it, or ingest into a new folder with --data"}
	case errors.Is(err, catalog.ErrDamaged):
		return failure{exitData, fmt.Errorf("the data folder %s is damaged: %w", dir, err), "move it away and ingest again: the PDFs are not touched"}
	case errors.Is(err, catalog.ErrLocked):
		return failure{exitLocked, fmt.Errorf("another ingest is at work in %s: %w", dir, err), "wait for it, or stop it"}
	}
	return failure{code: exitData, err: err}
}
