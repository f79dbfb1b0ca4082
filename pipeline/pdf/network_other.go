//go:build !linux

package pdf

import "os/exec"

// takeNetwork leaves a command its network: there is no way to take it here.
func takeNetwork(*exec.Cmd) {}
