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
// # What is kept
//
// Text and positions are the catalogue's. Bleve keeps the terms, in its segments, and
// the lists of documents are joined and scored here ([Reader.Search]):
//
//   - words: every word, with how often it stands in a document. Its term is the folded
//     word and then the marked one, so that a word without marks is a short range of
//     the dictionary, and one with marks a single term: one field for both.
//   - pairs: two words side by side, in six bytes, without numbers of occurrences. A
//     phrase of two is one term, and words side by side lift the rank. Syllables and
//     numbers of up to four digits have terms of their own; other words share theirs,
//     and what they find is checked.
//   - run: all words in their order, two bytes for a word with a code, stored. Phrases of
//     three words and more are checked against it in those documents that have all pairs.
//   - facts: keyword fields; those that are sorted or counted by as columns.
//
// Measured, size to text, and CPU to that of FTS5 with an exact and a folded table. The
// first two rows were taken over other texts than the last, of like length:
//
//	marked and folded tokens in one field, with term vectors   3.9       18 MB, 150 sources mixed
//	words, pairs in letters (numbers too), run                 3.1  9.3  19 MB, more varied than real ones
//	words, pairs of syllables in six bytes, run                1.2  2.8  19 MB
//	the same over 10,000 documents                             0.9  3.1  190 MB
//
// Pages as units make the index a fifth larger, find no words of two pages together and
// count pages for documents; documents are the units.
//
// Words are weighed by tf-idf. For eight words drawn from 244 real documents, typed with
// marks and without, the mean reciprocal rank was (where the best order reaches 0.769, for
// many runs of words stand in several documents):
//
//	                                          tf-idf         BM25
//	words alone                               0.555 0.524    0.534 0.477
//	and words side by side                    0.686 0.667    0.728 0.708
//	and the longest run of the words typed,
//	which lifts the best 200 documents        0.767 0.765    0.770 0.758
//
// The package is the only one that knows Bleve.
package index
