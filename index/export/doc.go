// Package export writes what the catalogue knows in the formats of others: the
// citations, documents and edges as lines of JSON or as tables, and the graph of
// documents for the programs that draw and query graphs.
//
// What it writes depends on the facts alone, never on the order in which they
// came in nor on the folders they lie in: equal facts give equal bytes. It holds
// at most the names of the files and the IDs of the documents in memory.
package export
