package magic

import (
	"context"
	"os"
	"slices"
	"strings"
)

var cd = &Command{
	Name:    "cd",
	Form:    Line,
	Usage:   "%cd [DIR]",
	takes:   takesDir,
	Short:   "changes the working directory of cells and commands and prints it",
	Doc:     "Without DIR it goes home, with - back to where it was. A cell that calls os.Chdir moves only itself.",
	Example: "%cd ..",
	run:     runCd,
}

// oldPwd keeps the directory that %cd - returns to, where shells keep it too.
const oldPwd = "OLDPWD"

func runCd(_ context.Context, env Env, c *Call) error {
	name := unquote(c.Args)
	switch name {
	case "":
		name = "~"
	case "-":
		if name = getenv(env, oldPwd); name == "" {
			return c.misuse("there is no earlier directory")
		}
	}
	dir := resolve(env, name)
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return &Error{Name: "file", Text: err.Error()}
	case !info.IsDir():
		return &Error{Name: "file", Text: "chdir " + dir + ": not a directory"}
	}
	env.Setenv(oldPwd, env.Dir())
	env.Setenv("PWD", dir)
	env.Chdir(dir)
	say(env, dir)
	return nil
}

var env = &Command{
	Name:    "env",
	Form:    Line,
	Usage:   "%env [KEY | KEY=VALUE | -u KEY]",
	takes:   takesKey,
	Short:   "prints, sets or removes environment variables of cells and commands",
	Example: "%env COURSE=go\n%env COURSE",
	run:     runEnv,
}

func runEnv(_ context.Context, env Env, c *Call) error {
	key, value, set := strings.Cut(c.Args, "=")
	first, rest, spaced := cutSpace(c.Args)
	switch {
	case c.Args == "":
		for _, kv := range slices.Sorted(slices.Values(env.Environ())) {
			say(env, kv)
		}
	case first == "-u" && rest != "" && !strings.ContainsAny(rest, " ="):
		env.Unsetenv(rest)
	case strings.HasPrefix(first, "-"):
		return c.misuse("unknown flag " + first)
	case set && key != "" && !strings.ContainsAny(strings.TrimSpace(key), " \t"):
		env.Setenv(strings.TrimSpace(key), unquote(strings.TrimSpace(value)))
	case set && key == "":
		return c.misuse("a name is missing")
	case spaced:
		env.Setenv(first, unquote(rest))
	default:
		say(env, getenv(env, first))
	}
	return nil
}

func getenv(env Env, key string) string {
	for _, kv := range env.Environ() {
		if k, v, _ := strings.Cut(kv, "="); k == key {
			return v
		}
	}
	return ""
}
