package magic

import (
	"context"
	"slices"
	"strings"
)

// exit is the word with which people leave a console. Consoles promise that it
// works, and leave it to the kernel.
var exit = &Command{
	Name:    "exit",
	Form:    Symbol,
	Usage:   "exit",
	Short:   "ends a console; so does quit, unless the session declares the name",
	Example: "exit",
	run: func(ctx context.Context, env Env, c *Call) error {
		if slices.ContainsFunc(env.Names(), func(n Name) bool { return n.Name == c.Args }) {
			_, err := env.Run(c.at(c.Args))
			return err
		}
		env.Exit()
		return nil
	},
}

// leaves returns the word if src is nothing but a word to leave by.
func leaves(src string) (word string, ok bool) {
	word = strings.TrimSpace(src)
	return word, word == "exit" || word == "quit"
}
