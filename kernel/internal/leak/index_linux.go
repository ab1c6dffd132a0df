//go:build !race

package leak

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"sync"
)

// A region is a part of the address space.
type region struct{ at, size uintptr }

// indexSize is the size of the table by which the runtime finds its arenas. It is empty but for
// a few words, and each dump begins with reading all of it.
const indexSize = 32 << 20

// heapIndex returns where that table seems to be: the highest mapping of about its size, as the
// system may have put a smaller one next to it; the zero region if there is none. To read the
// table takes a page fault for each of its pages, which is more than all the rest of a small dump: so
// the copy of the process has the system use large pages there, which harms nothing if it is wrong.
var heapIndex = sync.OnceValue(func() (found region) {
	maps, err := os.Open("/proc/self/maps")
	if err != nil {
		return region{}
	}
	defer maps.Close()
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		if r := writable(lines.Text()); r.size >= indexSize && r.size < 2*indexSize {
			found = r
		}
	}
	return found
})

// writable reads a line of the table of mappings. It returns the zero region for what is no
// anonymous memory that can be written to.
func writable(line string) region {
	fields := strings.Fields(line) // range, access, offset, device, inode, maybe a name
	if len(fields) != 5 || fields[1] != "rw-p" || fields[4] != "0" {
		return region{}
	}
	from, to, _ := strings.Cut(fields[0], "-")
	begin, err1 := strconv.ParseUint(from, 16, 64)
	end, err2 := strconv.ParseUint(to, 16, 64)
	if err1 != nil || err2 != nil {
		return region{}
	}
	return region{uintptr(begin), uintptr(end - begin)}
}
