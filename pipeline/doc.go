// Package pipeline turns folders of files into a catalogue: it finds the files,
// reads what is new or changed, stores every file in one transaction, and
// resolves what the citations mean. The stages are functions in a row
//
//	pdf.Read → layout.Text → cite.Find → catalog.PutFile, then resolve.Part
//
// and this package holds the only goroutines. What is read in parallel is stored
// in the order of the paths, so neither the number of workers nor a crash shows
// in the result.
package pipeline
