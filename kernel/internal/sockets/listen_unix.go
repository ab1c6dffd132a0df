//go:build unix

package sockets

import (
	"net"
	"sync"
	"syscall"
)

// umaskMu is held while the process's umask is not its own.
var umaskMu sync.Mutex

// listenPrivately is net.Listen of a socket file with mode 0600. The mode comes
// from the umask because between creating a file and changing its mode others
// could connect. What other goroutines create meanwhile is private too, which
// does no harm at start.
func listenPrivately(network, path string) (net.Listener, error) {
	umaskMu.Lock()
	defer umaskMu.Unlock()
	defer syscall.Umask(syscall.Umask(0o177))
	return net.Listen(network, path)
}
