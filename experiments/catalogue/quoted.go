package catalogue

import (
	"bytes"
	"embed"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"strings"
	"unicode"
)

//go:embed documents/*.print
var documents embed.FS

const (
	window   = 4 // characters that make one number
	shortest = 6 // characters of a quotation that can be told from chance
)

// Fingerprint returns the numbers of a text, two bytes each.
func Fingerprint(text string) []byte {
	var plain []rune
	for _, r := range text {
		if !unicode.IsSpace(r) {
			plain = append(plain, r)
		}
	}
	var print []byte
	for i := range max(0, len(plain)-window+1) {
		h := fnv.New32a()
		h.Write([]byte(string(plain[i : i+window])))
		sum := h.Sum32()
		print = binary.BigEndian.AppendUint16(print, uint16(sum>>16)^uint16(sum))
	}
	return print
}

// Quoted returns nil if the document, a file name, has these words: white space
// aside, and where the quotation has "…", something is left out.
func Quoted(document, quote string) error {
	name := strings.TrimSuffix(document, ".txt")
	print, err := documents.ReadFile("documents/" + name + ".print")
	if err != nil {
		return fmt.Errorf("there is no document %q", document)
	}
	at := 0
	for _, part := range strings.Split(quote, "…") {
		want := Fingerprint(part)
		if len(want) < 2*(shortest-window+1) {
			return fmt.Errorf("%q is too short to be found in a document", part)
		}
		i := index(print, want, at)
		if i < 0 {
			return fmt.Errorf("%q is not in %s", part, document)
		}
		at = i + len(want)
	}
	return nil
}

// index returns where the numbers want are in print from at on, or -1.
func index(print, want []byte, at int) int {
	for i := at; ; i++ {
		n := bytes.Index(print[i:], want)
		if n < 0 {
			return -1
		}
		if i += n; i%2 == 0 {
			return i
		}
	}
}
