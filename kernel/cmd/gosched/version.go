package main

import (
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
)

// version is that of the kernel, as CHANGELOG.md has it.
const version = "0.1.0"

var versionCommand = &command{
	name:  "version",
	short: "print the version",
	long:  "Version prints the version of gosched, of the Go it was built with, and of what it interprets with.",
	setup: func(*flag.FlagSet) func([]string) error { return printVersion },
}

func printVersion(args []string) error {
	if err := noArgs(args); err != nil {
		return err
	}
	fmt.Printf("gosched %s%s, %s %s/%s%s\n", version, revision(), runtime.Version(), runtime.GOOS, runtime.GOARCH, interpreter())
	return nil
}

// revision names the commit of which this binary was built, if it is known.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	commit, state := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			state = ", changed"
		}
	}
	if commit == "" {
		return ""
	}
	return " (" + commit + state + ")"
}

func interpreter() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, m := range info.Deps {
		if m.Path == "github.com/traefik/yaegi" {
			return ", yaegi " + m.Version
		}
	}
	return ""
}
