package magic

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// trial reads the flags of a command that runs a test binary, which has some of them
// as its arguments.
func (c *Call) trial(env Env, defaults map[string]string, names ...string) (flagSet, *compilation, error) {
	flags, err := c.onlyFlags()
	if err != nil {
		return nil, nil, err
	}
	args, err := c.testFlags(flags, defaults, names...)
	if err != nil {
		return nil, nil, err
	}
	o, err := c.compilation(env, flags)
	if err != nil {
		return nil, nil, err
	}
	o.run.Args = args
	return flags, o, nil
}

// testFlags makes flags of a test binary of those of a call, with their defaults.
func (c *Call) testFlags(flags flagSet, defaults map[string]string, names ...string) ([]string, error) {
	for name, value := range defaults {
		if !flags.has(name) {
			flags[name] = value
		}
	}
	names = append(slices.Sorted(maps.Keys(defaults)), names...)
	var args []string
	for _, name := range names {
		value, given := flags[name]
		if !given {
			continue
		}
		if err := c.checkTestFlag(name, value); err != nil {
			return nil, err
		}
		arg := "-test." + name
		if c.Command.known()[name] != "" {
			arg += "=" + value
		}
		args = append(args, arg)
	}
	delete(flags, "cpu") // which is GOMAXPROCS for others
	return args, nil
}

// checkTestFlag refuses values that the test binary would not understand.
func (c *Call) checkTestFlag(name, value string) error {
	switch name {
	case "count":
		if n, err := strconv.Atoi(value); err != nil || n < 1 {
			return c.misuse("-count needs a positive number")
		}
	case "cpu":
		for _, n := range strings.Split(value, ",") {
			if n, err := strconv.Atoi(n); err != nil || n < 1 {
				return c.misuse("-cpu needs positive numbers: -cpu 1,2,4")
			}
		}
	case "benchtime":
		if !isBenchTime(value) {
			return c.misuse("-benchtime needs a time or a number of rounds: 200ms, 2s, 1000x")
		}
	case "run", "bench":
		if err := checkPattern(value); err != nil {
			return c.misuse(fmt.Sprintf("-%s needs a regular expression: %v", name, err))
		}
	}
	return nil
}

// checkPattern checks a pattern of -run or -bench, each part of which is a regular
// expression.
func checkPattern(s string) error {
	for _, part := range strings.Split(s, "/") {
		if _, err := regexp.Compile(part); err != nil {
			return err
		}
	}
	return nil
}

// isBenchTime reports whether s is a time or a number of rounds.
func isBenchTime(s string) bool {
	if rounds, ok := strings.CutSuffix(s, "x"); ok {
		n, err := strconv.Atoi(rounds)
		return err == nil && n > 0
	}
	d, err := time.ParseDuration(s)
	return err == nil && d > 0
}
