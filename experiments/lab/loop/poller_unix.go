//go:build unix && !linux

package loop

func newPoller() (poller, error) { return newPoll() }
