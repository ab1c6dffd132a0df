package rt

import "runtime"

// LockOSThread is runtime.LockOSThread. The goroutine's compiled calls are then
// made by itself, since they may depend on the thread, and are not interruptible.
func LockOSThread() {
	runtime.LockOSThread()
	Current().threads++
}

// UnlockOSThread is runtime.UnlockOSThread.
func UnlockOSThread() {
	runtime.UnlockOSThread()
	if g := Current(); g.threads > 0 {
		g.threads--
	}
}
