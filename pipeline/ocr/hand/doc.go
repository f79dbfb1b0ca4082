// Package hand reads digits that are written by hand, or stamped, into the room that
// a printed form leaves for them.
//
// What is written is cut into pieces; a small net says of every run of pieces which
// digit it is, if any; and of all ways to read the whole the likeliest are kept.
//
// The net's weights are made by train/train.py, which says from what.
package hand
