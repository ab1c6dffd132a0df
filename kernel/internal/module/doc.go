// Package module is the Go module of a session: what its cells, interpreted or
// compiled, may import beyond the standard library.
//
// # On disk
//
// A Module is a directory with a go.mod and a go.sum, made when it is first
// needed; the kernel's is in its scratch directory. Everything that can be known
// about modules is asked of the go command, in this directory: versions,
// downloads, checksums, proxies and the user's settings for all of these are
// Go's own. A Change puts the files
// back if getting something fails or is interrupted. Packages that have been got
// are found without a network, since they are in Go's module cache. go.mod
// outlives workers and %reset.
//
// # Packages
//
// An Importer has the packages of the standard library, from package stdlib, and
// those of modules, which it parses and checks from source, bodies included, when
// they are first imported: the largest take some tenths of a second. The objects
// that cells see are those of the source, so unlike with compiled packages there
// is one world, and package lower finds bodies by object. Their positions are of a
// file set of their own, and beyond those of all cells.
//
// Loading is Import's, or that of Load, for those who must not wait: they ask Known,
// which does not load, and is not held up by what somebody else is loading.
//
// A package stays as it was loaded until Forget: another version, or a changed
// file of a local module, would be other types.
//
// Cells can import by its name alone what a directly required module has, as long
// as one package has that name.
//
// # What is not Go
//
// Packages are listed without cgo and with build tags by which modules leave out
// assembly. What has a form in C only is not imported. A function in assembly that
// jumps to one of the standard library, or is linked to one, is that; a few others
// have a form in Go in overlay.txtar. Any other panics when it is called, and says
// that only the compiler can make it: most users of its package never call it.
package module
