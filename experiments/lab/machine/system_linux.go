package machine

import "golang.org/x/sys/unix"

// system returns the kernel's release and the limit of open files, as far as
// they can be found out.
func system() (release string, files uint64) {
	var name unix.Utsname
	if unix.Uname(&name) == nil {
		release = unix.ByteSliceToString(name.Release[:])
	}
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &limit) == nil {
		files = limit.Cur
	}
	return release, files
}
