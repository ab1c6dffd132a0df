//go:build linux && !race

package leak

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// trails says why suspects are live: how the search comes from a root to what they wait for. It
// makes a dump of its own.
func trails(t *testing.T) (all string) {
	t.Helper()
	apart(func() {
		_, q, err := question()
		if err == nil {
			err = Snapshot(copyTime, func(dump []byte) error {
				h, err := parse(dump)
				if err == nil {
					all = h.trails(q)
				}
				return err
			})
		}
		if err != nil {
			all = err.Error()
		}
	})
	return all
}

func (h *heap) trails(q Question) string {
	m := newMarker(h, q, ofProgram)
	m.trail = make(map[int]origin)
	m.search()
	var b strings.Builder
	for i, s := range m.suspects {
		if !m.live[i] {
			continue
		}
		fmt.Fprintf(&b, "suspect %d is live\n", i)
		for _, a := range s.Waits {
			m.writeTrail(&b, a.show())
		}
	}
	return b.String()
}

// writeTrail writes a line for each step from what p points to back to a root.
func (m *marker) writeTrail(b *strings.Builder, p uint64) {
	o := m.find(p)
	for o >= 0 && m.marked[o] {
		from, ok := m.trail[o]
		fmt.Fprintf(b, "  %d bytes, %s\n", len(m.objects[o].contents), m.describe(from, ok))
		if !ok || from.holder == nil {
			return
		}
		if next := m.find(from.holder.addr); next != o {
			o = next
		} else {
			return
		}
	}
	if o < 0 {
		b.WriteString("  a variable\n")
	}
}

// describe says where a pointer was found.
func (m *marker) describe(from origin, ok bool) string {
	switch {
	case !ok:
		return "which the search was told to read"
	case from.holder != nil && slices.ContainsFunc(m.segments, func(s block) bool { return s.addr == from.holder.addr }):
		return "from a variable"
	case from.holder != nil:
		return fmt.Sprintf("from an object of %d bytes", len(from.holder.contents))
	case from.stack == nil:
		return "from a root of the runtime"
	case from.frame == noFrame:
		return "from what the runtime knows of a goroutine"
	}
	var calls []string
	for i, f := range from.stack.frames {
		mark := ""
		if i == from.frame {
			mark = " (here)"
		}
		calls = append(calls, string(f.function)+mark)
	}
	return "from the stack of " + strings.Join(calls, " < ")
}
