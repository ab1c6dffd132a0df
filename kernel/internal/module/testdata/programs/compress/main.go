// Module: github.com/klauspost/compress
package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"
)

func main() {
	text := []byte(strings.Repeat("gophers dig tunnels; ", 500))
	w, err := zstd.NewWriter(nil)
	fmt.Println(err)
	packed := w.EncodeAll(text, nil)
	r, err := zstd.NewReader(bytes.NewReader(packed))
	fmt.Println(err, len(packed) < len(text)/10)
	back, err := io.ReadAll(r)
	fmt.Println(bytes.Equal(back, text), err)
}
