package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"gosched/install"
)

var installCommand = &command{
	name:  "install",
	short: "make the kernel known to Jupyter",
	long: `
Install writes a kernelspec, from which Jupyter learns how to start this program.
Without a flag that says where, it is --user.

	gosched install --user                 for you, with every Jupyter you run
	gosched install --sys-prefix           for the active Python environment
	gosched install --prefix .venv         for the Python environment in .venv
	gosched install --env GOMAXPROCS=2     with an environment variable
	gosched install --list                 show what is installed and do nothing`,
	setup: func(fs *flag.FlagSet) func([]string) error {
		w := whereFlags(fs)
		s := install.Spec{Env: make(map[string]string)}
		fs.StringVar(&s.Name, "name", "gosched", "`name` of the kernelspec; one kernel can be installed under several")
		fs.StringVar(&s.Display, "display-name", "Go (gosched)", "`name` in Jupyter's menus")
		fs.Var(envFlag(s.Env), "env", "environment variable `K=V` for the kernel; may be repeated")
		list := fs.Bool("list", false, "list the kernelspecs of gosched")
		return func(args []string) error {
			if err := noArgs(args); err != nil {
				return err
			}
			if *list {
				return listKernels()
			}
			return installKernel(w, s)
		}
	},
}

var uninstallCommand = &command{
	name:  "uninstall",
	short: "remove the kernel from Jupyter",
	long: `
Uninstall removes what install wrote; the flags say where, as there. Kernelspecs of
other kernels are left alone.`,
	setup: func(fs *flag.FlagSet) func([]string) error {
		w := whereFlags(fs)
		name := fs.String("name", "gosched", "`name` of the kernelspec")
		return func(args []string) error {
			if err := noArgs(args); err != nil {
				return err
			}
			return uninstallKernel(w, *name)
		}
	},
}

// A where is a choice of a place for kernelspecs.
type where struct {
	user, sysPrefix bool
	prefix          string
}

func whereFlags(fs *flag.FlagSet) *where {
	w := new(where)
	fs.BoolVar(&w.user, "user", false, "for the current user (default)")
	fs.BoolVar(&w.sysPrefix, "sys-prefix", false, "for the active Python environment, or that of python3 on PATH")
	fs.StringVar(&w.prefix, "prefix", "", "for the Python or system below `DIR`")
	return w
}

func (w *where) place() (install.Place, error) {
	switch {
	case w.user && w.sysPrefix, w.prefix != "" && (w.user || w.sysPrefix):
		return install.Place{}, errors.New("--user, --sys-prefix and --prefix exclude each other")
	case w.prefix != "":
		return install.Prefix(w.prefix)
	case w.sysPrefix:
		return install.SysPrefix()
	}
	return install.User()
}

func installKernel(w *where, s install.Spec) (err error) {
	place, err := w.place()
	if err != nil {
		return err
	}
	if s.Executable, err = lastingExecutable(); err != nil {
		return err
	}
	dir, err := place.Install(s)
	if err != nil {
		return err
	}
	fmt.Printf("installed kernel %s in %s\n", s.Name, dir)
	return nil
}

// lastingExecutable returns the path of this program, unless go run made it and
// will remove it.
func lastingExecutable() (string, error) {
	exe, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("finding this program: %w", err)
	}
	if strings.Contains(filepath.ToSlash(exe), "/go-build") {
		return "", errors.New("this program was started by go run and will be removed; build it first (make build)")
	}
	return exe, nil
}

func uninstallKernel(w *where, name string) error {
	place, err := w.place()
	if err != nil {
		return err
	}
	dir, err := place.Uninstall(name)
	if err != nil {
		return err
	}
	fmt.Printf("removed %s\n", dir)
	return nil
}

func listKernels() error {
	for _, k := range install.List() {
		note := ""
		if k.Missing {
			note = " (does not exist)"
		}
		fmt.Printf("%s\t%s\truns %s%s\n", k.Name, k.Dir, k.Executable, note)
	}
	return nil
}

// An envFlag collects K=V arguments.
type envFlag map[string]string

func (e envFlag) String() string { return "" }

func (e envFlag) Set(s string) error {
	key, value, ok := strings.Cut(s, "=")
	if !ok || key == "" {
		return errors.New("want K=V")
	}
	e[key] = value
	return nil
}
