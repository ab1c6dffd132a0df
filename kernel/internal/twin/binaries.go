package twin

import "os"

// maxBinaries is how many compiled programs are kept.
const maxBinaries = 20

// Binaries are the latest compiled programs, the latest used last.
type binaries struct {
	byName map[string]*Binary
	order  []string
}

// get returns a binary, nil if it is not kept.
func (b *binaries) get(name string) *Binary {
	found := b.byName[name]
	if found == nil {
		return nil
	}
	if _, err := os.Stat(found.Path); err != nil {
		return nil // somebody has cleaned up
	}
	b.touch(name)
	return found
}

func (b *binaries) touch(name string) {
	for i, n := range b.order {
		if n == name {
			b.order = append(b.order[:i], b.order[i+1:]...)
			break
		}
	}
	b.order = append(b.order, name)
}

// put keeps a binary, and removes the one that has not been used for longest.
func (b *binaries) put(name string, made *Binary) {
	if b.byName == nil {
		b.byName = make(map[string]*Binary)
	}
	b.byName[name] = made
	b.touch(name)
	for len(b.order) > maxBinaries {
		old := b.order[0]
		b.order = b.order[1:]
		os.Remove(b.byName[old].Path)
		delete(b.byName, old)
	}
}
