package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/danchieu/danchieu/pipeline/catalog"
	"github.com/danchieu/danchieu/pipeline/datadir"
)

// A catalogue may lie in PostgreSQL: --data is then the address of its database, and the index, the
// pictures and what else belongs to a machine lie in a data folder of this one.

// isAddress reports whether --data names a database.
func isAddress(data string) bool {
	return strings.HasPrefix(data, "postgres://") || strings.HasPrefix(data, "postgresql://")
}

// withoutData are the verbs that need no data folder, or name theirs otherwise.
var withoutData = []string{"extract", "config show", "config", "read-child", "verify-bundle", "move", "service", "help", "completion"}

// needsData reports whether a verb works on a data folder.
func needsData(cmd *cobra.Command) bool {
	_, verb, _ := strings.Cut(cmd.CommandPath(), " ")
	return !slices.Contains(withoutData, verb)
}

// useDatabase makes a folder of this machine the data folder of the catalogue in a database.
func (a *app) useDatabase(ctx context.Context) (err error) {
	address := a.data
	if a.data = a.local; a.data == "" {
		if a.data, err = localFolder(address); err != nil {
			return exitError{exitUsage, say("there is no folder for the index: %v", err), say("--local DIR names one")}
		}
	}
	if err := catalog.Attach(ctx, a.data, address); err != nil {
		return databaseFailure(err, address, a.data)
	}
	return nil
}

// localFolder is where the index of a database lies unless --local says otherwise: in the user's
// cache, for it can be made anew.
func localFolder(address string) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(shown(address)))
	return filepath.Join(cache, "danchieu", fmt.Sprintf("%x", sum[:8])), nil
}

// shown is an address without the password in it.
func shown(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "postgres://…" // whatever may stand in it
	}
	query := u.Query()
	query.Del("password")
	u.RawQuery = query.Encode()
	return u.Redacted()
}

// hasPassword reports whether a password stands in an address.
func hasPassword(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return true // whatever may stand in it
	}
	_, given := u.User.Password()
	return given || u.Query().Has("password")
}

// databaseFailure says what to do about a catalogue in a database that cannot be used, and about the
// folder beside it.
func databaseFailure(err error, address, local string) error {
	at := shown(address)
	switch {
	case errors.Is(err, catalog.ErrAddress):
		return exitError{exitUsage, say("%s is no address of a database", at), say("as in postgres://USER@HOST/DATABASE")}
	case errors.Is(err, catalog.ErrTaken):
		return exitError{exitUsage, say("the folder %s is the data folder of another catalogue", local),
			say("--local DIR names a folder for the index of this one")}
	case errors.Is(err, catalog.ErrUnreachable):
		return exitError{exitData, say("the database %s cannot be reached: %s", at, causeOf(err, catalog.ErrUnreachable)),
			say("PostgreSQL must run there and let you in; a password belongs into PGPASSFILE")}
	case errors.Is(err, catalog.ErrForeign):
		return exitError{exitData, say("the database %s cannot be used: %s", at, causeOf(err, catalog.ErrForeign)),
			say("name an empty one; with ?search_path=SCHEMA the address names a schema of it")}
	case errors.Is(err, catalog.ErrNoData):
		return exitError{exitUsage, say("no catalogue in the database %s", at),
			say("danchieu ingest FOLDER makes one; --data names another")}
	case errors.Is(err, catalog.ErrVersion):
		return exitError{exitData, say("the catalogue in the database %s is of another version: %v", at, err),
			say("use the program that made it")}
	case errors.Is(err, catalog.ErrDamaged):
		return exitError{exitData, say("the catalogue in the database %s is damaged: %v", at, err),
			say("danchieu restore FILE brings a backup back")}
	case isFull(err):
		return exitError{exitData, say("there is no room left for the database %s: %v", at, err),
			say("make room, then run it again; what was stored is kept")}
	case errors.Is(err, datadir.ErrLocked):
		return exitError{exitLocked, say("another ingest is at work in %s: %v", at, err), say("wait for it, or stop it")}
	}
	return exitError{code: exitData, err: err}
}

// causeOf is what an error says behind a known one.
func causeOf(err, known error) string {
	_, cause, _ := strings.Cut(err.Error(), known.Error()+": ")
	return cause
}
