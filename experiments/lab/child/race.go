//go:build race

package child

// race says whether this program was built with the race detector.
const race = true
