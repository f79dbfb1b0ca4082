// Package index makes the running text of documents findable. It keeps a
// full-text index in generations beside the catalogue, which stays the only
// truth: an index can be thrown away and is then built anew.
//
//	DATA/index/000012/   a generation: closed, never written again
//	DATA/index/CURRENT   the name of the live one, replaced by rename
//
// [Sync] clones the live generation by hard links, applies what changed in the
// catalogue, verifies the result and makes it the live one. A [Reader] answers
// from the generation it opened, undisturbed by that, until it is refreshed.
//
// # What is kept
//
// Text and positions are the catalogue's. Bleve keeps the terms, in its segments, and
// the lists of documents (postings) are joined and scored here ([Reader.Search]):
//
//   - words: every word, with how often it stands in a document. Its term is the folded
//     word and then the marked one, so that a word without marks is a short range of
//     the dictionary, and one with marks a single term: one field for both.
//   - bigrams: two words side by side, in six bytes. A phrase of two is one term, and words
//     side by side boost the rank. Syllables and numbers of up to four digits have terms of
//     their own; other words share theirs, and what they find is checked.
//   - sequence: all words in their order, two bytes for a word with a code, stored. Phrases of
//     three words and more are checked against it in those documents that have all bigrams.
//   - short: short forms and what they stand for, each one term, with how often: 0.3 % of the size.
//   - facts: keyword fields; those that are sorted or counted by as columns.
//
// Measured over one text (2,000 documents of eight pages, 38 MB): size to text, processor
// time to that of FTS5 with an exact and a folded table, and what a phrase of two or four
// words takes, half of them typed without marks (p50 and p99; TestMappings makes the table):
//
//	FTS5, a row a page, exact and folded         2.65x  1.0x
//	marked and folded words, positions, text     3.45x  6.1x   5.3  50 ms
//	marked and folded words, positions           3.06x  6.4x   5.0  56 ms
//	words                                        0.24x  1.4x   not without the text
//	words, sequence                              0.57x  1.4x   6.0  27 ms
//	words, bigrams                               1.07x  3.0x   not without the text
//	words, bigrams, sequence                     1.39x  3.5x   0.9  15 ms
//	words, bigrams, sequence, a unit a page      2.06x  3.5x   0.5  15 ms
//
// Bigrams are most of the size and buy the speed of phrases. With pages as units the words
// of a query are not found on two pages together, and facets count pages. Over 10,000
// documents ours has 1.03x and 1.9x.
//
// Words are weighed by tf-idf. For eight words drawn from 244 real documents, typed with
// marks and without, the mean reciprocal rank was (where the best order reaches 0.769, for
// many sequences of words stand in several documents):
//
//	                                          tf-idf         BM25
//	words alone                               0.555 0.524    0.534 0.477
//	and words side by side                    0.686 0.667    0.728 0.708
//	and the longest sequence of the words typed,
//	which boosts the best 200 documents       0.767 0.765    0.770 0.758
//
// The package is the only one that knows Bleve.
package index
