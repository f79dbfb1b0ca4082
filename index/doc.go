// Package index makes the running text of documents findable. It keeps a
// full-text index in generations beside the catalogue, which stays the only
// truth: an index can be thrown away and is then built anew.
//
//	DATA/index/000012/   a generation: closed, never written again
//	DATA/index/CURRENT   the name of the live one, replaced by rename
//
// [Update] clones the live generation by hard links, applies what changed in the
// catalogue, verifies the result and makes it the live one. A [Reader] answers
// from the generation it opened, undisturbed by that, until it is refreshed.
//
// The package is the only one that knows Bleve.
package index
