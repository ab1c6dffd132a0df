//go:build !linux

package front

import (
	"time"

	"gosched/kernel/internal/wire"
)

// Only Linux tells without cgo what processes use; elsewhere nothing is claimed.

func processUsage(int) (time.Duration, uint64) { return 0, 0 }

func hostUsage() hostTime { return hostTime{} }

func hostMemory() *wire.VirtualMemory { return nil }
