//go:build linux && !race

package leak

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// maxDump is how large a dump may be.
const maxDump = 256 << 20

// Snapshot calls read with a dump of the process, which is gone when read returns. A copy of
// the process, of which only the calling thread goes on, writes it. If goroutines run on other
// threads, the copy waits for them to stop, which they never do there: then the error is
// ErrBusy. If the dump takes longer than the limit, or is too large, it is ErrLarge. The dump
// is no part of the heap, or the next one would contain it.
func Snapshot(limit time.Duration, read func(dump []byte) error) error {
	memory, err := unix.MemfdCreate("gosched-heap", unix.MFD_CLOEXEC)
	if err != nil {
		return fmt.Errorf("leak: making a file for the dump: %w", err)
	}
	file := os.NewFile(uintptr(memory), "heap")
	defer file.Close()
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("leak: %w", err)
	}
	defer null.Close()
	most := room()
	late, err := duplicate(memory, int(null.Fd()), most, limit)
	if err != nil {
		return err
	}
	info, err := file.Stat()
	switch {
	case err != nil || info.Size() == 0:
		return ErrBusy
	case late || info.Size() >= int64(most):
		return ErrLarge
	}
	dump, err := unix.Mmap(memory, 0, int(info.Size()), unix.PROT_READ, unix.MAP_SHARED|unix.MAP_POPULATE)
	if err != nil {
		return fmt.Errorf("leak: reading the dump: %w", err)
	}
	defer unix.Munmap(dump)
	return read(dump)
}

// room returns how large a dump may be: it counts as memory of the process, which may have a
// limit.
func room() uint64 {
	m := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(m)
	left := debug.SetMemoryLimit(-1) - int64(m[0].Value.Uint64()-m[1].Value.Uint64())
	return uint64(min(maxDump, max(left, 1)))
}

// duplicate makes the copy and waits for its end, which is violent: the first thing that it
// does after its dump is to set threads going, which it may not. It says whether it has ended a
// copy that took too long.
func duplicate(memory, null int, most uint64, limit time.Duration) (late bool, err error) {
	runtime.LockOSThread() // whose end would be the copy's
	defer runtime.UnlockOSThread()
	index := heapIndex()
	if !quiet() {
		return false, ErrBusy
	}
	pid, errno := fork(memory, null, most, index)
	if errno != 0 {
		return false, fmt.Errorf("leak: copying the process: %w", errno)
	}
	end := time.AfterFunc(limit, func() { unix.Kill(int(pid), unix.SIGKILL) })
	for {
		_, err := unix.Wait4(int(pid), nil, unix.WALL, nil)
		if err != unix.EINTR { // another one may have waited for it
			return !end.Stop(), nil
		}
	}
}

// How often quiet looks, and how long it waits before each look.
const (
	glances = 20
	glance  = 50 * time.Microsecond
)

// quiet waits, without giving up its processor, until no other one is in use: whoever has been
// woken with the caller, or looks for something to do, goes on for some microseconds. It says
// whether that has come.
func quiet() bool {
	states := []metrics.Sample{{Name: "/sched/goroutines/running:goroutines"}, {Name: "/sched/goroutines/runnable:goroutines"}}
	pause := unix.NsecToTimespec(int64(glance))
	for range glances {
		syscall.RawSyscall(unix.SYS_NANOSLEEP, uintptr(unsafe.Pointer(&pause)), 0, 0)
		if metrics.Read(states); states[0].Value.Uint64() <= 1 && states[1].Value.Uint64() == 0 {
			return true
		}
	}
	return false
}

// fork copies the process. The copy does not return. It has no descriptors but the file and
// the null device and may make no system calls but those that are permitted: whatever it does that is
// not writing its dump ends it, before anyone could notice.
func fork(memory, null int, most uint64, index region) (pid uintptr, errno syscall.Errno) {
	filter := seccompFilter()
	c := &confinement{
		memory: uintptr(memory), null: uintptr(null), index: index,
		dump:    unix.Rlimit{Cur: most, Max: most},
		program: unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]},
	}
	pid, _, errno = syscall.RawSyscall6(syscall.SYS_CLONE, 0, 0, 0, 0, 0, 0) // no signal at its end
	if pid != 0 || errno != 0 {
		return pid, errno
	}
	c.enter()
	debug.WriteHeapDump(0)
	leave()
	return 0, 0
}

// A confinement is what a copy may and has.
type confinement struct {
	memory, null uintptr // descriptors
	dump, noCore unix.Rlimit
	program      unix.SockFprog
	index        region
}

// enter confines the copy. No function on the way there may be preempted, as one that is called
// in the usual way is if that was asked of the goroutine before it was copied: the scheduler would go
// on with others.
//
//go:nosplit
func (c *confinement) enter() {
	must(unix.SYS_PRCTL, unix.PR_SET_PDEATHSIG, uintptr(unix.SIGKILL), 0, 0)
	must(unix.SYS_DUP3, c.memory, 0, 0, 0)
	must(unix.SYS_DUP3, c.null, 1, 0, 0)
	must(unix.SYS_DUP3, c.null, 2, 0, 0)
	must(unix.SYS_CLOSE_RANGE, 3, 1<<31-1, 0, 0)
	must(unix.SYS_PRLIMIT64, 0, unix.RLIMIT_CORE, uintptr(unsafe.Pointer(&c.noCore)), 0)
	must(unix.SYS_PRLIMIT64, 0, unix.RLIMIT_FSIZE, uintptr(unsafe.Pointer(&c.dump)), 0)
	if c.index.size != 0 { // which helps, if the system can do it
		syscall.RawSyscall(unix.SYS_MADVISE, c.index.at, c.index.size, unix.MADV_HUGEPAGE)
		syscall.RawSyscall(unix.SYS_MADVISE, c.index.at, c.index.size, unix.MADV_POPULATE_READ)
	}
	must(unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0)
	must(unix.SYS_PRCTL, unix.PR_SET_SECCOMP, unix.SECCOMP_MODE_FILTER, uintptr(unsafe.Pointer(&c.program)), 0)
}

// must makes a system call that must not fail.
//
//go:nosplit
func must(call, a, b, c, d uintptr) {
	if _, _, errno := syscall.RawSyscall6(call, a, b, c, d, 0, 0); errno != 0 {
		leave()
	}
}

// leave ends the copy.
//
//go:nosplit
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
