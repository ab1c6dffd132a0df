//go:build !unix

package sockets

import "net"

// listenPrivately is net.Listen: there is no umask here.
func listenPrivately(network, path string) (net.Listener, error) { return net.Listen(network, path) }
