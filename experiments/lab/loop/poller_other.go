//go:build !unix

package loop

func newPoller() (poller, error) { return nil, ErrNoPoller }
