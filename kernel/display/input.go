package display

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// Input asks the user for a line of text and returns it without its end. The
// error is io.EOF if there is no more input.
func Input(prompt string) (string, error) { return input(prompt, false) }

// Password asks for a line that is not shown as it is typed. In a compiled program
// it is shown: this package does not know terminals.
func Password(prompt string) (string, error) { return input(prompt, true) }

func input(prompt string, password bool) (string, error) {
	if s := sink(); s != nil {
		return s.Input(prompt, password)
	}
	fmt.Fprint(os.Stdout, prompt)
	return readLine(os.Stdin)
}

// readLine reads byte by byte, so that it takes nothing from the lines after.
func readLine(r io.Reader) (string, error) {
	var line strings.Builder
	var b [1]byte
	for {
		n, err := r.Read(b[:])
		switch {
		case n == 1 && b[0] == '\n':
			return strings.TrimSuffix(line.String(), "\r"), nil
		case n == 1:
			line.WriteByte(b[0])
		case err == io.EOF && line.Len() > 0:
			return line.String(), nil
		case err != nil:
			return line.String(), err
		}
	}
}
