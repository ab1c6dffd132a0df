//go:build !linux

package machine

// system knows neither release nor limits here.
func system() (release string, files uint64) { return "", 0 }
