// Generate writes support.zip of package support, see there. It runs in that
// package's directory.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"gosched/kernel/internal/pack"
	"gosched/kernel/internal/stdlib"
	"gosched/kernel/internal/twin/support"
)

func main() {
	log.SetFlags(0)
	data, err := archive()
	if err != nil {
		log.Fatal("generate: ", err)
	}
	if err := os.WriteFile("support.zip", data, 0o644); err != nil {
		log.Fatal("generate: ", err)
	}
}

// systems are what the archive has files for.
var systems = []struct{ os, arch string }{{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "amd64"}, {"darwin", "arm64"}}

// A goPackage is what go list says about a package.
type goPackage struct {
	ImportPath string
	Dir        string
	Standard   bool
	Module     *struct{ Path, Version, Dir, GoVersion string }

	GoFiles, CgoFiles, CFiles, HFiles, SFiles, EmbedFiles []string
}

// archive makes the archive: the same for the same sources.
func archive() ([]byte, error) {
	members := make(map[string][]byte)
	versions := make(map[string]support.Module)
	goVersions := make(map[string]string)
	for _, s := range systems {
		list, err := packages(s.os, s.arch)
		if err != nil {
			return nil, err
		}
		for _, p := range list {
			m := p.Module
			versions[m.Path] = support.Module{Path: m.Path, Version: m.Version}
			goVersions[m.Path] = m.GoVersion
			if err := addPackage(members, p); err != nil {
				return nil, err
			}
		}
	}
	addModules(members, versions, goVersions)
	return pack.Zip(members)
}

// packages lists the packages of a system that the archive is to have.
func packages(goos, goarch string) ([]goPackage, error) {
	args := []string{"list", "-deps", "-json=ImportPath,Dir,Standard,Module,GoFiles,CgoFiles,CFiles,HFiles,SFiles,EmbedFiles",
		"gosched/kernel/native/...", "gosched/kernel/display/...", "gosched/experiments/lab/..."}
	for _, path := range stdlib.Paths() {
		if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") {
			args = append(args, path)
		}
	}
	cmd := exec.Command("go", args...)
	cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=1", "GOFLAGS=")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("listing packages for %s/%s: %w", goos, goarch, err)
	}
	var list []goPackage
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := d.Decode(&p); err == io.EOF {
			return list, nil
		} else if err != nil {
			return nil, err
		}
		if !p.Standard {
			list = append(list, p)
		}
	}
}

// addPackage adds the files of a package.
func addPackage(members map[string][]byte, p goPackage) error {
	rel := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, p.Module.Path), "/")
	for _, name := range slices.Concat(p.GoFiles, p.CgoFiles, p.CFiles, p.HFiles, p.SFiles, p.EmbedFiles) {
		data, err := os.ReadFile(filepath.Join(p.Dir, name))
		if err != nil {
			return err
		}
		members[path.Join(p.Module.Path, rel, filepath.ToSlash(name))] = data
	}
	license, err := os.ReadFile(filepath.Join(p.Module.Dir, "LICENSE"))
	if err != nil {
		return err
	}
	members[path.Join(p.Module.Path, "LICENSE")] = license
	return nil
}

// addModules adds a go.mod for each module, and the list of modules. Only the
// project's own go.mod has requirements: no others are needed by what is here.
func addModules(members map[string][]byte, versions map[string]support.Module, goVersions map[string]string) {
	var list, requires strings.Builder
	for _, p := range slices.Sorted(maps.Keys(versions)) {
		if p != support.Own {
			fmt.Fprintf(&list, "%s %s\n", p, versions[p].Version)
			fmt.Fprintf(&requires, "require %s %s\n", p, versions[p].Version)
			members[path.Join(p, "go.mod")] = fmt.Appendf(nil, "module %s\n\ngo %s\n", p, goVersions[p])
		}
	}
	members[path.Join(support.Own, "go.mod")] = fmt.Appendf(nil, "module %s\n\ngo %s\n\n%s", support.Own, goVersions[support.Own], &requires)
	members["modules.txt"] = []byte(list.String())
}
