//go:build unix && !linux

package offspring

// expend does nothing here: who is killed if memory runs out cannot be said.
func expend() {}

// rssUnit is the unit of ru_maxrss in bytes.
const rssUnit = 1
