// Package module is the Go module of a session: what its cells, interpreted or
// compiled, may import beyond the standard library.
//
// # On disk
//
// A Module is a directory with a go.mod and a go.sum, made when it is first
// needed and removed when the kernel ends; what a killed kernel has left behind
// the next one removes. Everything that can be known about modules is asked of
// the go command, in this directory: versions, downloads, checksums, proxies
// and the user's settings for all of these are Go's own. Packages that have been
// got are found without a network, since they are in Go's module cache.
package module
