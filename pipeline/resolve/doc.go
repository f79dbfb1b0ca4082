// Package resolve decides which document each citation means. It reads nothing but
// the facts of the readings, so the same readings give the same answer in whatever
// order they came.
//
// A number is not an identity: 64/KH-UBND exists in every province, district
// and commune of every year. A document of the State is known by its issuing
// body, its number and its year; one of the Party by its issuing body, its
// number and the term of the congress. Mentions that say all of this make the
// documents; the others are tied to them where only one is possible, and stay
// open, with their candidates, where several are. Nothing is decided by
// majority.
package resolve
