// Package authority knows the bodies that issue documents: their codes, names and
// short forms, the levels of the administration, and the places they govern. It reads
// which body a phrase means ("UBND tỉnh" in a plan of Cẩm Phả), and knows nothing of
// the documents of others.
//
// Its lists of names and towns are those of the country before 1 July 2025; provinces.tsv
// has the provinces before and since, with what became of each.
package authority
