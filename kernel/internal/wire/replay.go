package wire

import "sync"

// historySize is how many digests a history remembers at least; at most twice as
// many. Jupyter's own history has 65,536 entries.
const historySize = 1 << 14

// A history remembers the latest digests, in two generations: when the younger
// one is full, the older one is forgotten.
type history struct {
	mu         sync.Mutex
	young, old map[digest]struct{}
}

// add reports whether d is new, and remembers it.
func (h *history) add(d digest) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, ok := h.young[d]; ok {
		return false
	}
	if _, ok := h.old[d]; ok {
		return false
	}
	if h.young == nil || len(h.young) >= historySize {
		h.young, h.old = make(map[digest]struct{}), h.young
	}
	h.young[d] = struct{}{}
	return true
}
