// Package authority knows the bodies that issue documents: their codes, names and
// short forms, the levels of the administration, and the places they govern. It reads
// which body a phrase means ("UBND tỉnh" in a plan of Cẩm Phả), and knows nothing of
// the documents of others.
//
// Its lists are those of the country before 1 July 2025, when the districts ended and
// provinces were joined: most documents are older, and the new provinces carry names
// that are in them.
package authority
