package magic

import (
	"strings"
	"unicode"
)

// A flagSet is the flags that a call was given, by their names without -. Those
// that take no value have "".
type flagSet map[string]string

// has reports whether a flag was given.
func (f flagSet) has(name string) bool {
	_, ok := f[name]
	return ok
}

// flags parses the words of the call by the usage of its command, in which [-count N]
// is a flag with a value and [-race] one without. A flag is written -name or --name,
// its value after a space or =, in quotes if there are spaces in it. What is left
// are words too; after -- all are.
func (c *Call) flags() (flags flagSet, words []string, err error) {
	flags = make(flagSet)
	known := c.Command.known()
	rest, err := c.words()
	if err != nil {
		return nil, nil, err
	}
	for len(rest) > 0 {
		word := rest[0]
		rest = rest[1:]
		if word == "--" {
			return flags, append(words, rest...), nil
		}
		if !strings.HasPrefix(word, "-") || word == "-" {
			words = append(words, word)
			continue
		}
		name, value, assigned := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(word, "-"), "-"), "=")
		what, ok := known[name]
		switch {
		case !ok:
			return nil, nil, c.unknownFlag("-" + name)
		case what == "" && assigned:
			return nil, nil, c.misuse("-" + name + " takes no value")
		case what != "" && !assigned && len(rest) == 0:
			return nil, nil, c.misuse("-" + name + " needs " + what)
		case what != "" && !assigned:
			value, rest = rest[0], rest[1:]
		}
		flags[name] = value
	}
	return flags, words, nil
}

// onlyFlags parses the flags of a call that takes nothing else.
func (c *Call) onlyFlags() (flagSet, error) {
	flags, words, err := c.flags()
	if err == nil && len(words) > 0 {
		err = c.misuse("does not take the argument " + words[0])
	}
	return flags, err
}

// known returns the flags in the usage of a command, with what their values are
// called, "" for those without.
func (c *Command) known() map[string]string {
	known := make(map[string]string)
	for _, f := range c.usageFlags() {
		name, value, _ := cutSpace(f)
		known[strings.TrimPrefix(name, "-")] = value
	}
	return known
}

// usageFlags returns the flags as the usage has them: "-count N".
func (c *Command) usageFlags() []string {
	var flags []string
	for _, part := range strings.FieldsFunc(c.Usage, func(r rune) bool { return strings.ContainsRune("[]|", r) }) {
		if part = strings.TrimSpace(part); strings.HasPrefix(part, "-") {
			flags = append(flags, part)
		}
	}
	return flags
}

// unknownFlag is the error for a flag that a command does not have.
func (c *Call) unknownFlag(flag string) error {
	best, limit := "", max(1, len(flag)/2)
	for _, f := range c.Command.usageFlags() {
		name := firstWord(f)
		d := distance(flag, name)
		if strings.HasPrefix(name, flag) {
			d = min(d, 1)
		}
		if d <= limit {
			best, limit = f, d-1
		}
	}
	text := "unknown flag " + flag
	if best != "" {
		text += "; did you mean " + best + "?"
	}
	return c.misuse(text)
}

// words splits the arguments at spaces that are not in quotes.
func (c *Call) words() ([]string, error) {
	var words []string
	var word strings.Builder
	open, inWord := rune(0), false
	for _, r := range c.Args {
		switch {
		case r == open:
			open = 0
		case open != 0:
			word.WriteRune(r)
		case r == '"' || r == '\'':
			open, inWord = r, true
		case unicode.IsSpace(r):
			if inWord {
				words = append(words, word.String())
				word.Reset()
				inWord = false
			}
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	if open != 0 {
		return nil, c.misuse("a quotation mark " + string(open) + " is not closed")
	}
	if inWord {
		words = append(words, word.String())
	}
	return words, nil
}
