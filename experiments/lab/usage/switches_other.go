//go:build !linux

package usage

import "fmt"

// switches are not known here.
func switches() (Switches, error) {
	return Switches{}, fmt.Errorf("counting switches: %w", errUnknown)
}
