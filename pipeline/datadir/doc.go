// Package datadir keeps the files of a data folder: who may write in it, what its bytes
// added up to when they were last written, and how one file takes the place of another
// without a moment in which there is neither. It knows nothing of what is in the files.
package datadir
