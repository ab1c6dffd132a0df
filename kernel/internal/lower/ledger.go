package lower

import "slices"

// A ledger is a map that can be put back to what it was when begin was called.
type ledger[K comparable, V any] struct {
	m    map[K]V
	undo []entry[K, V]
}

// An entry is what a key had.
type entry[K comparable, V any] struct {
	key   K
	value V
	had   bool
}

func newLedger[K comparable, V any]() ledger[K, V] { return ledger[K, V]{m: map[K]V{}} }

func (l *ledger[K, V]) begin() { l.undo = nil }

func (l *ledger[K, V]) note(key K) {
	old, had := l.m[key]
	l.undo = append(l.undo, entry[K, V]{key, old, had})
}

func (l *ledger[K, V]) set(key K, value V) {
	l.note(key)
	l.m[key] = value
}

func (l *ledger[K, V]) remove(key K) {
	if _, had := l.m[key]; had {
		l.note(key)
		delete(l.m, key)
	}
}

func (l *ledger[K, V]) rollback() {
	for _, u := range slices.Backward(l.undo) {
		if u.had {
			l.m[u.key] = u.value
		} else {
			delete(l.m, u.key)
		}
	}
	l.undo = nil
}
