package front

import (
	"os"
	"runtime"
	"time"

	"gosched/kernel/internal/wire"
)

// A usage measures what the kernel's two processes use of the machine. Shares of
// processors are averages since the request before.
type usage struct {
	at     time.Time
	kernel time.Duration // processor time of both processes until at
	host   hostTime
}

// A hostTime is the processor time of the whole machine.
type hostTime struct{ busy, total time.Duration }

// reply answers a usage_request; worker is 0 if there is none.
func (u *usage) reply(worker int) wire.UsageReply {
	r := wire.UsageReply{PID: os.Getpid(), CPUCount: runtime.NumCPU()}
	r.Hostname, _ = os.Hostname() // "" if it has none
	var now usage
	now.at = time.Now()
	for _, pid := range []int{r.PID, worker} {
		if pid == 0 {
			continue
		}
		cpu, memory := processUsage(pid)
		now.kernel += cpu
		r.KernelMemory += memory
	}
	now.host = hostUsage()
	if !u.at.IsZero() && now.at.After(u.at) {
		r.KernelCPU = percent(max(now.kernel-u.kernel, 0), now.at.Sub(u.at))
		r.HostCPUPercent = percent(now.host.busy-u.host.busy, now.host.total-u.host.total)
	}
	r.HostVirtualMemory = hostMemory()
	*u = now
	return r
}

func percent(part, whole time.Duration) float64 {
	if whole <= 0 {
		return 0
	}
	return 100 * float64(part) / float64(whole)
}
