//go:build !unix

package usage

import (
	"fmt"
	"time"
)

// processorTime is not known here.
func processorTime() (user, system time.Duration, err error) {
	return 0, 0, fmt.Errorf("asking for processor time: %w", errUnknown)
}
