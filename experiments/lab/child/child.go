// Package child runs experiments in processes of their own: those that need
// several processes, and those that hang, crash or change what belongs to the
// whole process.
//
// A child is the running program itself, started again with a role in its
// environment. A role is a named function which an instrument registers; a
// program that starts children must call Main first thing in its main function
// (a test, in TestMain). Main does nothing in the parent, and in a child plays
// the role and exits. So roles work in programs, in tests and in a notebook: the
// kernel's own program calls Main, and so does a compiled cell that imports this
// package, whose init functions may register roles of its own.
//
// A child ends when its parent does. A watchdog ends a child that takes too long,
// by killing it or with a dump of its goroutines. Its transcript says what it
// printed when.
//
// Where [DetectsDeadlock] says so, nothing but the role runs in a child, so that the
// Go runtime notices when all its goroutines are asleep; elsewhere a child that
// waits for ever is the watchdog's.
package child

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync/atomic"
)

// roleVariable names the environment variable that makes a process a child.
const roleVariable = "GOSCHED_CHILD"

// A Role is what a child does instead of its program. What it prints is the
// transcript; an error ends the child with status 1.
type Role func(args []string) error

var (
	roles      = make(map[string]Role) // complete when main begins
	mainCalled atomic.Bool
)

// Register makes role known as name, before main begins, and returns name: so that a
// variable of the package, or of a compiled cell, can be initialized with it, which
// takes the role along wherever it is used.
func Register(name string, role Role) string {
	roles[name] = role
	return name
}

// Main plays the role of this process and exits, if it was started as a child.
// Otherwise it returns at once.
func Main() {
	mainCalled.Store(true)
	name := os.Getenv(roleVariable)
	if name == "" {
		return
	}
	os.Unsetenv(roleVariable) // a child's own children are not this role
	watchParent()
	if err := play(name, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func play(name string, args []string) error {
	role, ok := roles[name]
	if !ok {
		known := strings.Join(slices.Sorted(maps.Keys(roles)), ", ")
		return fmt.Errorf("no role %q in this program (what a cell registers is known in compiled cells only, %%%%go); there are: %s", name, known)
	}
	return role(args)
}
