//go:build linux && !race

package leak

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// How long a copy may take, and how large its dump may be.
const (
	copyTime = 200 * time.Millisecond
	maxDump  = 256 << 20
)

// ErrBusy is the error of Snapshot if goroutines ran, which it may find idle later.
var ErrBusy = errors.New("leak: goroutines are running")

// Snapshot returns a dump of the process. A copy of the process, of which only the calling
// thread goes on, writes it. If goroutines run on other threads, the copy waits for them to
// stop, which they never do there: then the error is ErrBusy.
func Snapshot() ([]byte, error) {
	memory, err := unix.MemfdCreate("gosched-heap", unix.MFD_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("leak: making a file for the dump: %w", err)
	}
	file := os.NewFile(uintptr(memory), "heap")
	defer file.Close()
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return nil, fmt.Errorf("leak: %w", err)
	}
	defer null.Close()
	runtime.LockOSThread() // whose end would be the copy's
	defer runtime.UnlockOSThread()
	if err := duplicate(memory, int(null.Fd())); err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil || info.Size() == 0 {
		return nil, ErrBusy
	}
	dump := make([]byte, info.Size())
	if _, err := file.ReadAt(dump, 0); err != nil {
		return nil, fmt.Errorf("leak: reading the dump: %w", err)
	}
	return dump, nil
}

// duplicate makes the copy and waits for its end, which is violent: the first thing that it
// does after its dump is to set threads going, which it may not.
func duplicate(memory, null int) error {
	pid, errno := fork(memory, null)
	if errno != 0 {
		return fmt.Errorf("leak: copying the process: %w", errno)
	}
	limit := time.AfterFunc(copyTime, func() { unix.Kill(int(pid), unix.SIGKILL) })
	defer limit.Stop()
	for {
		_, err := unix.Wait4(int(pid), nil, unix.WALL, nil)
		if err != unix.EINTR {
			return nil // another one may have waited for it
		}
	}
}

// fork copies the process. The copy does not return. It has no descriptors but the file and
// the null device and may make no system calls but those below: whatever it does that is
// not writing its dump ends it, before anyone could notice.
func fork(memory, null int) (pid uintptr, errno syscall.Errno) {
	filter := seccompFilter()
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	var noCore unix.Rlimit
	size := unix.Rlimit{Cur: maxDump, Max: maxDump}
	pid, _, errno = syscall.RawSyscall6(syscall.SYS_CLONE, 0, 0, 0, 0, 0, 0) // no signal at its end
	if pid != 0 || errno != 0 {
		return pid, errno
	}
	must(unix.SYS_PRCTL, unix.PR_SET_PDEATHSIG, uintptr(unix.SIGKILL), 0)
	must(unix.SYS_DUP3, uintptr(memory), 0, 0)
	must(unix.SYS_DUP3, uintptr(null), 1, 0)
	must(unix.SYS_DUP3, uintptr(null), 2, 0)
	must(unix.SYS_CLOSE_RANGE, 3, 1<<31-1, 0)
	must4(unix.SYS_PRLIMIT64, 0, unix.RLIMIT_CORE, uintptr(unsafe.Pointer(&noCore)), 0)
	must4(unix.SYS_PRLIMIT64, 0, unix.RLIMIT_FSIZE, uintptr(unsafe.Pointer(&size)), 0)
	must4(unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0)
	must4(unix.SYS_PRCTL, unix.PR_SET_SECCOMP, unix.SECCOMP_MODE_FILTER, uintptr(unsafe.Pointer(&program)), 0)
	debug.WriteHeapDump(0)
	leave()
	return 0, 0
}

func must(call, a, b, c uintptr) { must4(call, a, b, c, 0) }

// must4 makes a system call that must not fail.
//
//go:uintptrescapes
func must4(call, a, b, c, d uintptr) {
	if _, _, errno := syscall.RawSyscall6(call, a, b, c, d, 0, 0); errno != 0 {
		leave()
	}
}

// leave ends the copy.
func leave() {
	for {
		syscall.RawSyscall(unix.SYS_EXIT_GROUP, 1, 0, 0)
	}
}

// permitted are the system calls of the copy: those that writing a dump takes. To yield is
// not among them, as nobody is there to yield to.
var permitted = []uint32{
	unix.SYS_WRITE, unix.SYS_MMAP, unix.SYS_MUNMAP, unix.SYS_MADVISE, unix.SYS_PRCTL,
	unix.SYS_RT_SIGPROCMASK, unix.SYS_EXIT_GROUP,
}

// seccompFilter is the program by which Linux permits these and ends the process that makes
// another one.
func seccompFilter() []unix.SockFilter {
	f := []unix.SockFilter{{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS}} // the call's number
	for i, call := range permitted {
		f = append(f, unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jt: uint8(len(permitted) - i), K: call})
	}
	return append(f,
		unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_KILL_PROCESS},
		unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW})
}
