package nbformat

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// nameCells gives an id to each cell that has none, or the id of an earlier cell.
// It is made of the cell's source, so that reading a file twice gives the same ids.
func nameCells(nb *Notebook) {
	used := make(map[string]bool)
	for _, c := range nb.Cells {
		if c.ID != "" && !used[c.ID] {
			used[c.ID] = true
			continue
		}
		c.ID = freshID(c, used)
		used[c.ID] = true
	}
}

func freshID(c *Cell, used map[string]bool) string {
	for n := 0; ; n++ {
		sum := sha256.Sum256([]byte(string(c.Type) + "\x00" + c.Source + "\x00" + strconv.Itoa(n)))
		if id := hex.EncodeToString(sum[:4]); !used[id] {
			return id
		}
	}
}

// validID reports whether Jupyter accepts s as the id of a cell.
func validID(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && !('0' <= c && c <= '9') && c != '-' && c != '_' {
			return false
		}
	}
	return 1 <= len(s) && len(s) <= 64
}
