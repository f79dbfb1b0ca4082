// Package legal is the vocabulary of danchieu: what Vietnamese official documents
// are, how their numbers are built, and what it means that one cites another.
// Every other package speaks in these words; this one imports none of them.
//
// Two ideas are kept apart throughout. A [Citation] is what a page says, as
// written. A [Document] and an [Edge] are what that means; deciding it is the
// business of package resolve, and the decision keeps its reasons.
package legal
