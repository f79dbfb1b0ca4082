//go:build !unix

package pdf

import "os/exec"

// group leaves a command as it is: there are no process groups here.
func group(*exec.Cmd) {}

func endGroup(*exec.Cmd) {}
