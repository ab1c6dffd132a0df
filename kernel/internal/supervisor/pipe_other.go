//go:build unix && !linux

package supervisor

import "os"

// fionread is FIONREAD, which the BSDs and macOS share (sys/filio.h).
const fionread = 0x4004667f

// setCapacity does nothing: pipes grow by themselves here.
func setCapacity(*os.File, int) {}
